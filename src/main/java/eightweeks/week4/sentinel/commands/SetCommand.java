package eightweeks.week4.sentinel.commands;

import static eightweeks.week4.sentinel.commands.Subcommand.declare;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.scripts.ScriptQueue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * SENTINEL SET master option value …: changes the configuration of a master.
 *
 * <p>Answers to {@code sentinel.c: sentinelSetCommand()}. The options are set one after another. If
 * one is wrong, those before it stay set, as in Redis.
 */
final class SetCommand extends Command {
  private static final CommandError SCRIPTS_DENIED =
      new CommandError(
          "ERR Reconfiguration of scripts path is denied for security reasons. Check the"
              + " deny-scripts-reconfig configuration directive in your Sentinel configuration");

  private final Parts parts;
  private final ScriptQueue scripts;

  SetCommand(Parts parts, ScriptQueue scripts) {
    super(
        declare("set", -5, "2.8.4")
            .summary("Changes the configuration of a monitored master.")
            .arguments("master-name data{option value}..."));
    this.parts = parts;
    this.scripts = scripts;
  }

  @Override
  public void run(Client client, Args args) {
    var master = parts.master(args, 2);
    boolean changed = false;
    try {
      int i = 3;
      while (i < args.count()) {
        int values = set(master, args, i);
        tell(master, args, i, values);
        changed = true;
        i += 1 + values;
      }
    } catch (CommandError e) {
      client.reply().error(e.text());
      if (changed) {
        parts.file().flush();
      }
      return;
    }
    parts.flushAndReply(client);
  }

  private void tell(Master master, Args args, int i, int values) {
    var text = new StringBuilder(args.text(i));
    for (int value = i + 1; value <= i + values; value++) {
      text.append(' ').append(args.isRedacted(value) ? "******" : args.text(value));
    }
    parts.events().warning("+set", master, text.toString());
  }

  /** Sets the option in argument i; returns how many values it takes. */
  private int set(Master master, Args args, int i) {
    var option = args.text(i).toLowerCase(Locale.ROOT);
    int more = args.count() - 1 - i;
    if (option.equals("rename-command") && more > 1) {
      rename(master, args, i);
      return 2;
    }
    if (more < 1) {
      throw unknown(args, i);
    }
    switch (option) {
      case "down-after-milliseconds" -> master.downAfterForAll(number(args, i, 1));
      case "failover-timeout" -> master.failoverTimeout = number(args, i, 1);
      case "parallel-syncs" -> master.parallelSyncs = (int) number(args, i, 1);
      case "quorum" -> master.quorum = (int) number(args, i, 1);
      case "master-reboot-down-after-period" -> master.rebootDownAfter = number(args, i, 0);
      case "notification-script" ->
          master.notificationScript = script(args.text(i + 1), "Notification script");
      case "client-reconfig-script" ->
          master.clientReconfigScript = script(args.text(i + 1), "Client reconfiguration script");
      case "auth-pass" -> {
        args.redact(i + 1);
        master.authPass = orNull(args.text(i + 1));
        master.closeLinks();
      }
      case "auth-user" -> {
        master.authUser = orNull(args.text(i + 1));
        master.closeLinks();
      }
      default -> throw unknown(args, i);
    }
    return 1;
  }

  private static CommandError unknown(Args args, int i) {
    return new CommandError(
        "ERR Unknown option or number of arguments for SENTINEL SET '" + args.text(i) + "'");
  }

  private static CommandError invalid(Args args, int value, int option) {
    return new CommandError(
        "ERR Invalid argument '"
            + args.text(value)
            + "' for SENTINEL SET '"
            + args.text(option)
            + "'");
  }

  private static long number(Args args, int option, long least) {
    int at = option + 1;
    var bytes = args.bytes(at);
    long number = Numbers.parse(bytes, 0, bytes.length);
    if (!Numbers.isInteger(bytes, 0, bytes.length) || number < least) {
      throw invalid(args, at, option);
    }
    return number;
  }

  private @Nullable String script(String path, String what) {
    if (parts.state().deniesScriptChanges) {
      throw SCRIPTS_DENIED;
    }
    if (!path.isEmpty() && !scripts.canRun(path)) {
      throw new CommandError("ERR " + what + " seems non existing or non executable");
    }
    return orNull(path);
  }

  private static @Nullable String orNull(String value) {
    return value.isEmpty() ? null : value;
  }

  private static void rename(Master master, Args args, int i) {
    var from = args.text(i + 1);
    var to = args.text(i + 2);
    if (from.isEmpty() || to.isEmpty()) {
      throw invalid(args, to.isEmpty() ? i + 2 : i + 1, i);
    }
    master.renamedCommands.remove(from);
    if (!from.equalsIgnoreCase(to)) {
      master.renamedCommands.put(from, to);
    }
  }
}
