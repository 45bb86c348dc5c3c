package eightweeks.week7.debugging;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.PROTECTED;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.config.ConfigRewriter;
import eightweeks.week1.config.Flag;
import eightweeks.week1.config.Protection;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.extension.Registry;
import eightweeks.week1.extension.Service;
import eightweeks.week1.listening.Listeners;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.machine.MachineThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * DEBUG: subcommands for tests and experiments; programs should not use them. Every week adds some.
 *
 * <p>Answers to {@code debug.c: debugCommand()}. To COMMAND it is one command without subcommands,
 * as in Redis. The directive enable-debug-command must allow it.
 */
public final class DebugCommand extends Command {
  public static final Service<DebugCommand> SERVICE = new Service<>("DEBUG", DebugCommand.class);

  private static final int SHOWN_NAME = 128;

  private final Registry<Subcommand> subcommands = new Registry<>("DEBUG subcommand");
  private final List<String> help = new ArrayList<>();

  /** A subcommand. */
  @FunctionalInterface
  public interface Subcommand {
    /**
     * @param args at least two arguments: DEBUG and the subcommand's name
     */
    void run(Client client, Args args);
  }

  DebugCommand() {
    super(
        CommandSpec.of("debug", -2)
            .group(Group.SERVER)
            .since("1.0.0")
            .complexity("Depends on subcommand.")
            .summary("A container for commands that look inside the server.")
            .internal()
            .flags(ADMIN, NOSCRIPT, LOADING, STALE, PROTECTED));
  }

  /** Adds a subcommand with the lines that HELP shows of it. */
  public void add(String name, Subcommand subcommand, String... helpLines) {
    subcommands.add(name, subcommand);
    help.addAll(List.of(helpLines));
  }

  @Override
  public void run(Client client, Args args) {
    if (args.is(1, "help") && args.count() == 2) {
      help(client);
      return;
    }
    var subcommand = subcommands.find(args.text(1));
    if (subcommand == null) {
      throw unknown(args);
    }
    subcommand.run(client, args);
  }

  /** Returns the error for an unknown subcommand, or for a wrong number of arguments. */
  public static CommandError unknown(Args args) {
    String name = args.text(1);
    return new CommandError(
        "ERR unknown subcommand or wrong number of arguments for '"
            + name.substring(0, Math.min(SHOWN_NAME, name.length()))
            + "'. Try DEBUG HELP.");
  }

  private void help(Client client) {
    var reply = client.reply();
    reply.array(help.size() + 3L);
    reply.simple("DEBUG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
    help.forEach(reply::simple);
    reply.simple("HELP");
    reply.simple("    Print this help.");
  }

  static DebugCommand create(ServerBuilder server) {
    var debug = new DebugCommand();
    debug.add(
        "pause-cron",
        (client, args) -> pauseCron(server, client, args),
        "PAUSE-CRON <0|1>",
        "    Stop periodic cron job processing.");
    debug.add(
        "replybuffer",
        DebugCommand::replyBuffer,
        "REPLYBUFFER <subcommand>",
        "    Control the resizing of reply buffers, which are chunks of one size here:",
        "    PEAK-RESET-TIME <NEVER|RESET|time> and RESIZING <0|1> have no effect.");
    debug.add(
        "config-rewrite-force-all",
        (client, args) -> rewriteAll(server, client),
        "CONFIG-REWRITE-FORCE-ALL",
        "    Like CONFIG REWRITE but writes all configuration options, including",
        "    keywords not listed in original configuration file or default values.");
    debug.add(
        "error",
        DebugCommand::error,
        "ERROR <string>",
        "    Return a Redis protocol error with <string> as message. Useful for clients",
        "    unit tests to simulate Redis errors.");
    debug.add(
        "log",
        (client, args) -> log(server, client, args),
        "LOG <message>",
        "    Write <message> to the server log.");
    debug.add("protocol", new DebugProtocol(), DebugProtocol.HELP);
    debug.add(
        "sleep",
        (client, args) -> sleep(server, client, args),
        "SLEEP <seconds>",
        "    Stop the server for <seconds>. Decimals allowed.");
    var allowed =
        server.config().choice("enable-debug-command", Protection.NO).flags(Flag.IMMUTABLE);
    server
        .gates()
        .install(
            Gate.PROTECTED,
            command -> command == debug,
            (client, command, _) -> {
              if (allowed.value().allows(Listeners.isLocal(client.remote()))) {
                return true;
              }
              server.dispatcher().reject(client, command, NOT_ALLOWED);
              return false;
            });
    server.gates().shut(Gate.PROTECTED, true);
    return debug;
  }

  private static final String NOT_ALLOWED =
      "ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\", "
          + "you can run it from a local connection, otherwise you need to set this option in the "
          + "configuration file, and then restart the server.";

  private static void pauseCron(ServerBuilder server, Client client, Args args) {
    if (args.count() != 3) {
      throw unknown(args);
    }
    server.cron().pause(!args.is(2, "0"));
    client.reply().ok();
  }

  private static void replyBuffer(Client client, Args args) {
    if (args.count() != 4) {
      throw unknown(args);
    }
    client.reply().ok();
  }

  private static void rewriteAll(ServerBuilder server, Client client) {
    var file = server.config().file();
    if (file == null) {
      throw new CommandError("ERR The server is running without a config file");
    }
    try {
      new ConfigRewriter(server.config(), server.world().disk()).rewriteAll(file);
    } catch (IOException e) {
      throw new CommandError("ERR CONFIG-REWRITE-FORCE-ALL failed: " + e.getMessage());
    }
    client.reply().ok();
  }

  /** Replies an error that is not counted, because the server has not failed. */
  private static void error(Client client, Args args) {
    if (args.count() != 3) {
      throw unknown(args);
    }
    var text = args.text(2).replace('\r', ' ').replace('\n', ' ');
    client.reply().bytes(Ascii.bytes("-" + text + "\r\n"));
  }

  private static void log(ServerBuilder server, Client client, Args args) {
    if (args.count() != 3) {
      throw unknown(args);
    }
    server.log().warning("DEBUG LOG: " + args.text(2));
    client.reply().ok();
  }

  private static void sleep(ServerBuilder server, Client client, Args args) {
    if (args.count() != 3) {
      throw unknown(args);
    }
    double seconds;
    try {
      seconds = Double.parseDouble(args.text(2));
    } catch (NumberFormatException e) {
      seconds = 0; // strtod() gives 0 for what is no number
    }
    MachineThreads.of(server.world().system()).pause((long) (seconds * 1e6));
    client.reply().ok();
  }
}
