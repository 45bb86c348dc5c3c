package eightweeks.week4.sentinel;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.log.LogLevel;
import eightweeks.week4.sentinel.events.Events;
import eightweeks.week4.sentinel.failover.FailoverMachine;
import eightweeks.week4.sentinel.failover.Poll;
import eightweeks.week4.sentinel.instances.FailoverState;
import eightweeks.week4.sentinel.instances.Instance;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.Periods.Period;
import eightweeks.week4.sentinel.instances.SentinelState;
import eightweeks.week4.sentinel.monitoring.Connector;
import eightweeks.week4.sentinel.monitoring.DownDetector;
import eightweeks.week4.sentinel.monitoring.MasterSwitch;
import eightweeks.week4.sentinel.monitoring.PeriodicCommands;
import eightweeks.week4.sentinel.scripts.ScriptQueue;
import java.util.List;

/**
 * The heart of a Sentinel: ten to twenty times a second it looks after every instance.
 *
 * <p>Answers to {@code sentinel.c: sentinelTimer(), sentinelHandleRedisInstance(),
 * sentinelCheckTiltCondition()}.
 *
 * <p>What is TILT? All decisions are made from times: a server is down because it was silent for so
 * long. If this process has not run for a while, these times are wrong. Then the Sentinel goes on
 * watching but decides nothing, for half a minute. It does the same when the machine's clock has
 * jumped, as Redis's does, whose times are those of that clock. The times of this Sentinel are
 * steady: after TILT it goes on as before. Redis's Sentinel sends no PING after its clock was set
 * back, until the old time has come again.
 *
 * <pre>
 *            two turns of the timer are more than two seconds apart, or time runs backwards
 *   NORMAL ─────────────────────────────────────────────────────────────► TILT ◄──┐
 *     ▲                                                     +tilt          │  └────┘ again: it
 *     │         thirty seconds without that                 -tilt          │         begins anew
 *     └────────────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>Why is the time between two turns random? Sentinels that were started at the same time would
 * do everything at the same time, and ask each other for votes again and again.
 */
final class SentinelTimer {
  private static final int LEAST_HZ = 10;

  private final SentinelState state;
  private final Events events;
  private final LoopTime time;
  private final RandomStream random;
  private final Connector connector;
  private final PeriodicCommands commands;
  private final DownDetector detector;
  private final MasterSwitch masterSwitch;
  private final Poll poll;
  private final FailoverMachine machine;
  private final ScriptQueue scripts;
  private long lastTurn;

  SentinelTimer(
      SentinelState state,
      Events events,
      LoopTime time,
      RandomStream random,
      Connector connector,
      PeriodicCommands commands,
      DownDetector detector,
      MasterSwitch masterSwitch,
      Poll poll,
      FailoverMachine machine,
      ScriptQueue scripts) {
    this.state = state;
    this.events = events;
    this.time = time;
    this.random = random;
    this.connector = connector;
    this.commands = commands;
    this.detector = detector;
    this.masterSwitch = masterSwitch;
    this.poll = poll;
    this.machine = machine;
    this.scripts = scripts;
  }

  /** Sets the moment from which the time of the first turn counts. */
  void start() {
    time.turn(); // a slow start of the process is no TILT
    lastTurn = state.wallNow();
  }

  // tag::turn[]
  /** Looks after everything; returns the milliseconds until it wants to be called again. */
  long turn() {
    time.turn(); // a long turn of the loop must be seen here
    checkTilt();
    for (var master : List.copyOf(state.instances().masters())) {
      lookAfter(master);
      List.copyOf(master.replicas().values()).forEach(this::lookAfter);
      List.copyOf(master.sentinels().values()).forEach(this::lookAfter);
      if (master.failoverState == FailoverState.UPDATE_CONFIG) {
        masterSwitch.toPromoted(master);
      }
    }
    scripts.cron();
    return 1000 / (LEAST_HZ + random.nextInt(LEAST_HZ));
  }

  private void checkTilt() {
    long now = state.wallNow();
    long since = now - lastTurn;
    if (since < 0 || since > state.period(Period.TILT_TRIGGER)) {
      state.tilt = true;
      state.tiltSince = state.now();
      events.publish(LogLevel.WARNING, "+tilt", null, "#tilt mode entered");
    }
    lastTurn = now;
  }

  private void lookAfter(Instance instance) {
    // tag::instance[]
    // The monitoring half.
    connector.reconnect(instance);
    commands.send(instance);

    // The acting half.
    if (state.tilt) {
      if (state.now() - state.tiltSince < state.period(Period.TILT_PERIOD)) {
        return;
      }
      state.tilt = false;
      events.publish(LogLevel.WARNING, "-tilt", null, "#tilt mode exited");
    }
    detector.checkSubjectively(instance);
    if (instance instanceof Master master) {
      detector.checkObjectively(master);
      if (machine.startIfNeeded(master)) {
        poll.ask(master, true);
      }
      machine.step(master);
      poll.ask(master, false);
    }
    // end::instance[]
  }
  // end::turn[]
}
