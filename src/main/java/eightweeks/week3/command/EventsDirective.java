package eightweeks.week3.command;

import eightweeks.week1.config.Directive;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.config.Rewriting;
import java.util.List;

/**
 * The directive {@code notify-keyspace-events}: which events are published, and in which of two
 * forms.
 *
 * <p>Answers to {@code notify.c: keyspaceEventsStringToFlags()}, {@code
 * keyspaceEventsFlagsToString()}. {@code A} stands for all classes but {@code n} and {@code m}.
 */
final class EventsDirective extends Directive<EventsDirective> {
  /** {@code K}: to the channel of the key, with the event as message. */
  static final int KEYSPACE = 1 << 30;

  /** {@code E}: to the channel of the event, with the key as message. */
  static final int KEYEVENT = 1 << 29;

  private static final int ALL = all();

  private int value;

  EventsDirective() {
    super("notify-keyspace-events");
  }

  private static int all() {
    int bits = 0;
    for (var type : EventClass.values()) {
      bits |= type.inAll ? type.bit() : 0;
    }
    return bits;
  }

  /** Returns the bits of the classes, with {@link #KEYSPACE} and {@link #KEYEVENT}. */
  int value() {
    return value;
  }

  @Override
  protected boolean read(List<String> arguments) throws DirectiveException {
    int bits = 0;
    for (char letter : arguments.getFirst().toCharArray()) {
      bits |= bits(letter);
    }
    boolean changed = bits != value;
    value = bits;
    return changed;
  }

  private static int bits(char letter) throws DirectiveException {
    return switch (letter) {
      case 'A' -> ALL;
      case 'K' -> KEYSPACE;
      case 'E' -> KEYEVENT;
      default -> classOf(letter).bit();
    };
  }

  private static EventClass classOf(char letter) throws DirectiveException {
    for (var type : EventClass.values()) {
      if (type.letter == letter) {
        return type;
      }
    }
    throw new DirectiveException("Invalid event class character. Use 'Ag$lshzxeKEtmdn'.");
  }

  /** Returns the letters in Redis's order; {@code An} becomes {@code A}, as in Redis. */
  @Override
  public String text() {
    return letters(false);
  }

  private String letters(boolean complete) {
    var letters = new StringBuilder();
    boolean all = (value & ALL) == ALL;
    if (all) {
      letters.append('A');
    }
    for (var type : EventClass.values()) {
      boolean shown = type == EventClass.NEW ? !all || complete : !type.inAll || !all;
      if (shown && type != EventClass.KEY_MISS && (value & type.bit()) != 0) {
        letters.append(type.letter);
      }
    }
    if ((value & KEYSPACE) != 0) {
      letters.append('K');
    }
    if ((value & KEYEVENT) != 0) {
      letters.append('E');
    }
    if ((value & EventClass.KEY_MISS.bit()) != 0) {
      letters.append('m');
    }
    return letters.toString();
  }

  /**
   * Writes all letters: without {@code n} beside {@code A} that class would be lost at the next
   * start.
   */
  @Override
  protected void rewrite(Rewriting file) {
    file.line(name(), "\"" + letters(true) + "\"", value != 0);
  }
}
