package eightweeks.week4.sentinel.failover;

import eightweeks.week4.sentinel.events.Events;
import eightweeks.week4.sentinel.instances.FailoverState;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.Periods.Period;
import eightweeks.week4.sentinel.instances.Replica;
import eightweeks.week4.sentinel.instances.Replica.Reconfiguration;
import eightweeks.week4.sentinel.instances.SentinelState;

/**
 * Gives the other replicas their new master, some at a time.
 *
 * <p>Answers to {@code sentinel.c: sentinelFailoverReconfNextSlave(), sentinelFailoverDetectEnd()}.
 *
 * <pre>
 *           SLAVEOF is sent              INFO names the new master
 *   NONE ─────────────────────► SENT ────────────────────────────► IN_PROGRESS
 *                                │                                     │ INFO says that
 *                                │ ten seconds                         ▼ the link is up
 *                                └──────────────────────────────────► DONE
 * </pre>
 *
 * <p>At most {@code parallel-syncs} replicas are SENT or IN_PROGRESS, because a replica that gets a
 * snapshot may serve no reads meanwhile. {@code failover.RoleWatch} reads INFO.
 */
final class Reconfigurations {
  private final SentinelState state;
  private final Events events;
  private final RoleCommand roles;

  Reconfigurations(SentinelState state, Events events, RoleCommand roles) {
    this.state = state;
    this.events = events;
    this.roles = roles;
  }

  /** Sends SLAVEOF to the next replicas, and looks whether all is done. */
  void next(Master master) {
    var promoted = master.promoted;
    if (promoted == null) {
      return;
    }
    long underWay = master.replicas().values().stream().filter(r -> isUnderWay(r)).count();
    for (var replica : master.replicas().values()) {
      if (underWay >= master.parallelSyncs) {
        break;
      }
      if (replica.isPromoted || replica.reconfiguration == Reconfiguration.DONE) {
        continue;
      }
      if (replica.reconfiguration == Reconfiguration.SENT
          && state.now() - replica.reconfigurationSent
              > state.period(Period.SLAVE_RECONF_TIMEOUT)) {
        // A later look finds that it follows the wrong master, and sends REPLICAOF again.
        events.notice("-slave-reconf-sent-timeout", replica);
        replica.reconfiguration = Reconfiguration.DONE;
      }
      if (!isUnderWay(replica)
          && !replica.link.disconnected
          && roles.send(replica, promoted.address)) {
        replica.reconfiguration = Reconfiguration.SENT;
        replica.reconfigurationSent = state.now();
        events.notice("+slave-reconf-sent", replica);
        underWay++;
      }
    }
    detectEnd(master, promoted);
  }

  private static boolean isUnderWay(Replica replica) {
    return replica.reconfiguration == Reconfiguration.SENT
        || replica.reconfiguration == Reconfiguration.IN_PROGRESS;
  }

  /** Ends the failover if all replicas that can be reached follow the new master, or it is late. */
  private void detectEnd(Master master, Replica promoted) {
    if (promoted.subjectivelyDown) {
      return;
    }
    boolean late = state.now() - master.failoverStateSince > master.failoverTimeout;
    boolean allDone = master.replicas().values().stream().allMatch(Reconfigurations::isDone);
    if (late) {
      events.warning("+failover-end-for-timeout", master);
    }
    if (late || allDone) {
      events.warning("+failover-end", master);
      master.failoverState(FailoverState.UPDATE_CONFIG, state.now());
    }
    if (late) {
      tellTheRest(master, promoted);
    }
  }

  private static boolean isDone(Replica replica) {
    return replica.isPromoted
        || replica.reconfiguration == Reconfiguration.DONE
        || replica.subjectivelyDown;
  }

  /** Sends REPLICAOF to all remaining replicas at once, without the limit of parallel-syncs. */
  private void tellTheRest(Master master, Replica promoted) {
    for (var replica : master.replicas().values()) {
      boolean told =
          replica.isPromoted
              || replica.reconfiguration == Reconfiguration.DONE
              || replica.reconfiguration == Reconfiguration.SENT;
      if (!told && !replica.link.disconnected && roles.send(replica, promoted.address)) {
        events.notice("+slave-reconf-sent-be", replica);
        replica.reconfiguration = Reconfiguration.SENT;
      }
    }
  }
}
