package eightweeks.week4.replication;

import org.jspecify.annotations.Nullable;

/**
 * The last bytes of the replication stream, once in memory for the backlog and all replicas.
 *
 * <p>Answers to {@code replication.c: feedReplicationBuffer()}, {@code
 * incrementalTrimReplicationBacklog()} and {@code server.h: replBufBlock}.
 *
 * <pre>
 *   start                                       end
 *     │ block          block          block      │
 *     ├──────────────┬──────────────┬────────────┤
 *           ▲               ▲                ▲
 *           a slow replica  another one      one that is up to date
 * </pre>
 *
 * <p>A replica is a position in this list: the bytes that it has not been sent are those from there
 * to the end. So three slow replicas cost no more memory than the slowest of them. The oldest block
 * is dropped when the backlog has its size without it and no replica needs it. How far a replica
 * may stay behind is limited by {@code client-output-buffer-limit}: then it is closed, and its
 * blocks can go.
 *
 * <p>Offsets count the bytes of the stream from its beginning. Invariants: blocks follow each other
 * without gaps; only the last one grows; its bytes do not change once they are written.
 */
public final class ReplicationBuffer {
  private static final int MIN_BLOCK = 16 * 1024;

  /** Divides the backlog into blocks: dropping one frees at most a sixteenth of it. */
  private static final int BLOCKS_IN_BACKLOG = 16;

  /** A part of the stream. */
  public static final class Block {
    private final byte[] bytes;
    private long start;
    private int used;
    private @Nullable Block next;

    private Block(byte[] bytes, long start) {
      this.bytes = bytes;
      this.start = start;
    }

    /** Returns the array; the bytes of the stream begin at index 0. */
    public byte[] bytes() {
      return bytes;
    }

    /** Returns the number of bytes that are used. */
    public int used() {
      return used;
    }

    /** Returns the offset of the first byte. */
    public long start() {
      return start;
    }

    /** Returns the offset behind the last byte. */
    public long end() {
      return start + used;
    }

    /** Returns the block behind this one; null if this is the last one. */
    public @Nullable Block next() {
      return next;
    }
  }

  private Block first;
  private Block last;
  private long size;
  private long memory;

  /** The array of the last block that was dropped, if it has the usual size; null if it is used. */
  private byte @Nullable [] spare;

  /**
   * @param size bytes that are kept at least, once there are that many
   * @param start the offset of the first byte that will be appended
   */
  public ReplicationBuffer(long size, long start) {
    this.size = size;
    last = new Block(new byte[MIN_BLOCK], start);
    first = last;
    memory = MIN_BLOCK;
  }

  // tag::append[]
  /**
   * Appends bytes of the stream.
   *
   * @return whether a block was added, so that it is time to look for blocks that can go
   */
  public boolean append(byte[] bytes, int from, int length) {
    boolean added = false;
    int done = 0;
    while (done < length) {
      if (last.used == last.bytes.length) {
        addBlock(length - done);
        added = true;
      }
      int n = Math.min(length - done, last.bytes.length - last.used);
      System.arraycopy(bytes, from + done, last.bytes, last.used, n);
      last.used += n;
      done += n;
    }
    return added;
  }

  private void addBlock(int wanted) {
    int most = (int) Math.min(Math.max(MIN_BLOCK, size / BLOCKS_IN_BACKLOG), 1 << 20);
    var block = new Block(array(Math.clamp(wanted, MIN_BLOCK, most)), last.end());
    last.next = block;
    last = block;
    memory += block.bytes.length;
  }

  /** Returns an array for a block: while the backlog is full, each one is used again. */
  private byte[] array(int length) {
    var again = spare;
    if (again != null && again.length == length) {
      spare = null;
      return again;
    }
    return new byte[length];
  }

  // tag::trim[]
  /**
   * Drops the oldest blocks that the backlog does not need for its size.
   *
   * @param needed the lowest offset that a replica needs
   */
  public void trim(long needed) {
    while (first != last && first.end() <= needed && last.end() - first.end() >= size) {
      var next = first.next;
      if (next == null) {
        throw new IllegalStateException("a block in the middle has no successor");
      }
      memory -= first.bytes.length;
      if (first.bytes.length == MIN_BLOCK) {
        spare = first.bytes; // a replica that is still at its end reads only the next block
      }
      first = next;
    }
  }

  // end::trim[]
  // end::append[]

  /** Moves all offsets: what is here comes behind another part of the stream. */
  void move(long by) {
    for (var block = first; block != null; block = block.next) {
      block.start += by;
    }
  }

  /** Sets the number of bytes that are kept at least. */
  public void resize(long newSize) {
    size = newSize;
  }

  /**
   * Returns the block that has the byte behind an offset, or that will have it.
   *
   * @param offset from {@link #start} to {@link #end}
   */
  public Block at(long offset) {
    var block = first;
    for (var next = block.next; next != null && offset >= next.start; next = next.next) {
      block = next;
    }
    return block;
  }

  /** Returns the offset of the first byte that is here. */
  public long start() {
    return first.start;
  }

  /** Returns the offset behind the last byte. */
  public long end() {
    return last.end();
  }

  /** Returns the number of bytes that are here. */
  public long length() {
    return end() - start();
  }

  /** Returns the bytes of memory that the blocks take. */
  public long memory() {
    return memory;
  }
}
