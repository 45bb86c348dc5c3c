package eightweeks.week1.resp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of replies that wait to be written, in pooled chunks.
 *
 * <p>Answers to the fields {@code buf} and {@code reply} of {@code server.h: client}, and to {@code
 * networking.c: addReplyDeferredLen()}, {@code setDeferredReply()}. {@link Reply} adds bytes, and
 * the writer of replies removes them from the front.
 *
 * <p>Invariants: an empty buffer holds no chunk; only {@link #fill} adds bytes to a chunk that is
 * not the last; {@link #size} is the sum of the chunks' lengths.
 */
public abstract sealed class ReplyBuffer permits Reply {
  /** The client to which a reply belongs. It is told when the reply changes. */
  public interface Owner {
    /** Called when the first chunk was added to an empty reply. */
    void replyBegins();

    /** Called when another chunk was added, so that limits can be checked. */
    void replyGrows();

    /**
     * Called when an error was replied.
     *
     * @param text the error without its leading minus
     */
    void errorReplied(String text);
  }

  /** The size of a chunk in bytes. */
  public static final int CHUNK = Chunk.SIZE;

  private final ChunkPool pool;
  private final Owner owner;
  private @Nullable Chunk head;
  private @Nullable Chunk tail;
  private long size;

  /** Whether added bytes are dropped, because the client is being closed. */
  private boolean sealed;

  private Chunk[] deferredIn = new Chunk[0];
  private int[] deferredAt = new int[0];
  private int deferred;

  ReplyBuffer(ChunkPool pool, Owner owner) {
    this.pool = pool;
    this.owner = owner;
  }

  // Reserved places.

  /** Reserves a place at the end, which {@link #fill} fills in later. */
  final void reserve() {
    if (deferred == deferredIn.length) {
      deferredIn = Arrays.copyOf(deferredIn, deferred + 4);
      deferredAt = Arrays.copyOf(deferredAt, deferred + 4);
    }
    var chunk = ensureCapacity(1);
    deferredIn[deferred] = chunk;
    deferredAt[deferred++] = chunk.end;
  }

  /** Fills in the place that was reserved last, with the first bytes of an array. */
  final void fill(byte[] header, int length) {
    if (sealed) {
      return;
    }
    var chunk = deferredIn[--deferred];
    int at = deferredAt[deferred];
    int behind = chunk.end - at;
    if (chunk.free() < length) {
      // The bytes behind the place move into a chunk of their own, so that the header fits.
      var moved = new Chunk(Arrays.copyOfRange(chunk.bytes, at, chunk.end), 0, behind, true);
      moved.next = chunk.next;
      chunk.next = moved;
      chunk.end = at;
      if (tail == chunk) {
        tail = moved;
      }
      if (chunk.free() < length) {
        var own = new Chunk(header, 0, length, true);
        own.next = moved;
        chunk.next = own;
        size += length;
        return;
      }
      behind = 0;
    }
    System.arraycopy(chunk.bytes, at, chunk.bytes, at + length, behind);
    System.arraycopy(header, 0, chunk.bytes, at, length);
    chunk.end += length;
    size += length;
  }

  /** Returns the number of reserved places that were not filled in yet. */
  public final int deferred() {
    return deferred;
  }

  // Adding bytes.

  /** Adds bytes that are RESP already. */
  public final void bytes(byte[] resp) {
    bytes(resp, 0, resp.length);
  }

  /** Adds bytes that are RESP already. */
  public final void bytes(byte[] resp, int offset, int length) {
    int done = 0;
    while (done < length) {
      var chunk = ensureCapacity(1);
      int n = Math.min(length - done, chunk.free());
      System.arraycopy(resp, offset + done, chunk.bytes, chunk.end, n);
      done += n;
      grown(chunk, chunk.end + n);
    }
  }

  /**
   * Adds bytes that are RESP already, without a copy: they must not change until they have been
   * written. For bytes that go to many clients.
   */
  public final void shared(byte[] resp, int offset, int length) {
    if (!sealed) {
      size += length; // first, because replyGrows() compares the size with limits
      addChunk(new Chunk(resp, offset, offset + length, true));
    }
  }

  /** Moves everything from another reply to the end of this one. */
  public final void append(ReplyBuffer other) {
    var first = other.head;
    if (first == null || sealed) {
      other.written(other.size);
      return;
    }
    var last = other.tail;
    size += other.size;
    other.head = null;
    other.tail = null;
    other.size = 0;
    addChunk(first);
    if (!sealed) { // replyGrows() may have closed the client
      tail = last;
    }
  }

  /**
   * Lends a stored array to this reply, if that is worth it.
   *
   * @return whether {@link #lent} must follow; otherwise the bytes must be copied
   */
  final boolean lend(byte[] stored, int length) {
    return length >= LentArrays.MIN_LENGTH && !sealed && pool.lent.lend(stored);
  }

  /** Adds a range of a lent array; returns false if the client was closed in between. */
  final boolean lent(byte[] stored, int offset, int length) {
    if (sealed) { // the owner may have closed the client
      pool.lent.takeBack(stored);
      return false;
    }
    size += length; // first, because replyGrows() compares the size with limits
    addChunk(new Chunk(stored, offset, offset + length, true, pool.lent));
    return true;
  }

  // Taking bytes out.

  public final boolean isEmpty() {
    return head == null;
  }

  /** Returns whether the reply has more than one chunk. */
  public final boolean isLong() {
    return head != tail;
  }

  /** Returns the number of bytes that wait to be written. */
  public final long size() {
    return size;
  }

  /** Returns the bytes of memory that the chunks take. */
  public final long memory() {
    long bytes = 0;
    for (var chunk = head; chunk != null; chunk = chunk.next) {
      bytes += chunk.shared ? chunk.length() : chunk.bytes.length;
    }
    return bytes;
  }

  /** Returns the bytes of memory that the chunks take, and how many chunks there are. */
  public final Usage usage() {
    int chunks = 0;
    for (var chunk = head; chunk != null; chunk = chunk.next) {
      chunks++;
    }
    return new Usage(memory(), chunks);
  }

  /** The memory of a reply. */
  public record Usage(long bytes, int chunks) {}

  /**
   * Fills the arrays with the ranges that wait, in order.
   *
   * @param bytes maximum length of all ranges together
   * @return the number of ranges
   */
  public final int ranges(byte[][] arrays, int[] offsets, int[] lengths, long bytes) {
    int n = 0;
    long left = bytes;
    for (var chunk = head; chunk != null && n < arrays.length && left > 0; chunk = chunk.next) {
      if (chunk.length() > 0) {
        int length = (int) Math.min(chunk.length(), left);
        arrays[n] = chunk.bytes;
        offsets[n] = chunk.start;
        lengths[n++] = length;
        left -= length;
      }
    }
    return n;
  }

  /** Drops bytes from the front: they have been written. */
  public final void written(long bytes) {
    written(bytes, pool);
  }

  /** Drops bytes from the front, and gives their chunks to the pool of the calling thread. */
  public final void written(long bytes, ChunkPool pool) {
    size -= bytes;
    long left = bytes;
    var chunk = head;
    while (chunk != null && left >= chunk.length()) {
      left -= chunk.length();
      var next = chunk.next;
      pool.give(chunk);
      chunk = next;
    }
    if (chunk != null) {
      chunk.start += (int) left;
    }
    head = chunk;
    if (chunk == null) {
      tail = null;
    }
  }

  /**
   * Takes all bytes out, for code that reads a reply inside the server (scripts, tests, a page).
   */
  public final byte[] drain() {
    var all = new byte[(int) size];
    int at = 0;
    for (var chunk = head; chunk != null; chunk = chunk.next) {
      System.arraycopy(chunk.bytes, chunk.start, all, at, chunk.length());
      at += chunk.length();
    }
    written(size);
    return all;
  }

  /**
   * Drops what was added since the reply had that size; none of it has been written. For a command
   * that failed in the middle of its reply, and for CLIENT REPLY OFF and SKIP.
   *
   * @param newSize the {@link #size} before the command, in bytes
   * @param newDeferred the number of {@link #deferred} collections before the command
   */
  public final void truncate(long newSize, int newDeferred) {
    if (sealed) {
      return;
    }
    deferred = newDeferred;
    if (newSize == 0 && newDeferred == 0) {
      written(size);
      return;
    }
    long left = newSize;
    var last = head;
    while (last != null && left > last.length()) {
      left -= last.length();
      last = last.next;
    }
    if (last == null) {
      return; // nothing was added
    }
    // An outer collection may keep its place at the beginning of the next chunk.
    var place = newDeferred == 0 ? null : deferredIn[newDeferred - 1];
    for (var chunk = last.next; chunk != null && place != null; chunk = chunk.next) {
      if (chunk == place) {
        last = chunk;
        left = 0;
      }
    }
    last.end = last.start + (int) left;
    for (var chunk = last.next; chunk != null; ) {
      var next = chunk.next;
      pool.give(chunk);
      chunk = next;
    }
    last.next = null;
    tail = last;
    size = newSize;
  }

  /**
   * Drops everything, and from now on everything that is added, because the client is closed. A
   * command that is running goes on to reply, but its reply takes no memory.
   */
  public final void seal() {
    written(size);
    sealed = true;
  }

  // For Reply, which writes into the last chunk.

  final void errorReplied(String line) {
    owner.errorReplied(line);
  }

  /** Counts the bytes that were added to the last chunk, up to a new end. */
  final void grown(Chunk chunk, int end) {
    if (!sealed) {
      size += end - chunk.end;
      chunk.end = end;
    }
  }

  /** Returns the last chunk, or a new one, with free space for up to {@link Chunk#SIZE} bytes. */
  final Chunk ensureCapacity(int bytes) {
    var last = tail;
    if (last != null && last.bytes.length - last.end >= bytes && !last.shared && !sealed) {
      return last;
    }
    return sealed ? nowhere() : addChunk(pool.take());
  }

  /** Returns a chunk whose content is never read: what is added to a sealed reply goes there. */
  private Chunk nowhere() {
    var chunk = pool.take();
    pool.give(chunk);
    deferred = 0;
    size = 0;
    return chunk;
  }

  private Chunk addChunk(Chunk chunk) {
    var last = tail;
    tail = chunk;
    if (last == null) {
      head = chunk;
      owner.replyBegins();
    } else {
      last.next = chunk;
      owner.replyGrows();
    }
    return chunk;
  }
}
