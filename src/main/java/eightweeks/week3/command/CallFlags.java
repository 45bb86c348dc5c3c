package eightweeks.week3.command;

/**
 * Says what a command that runs inside another one leaves behind: bits for {@link
 * ExecutionUnit#nested}.
 *
 * <p>Answers to {@code server.h: CMD_CALL_*} and to {@code server.c: isAOFLoadingContext()}. A
 * script that has called {@code redis.set_repl} and a module command propagate to some targets only
 * (week 6). A command from the append-only file is neither propagated, nor counted, nor shown (week
 * 4).
 */
public final class CallFlags {
  /** The command may go to the append-only file. */
  public static final int PROPAGATE_AOF = Effects.AOF;

  /** The command may go to the replicas. */
  public static final int PROPAGATE_REPLICAS = Effects.REPLICAS;

  /** Both targets. */
  public static final int PROPAGATE = PROPAGATE_AOF | PROPAGATE_REPLICAS;

  /** The command counts in the statistics of INFO and in the latency histograms. */
  public static final int STATISTICS = 1 << 2;

  /** The watchers see the command: MONITOR, the slow log, the latency monitor. */
  public static final int WATCHERS = 1 << 3;

  /** The command leaves nothing behind but its changes. */
  public static final int NONE = 0;

  /** All flags: for a command that a client sent. */
  public static final int FULL = PROPAGATE | STATISTICS | WATCHERS;

  private CallFlags() {}
}
