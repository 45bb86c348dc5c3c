package eightweeks.differential;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All that two servers hold and have sent, side by side. */
final class State {
  private static final long MILLIS_APART = 300_000;

  private final Side ours;
  private final Side theirs;
  private final KnownDifferences known;

  State(Side ours, Side theirs, KnownDifferences known) {
    this.ours = ours;
    this.theirs = theirs;
    this.known = known;
  }

  /** Compares all that both servers hold. */
  @Nullable Difference compare(int index) throws IOException {
    ours.settle();
    theirs.settle();
    for (int i = 0; i < Duel.CLIENTS; i++) {
      var ourLetters = Rules.letters(ours.client(i).arrived());
      var theirLetters = Rules.letters(theirs.client(i).arrived());
      if (!ourLetters.equals(theirLetters)) {
        var client = List.of("client", "" + i);
        return new Difference(index, "messages", client, "" + ourLetters, "" + theirLetters);
      }
    }
    var our = Dump.of(ours.control());
    var their = Dump.of(theirs.control());
    var names = new TreeSet<>(our.keySet());
    names.addAll(their.keySet());
    for (var name : names) {
      var ourKey = our.get(name);
      var theirKey = their.get(name);
      if (ourKey == null || theirKey == null || !sameKey(name, ourKey, theirKey)) {
        return new Difference(
            index, what(ourKey, theirKey), List.of("GET", name), "" + ourKey, "" + theirKey);
      }
    }
    return null;
  }

  /** Which side of the state differs. */
  private static String what(Dump.@Nullable Key our, Dump.@Nullable Key their) {
    if (our == null || their == null) {
      return "the state: a key too " + (our == null ? "few" : "many");
    }
    String what =
        our.value().equals(their.value())
            ? our.encoding().equals(their.encoding()) ? "expiry" : "encoding"
            : "value";
    return "the state: " + what + " of a " + our.type();
  }

  private boolean sameKey(String name, Dump.Key our, Dump.Key their) {
    boolean sameExpiry =
        our.expires() < 0 || their.expires() < 0
            ? our.expires() == their.expires()
            : Math.abs(our.expires() - their.expires()) <= MILLIS_APART;
    boolean sameEncoding =
        our.encoding().equals(their.encoding())
            || known.explain(
                List.of("OBJECT", "ENCODING", name), "$" + our.encoding(), "$" + their.encoding());
    return sameExpiry
        && sameEncoding
        && our.type().equals(their.type())
        && (!our.encoding().equals(their.encoding()) || our.order().equals(their.order()))
        && (our.value().equals(their.value())
            || known.explain(List.of("ZRANGE", name), our.value(), their.value()));
  }
}
