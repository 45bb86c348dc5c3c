package eightweeks.harness;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week3.command.EffectSink;
import eightweeks.week3.command.Effects;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.command.KeyspaceEvents;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes down what commands say they have changed, and what goes to replicas and logs.
 *
 * <pre>
 * touched 0:key                // signalModifiedKey
 * SET sadd 0:key               // an event, with its class; not NEW and KEY_MISS
 * </pre>
 *
 * <p>and of effects, {@code 0: SREM key member}.
 */
public final class Witness {
  private final List<String> events = new ArrayList<>();
  private final List<String> effects = new ArrayList<>();

  private Witness() {}

  /** Listens to a server from now on. */
  public static Witness of(TestServer server) {
    var witness = new Witness();
    var events = server.parts().need(KeyspaceEvents.SERVICE);
    events.onModified(
        (_, database, bytes, offset, length) ->
            witness.events.add("touched " + key(database, bytes, offset, length)));
    events.onEvent(
        (type, event, database, bytes, offset, length) -> {
          if (type != EventClass.NEW && type != EventClass.KEY_MISS) {
            witness.events.add(type + " " + event + " " + key(database, bytes, offset, length));
          }
        });
    server.parts().need(Effects.SERVICE).addSink(witness.sink());
    return witness;
  }

  private static String key(int database, byte[] bytes, int offset, int length) {
    return database + ":" + Ascii.text(bytes, offset, length);
  }

  private EffectSink sink() {
    return new EffectSink() {
      @Override
      public int targets() {
        return Effects.ALL;
      }

      @Override
      public void effect(int database, int these, byte[] resp, int offset, int length) {
        var words = Ascii.text(resp, offset, length).replaceAll("[*$]\\d+\r\n", "").trim();
        effects.add(database + ": " + words.replace("\r\n", " "));
      }
    };
  }

  /** What was changed since this was asked last, in order. */
  public List<String> changes() {
    return take(events);
  }

  /** What went out since this was asked last, in order. */
  public List<String> effects() {
    return take(effects);
  }

  private static List<String> take(List<String> from) {
    var all = List.copyOf(from);
    from.clear();
    return all;
  }
}
