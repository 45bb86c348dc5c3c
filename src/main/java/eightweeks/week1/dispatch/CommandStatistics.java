package eightweeks.week1.dispatch;

/**
 * Counts what commands do. Code that runs or rejects commands accounts them here and nowhere else.
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
   * Counts a complete command: it has replied, and does not block its client.
   *
   * @param nanos the time of all runs of this call
   */
  public void completed(Command command, long nanos) {
    command.nanos += nanos;
    command.calls++;
    commandsRun++;
  }

  /** Counts a command that replied an error. */
  public void failed(Command command) {
    command.failed++;
  }

  /** Counts a command that a check rejected before it ran. */
  public void rejected(Command command) {
    command.rejected++;
  }

  /** Adds the time of a command, with that of all commands inside it, to the total. */
  public void busy(long nanos) {
    commandNanos += nanos;
  }

  /** Sets all numbers to zero (CONFIG RESETSTAT). */
  public void reset() {
    commandsRun = 0;
    commandNanos = 0;
    table.forEach(Command::resetStatistics);
  }

  /** Returns the number of complete commands. */
  public long commandsRun() {
    return commandsRun;
  }

  /** Returns the time of all commands in microseconds. */
  public long commandMicros() {
    return commandNanos / 1_000;
  }
}
