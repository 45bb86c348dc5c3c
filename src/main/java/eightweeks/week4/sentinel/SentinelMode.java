package eightweeks.week4.sentinel;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.info.Info;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.connection.Greeting;
import eightweeks.week3.loading.Loading;
import eightweeks.week3.machine.DataDisk;
import eightweeks.week3.pubsub.PubSub;
import eightweeks.week3.snapshots.SaveDirective;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.sentinel.commands.OwnCommands;
import eightweeks.week4.sentinel.commands.Parts;
import eightweeks.week4.sentinel.commands.SentinelCommand;
import eightweeks.week4.sentinel.config.OptionReader;
import eightweeks.week4.sentinel.config.SentinelDirective;
import eightweeks.week4.sentinel.config.StateFile;
import eightweeks.week4.sentinel.events.Events;
import eightweeks.week4.sentinel.failover.Election;
import eightweeks.week4.sentinel.failover.FailoverMachine;
import eightweeks.week4.sentinel.failover.Poll;
import eightweeks.week4.sentinel.failover.ReplicaChoice;
import eightweeks.week4.sentinel.failover.RoleWatch;
import eightweeks.week4.sentinel.instances.SentinelState;
import eightweeks.week4.sentinel.monitoring.Connector;
import eightweeks.week4.sentinel.monitoring.DownDetector;
import eightweeks.week4.sentinel.monitoring.Hello;
import eightweeks.week4.sentinel.monitoring.InfoRefresh;
import eightweeks.week4.sentinel.monitoring.MasterSwitch;
import eightweeks.week4.sentinel.monitoring.PeriodicCommands;
import eightweeks.week4.sentinel.scripts.ScriptQueue;
import java.util.List;

/**
 * Makes a server a Sentinel. It is installed behind all weeks: it takes away every command that a
 * Sentinel does not have, and adds its own.
 *
 * <p>Answers to {@code sentinel.c: initSentinelConfig(), initSentinel(), sentinelIsRunning()} and
 * {@code server.c: checkForSentinelMode()}.
 */
public final class SentinelMode implements Feature {
  private static final int PORT = 26379;
  private static final int ID_DIGITS = 40;

  /** Returns whether a command line asks for a Sentinel. */
  public static boolean isAskedFor(List<String> words) {
    return words.contains("--sentinel");
  }

  @Override
  public void install(ServerBuilder server) {
    becomeSentinel(server);
    var log = server.log();
    var system = server.world().system();
    var config = server.config();
    var state = new SentinelState(server.loop().time(), system, log);
    var events = new Events(log, server.need(PubSub.SERVICE), state.addresses());
    var file = new StateFile(config, DataDisk.of(server.world().disk()), log);
    var scripts = new ScriptQueue(state, system, server.world().disk(), events);
    var directive = new SentinelDirective(state, new OptionReader(state, scripts));
    config.inFile("sentinel", 0, Integer.MAX_VALUE, directive);
    config.afterReading(
        () -> {
          server.loop().time().turn(); // no instance is silent since before it was configured
          directive.apply();
        });

    var random = server.random("sentinel");
    var masterSwitch = new MasterSwitch(state, events, file, scripts);
    var tls = server.need(ReplicationDirectives.SERVICE).tls;
    var hello = new Hello(state, events, file, masterSwitch, server.listeners(), tls::value);
    var info = new InfoRefresh(state, events, file);
    var periodic = new PeriodicCommands(state, hello, info);
    var connector = new Connector(server, state, events, hello, periodic);
    var election = new Election(state, events, file, random);
    var choice = new ReplicaChoice(state);
    var machine = new FailoverMachine(state, events, log, election, choice);
    info.listener(new RoleWatch(state, events, file, scripts, hello, machine));
    var timer =
        new SentinelTimer(
            state,
            events,
            server.loop().time(),
            random,
            connector,
            periodic,
            new DownDetector(state, events),
            masterSwitch,
            new Poll(state, log),
            machine,
            scripts);

    var parts = new Parts(state, events, file);
    server.command(
        SentinelCommand.create(
            parts, log, server.general().loglevel, scripts, election, choice, machine));
    server.command(OwnCommands.info(take(server, "info"), server.info()));
    server.command(OwnCommands.role(take(server, "role"), state));
    server.command(OwnCommands.publish(take(server, "publish"), hello));
    server.info().add(Info.Section.SENTINEL, writer -> OwnCommands.tell(writer, state, scripts));
    takeOtherCommands(server);

    server.onStart(file::check);
    server.onLoad(() -> run(server, state, events, file, timer));
  }

  private static void becomeSentinel(ServerBuilder server) {
    server.mode("sentinel");
    server.log().role('X');
    server.need(Greeting.SERVICE).role(() -> "");
    server.need(Loading.SERVICE).never();
    server.network().port.set(PORT);
    server.network().protectedMode.set(false);
    if (server.config().find("save") instanceof SaveDirective save) {
      save.isNotUsed();
    }
  }

  /** Takes a command away that is replaced; returns its declaration. */
  private static CommandSpec take(ServerBuilder server, String name) {
    var command = server.commands().find(name);
    if (command == null) {
      throw new IllegalStateException("no command " + name);
    }
    server.dispatcher().registry().remove(name);
    return command.spec();
  }

  /** Takes away what is not for a Sentinel, commands and subcommands. */
  private static void takeOtherCommands(ServerBuilder server) {
    for (var command : List.copyOf(server.commands().all())) {
      if (!command.is(CommandFlag.SENTINEL)) {
        server.dispatcher().registry().remove(command.spec().name());
      } else if (command instanceof ContainerCommand container) {
        for (Command subcommand : List.copyOf(container.subcommands())) {
          if (!subcommand.is(CommandFlag.SENTINEL)) {
            container.remove(subcommand.spec().name());
          }
        }
      }
    }
  }

  // tag::run[]
  private static void run(
      ServerBuilder server,
      SentinelState state,
      Events events,
      StateFile file,
      SentinelTimer timer) {
    if (state.id.isEmpty()) {
      state.id = server.world().entropy().hex(ID_DIGITS);
      file.flush();
    }
    server.log().notice("Sentinel ID is " + state.id);
    for (var master : state.instances().masters()) {
      events.warning("+monitor", master, "quorum " + master.quorum);
    }
    timer.start();
    server.loop().after(1, timer::turn);
  }
  // end::run[]
}
