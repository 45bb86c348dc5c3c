package eightweeks.week4.sentinel.failover;

import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.Periods.Period;
import eightweeks.week4.sentinel.instances.Replica;
import eightweeks.week4.sentinel.instances.SentinelState;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the replica that becomes the master.
 *
 * <p>Answers to {@code sentinel.c: sentinelSelectSlave(), compareSlavesForPromotion()}. Out are
 * replicas that are down or of which nothing new was heard, those with priority 0, and those that
 * have been without their master for long: their data are old. Of the others the one with the
 * lowest priority wins, then the one that has got most of the master's history, then the smallest
 * run id.
 */
public final class ReplicaChoice {
  /** A replica may have been without its master for this number of down-after periods. */
  private static final int MAX_DOWN_PERIODS = 10;

  /** PING and, while the master is down, INFO must have been answered in this number of pings. */
  private static final int MAX_PINGS = 5;

  private static final int MAX_INFOS = 3;

  private static final Comparator<Replica> BEST_FIRST =
      Comparator.<Replica>comparingInt(replica -> replica.priority)
          .thenComparing(Comparator.<Replica>comparingLong(replica -> replica.offset).reversed())
          .thenComparing(
              replica -> replica.runId, Comparator.nullsLast(String.CASE_INSENSITIVE_ORDER));

  private final SentinelState state;

  public ReplicaChoice(SentinelState state) {
    this.state = state;
  }

  /** Returns the best replica of a master; null if none can become the master. */
  public @Nullable Replica best(Master master) {
    return master.replicas().values().stream()
        .filter(replica -> canBePromoted(master, replica))
        .min(BEST_FIRST)
        .orElse(null);
  }

  // tag::choice[]
  private boolean canBePromoted(Master master, Replica replica) {
    long now = state.now();
    long pings = MAX_PINGS * state.period(Period.PING_PERIOD);
    long infoAge = master.subjectivelyDown ? pings : MAX_INFOS * state.period(Period.INFO_PERIOD);
    long masterDown = master.subjectivelyDown ? now - master.subjectivelyDownSince : 0;
    return !replica.subjectivelyDown
        && !replica.link.disconnected
        && now - replica.link.lastAvailable <= pings
        && replica.priority != 0
        && now - replica.lastInfo <= infoAge
        && replica.masterLinkDownTime <= masterDown + master.downAfter * MAX_DOWN_PERIODS;
  }

  // end::choice[]
}
