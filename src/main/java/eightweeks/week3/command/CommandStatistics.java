package eightweeks.week3.command;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandTable;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.info.Info;
import java.util.Locale;

/**
 * The section Commandstats of INFO: every command that was asked for.
 *
 * <p>Answers to {@code server.c: genRedisInfoStringCommandStats()}. The counters are fields of the
 * commands themselves, because nothing is nearer when one runs.
 */
final class CommandStatistics {
  private CommandStatistics() {}

  static void write(Info.Writer info, CommandTable table) {
    table.all().forEach(command -> write(info, command));
  }

  private static void write(Info.Writer info, Command command) {
    if (command.calls() != 0 || command.failed() != 0 || command.rejected() != 0) {
      double each = command.calls() == 0 ? 0 : (double) command.micros() / command.calls();
      info.field(
          "cmdstat_" + command.fullName(),
          "calls="
              + command.calls()
              + ",usec="
              + command.micros()
              + ",usec_per_call="
              + String.format(Locale.ROOT, "%.2f", each)
              + ",rejected_calls="
              + command.rejected()
              + ",failed_calls="
              + command.failed());
    }
    if (command instanceof ContainerCommand container) {
      container.subcommands().forEach(subcommand -> write(info, subcommand));
    }
  }
}
