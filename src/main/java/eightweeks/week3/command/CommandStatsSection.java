package eightweeks.week3.command;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandTable;
import eightweeks.week1.info.Info;
import eightweeks.week2.doubles.FixedDecimals;

/**
 * Writes the section Commandstats of INFO: a field per command that was called, rejected or failed.
 *
 * <p>Answers to {@code server.c: genRedisInfoStringCommandStats()}. The numbers come from {@code
 * dispatch.CommandStatistics}.
 */
final class CommandStatsSection {
  private CommandStatsSection() {}

  static void write(Info.Writer info, CommandTable table) {
    table.forEach(command -> write(info, command));
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
              + FixedDecimals.text(each, 2)
              + ",rejected_calls="
              + command.rejected()
              + ",failed_calls="
              + command.failed());
    }
  }
}
