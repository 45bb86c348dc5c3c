package eightweeks.week1.eventloop;

/**
 * The phases of a loop before and after its sleep, in this order.
 *
 * <p>Answers to {@code server.c: beforeSleep()} and {@code afterSleep()}, where the order is that
 * of the code. Here it is that of this enum, and every week adds its work to a phase with {@link
 * EventLoop#at}. The order is part of what the server promises:
 *
 * <ul>
 *   <li>{@link #UNBLOCK} before {@link #FLUSH_AOF}: a command that is run now because its client is
 *       unblocked may write, and that write must be in the log before its reply goes out.
 *   <li>{@link #FLUSH_AOF} before {@link #WRITE_REPLIES}: with {@code appendfsync always} no client
 *       reads "OK" for a write that a power cut could undo.
 *   <li>{@link #FREE_CLIENTS} last of those: the phases before it only mark clients to be closed.
 * </ul>
 */
public enum Phase {
  // tag::phases[]
  // tag::some-phases[]
  /** Bytes that were read but wait inside a TLS connection are handled (week 6). */
  PENDING_READS,
  /**
   * Work that the cluster postponed until now: state, configuration, fsync of nodes.conf (week 5).
   */
  CLUSTER,
  // end::some-phases[]
  /** Clients that timed out or whose key is ready are unblocked and go on (week 3). */
  UNBLOCK,
  // tag::some-phases[]
  /** A fast cycle of active expiry runs (week 3). */
  EXPIRE,
  /** Work of modules, once a turn (week 6). */
  MODULES,
  /** Replicas are asked for acknowledgements; the stream of a master is resumed (week 4). */
  REPLICATION,
  /** Invalidations for client-side caches in broadcast mode are sent (week 6). */
  TRACKING,
  // end::some-phases[]
  /** The append-only file is written and, if it must be, synced (week 4). */
  FLUSH_AOF,
  /** Replies go out, one system call a client. */
  WRITE_REPLIES,
  /** Clients that were marked to be closed are closed. */
  FREE_CLIENTS,
  /** Clients are closed until the memory of all is below maxmemory-clients (week 5). */
  EVICT_CLIENTS,
  /** Work that follows the sleep: the poll has returned, and the time was read. */
  AFTER_SLEEP;

  // end::phases[]

  /** Returns whether a turn inside a command has this phase too: it must not touch the keyspace. */
  boolean runsWhileBlocked() {
    return switch (this) {
      case PENDING_READS, FLUSH_AOF, WRITE_REPLIES, FREE_CLIENTS -> true;
      default -> false;
    };
  }
}
