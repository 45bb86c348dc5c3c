package eightweeks.study.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * The run of a seed: the machines find each other, the master fails, and some time later that ends.
 * The seed chooses when the master fails, and how.
 */
public final class Story {
  private static final long QUIET_MILLIS = 12_000;
  private static final int MAX_MORE_MILLIS = 3_000;
  private static final long FAULT_MILLIS = 25_000;
  private static final long AFTER_MILLIS = 25_000;
  private static final String MASTER = "server 1";

  /** A client, if there are any, on the master's side of the network. */
  static final String NEAR_CLIENT = "client 1";

  /** A client on the side of the others. */
  static final String OTHER_CLIENT = "client 2";

  /** How the master fails. */
  private enum Failure {
    STOP("its process is stopped, and its connections stay open", "it goes on"),
    CUT_OFF("nothing passes between it and all others", "the network works again"),
    DEAF("it hears nothing, but others hear it", "it hears again");

    private final String begins;
    private final String ends;

    Failure(String begins, String ends) {
      this.begins = begins;
      this.ends = ends;
    }
  }

  private Story() {}

  /** Returns what the machines see, in the order of time. */
  public static List<Seen> of(long seed, Weeks weeks) {
    var failover = new Failover(seed, weeks);
    tell(failover);
    return new ArrayList<>(failover.seen());
  }

  /** Lets the master fail after a while, and ends that. */
  static void tell(Failover failover) {
    failover.run(QUIET_MILLIS + failover.chance(MAX_MORE_MILLIS));
    var failure = Failure.values()[failover.chance(Failure.values().length)];
    fail(failover, failure, true);
    failover.run(FAULT_MILLIS);
    fail(failover, failure, false);
    failover.run(AFTER_MILLIS);
  }

  /** Lets the master fail, or ends that. */
  private static void fail(Failover failover, Failure failure, boolean begins) {
    var said = begins ? failure.begins : failure.ends;
    if (failure == Failure.STOP) {
      failover.stop(MASTER, begins, said);
      return;
    }
    failover.note(MASTER, said);
    var others = new ArrayList<>(Failover.names());
    others.remove(MASTER);
    others.add(OTHER_CLIENT);
    for (var other : others) {
      for (var near : List.of(MASTER, NEAR_CLIENT)) {
        failover.silence(other, near, begins);
        if (failure == Failure.CUT_OFF) {
          failover.silence(near, other, begins);
        }
      }
    }
  }
}
