package eightweeks.week4.master;

import eightweeks.week4.replication.ReplicationBuffer;
import eightweeks.week4.replication.ReplicationHistory;

/**
 * Decides whether a replica continues with the stream where it has left it.
 *
 * <p>Answers to the first half of {@code replication.c: masterTryPartialResynchronization()}.
 *
 * <p>PSYNC names the first byte that a replica lacks, and bytes are numbered from 1 on. An offset
 * is a place between two bytes: the number of bytes in front of it, from 0 on. The buffer counts
 * offsets.
 *
 * <pre>
 *   byte        1   2   3   4   5
 *             ├───┼───┼───┼───┼───┤
 *   offset    0   1   2   3   4   5
 * </pre>
 */
final class PartialSync {
  private PartialSync() {}

  /** What the master does with a PSYNC: {@link Continue}, or a snapshot for a {@link Refusal}. */
  sealed interface Decision {}

  /** The stream continues. It is sent from this offset of the buffer on. */
  record Continue(ReplicationBuffer buffer, long offset) implements Decision {}

  /** The replica gets a snapshot, and why. */
  enum Refusal implements Decision {
    /** It asks for a snapshot: its id begins with "?". */
    REQUESTED,

    /** Its id is neither this server's id nor its second one. */
    UNKNOWN_ID,

    /** The second id is not valid for the byte that it wants. */
    BEYOND_SECOND_ID,

    /** The bytes that it lacks are not in the buffer, or there is no buffer. */
    NOT_KEPT
  }

  /**
   * Returns what the master does with PSYNC id first.
   *
   * @param first the number of the first byte that the replica lacks; any number, also a negative
   *     one
   */
  static Decision decide(ReplicationHistory history, String id, long first) {
    // Day 26. Decide in this order:
    //
    // 1. A replica whose id begins with "?" has REQUESTED a snapshot.
    // 2. An id that is neither the server's own nor its second one is an UNKNOWN_ID. (Capital
    //    letters do not matter.) The second one is valid only up to its limit: otherwise
    //    BEYOND_SECOND_ID.
    // 3. Byte first must be in the buffer, or be the next one that will come: otherwise NOT_KEPT.
    //    There may be no buffer.
    // 4. Continue, from the offset in front of that byte on.
    throw new UnsupportedOperationException("decide() decides nothing");
  }
}
