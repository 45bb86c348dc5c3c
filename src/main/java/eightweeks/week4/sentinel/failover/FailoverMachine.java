package eightweeks.week4.sentinel.failover;

import eightweeks.week1.eventloop.FatalError;
import eightweeks.week1.log.Log;
import eightweeks.week1.log.LogLevel;
import eightweeks.week4.sentinel.events.Events;
import eightweeks.week4.sentinel.instances.FailoverState;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.Periods.Period;
import eightweeks.week4.sentinel.instances.Replica;
import eightweeks.week4.sentinel.instances.SentinelState;
import eightweeks.week4.sentinel.instances.SentinelState.Crash;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The failover of a master, from the first attempt to the new configuration.
 *
 * <p>Answers to {@code sentinel.c: sentinelFailoverStateMachine(), sentinelStartFailoverIfNeeded(),
 * sentinelAbortFailover()}.
 *
 * <pre>
 *            objectively down, and no attempt for twice failover-timeout;
 *            or SENTINEL FAILOVER
 *   NONE ──────────────────────────────────────────► WAIT_START ──┐
 *    ▲                              +try-failover        │        │ not elected within ten
 *    │                                                   │        │ seconds or failover-timeout
 *    │                                  +elected-leader  ▼        │
 *    │                                             SELECT_SLAVE ──┤ no replica is good enough
 *    │                                                   │        │
 *    │                                  +selected-slave  ▼        │
 *    │                                       SEND_SLAVEOF_NOONE ──┤ it does not become reachable
 *    │                                                   │        │ within failover-timeout
 *    │                            SLAVEOF NO ONE is sent ▼        │
 *    │                                           WAIT_PROMOTION ──┤ it is not a master within
 *    │                                                   │        │ failover-timeout
 *    │       its INFO says role:master: +promoted-slave  ▼        │
 *    │       (failover.RoleWatch)                  RECONF_SLAVES  │ -failover-abort-…
 *    │                                                   │        │
 *    │       all replicas follow it, or failover-timeout ▼        │
 *    │                       +failover-end         UPDATE_CONFIG  │
 *    │                                                   │        │
 *    │  +switch-master: the name means another server    │        │
 *    ├───────────────────────────────────────────────────┘        │
 *    └────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>Why can it not be aborted from RECONF_SLAVES on? The new master has said that it is one, and
 * the new config epoch is on its way to the other Sentinels. From there on only forwards is right.
 *
 * <p>Each step is taken by the timer. No state waits for a reply.
 */
public final class FailoverMachine {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);

  private final SentinelState state;
  private final Events events;
  private final Log log;
  private final Election election;
  private final ReplicaChoice choice;
  private final RoleCommand roles;
  private final Reconfigurations reconfigurations;

  public FailoverMachine(
      SentinelState state, Events events, Log log, Election election, ReplicaChoice choice) {
    this.state = state;
    this.events = events;
    this.log = log;
    this.election = election;
    this.choice = choice;
    roles = new RoleCommand(state.addresses());
    reconfigurations = new Reconfigurations(state, events, roles);
  }

  // tag::start[]
  /** Starts a failover if the master is down and none was tried lately; returns whether it has. */
  public boolean startIfNeeded(Master master) {
    if (!master.objectivelyDown || master.failoverInProgress) {
      return false;
    }
    long next = master.failoverStart + 2 * master.failoverTimeout;
    if (state.now() < next) {
      if (master.delayLoggedFor != master.failoverStart) {
        master.delayLoggedFor = master.failoverStart;
        var date = DATE.format(state.wallTime(next).atZone(ZoneId.systemDefault()));
        log.notice("Next failover delay: I will not start a failover before " + date);
      }
      return false;
    }
    start(master);
    return true;
  }

  private void start(Master master) {
    master.failoverInProgress = true;
    state.currentEpoch++;
    master.failoverEpoch = state.currentEpoch;
    events.publish(LogLevel.WARNING, "+new-epoch", master, Long.toString(state.currentEpoch));
    events.warning("+try-failover", master);
    master.failoverStart = election.soon();
    master.failoverState(FailoverState.WAIT_START, state.now());
  }

  /** Starts a failover without an agreement of other Sentinels (SENTINEL FAILOVER). */
  public void force(Master master) {
    log.notice("Executing user requested FAILOVER of '" + master.name() + "'");
    start(master);
    master.failoverForced = true;
  }

  // end::start[]

  // tag::step[]
  /** Takes the next step of the failover of a master, if there is one. */
  public void step(Master master) {
    if (!master.failoverInProgress) {
      return;
    }
    switch (master.failoverState) {
      case WAIT_START -> waitForElection(master);
      case SELECT_SLAVE -> selectReplica(master);
      case SEND_SLAVEOF_NOONE -> promote(master);
      case WAIT_PROMOTION -> abortIfLate(master);
      case RECONF_SLAVES -> reconfigurations.next(master);
      case NONE, UPDATE_CONFIG -> {}
    }
  }

  // end::step[]

  // tag::steps[]
  private void waitForElection(Master master) {
    boolean isLeader = state.id.equalsIgnoreCase(election.leader(master, master.failoverEpoch));
    if (!isLeader && !master.failoverForced) {
      long limit = Math.min(state.period(Period.ELECTION_TIMEOUT), master.failoverTimeout);
      if (state.now() - master.failoverStart > limit) {
        events.warning("-failover-abort-not-elected", master);
        abort(master);
      }
      return;
    }
    events.warning("+elected-leader", master);
    crashIf(Crash.AFTER_ELECTION);
    master.failoverState(FailoverState.SELECT_SLAVE, state.now());
    events.warning("+failover-state-select-slave", master);
  }

  private void selectReplica(Master master) {
    var best = choice.best(master);
    if (best == null) {
      events.warning("-failover-abort-no-good-slave", master);
      abort(master);
      return;
    }
    events.warning("+selected-slave", best);
    best.isPromoted = true;
    master.promoted = best;
    master.failoverState(FailoverState.SEND_SLAVEOF_NOONE, state.now());
    events.notice("+failover-state-send-slaveof-noone", best);
  }

  private void promote(Master master) {
    var promoted = master.promoted;
    if (promoted == null || promoted.link.disconnected) {
      abortIfLate(master);
    } else if (roles.send(promoted, null)) {
      events.notice("+failover-state-wait-promotion", promoted);
      master.failoverState(FailoverState.WAIT_PROMOTION, state.now());
    }
  }

  private void abortIfLate(Master master) {
    if (state.now() - master.failoverStateSince > master.failoverTimeout) {
      events.warning("-failover-abort-slave-timeout", master);
      abort(master);
    }
  }

  // end::steps[]

  private void abort(Master master) {
    master.failoverInProgress = false;
    master.failoverForced = false;
    master.failoverState(FailoverState.NONE, state.now());
    Replica promoted = master.promoted;
    if (promoted != null) {
      promoted.isPromoted = false;
      master.promoted = null;
    }
  }

  /** Ends the process if SENTINEL SIMULATE-FAILURE asks for it at this point. */
  void crashIf(Crash point) {
    if (state.crashes.contains(point)) {
      log.warning("Sentinel CRASH because of SENTINEL simulate-failure");
      throw new FatalError("SENTINEL simulate-failure", 99);
    }
  }

  RoleCommand roles() {
    return roles;
  }
}
