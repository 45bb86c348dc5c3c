package eightweeks.week4.sentinel.commands;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.info.Info;
import eightweeks.week1.resp.CommandError;
import eightweeks.week4.sentinel.instances.SentinelState;
import eightweeks.week4.sentinel.monitoring.Hello;
import eightweeks.week4.sentinel.scripts.ScriptQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The commands that a Sentinel has in common with a server and runs in its own way.
 *
 * <p>Answers to {@code sentinel.c: sentinelInfoCommand(), sentinelRoleCommand(),
 * sentinelPublishCommand()}.
 */
public final class OwnCommands {
  private static final List<String> SECTIONS =
      List.of("server", "clients", "cpu", "stats", "sentinel");
  private static final CommandError NOT_HELLO =
      new CommandError("ERR Only HELLO messages are accepted by Sentinel instances.");

  private OwnCommands() {}

  /** INFO: shows some of the sections only, and the section Sentinel. */
  public static Command info(CommandSpec spec, Info info) {
    return new Subcommand(
        spec,
        (client, args) -> {
          var wanted = new ArrayList<String>();
          if (args.count() == 1) {
            wanted.addAll(SECTIONS);
          }
          for (int i = 1; i < args.count(); i++) {
            var name = args.text(i).toLowerCase(Locale.ROOT);
            switch (name) {
              case "default", "all", "everything" -> wanted.addAll(SECTIONS);
              default -> wanted.add(SECTIONS.contains(name) ? name : "");
            }
          }
          client.reply().bulk(info.text(wanted));
        });
  }

  /** Writes the section Sentinel. */
  public static void tell(Info.Writer info, SentinelState state, ScriptQueue scripts) {
    var masters = state.instances().masters();
    long crashes = state.crashes.stream().mapToLong(crash -> 1L << crash.ordinal()).sum();
    info.field("sentinel_masters", masters.size())
        .field("sentinel_tilt", state.tilt ? 1 : 0)
        .field(
            "sentinel_tilt_since_seconds", state.tilt ? (state.now() - state.tiltSince) / 1000 : -1)
        .field("sentinel_running_scripts", scripts.running())
        .field("sentinel_scripts_queue_length", scripts.jobs().size())
        .field("sentinel_simulate_failure_flags", crashes);
    int i = 0;
    for (var master : masters) {
      info.field(
          "master" + i,
          "name="
              + master.name()
              + ",status="
              + (master.objectivelyDown ? "odown" : master.subjectivelyDown ? "sdown" : "ok")
              + ",address="
              + state.addresses().shown(master.address)
              + ":"
              + master.address.port()
              + ",slaves="
              + master.replicas().size()
              + ",sentinels="
              + (master.sentinels().size() + 1));
      i++;
    }
  }

  /** ROLE: replies the names of the masters. */
  public static Command role(CommandSpec spec, SentinelState state) {
    return new Subcommand(
        spec,
        (client, _) -> {
          var masters = state.instances().masters();
          var reply = client.reply();
          reply.array(2);
          reply.bulk("sentinel");
          reply.array(masters.size());
          masters.forEach(master -> reply.bulk(master.name()));
        });
  }

  /** PUBLISH: takes hello messages of other Sentinels, and nothing else. */
  public static Command publish(CommandSpec spec, Hello hello) {
    return new Subcommand(
        spec,
        (client, args) -> {
          if (!args.text(1).equals(Hello.CHANNEL)) {
            throw NOT_HELLO;
          }
          hello.process(args.text(2));
          client.reply().integer(1);
        });
  }
}
