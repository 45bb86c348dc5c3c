package eightweeks.week4.sentinel.monitoring;

import eightweeks.week4.sentinel.events.Events;
import eightweeks.week4.sentinel.instances.DataInstance;
import eightweeks.week4.sentinel.instances.DataInstance.Role;
import eightweeks.week4.sentinel.instances.Instance;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.OtherSentinel;
import eightweeks.week4.sentinel.instances.Periods.Period;
import eightweeks.week4.sentinel.instances.SentinelState;

/**
 * Finds out what is down: first for this Sentinel alone, then with the others.
 *
 * <p>Answers to {@code sentinel.c: sentinelCheckSubjectivelyDown(),
 * sentinelCheckObjectivelyDown()}.
 *
 * <pre>
 *            no good reply to PING for down-after-milliseconds,
 *            or a master that says it is a replica
 *      UP ─────────────────────────────────────────────────────► SUBJECTIVELY DOWN
 *      ▲                         +sdown                            │           ▲
 *      │                                                           │ +odown    │ -odown
 *      │                                quorum Sentinels say so,   │           │
 *      │                                for a master only          ▼           │
 *      │                                                         OBJECTIVELY DOWN
 *      │                         -sdown                            │
 *      └───────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>Objectively down is a weak agreement: the others have said so within some seconds, not at the
 * same moment. It is enough to try a failover; a majority must still elect its leader.
 */
public final class DownDetector {
  private final SentinelState state;
  private final Events events;

  public DownDetector(SentinelState state, Events events) {
    this.state = state;
    this.events = events;
  }

  /** Looks whether an instance is down as far as this Sentinel sees. */
  public void checkSubjectively(Instance instance) {
    closeSilentLinks(instance);
    boolean down =
        silence(instance) > instance.downAfter
            || instance instanceof Master master && (isDemoted(master) || loadsTooLong(master));
    if (down && !instance.subjectivelyDown) {
      events.warning("+sdown", instance);
      instance.subjectivelyDownSince = state.now();
      instance.subjectivelyDown = true;
    } else if (!down && instance.subjectivelyDown) {
      events.warning("-sdown", instance);
      instance.subjectivelyDown = false;
      if (instance instanceof DataInstance data) {
        data.scriptKillSent = false;
      }
    }
  }

  /** Returns for how long an instance has been silent, in milliseconds. */
  private long silence(Instance instance) {
    var link = instance.link;
    if (link.pingWaitsSince != 0) {
      return state.now() - link.pingWaitsSince;
    }
    return link.disconnected ? state.now() - link.lastAvailable : 0;
  }

  /** A master that has long said that it is a replica is no master. */
  private boolean isDemoted(Master master) {
    return master.reportedRole == Role.REPLICA
        && state.now() - master.reportedRoleSince
            > master.downAfter + 2 * state.period(Period.INFO_PERIOD);
  }

  private boolean loadsTooLong(Master master) {
    return master.rebooting && state.now() - master.rebootingSince > master.rebootDownAfter;
  }

  /** A connection may be dead without an error: it is closed, and made again. */
  private void closeSilentLinks(Instance instance) {
    var link = instance.link;
    long now = state.now();
    long youngest = state.period(Period.MIN_LINK_RECONNECT_PERIOD);
    long half = instance.downAfter / 2;
    if (link.commands() != null
        && now - link.commandsSince > youngest
        && link.pingWaitsSince != 0
        && now - link.pingWaitsSince > half
        && now - link.lastPong > half) {
      link.closeCommands();
    }
    if (link.messages() != null
        && now - link.messagesSince > youngest
        && now - link.lastMessage > 3 * state.period(Period.PUBLISH_PERIOD)) {
      link.closeMessages();
    }
  }

  /** Looks whether enough Sentinels say that a master is down. */
  public void checkObjectively(Master master) {
    // Day 27. Called in each turn of the timer, after checkSubjectively().
    //
    // 1. Count the Sentinels that say that the master is down: this one, and each other one whose
    //    last answer says so.
    // 2. The master is objectively down if this Sentinel finds it down, and the count reaches the
    //    master's quorum.
    // 3. If it was not so before, tell of +odown, with "#quorum 2/2" behind it (the count and the
    //    quorum), and note that it is so, and since when. If it was and is no more, tell of -odown.
    throw new UnsupportedOperationException("checkObjectively() counts nothing");
  }
}
