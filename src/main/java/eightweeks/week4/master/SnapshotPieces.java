package eightweeks.week4.master;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The arrays in which a snapshot goes to replicas. The array of a piece that all replicas were sent
 * is used for a later piece.
 *
 * <p>Otherwise a snapshot of a gigabyte would leave a gigabyte of garbage. The collector would look
 * at all data for it, on the processors for which clients wait.
 *
 * <p>Invariant: an array is in use, by the worker, the loop or a replica's output, or it is spare.
 */
final class SnapshotPieces {
  /** Length of an array: what an {@code RdbWriter} hands over at a time. */
  static final int LENGTH = 64 * 1024;

  /** Locked while it is used: a worker takes arrays, and the loop puts them here. */
  private final ArrayDeque<byte[]> spare = new ArrayDeque<>();

  /** The number of arrays in use; as {@link #spare}, under its lock. */
  private long used;

  /** Returns the bytes of memory of all arrays in use, however full they are. */
  long bytesInUse() {
    synchronized (spare) {
      return used * LENGTH;
    }
  }

  /** Returns an array for the next piece. */
  byte[] array() {
    synchronized (spare) {
      used++;
      var array = spare.poll();
      return array == null ? new byte[LENGTH] : array;
    }
  }

  /** Sends the first bytes of an array that {@link #array} has returned; on the loop's thread. */
  void send(byte[] array, int length, List<ReplicaOutput> outputs) {
    var piece = new Piece(array, outputs.size() + 1);
    for (var output : outputs) {
      output.add(array, length, piece::drop);
    }
    piece.drop(); // by this method: there may be no replica any more
  }

  private final class Piece {
    private final byte[] array;
    private int users;

    Piece(byte[] array, int users) {
      this.array = array;
      this.users = users;
    }

    void drop() {
      if (--users == 0) {
        synchronized (spare) {
          used--;
          spare.push(array);
        }
      }
    }
  }
}
