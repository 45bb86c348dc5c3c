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
    // tag::day26-hole[]
    if (id.startsWith("?")) {
      return Refusal.REQUESTED;
    }
    if (!id.equalsIgnoreCase(history.id())) {
      if (!id.equalsIgnoreCase(history.secondId())) {
        return Refusal.UNKNOWN_ID;
      }
      if (first > history.secondOffset()) {
        return Refusal.BEYOND_SECOND_ID;
      }
    }
    var buffer = history.buffer();
    long offset = first - 1;
    if (buffer == null || offset < buffer.start() || offset > buffer.end()) {
      return Refusal.NOT_KEPT;
    }
    return new Continue(buffer, offset);
    // end::day26-hole[]
  }
}
