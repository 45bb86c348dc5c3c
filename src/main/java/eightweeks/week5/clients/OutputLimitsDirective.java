package eightweeks.week5.clients;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.config.Directive;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.config.Flag;
import eightweeks.week1.config.MemoryUnits;
import eightweeks.week1.config.Rewriting;
import eightweeks.week1.networking.ClientType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The directive client-output-buffer-limit: for each type of client named, a hard limit, a soft
 * limit and how many seconds the soft one may be exceeded.
 *
 * <p>Answers to {@code config.c: setConfigClientOutputBufferLimitOption()}.
 */
public final class OutputLimitsDirective extends Directive<OutputLimitsDirective> {
  private static final List<ClientType> TYPES =
      List.of(ClientType.NORMAL, ClientType.REPLICA, ClientType.PUBSUB);
  private static final int WORDS = 4;

  private final OutputLimits limits;

  public OutputLimitsDirective(OutputLimits limits) {
    super("client-output-buffer-limit");
    this.limits = limits;
    flags(Flag.MULTI_ARG);
  }

  @Override
  protected boolean read(List<String> words) throws DirectiveException {
    if (words.isEmpty() || words.size() % WORDS != 0) {
      throw new DirectiveException("Wrong number of arguments in buffer limit configuration.");
    }
    Map<ClientType, OutputLimits.Limit> found = new EnumMap<>(ClientType.class);
    for (int i = 0; i < words.size(); i += WORDS) {
      var type = ClientType.of(words.get(i));
      if (type == null || type == ClientType.MASTER) {
        throw new DirectiveException(
            "Invalid client class specified in buffer limit configuration.");
      }
      found.put(type, limit(words.subList(i + 1, i + WORDS)));
    }
    boolean changed = false;
    for (var entry : found.entrySet()) {
      changed |= !limits.of(entry.getKey()).equals(entry.getValue());
      limits.set(entry.getKey(), entry.getValue());
    }
    return changed;
  }

  private static OutputLimits.Limit limit(List<String> words) throws DirectiveException {
    Long hard = MemoryUnits.parse(words.get(0));
    Long soft = MemoryUnits.parse(words.get(1));
    var seconds = Ascii.bytes(words.get(2));
    long softSeconds = Numbers.parse(seconds, 0, seconds.length);
    if (hard == null || soft == null || softSeconds < 0 || softSeconds > Integer.MAX_VALUE) {
      throw new DirectiveException(
          "Error in hard, soft or soft_seconds setting in buffer limit configuration.");
    }
    return new OutputLimits.Limit(hard, soft, (int) softSeconds);
  }

  @Override
  public String text() {
    var all = new StringJoiner(" ");
    for (var type : TYPES) {
      var limit = limits.of(type);
      all.add(
          type.wireName() + " " + limit.hard() + " " + limit.soft() + " " + limit.softSeconds());
    }
    return all.toString();
  }

  @Override
  protected void rewrite(Rewriting file) {
    for (var type : TYPES) {
      var limit = limits.of(type);
      String name = type == ClientType.REPLICA ? "replica" : type.wireName();
      file.line(
          name(),
          name
              + " "
              + MemoryUnits.format(limit.hard())
              + " "
              + MemoryUnits.format(limit.soft())
              + " "
              + limit.softSeconds(),
          !limit.equals(OutputLimits.initial(type)));
    }
  }
}
