package eightweeks.week1.resp;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;

/**
 * Encodes replies as RESP2 or RESP3.
 *
 * <p>Answers to {@code networking.c: addReply()} and its relatives. A command calls the method for
 * the type that it replies ({@link #map}, {@link #nullBulk}); the bytes depend on the protocol that
 * the client has chosen. After a method that begins a collection come its elements. The bytes wait
 * in the {@link ReplyBuffer}.
 *
 * <p>Where the number of elements is not known in advance, {@link #defer} reserves the place of the
 * header, and {@link #closeArray}, {@link #closeMap} or {@link #closeSet} writes it there. They
 * nest like brackets.
 */
public final class Reply extends ReplyBuffer {
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
   * Maximum length of a string that is kept in one chunk; it leaves at most about a sixteenth of a
   * chunk empty. A longer one may be split between two chunks, so that chunks are full.
   */
  private static final int WHOLE = Chunk.SIZE / 16;

  private int protocol = 2;
  private long errors;

  public Reply(ChunkPool pool, Owner owner) {
    super(pool, owner);
  }

  /** Returns the version of RESP that is written: 2 or 3. */
  public int protocol() {
    return protocol;
  }

  public void protocol(int version) {
    protocol = version;
  }

  // Simple types.

  /** Adds {@code +OK}. */
  public void ok() {
    raw(OK);
  }

  /** Adds {@code +PONG}. */
  public void pong() {
    raw(PONG);
  }

  /** Adds {@code +QUEUED}. */
  public void queued() {
    raw(QUEUED);
  }

  /** Adds a simple string: a text of one line. */
  public void simple(String text) {
    line((byte) '+', text);
  }

  /**
   * Adds an error. Line breaks in the text become blanks, so that user input cannot end the error.
   *
   * @param text the reply without its leading minus: code, blank, sentence
   */
  public void error(String text) {
    String line = text.replace('\r', ' ').replace('\n', ' ');
    line((byte) '-', line);
    errors++;
    errorReplied(line);
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
      line((byte) ',', text);
    }
  }

  /** Adds an integer of any size: its own type in RESP3, a bulk string in RESP2. */
  public void bigNumber(String digits) {
    if (protocol == 2) {
      bulk(digits);
    } else {
      line((byte) '(', digits);
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

  // tag::stored[]
  /**
   * Adds a part of a stored string as a bulk string. A large one is not copied: the array is lent
   * until it has been written ({@link LentArrays}).
   */
  public void storedBulk(byte[] stored, int offset, int length) {
    if (!lend(stored, length)) {
      bulk(stored, offset, length);
      return;
    }
    header((byte) '$', length);
    if (lent(stored, offset, length)) {
      raw(CRLF);
    }
  }

  // end::stored[]

  /** Adds a text of characters up to U+00FF as a bulk string, one byte a character. */
  public void bulk(String text) {
    bulk(Ascii.bytes(text));
  }

  /** Adds an integer as a bulk string, for example the value of a counter in the reply of GET. */
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
    reserve();
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

  /** Ends a text, and writes its header: a text as {@link #verbatim} adds it, format included. */
  public void closeVerbatim(long length) {
    close((byte) (protocol == 2 ? '$' : '='), length);
    raw(CRLF);
  }

  private void close(byte type, long elements) {
    var header = new byte[HEADER];
    fill(header, putHeader(header, 0, type, elements));
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

  private void line(byte type, String text) {
    if (text.length() > WHOLE) {
      bytes(Ascii.bytes((char) type + text + "\r\n"));
      return;
    }
    var chunk = ensureCapacity(text.length() + 3);
    int at = chunk.end;
    chunk.bytes[at++] = type;
    for (int i = 0; i < text.length(); i++) {
      chunk.bytes[at++] = (byte) text.charAt(i);
    }
    chunk.bytes[at++] = '\r';
    chunk.bytes[at++] = '\n';
    grown(chunk, at);
  }
}
