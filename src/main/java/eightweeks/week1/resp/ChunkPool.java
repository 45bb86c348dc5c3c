package eightweeks.week1.resp;

import org.jspecify.annotations.Nullable;

/**
 * Reply chunks that nobody uses at the moment, so that answering allocates nothing.
 *
 * <p>At most {@value #KEPT} are kept (4 MiB): enough for a turn of the loop that answers a few
 * hundred clients; what a flood of large replies took on top of that is left to the collector.
 */
public final class ChunkPool {
  private static final int KEPT = 256;
  private @Nullable Chunk idle;
  private int count;

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
    if (!chunk.shared && chunk.bytes.length == Chunk.SIZE && count < KEPT) {
      chunk.start = 0;
      chunk.end = 0;
      chunk.next = idle;
      idle = chunk;
      count++;
    }
  }
}
