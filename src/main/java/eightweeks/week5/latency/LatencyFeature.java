package eightweeks.week5.latency;

import eightweeks.week1.config.LongDirective;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.CommandWatcher;
import eightweeks.week3.command.ExecutionUnit;
import eightweeks.week3.command.LatencyStatistics;
import eightweeks.week3.latency.LatencyProbe;
import eightweeks.week5.machine.MachineMemory;
import eightweeks.week5.memory.UsedMemory;

/**
 * Brings MONITOR, SLOWLOG and LATENCY, and what they hear of every command.
 *
 * <p>Answers to {@code server.c: call()}, behind the run of the command.
 */
public final class LatencyFeature implements Feature {
  /** The slow log has a 64th of the heap at most. */
  private static final int SLOW_LOG_SHARE = 64;

  @Override
  public void install(ServerBuilder server) {
    var time = server.loop().time();
    var config = server.config();
    var slowerThan = config.integer("slowlog-log-slower-than", 10_000).range(-1, Long.MAX_VALUE);
    var maxLength = config.integer("slowlog-max-len", 128).range(0, Long.MAX_VALUE);
    var threshold = config.integer("latency-monitor-threshold", 0).range(0, Long.MAX_VALUE);

    var monitors = new Monitors(server);
    server.command(new MonitorCommand(monitors));

    var slowLog = new SlowLog(slowerThan, maxLength, time);
    server.command(SlowLogCommand.create(slowLog));
    server.need(UsedMemory.SERVICE).add(slowLog::memory, true);
    server.onStart(
        () -> {
          long heap = MachineMemory.of(server.world().system()).maxHeap();
          slowLog.limit(heap / SLOW_LOG_SHARE);
        });

    var events = new LatencyEvents(time);
    server.need(LatencyProbe.SERVICE).listener(threshold::value, events::add);
    var doctor = new LatencyDoctor(events, slowerThan, threshold, server.cron()::hz);
    server.command(
        LatencyCommand.create(
            events, doctor, server.need(LatencyStatistics.SERVICE), server.commands()));

    server
        .need(ExecutionUnit.SERVICE)
        .watchers()
        .add(new Watcher(monitors, slowLog, server.need(LatencyProbe.SERVICE), threshold));
  }

  // tag::watcher[]
  /** One watcher for all three, so that there is one call a command. */
  private record Watcher(
      Monitors monitors, SlowLog slowLog, LatencyProbe latency, LongDirective threshold)
      implements CommandWatcher {
    @Override
    public void ran(Client client, Command command, Args args, long nanos, boolean again) {
      if (threshold.value() != 0) {
        latency.took(command.is(CommandFlag.FAST) ? "fast-command" : "command", nanos);
      }
      if (!again) {
        monitors.feed(client, command, args);
      }
    }

    @Override
    public void ended(Client client, Command command, Args args, long nanos) {
      slowLog.consider(client, command, args, nanos);
    }

    @Override
    public void execRejected(Client client, Command exec, Args args) {
      monitors.feed(client, exec, args);
    }
  }
  // end::watcher[]
}
