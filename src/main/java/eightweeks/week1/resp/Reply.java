package eightweeks.week1.resp;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Doubles;
import eightweeks.week1.bytes.Numbers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a client will be answered: RESP2 or RESP3, put together in pooled chunks.
 *
 * <p>Answers to {@code networking.c: addReply()} and its relatives. A command says what it means
 * ({@link #map}, {@link #nullBulk}); what that looks like depends on the protocol that the client
 * asked for. A method that begins a collection is followed by its elements.
 *
 * <p>Where the number of elements is not known in advance, {@link #defer} keeps the place and
 * {@link #closeArray} and its like write the header there. These nest like brackets.
 *
 * <p>Invariants: an empty reply holds no chunk; only the last chunk grows; {@link #size} is the sum
 * of the chunks' lengths.
 */
public final class Reply {
  /** Who wants to know about a reply: the client that it belongs to. */
  public interface Owner {
    /** There is something to write, where there was nothing. */
    void replyBegins();

    /** Another chunk was needed: the moment to compare with limits. */
    void replyGrows();

    /**
     * An error was replied.
     *
     * @param text the error without its leading minus
     */
    void errorReplied(String text);
  }

  private static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] OK = Ascii.bytes("+OK\r\n");
  private static final byte[] PONG = Ascii.bytes("+PONG\r\n");
  private static final byte[] QUEUED = Ascii.bytes("+QUEUED\r\n");
  private static final byte[] ZERO = Ascii.bytes(":0\r\n");
  private static final byte[] ONE = Ascii.bytes(":1\r\n");
  private static final byte[] NULL_BULK = Ascii.bytes("$-1\r\n");
  private static final byte[] NULL_ARRAY = Ascii.bytes("*-1\r\n");
  private static final byte[] NULL = Ascii.bytes("_\r\n");
  private static final byte[] TRUE = Ascii.bytes("#t\r\n");
  private static final byte[] FALSE = Ascii.bytes("#f\r\n");

  /** A type byte, the longest number, CRLF. */
  private static final int HEADER = 1 + Numbers.MAX_DIGITS + 2;

  /**
   * A longer bulk string may be cut between two chunks, so that those that wait for a slow reader
   * are full; a shorter one is written whole and leaves at most a sixteenth of a chunk empty.
   */
  private static final int WHOLE = Chunk.SIZE / 16;

  private final ChunkPool pool;
  private final Owner owner;
  private int protocol = 2;
  private @Nullable Chunk head;
  private @Nullable Chunk tail;
  private long size;
  private long errors;

  /** Nothing is kept any more: the client is being closed. */
  private boolean sealed;

  private Chunk[] deferredIn = new Chunk[0];
  private int[] deferredAt = new int[0];
  private int deferred;

  private @Nullable Chunk markedIn;
  private int markedAt;
  private long markedSize;

  public Reply(ChunkPool pool, Owner owner) {
    this.pool = pool;
    this.owner = owner;
  }

  /** 2 or 3: the version of RESP that is written. */
  public int protocol() {
    return protocol;
  }

  public void protocol(int version) {
    protocol = version;
  }

  // Simple things.

  /** {@code +OK}. */
  public void ok() {
    raw(OK);
  }

  /** {@code +PONG}. */
  public void pong() {
    raw(PONG);
  }

  /** {@code +QUEUED}. */
  public void queued() {
    raw(QUEUED);
  }

  /** A short text of one line. */
  public void simple(String text) {
    var chunk = ensureCapacity(text.length() + 3);
    chunk.bytes[chunk.end] = '+';
    putLine(chunk, chunk.end + 1, text);
  }

  /**
   * An error. Line breaks in the text become blanks, so that user input in an error cannot end it.
   *
   * @param text the reply without its leading minus: code, blank, sentence
   */
  public void error(String text) {
    String line = text.replace('\r', ' ').replace('\n', ' ');
    bytes(Ascii.bytes("-" + line + "\r\n"));
    errors++;
    owner.errorReplied(line);
  }

  /** How many errors have been replied to this client. */
  public long errors() {
    return errors;
  }

  public void integer(long value) {
    if (value == 0) {
      raw(ZERO);
    } else if (value == 1) {
      raw(ONE);
    } else {
      header((byte) ':', value);
    }
  }

  /** A truth: {@code #t} or {@code #f} in RESP3, 1 or 0 in RESP2. */
  public void bool(boolean value) {
    if (protocol == 2) {
      raw(value ? ONE : ZERO);
    } else {
      raw(value ? TRUE : FALSE);
    }
  }

  /** A floating-point number: its own type in RESP3, a bulk string in RESP2. */
  public void number(double value) {
    String text = Doubles.format(value);
    if (protocol == 2) {
      bulk(text);
    } else {
      var chunk = ensureCapacity(text.length() + 3);
      chunk.bytes[chunk.end] = ',';
      putLine(chunk, chunk.end + 1, text);
    }
  }

  /** An integer of any size: its own type in RESP3, a bulk string in RESP2. */
  public void bigNumber(String digits) {
    if (protocol == 2) {
      bulk(digits);
    } else {
      bytes(Ascii.bytes("(" + digits + "\r\n"));
    }
  }

  // Strings.

  public void bulk(byte[] value) {
    bulk(value, 0, value.length);
  }

  public void bulk(byte[] value, int offset, int length) {
    if (length > WHOLE) {
      header((byte) '$', length);
      bytes(value, offset, length);
      raw(CRLF);
      return;
    }
    var chunk = ensureCapacity(HEADER + length + 2);
    var bytes = chunk.bytes;
    int at = putHeader(bytes, chunk.end, (byte) '$', length);
    System.arraycopy(value, offset, bytes, at, length);
    at += length;
    bytes[at++] = '\r';
    bytes[at++] = '\n';
    grown(chunk, at);
  }

  /** A text of characters up to U+00FF, one byte a character. */
  public void bulk(String text) {
    bulk(Ascii.bytes(text));
  }

  /** An integer as a bulk string, such as GET gives of a counter. */
  public void bulk(long value) {
    int digits = Numbers.digits(value);
    var chunk = ensureCapacity(HEADER + digits + 2);
    int at = putHeader(chunk.bytes, chunk.end, (byte) '$', digits);
    at += Numbers.write(value, chunk.bytes, at);
    chunk.bytes[at++] = '\r';
    chunk.bytes[at++] = '\n';
    grown(chunk, at);
  }

  /**
   * A text that tells how it is to be shown; a plain bulk string in RESP2.
   *
   * @param format three letters: {@code txt} or {@code mkd}
   */
  public void verbatim(String format, byte[] text) {
    if (protocol == 2) {
      bulk(text);
    } else {
      header((byte) '=', text.length + 4L);
      bytes(Ascii.bytes(format + ":"));
      bytes(text);
      raw(CRLF);
    }
  }

  /** Nothing, where a string or a number might have been. */
  public void nullBulk() {
    raw(protocol == 2 ? NULL_BULK : NULL);
  }

  /** Nothing, where an array might have been. */
  public void nullArray() {
    raw(protocol == 2 ? NULL_ARRAY : NULL);
  }

  // Collections.

  public void array(long elements) {
    header((byte) '*', elements);
  }

  /** Pairs of a key and a value; in RESP2 an array of twice as many elements. */
  public void map(long pairs) {
    if (protocol == 2) {
      header((byte) '*', 2 * pairs);
    } else {
      header((byte) '%', pairs);
    }
  }

  public void set(long elements) {
    header(protocol == 2 ? (byte) '*' : (byte) '~', elements);
  }

  /** Something that the client did not ask for just now; an array in RESP2. */
  public void push(long elements) {
    header(protocol == 2 ? (byte) '*' : (byte) '>', elements);
  }

  /** Notes about the value that follows. Only in RESP3. */
  public void attribute(long pairs) {
    assert protocol == 3 : "attributes exist in RESP3 only";
    header((byte) '|', pairs);
  }

  /** Keeps the place of a collection's header until the number of its elements is known. */
  public void defer() {
    if (deferred == deferredIn.length) {
      deferredIn = Arrays.copyOf(deferredIn, deferred + 4);
      deferredAt = Arrays.copyOf(deferredAt, deferred + 4);
    }
    var chunk = ensureCapacity(1);
    deferredIn[deferred] = chunk;
    deferredAt[deferred++] = chunk.end;
  }

  /** Writes the header that was kept a place for last: an array. */
  public void closeArray(long elements) {
    close((byte) '*', elements);
  }

  /** Writes the header that was kept a place for last: a map of so many pairs. */
  public void closeMap(long pairs) {
    close(protocol == 2 ? (byte) '*' : (byte) '%', protocol == 2 ? 2 * pairs : pairs);
  }

  /** Writes the header that was kept a place for last: a set. */
  public void closeSet(long elements) {
    close(protocol == 2 ? (byte) '*' : (byte) '~', elements);
  }

  private void close(byte type, long elements) {
    if (sealed) {
      return;
    }
    var chunk = deferredIn[--deferred];
    int at = deferredAt[deferred];
    var header = new byte[HEADER];
    int length = putHeader(header, 0, type, elements);
    int behind = chunk.end - at;
    if (chunk.free() < length) {
      // The bytes behind the place move into a chunk of their own, which makes room for the header.
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

  // Bytes as they are.

  /** Adds bytes that are RESP already. */
  public void bytes(byte[] resp) {
    bytes(resp, 0, resp.length);
  }

  /** Adds bytes that are RESP already. */
  public void bytes(byte[] resp, int offset, int length) {
    int done = 0;
    while (done < length) {
      boolean large = length - done > Chunk.SIZE && (tail == null || tail.free() == 0) && !sealed;
      var chunk =
          large ? addChunk(new Chunk(new byte[length - done], 0, 0, false)) : ensureCapacity(1);
      int n = Math.min(length - done, chunk.free());
      System.arraycopy(resp, offset + done, chunk.bytes, chunk.end, n);
      done += n;
      grown(chunk, chunk.end + n);
    }
  }

  /**
   * Adds bytes that are RESP already, without copying them: they must not change until they have
   * been written. For what goes to many clients alike.
   */
  public void shared(byte[] resp, int offset, int length) {
    if (!sealed) {
      size += length; // first: whoever is told of the chunk compares the size with limits
      addChunk(new Chunk(resp, offset, offset + length, true));
    }
  }

  /** Moves everything from another reply to the end of this one. */
  public void append(Reply other) {
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
    if (!sealed) { // being told of the chunk may have been the end of the client
      tail = last;
    }
  }

  // What has been put together.

  public boolean isEmpty() {
    return head == null;
  }

  /** Whether it takes more than one chunk. */
  public boolean isLong() {
    return head != tail;
  }

  /** Bytes that wait to be written. */
  public long size() {
    return size;
  }

  /** Bytes of memory that the chunks take, and how many chunks there are. */
  public Usage usage() {
    long bytes = 0;
    int chunks = 0;
    for (var chunk = head; chunk != null; chunk = chunk.next) {
      bytes += chunk.shared ? chunk.length() : chunk.bytes.length;
      chunks++;
    }
    return new Usage(bytes, chunks);
  }

  /** Memory behind a reply. */
  public record Usage(long bytes, int chunks) {}

  /**
   * Fills the arrays with the ranges that wait, in order.
   *
   * @return how many ranges were filled in
   */
  public int ranges(byte[][] arrays, int[] offsets, int[] lengths) {
    int n = 0;
    for (var chunk = head; chunk != null && n < arrays.length; chunk = chunk.next) {
      if (chunk.length() > 0) {
        arrays[n] = chunk.bytes;
        offsets[n] = chunk.start;
        lengths[n++] = chunk.length();
      }
    }
    return n;
  }

  /** Drops bytes from the front: they have been written. */
  public void written(long bytes) {
    written(bytes, pool);
  }

  /** Drops bytes from the front, and gives the chunks that are done to the pool of a thread. */
  public void written(long bytes, ChunkPool pool) {
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

  /** Takes all bytes out, for whoever reads a reply inside the server (scripts, tests, a page). */
  public byte[] drain() {
    var all = new byte[(int) size];
    int at = 0;
    for (var chunk = head; chunk != null; chunk = chunk.next) {
      System.arraycopy(chunk.bytes, chunk.start, all, at, chunk.length());
      at += chunk.length();
    }
    written(size);
    return all;
  }

  /** Remembers this place, to come back to it with {@link #rollback} before anything is written. */
  public void mark() {
    markedIn = tail;
    markedAt = tail == null ? 0 : tail.end;
    markedSize = size;
  }

  /** Drops what was added since {@link #mark}. */
  public void rollback() {
    if (sealed) {
      return; // the chunk that was marked serves somebody else now
    }
    var last = markedIn;
    if (last == null) {
      written(size);
      return;
    }
    for (var chunk = last.next; chunk != null; ) {
      var next = chunk.next;
      pool.give(chunk);
      chunk = next;
    }
    last.next = null;
    last.end = markedAt;
    tail = last;
    size = markedSize;
    markedIn = null;
  }

  /** How many collections wait for their header ({@link #defer}). */
  public int deferred() {
    return deferred;
  }

  /**
   * Drops what was added since the reply had a size, none of which has been written: a command has
   * failed in the middle of its reply.
   *
   * @param newSize the {@link #size} before the command, in bytes
   * @param newDeferred the number of {@link #deferred} collections before the command
   */
  public void truncate(long newSize, int newDeferred) {
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
   * Drops everything, and from now on whatever is added: nobody will read it. A command that was
   * running goes on to answer, but its answer takes no memory.
   */
  public void seal() {
    written(size);
    sealed = true;
  }

  private void raw(byte[] constant) {
    int length = constant.length;
    var chunk = ensureCapacity(length);
    System.arraycopy(constant, 0, chunk.bytes, chunk.end, length);
    grown(chunk, chunk.end + length);
  }

  private void header(byte type, long value) {
    var chunk = ensureCapacity(HEADER);
    grown(chunk, putHeader(chunk.bytes, chunk.end, type, value));
  }

  private static int putHeader(byte[] bytes, int start, byte type, long value) {
    int at = start;
    bytes[at++] = type;
    if (value >= 0 && value < 10) {
      bytes[at++] = (byte) ('0' + value);
    } else {
      at += Numbers.write(value, bytes, at);
    }
    bytes[at++] = '\r';
    bytes[at++] = '\n';
    return at;
  }

  private void putLine(Chunk chunk, int start, String text) {
    int at = start;
    for (int i = 0; i < text.length(); i++) {
      chunk.bytes[at++] = (byte) text.charAt(i);
    }
    chunk.bytes[at++] = '\r';
    chunk.bytes[at++] = '\n';
    grown(chunk, at);
  }

  private void grown(Chunk chunk, int end) {
    if (!sealed) {
      size += end - chunk.end;
      chunk.end = end;
    }
  }

  /** A last chunk with room for so many bytes, at most {@link Chunk#SIZE}. */
  private Chunk ensureCapacity(int bytes) {
    var last = tail;
    if (last != null && last.bytes.length - last.end >= bytes && !last.shared && !sealed) {
      return last;
    }
    return sealed ? nowhere() : addChunk(pool.take());
  }

  /** A chunk to write to that is written over again and again. */
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
