package eightweeks.week1.dispatch;

/**
 * The checks before a command, in the order in which they are made.
 *
 * <p>Answers to {@code server.c: processCommand()}, where the order is that of the code. It
 * matters: a client that is not authenticated must not learn whether a key exists, and a command
 * that is queued must have passed everything else. The week in brackets installs the check; until
 * then the gate lets every command pass.
 */
public enum Gate {
  /** Whether a directive allows DEBUG or MODULE (week 7). */
  PROTECTED,
  /** A client must authenticate first (week 1). */
  AUTHENTICATION,
  /** Commands that are not allowed between MULTI and EXEC (week 3). */
  NOT_IN_TRANSACTION,
  /** Whether the user may run the command and use its keys (week 6). */
  ACCESS_CONTROL,
  /** Whether this node serves the slot of the keys (week 5). */
  CLUSTER,
  /** Whether the server is below maxmemory, after evictions (week 5). */
  MEMORY,
  /** Whether the last snapshot (week 3) and the append-only file (week 4) could be written. */
  DISK,
  /** Whether enough replicas follow (week 4). */
  GOOD_REPLICAS,
  /** A replica does not take writes (week 4). */
  READ_ONLY_REPLICA,
  /** A RESP2 client that is subscribed may do little else (week 3). */
  SUBSCRIBED,
  /** A replica that has lost its master may have old data (week 4). */
  STALE_REPLICA,
  /** A data set is being loaded (week 3). */
  LOADING,
  /** A script or module keeps the server busy (week 6). */
  BUSY,
  /** Replicas, and clients with MONITOR, do not use the keyspace (week 5). */
  REPLICA_CLIENT,
  /** CLIENT PAUSE (week 3). */
  PAUSE,
  /** Between MULTI and EXEC a command is queued instead of run (week 3). */
  QUEUE;

  /** Returns the bit of this gate in masks. */
  public int bit() {
    return 1 << ordinal();
  }
}
