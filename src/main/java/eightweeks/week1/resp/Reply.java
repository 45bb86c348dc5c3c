package eightweeks.week1.resp;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The replies that wait for a client: RESP2 or RESP3, in pooled chunks.
 *
 * <p>Answers to {@code networking.c: addReply()} and its relatives. A command calls the method for
 * the type that it replies ({@link #map}, {@link #nullBulk}); the bytes depend on the protocol that
 * the client has chosen. After a method that begins a collection come its elements.
 *
 * <p>Where the number of elements is not known in advance, {@link #defer} reserves the place of the
 * header, and {@link #closeArray}, {@link #closeMap} or {@link #closeSet} writes it there. They
 * nest like brackets.
 *
 * <p>Invariants: an empty reply holds no chunk; only the last chunk grows; {@link #size} is the sum
 * of the chunks' lengths.
 */
public final class Reply {
  /** Is told what happens to a reply: the client to which it belongs. */
  public interface Owner {
    /** Called when the reply was empty and is not any more. */
    void replyBegins();

    /** Called when another chunk was added, so that limits can be compared. */
    void replyGrows();

    /**
     * Called when an error was replied.
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

  /** Maximum length of a header: a type byte, the longest number, CRLF. */
  private static final int HEADER = 1 + Numbers.MAX_DIGITS + 2;

  /**
   * Maximum length of a bulk string that is kept in one chunk; it leaves at most a sixteenth of a
   * chunk empty. A longer one may be split between two chunks, so that chunks are full.
   */
  private static final int WHOLE = Chunk.SIZE / 16;

  private final ChunkPool pool;
  private final Owner owner;
  private int protocol = 2;
  private @Nullable Chunk head;
  private @Nullable Chunk tail;
  private long size;
  private long errors;

  /** Whether nothing is kept any more, because the client is being closed. */
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

  /** Returns the version of RESP that is written: 2 or 3. */
  public int protocol() {
    return protocol;
  }

  public void protocol(int version) {
    protocol = version;
  }

  // Simple types.

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

  /** Adds a simple string: a short text of one line. */
  public void simple(String text) {
    var chunk = ensureCapacity(text.length() + 3);
    chunk.bytes[chunk.end] = '+';
    putLine(chunk, chunk.end + 1, text);
  }

  /**
   * Adds an error. Line breaks in the text become blanks, so that user input cannot end the error.
   *
   * @param text the reply without its leading minus: code, blank, sentence
   */
  public void error(String text) {
    String line = text.replace('\r', ' ').replace('\n', ' ');
    bytes(Ascii.bytes("-" + line + "\r\n"));
    errors++;
    owner.errorReplied(line);
  }

  /** Returns the number of errors that were replied to this client. */
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

  /** Adds a boolean: {@code #t} or {@code #f} in RESP3, 1 or 0 in RESP2. */
  public void bool(boolean value) {
    if (protocol == 2) {
      raw(value ? ONE : ZERO);
    } else {
      raw(value ? TRUE : FALSE);
    }
  }

  /**
   * Adds a floating-point number: its own type in RESP3, a bulk string in RESP2.
   *
   * @param text the number in decimal digits
   */
  public void number(String text) {
    if (protocol == 2) {
      bulk(text);
    } else {
      var chunk = ensureCapacity(text.length() + 3);
      chunk.bytes[chunk.end] = ',';
      putLine(chunk, chunk.end + 1, text);
    }
  }

  /** Adds an integer of any size: its own type in RESP3, a bulk string in RESP2. */
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

  /**
   * Adds a part of a stored string as a bulk string. A large one is not copied: the array is lent
   * until it has been written ({@link LentArrays}).
   */
  public void storedBulk(byte[] stored, int offset, int length) {
    if (length < LentArrays.MIN_LENGTH || sealed || !pool.lent.lend(stored)) {
      bulk(stored, offset, length);
      return;
    }
    header((byte) '$', length);
    if (!sealed) { // the owner may have closed the client
      size += length; // first, because replyGrows() compares the size with limits
      addChunk(new Chunk(stored, offset, offset + length, true, pool.lent));
      raw(CRLF);
    } else {
      pool.lent.takeBack(stored);
    }
  }

  /** Adds a text of characters up to U+00FF as a bulk string, one byte a character. */
  public void bulk(String text) {
    bulk(Ascii.bytes(text));
  }

  /** Adds an integer as a bulk string, such as GET replies for a counter. */
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
   * Adds a text with its format; in RESP2 a plain bulk string.
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

  /** Adds null in place of a string or a number. */
  public void nullBulk() {
    raw(protocol == 2 ? NULL_BULK : NULL);
  }

  /** Adds null in place of an array. */
  public void nullArray() {
    raw(protocol == 2 ? NULL_ARRAY : NULL);
  }

  // Collections.

  public void array(long elements) {
    header((byte) '*', elements);
  }

  /** Begins a map of pairs; in RESP2 an array of twice that number of elements. */
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

  /** Begins a push: a message that is no reply to a command; in RESP2 an array. */
  public void push(long elements) {
    header(protocol == 2 ? (byte) '*' : (byte) '>', elements);
  }

  /** Begins attributes of the value that follows. Only in RESP3. */
  public void attribute(long pairs) {
    assert protocol == 3 : "attributes exist in RESP3 only";
    header((byte) '|', pairs);
  }

  /** Reserves the place of a collection's header until the number of its elements is known. */
  public void defer() {
    if (deferred == deferredIn.length) {
      deferredIn = Arrays.copyOf(deferredIn, deferred + 4);
      deferredAt = Arrays.copyOf(deferredAt, deferred + 4);
    }
    var chunk = ensureCapacity(1);
    deferredIn[deferred] = chunk;
    deferredAt[deferred++] = chunk.end;
  }

  /** Writes the header whose place was reserved last: an array. */
  public void closeArray(long elements) {
    close((byte) '*', elements);
  }

  /** Writes the header whose place was reserved last: a map, with its number of pairs. */
  public void closeMap(long pairs) {
    close(protocol == 2 ? (byte) '*' : (byte) '%', protocol == 2 ? 2 * pairs : pairs);
  }

  /** Writes the header whose place was reserved last: a set. */
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

  // Bytes as they are.

  /** Adds bytes that are RESP already. */
  public void bytes(byte[] resp) {
    bytes(resp, 0, resp.length);
  }

  /** Adds bytes that are RESP already. */
  public void bytes(byte[] resp, int offset, int length) {
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
  public void shared(byte[] resp, int offset, int length) {
    if (!sealed) {
      size += length; // first, because replyGrows() compares the size with limits
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
    if (!sealed) { // replyGrows() may have closed the client
      tail = last;
    }
  }

  // The replies that wait.

  public boolean isEmpty() {
    return head == null;
  }

  /** Returns whether it takes more than one chunk. */
  public boolean isLong() {
    return head != tail;
  }

  /** Returns the bytes that wait to be written. */
  public long size() {
    return size;
  }

  /** Returns the bytes of memory that the chunks take. */
  public long memory() {
    long bytes = 0;
    for (var chunk = head; chunk != null; chunk = chunk.next) {
      bytes += chunk.shared ? chunk.length() : chunk.bytes.length;
    }
    return bytes;
  }

  /** Returns the bytes of memory that the chunks take, and how many chunks there are. */
  public Usage usage() {
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
   * @return how many ranges were filled in
   */
  public int ranges(byte[][] arrays, int[] offsets, int[] lengths, long bytes) {
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
  public void written(long bytes) {
    written(bytes, pool);
  }

  /** Drops bytes from the front, and gives their chunks to the pool of the calling thread. */
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

  /**
   * Takes all bytes out, for code that reads a reply inside the server (scripts, tests, a page).
   */
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

  /** Notes this place, for {@link #rollback} before anything is written. */
  public void mark() {
    markedIn = tail;
    markedAt = tail == null ? 0 : tail.end;
    markedSize = size;
  }

  /** Drops what was added since {@link #mark}. */
  public void rollback() {
    if (sealed) {
      return; // the chunk that was marked may belong to another reply now
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

  /** Returns how many collections wait for their header ({@link #defer}). */
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
   * Drops everything, and from now on everything that is added, because the client is closed. A
   * command that is running goes on to reply, but its reply takes no memory.
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

  /** Returns the last chunk, with free space for a number of bytes up to {@link Chunk#SIZE}. */
  private Chunk ensureCapacity(int bytes) {
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
