package eightweeks.week1.resp;

import org.jspecify.annotations.Nullable;

/**
 * Reply chunks that are not in use, so that replying allocates nothing.
 *
 * <p>At most {@value #MAX_KEPT} are kept (4 MiB): enough for a turn of the loop that answers a few
 * hundred clients. More chunks than that are left to the garbage collector. A pool belongs to one
 * thread.
 */
public final class ChunkPool {
  private static final int MAX_KEPT = 256;
  private @Nullable Chunk idle;
  private int count;

  /** The stored arrays that replies of this pool refer to. */
  final LentArrays lent = new LentArrays();

  /** Returns the stored arrays that replies of this pool refer to. */
  public LentArrays lent() {
    return lent;
  }

  Chunk take() {
    var chunk = idle;
    if (chunk == null) {
      return new Chunk(new byte[Chunk.SIZE], 0, 0, false);
    }
    idle = chunk.next;
    count--;
    chunk.next = null;
    return chunk;
  }

  void give(Chunk chunk) {
    if (chunk.lender != null) {
      chunk.lender.takeBack(chunk.bytes);
    } else if (!chunk.shared && chunk.bytes.length == Chunk.SIZE && count < MAX_KEPT) {
      chunk.start = 0;
      chunk.end = 0;
      chunk.next = idle;
      idle = chunk;
      count++;
    }
  }
}
