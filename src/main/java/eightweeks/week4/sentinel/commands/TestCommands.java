package eightweeks.week4.sentinel.commands;

import static eightweeks.week4.sentinel.commands.Subcommand.declare;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week4.sentinel.instances.Periods.Period;
import eightweeks.week4.sentinel.instances.SentinelState;
import eightweeks.week4.sentinel.instances.SentinelState.Crash;
import eightweeks.week4.sentinel.scripts.ScriptJob;
import eightweeks.week4.sentinel.scripts.ScriptQueue;
import java.util.Locale;

/** The subcommands for tests and for those who look for a mistake. */
final class TestCommands {
  private static final CommandError UNKNOWN_FAILURE =
      new CommandError("ERR Unknown failure simulation specified");

  private final SentinelState state;
  private final Log log;
  private final ScriptQueue scripts;

  TestCommands(Parts parts, Log log, ScriptQueue scripts) {
    state = parts.state();
    this.log = log;
    this.scripts = scripts;
  }

  Command debug() {
    return new Subcommand(
        declare("debug", -2, "7.0.0")
            .complexity("O(N) where N is the number of configurable parameters")
            .summary("Shows or changes how long things take.")
            .arguments("[data{parameter value}...]"),
        (client, args) -> {
          if (args.count() == 2) {
            showPeriods(client.reply());
          } else {
            setPeriods(args);
            client.reply().ok();
          }
        });
  }

  private void showPeriods(Reply reply) {
    reply.map(Period.values().length);
    for (var period : Period.values()) {
      reply.bulk(period.wireName());
      reply.bulk(state.period(period));
    }
  }

  private void setPeriods(Args args) {
    for (int i = 2; i < args.count(); i += 2) {
      var name = args.text(i);
      var period = Period.find(name);
      if (period == null || i + 1 == args.count()) {
        throw new CommandError(
            "ERR Unknown option or number of arguments for SENTINEL DEBUG '" + name + "'");
      }
      var bytes = args.bytes(i + 1);
      long millis = Numbers.parse(bytes, 0, bytes.length);
      if (millis <= 0) {
        throw new CommandError(
            "ERR Invalid argument '" + args.text(i + 1) + "' for SENTINEL DEBUG '" + name + "'");
      }
      state.periods().set(period, millis);
    }
  }

  Command simulateFailure() {
    return new Subcommand(
        declare("simulate-failure", -3, "3.2.0")
            .complexity("")
            .summary("Has this Sentinel end in the middle of its next failover.")
            .arguments(
                "[mode(crash-after-election:token | crash-after-promotion:token | help:token)...]"),
        this::simulateFailure);
  }

  private void simulateFailure(Client client, Args args) {
    state.crashes.clear();
    for (int i = 2; i < args.count(); i++) {
      switch (args.text(i).toLowerCase(Locale.ROOT)) {
        case "crash-after-election" -> {
          state.crashes.add(Crash.AFTER_ELECTION);
          log.warning(
              "Failure simulation: this Sentinel will crash after being successfully elected as"
                  + " failover leader");
        }
        case "crash-after-promotion" -> {
          state.crashes.add(Crash.AFTER_PROMOTION);
          log.warning(
              "Failure simulation: this Sentinel will crash after promoting the selected replica"
                  + " to master");
        }
        case "help" -> {
          client.reply().array(2);
          client.reply().bulk("crash-after-election");
          client.reply().bulk("crash-after-promotion");
          return;
        }
        default -> throw UNKNOWN_FAILURE;
      }
    }
    client.reply().ok();
  }

  Command pendingScripts() {
    return new Subcommand(
        declare("pending-scripts", 2, "2.8.4")
            .complexity("")
            .summary("Lists the scripts that run or wait to be run."),
        (client, _) -> {
          var jobs = scripts.jobs();
          client.reply().array(jobs.size());
          jobs.forEach(job -> show(client.reply(), job));
        });
  }

  private void show(Reply reply, ScriptJob job) {
    reply.map(5);
    reply.bulk("argv");
    reply.array(job.words().size());
    job.words().forEach(reply::bulk);
    reply.bulk("flags");
    reply.bulk(job.isRunning() ? "running" : "scheduled");
    reply.bulk("pid");
    reply.bulk(job.pid());
    if (job.isRunning()) {
      reply.bulk("run-time");
      reply.bulk(state.now() - job.time());
    } else {
      reply.bulk("run-delay");
      reply.bulk(Math.max(0, job.time() - state.now()));
    }
    reply.bulk("retry-num");
    reply.bulk((long) job.attempts());
  }
}
