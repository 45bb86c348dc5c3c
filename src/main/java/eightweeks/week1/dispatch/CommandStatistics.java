package eightweeks.week1.dispatch;

/**
 * Counts what commands do. Whatever runs or rejects a command accounts it here, and nowhere else.
 *
 * <p>Answers to the statistics in {@code server.c: call()} and {@code rejectCommand()}. The numbers
 * of one command are fields of the {@link Command}, which is in the processor's cache when it runs;
 * the totals are here.
 */
public final class CommandStatistics {
  private final CommandTable table;
  private long commandsRun;
  private long commandNanos;

  CommandStatistics(CommandTable table) {
    this.table = table;
  }

  /**
   * A command is complete: it has replied, and does not block its client.
   *
   * @param nanos the time of all its runs
   */
  public void completed(Command command, long nanos) {
    command.nanos += nanos;
    command.calls++;
    commandsRun++;
  }

  /** A command replied an error. */
  public void failed(Command command) {
    command.failed++;
  }

  /** A check rejected a command before it ran. */
  public void rejected(Command command) {
    command.rejected++;
  }

  /** A command has run with all commands inside it; the total must not count those again. */
  public void busy(long nanos) {
    commandNanos += nanos;
  }

  /** Sets all numbers to zero (CONFIG RESETSTAT). */
  public void reset() {
    commandsRun = 0;
    commandNanos = 0;
    table.forEach(Command::resetStatistics);
  }

  /** Returns how many commands are complete. */
  public long commandsRun() {
    return commandsRun;
  }

  /** Returns the time of all commands in microseconds. */
  public long commandMicros() {
    return commandNanos / 1_000;
  }
}
