package eightweeks.week4.sentinel.scripts;

import eightweeks.week1.log.LogLevel;
import eightweeks.week1.world.Disk;
import eightweeks.week1.world.OperatingSystem;
import eightweeks.week4.machine.ChildProcess;
import eightweeks.week4.machine.Programs;
import eightweeks.week4.sentinel.events.Events;
import eightweeks.week4.sentinel.instances.Address;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.Periods.Period;
import eightweeks.week4.sentinel.instances.SentinelState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Runs scripts, the oldest ones first and a limited number at a time.
 *
 * <p>Answers to {@code sentinel.c: sentinelScheduleScriptExecution(), sentinelRunPendingScripts(),
 * sentinelCollectTerminatedScripts(), sentinelKillTimedoutScripts()}.
 *
 * <pre>
 *                start                    exit code 0, or 2 and more
 *   SCHEDULED ──────────► RUNNING ─────────────────────────────────► removed
 *       ▲                    │  exit code 1, or ended by a signal,
 *       │                    │  which may be that of the time limit
 *       └────────────────────┘
 *         after a delay that doubles, ten times at most
 * </pre>
 *
 * <p>Java tells an exit code above 128 for a script that a signal has ended, as a shell does. So a
 * script that exits with such a code itself is taken for one.
 */
public final class ScriptQueue {
  private static final int MAX_JOBS = 256;
  private static final int MAX_RUNNING = 16;
  private static final int MAX_ATTEMPTS = 10;
  private static final int RETRY = 1;
  private static final int CANNOT_RUN = 2;
  private static final int SIGNALS = 128;

  private final SentinelState state;
  private final Programs programs;
  private final Disk disk;
  private final Events events;
  private final List<ScriptJob> jobs = new ArrayList<>();

  public ScriptQueue(SentinelState state, OperatingSystem system, Disk disk, Events events) {
    this.state = state;
    this.disk = disk;
    programs = Programs.of(system);
    this.events = events;
    events.notifications((script, event, text) -> add(List.of(script, event, text)));
  }

  /**
   * Returns whether a path leads to a program. A relative one begins in the directory {@code dir}.
   */
  public boolean canRun(String path) {
    return programs.isExecutable(disk.absolute(path));
  }

  /** Adds a script. If there are too many, the oldest one that does not run is dropped. */
  void add(List<String> words) {
    jobs.add(new ScriptJob(words));
    if (jobs.size() > MAX_JOBS) {
      for (int i = 0; i < jobs.size(); i++) {
        if (!jobs.get(i).isRunning()) {
          jobs.remove(i);
          break;
        }
      }
    }
  }

  /**
   * Runs the script of a master that tells clients of the new address, if there is one.
   *
   * @param isLeader whether this Sentinel has led the failover
   */
  public void reconfigureClients(Master master, boolean isLeader, Address from, Address to) {
    var script = master.clientReconfigScript;
    if (script == null) {
      return;
    }
    var addresses = state.addresses();
    add(
        List.of(
            script,
            master.name(),
            isLeader ? "leader" : "observer",
            "start",
            addresses.shown(from),
            Integer.toString(from.port()),
            addresses.shown(to),
            Integer.toString(to.port())));
  }

  /** Starts what may be started, and looks at what runs. */
  public void cron() {
    start();
    collect();
    killTooOld();
  }

  private void start() {
    long running = running();
    for (var job : List.copyOf(jobs)) {
      if (running >= MAX_RUNNING) {
        return;
      }
      if (!job.isRunning() && job.time <= state.now()) {
        job.time = state.now();
        job.attempts++;
        try {
          job.process = start(job.words());
          running++;
          events.publish(LogLevel.DEBUG, "+script-child", null, Long.toString(job.pid()));
        } catch (IOException _) {
          jobs.remove(job);
          failed(job, 0, CANNOT_RUN);
        }
      }
    }
  }

  private ChildProcess start(List<String> words) throws IOException {
    var full = new ArrayList<>(words);
    full.set(0, disk.absolute(words.getFirst()));
    return programs.start(full, disk.directory());
  }

  private void failed(ScriptJob job, int signal, int code) {
    events.publish(
        LogLevel.WARNING,
        "-script-error",
        null,
        job.words().getFirst() + " " + signal + " " + code);
  }

  private void collect() {
    for (Iterator<ScriptJob> all = jobs.iterator(); all.hasNext(); ) {
      var job = all.next();
      var status = job.process == null ? null : job.process.status();
      if (status == null) {
        continue;
      }
      int signal = status > SIGNALS ? status - SIGNALS : 0;
      int code = signal == 0 ? status : 0;
      events.publish(LogLevel.DEBUG, "-script-child", null, job.pid() + " " + code + " " + signal);
      job.process = null;
      if ((signal != 0 || code == RETRY) && job.attempts != MAX_ATTEMPTS) {
        job.time = state.now() + delay(job.attempts);
        continue;
      }
      all.remove();
      if (signal != 0 || code != 0) {
        failed(job, signal, code);
      }
    }
  }

  private long delay(int attempts) {
    return state.period(Period.SCRIPT_RETRY_DELAY) << (attempts - 1);
  }

  private void killTooOld() {
    for (var job : jobs) {
      var process = job.process;
      if (process != null && state.now() - job.time > state.period(Period.SCRIPT_MAX_RUNTIME)) {
        events.publish(
            LogLevel.WARNING,
            "-script-timeout",
            null,
            job.words().getFirst() + " " + process.pid());
        process.kill();
      }
    }
  }

  /** Returns the scripts that run or wait, oldest first. */
  public List<ScriptJob> jobs() {
    return List.copyOf(jobs);
  }

  public long running() {
    return jobs.stream().filter(ScriptJob::isRunning).count();
  }
}
