package eightweeks.week3.rdbencoding;

import eightweeks.week2.bytes.LittleEndian;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of RDB. It knows at which offset it stands and how many bytes can follow, and
 * keeps their checksum.
 *
 * <p>Answers to {@code rio.h: rioRead()} and {@code rdb.c: rdbReportError()}.
 *
 * <p>Why are false lengths harmless? A length, or a number of elements, is compared with the number
 * of bytes that are left before anything is allocated ({@link #bytes}, {@link #requireRoom}). So a
 * file of a kilobyte never makes the server allocate a gigabyte.
 */
public final class RdbReader {
  private static final int BUFFER = 64 * 1024;

  /** Strings up to this length, in bytes, are read through the buffer. */
  private static final int MAX_WINDOW = 8 * 1024;

  /** Maximum length of an array of the JVM, in bytes. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  /** Bytes of an element in a table, without its text: about. */
  private static final long PER_ELEMENT = 80;

  private final @Nullable ByteSource source;
  private final byte[] buffer;
  private final long limit;
  private final boolean deep;
  private LongConsumer room = _ -> {};

  /** The offset in the input of the first byte of the buffer. */
  private long start;

  private int at;
  private int end;
  private boolean sums;
  private long crc;

  /** Start of the bytes that the checksum does not include yet. */
  private int unsummed;

  private byte @Nullable [] key;
  private long sanitizations;

  private RdbReader(
      @Nullable ByteSource source, byte[] buffer, int from, int end, long limit, boolean deep) {
    this.source = source;
    this.buffer = buffer;
    this.limit = limit;
    this.deep = deep;
    this.end = end;
    at = from;
    unsummed = from;
    start = -from;
  }

  /**
   * Returns a reader of a file.
   *
   * @param limit length of the file in bytes
   * @param deep whether values are checked thoroughly: see {@link #isDeep}
   */
  public static RdbReader of(ByteSource source, long limit, boolean deep) {
    return new RdbReader(source, new byte[BUFFER], 0, 0, limit, deep);
  }

  /** Returns a reader of a range of bytes. */
  public static RdbReader of(byte[] bytes, int offset, int length, boolean deep) {
    return new RdbReader(null, bytes, offset, offset + length, length, deep);
  }

  /**
   * Returns whether compact values are searched for fields and members that stand there twice
   * (sanitize-dump-payload). Each entry is checked in any case, because a later command would fail
   * on one that is not sound.
   */
  public boolean isDeep() {
    return deep;
  }

  /** Counts a compact blob that was checked thoroughly. */
  public void sanitized() {
    sanitizations++;
  }

  /**
   * Returns the number of compact blobs that were checked thoroughly (dump_payload_sanitizations).
   */
  public long sanitizations() {
    return sanitizations;
  }

  /** Returns the offset of the next byte, from the start of the input. */
  public long offset() {
    return start + at;
  }

  /** Returns how many bytes are left. */
  public long remaining() {
    return limit - offset();
  }

  /** Notes the key that is being read, for messages; null outside of keys. */
  public void key(byte @Nullable [] current) {
    key = current;
  }

  /** Returns the key that is being read; null outside of keys. */
  public byte @Nullable [] key() {
    return key;
  }

  // tag::errors[]
  /** Returns an error at the current offset. */
  public RdbException corrupt(String problem) {
    return corrupt(offset(), problem);
  }

  /** Returns an error at an offset. */
  public RdbException corrupt(long offset, String problem) {
    return new RdbException(offset, key, problem);
  }

  private RdbException truncated(long wanted) {
    long missing = wanted - remaining();
    var expected = missing == 1 ? "1 more byte is expected" : missing + " more bytes are expected";
    return corrupt(limit, "the input ends where " + expected);
  }

  /**
   * Sets what is told how many bytes of memory are about to be needed. It throws if there is no
   * room for them.
   */
  public void room(LongConsumer newRoom) {
    room = newRoom;
  }

  /** Tells that a compressed string is about to be expanded. */
  void expands(long bytes) {
    room.accept(bytes);
  }

  /**
   * Checks that a number of elements can stand in the bytes that are left.
   *
   * @param least minimum number of bytes of an element
   * @return the number
   * @throws RdbException if they cannot
   */
  // tag::room[]
  public int requireRoom(long count, int least) throws RdbException {
    if (count < 0 || count > remaining() / least || count > MAX_ARRAY) {
      throw corrupt(
          Long.toUnsignedString(count) + " elements do not fit the " + remaining() + " bytes left");
    }
    room.accept(count * PER_ELEMENT);
    return (int) count;
  }

  // end::room[]

  // end::errors[]

  /** Reads the next byte, 0 to 255. */
  public int readByte() throws IOException {
    need(1);
    return buffer[at++] & 0xff;
  }

  /** Reads the next 16 bits, lowest byte first, with sign. */
  short readShort() throws IOException {
    need(Short.BYTES);
    at += Short.BYTES;
    return LittleEndian.getShort(buffer, at - Short.BYTES);
  }

  /** Reads the next 32 bits, lowest byte first, with sign. */
  public int readInt() throws IOException {
    need(Integer.BYTES);
    at += Integer.BYTES;
    return LittleEndian.getInt(buffer, at - Integer.BYTES);
  }

  /** Reads the next 64 bits, lowest byte first. */
  public long readLong() throws IOException {
    need(Long.BYTES);
    at += Long.BYTES;
    return LittleEndian.getLong(buffer, at - Long.BYTES);
  }

  /** Reads the next bytes into an array of their own. */
  public byte[] bytes(long length) throws IOException {
    requireBytes(length);
    if (length > MAX_ARRAY) {
      throw corrupt("a string of " + length + " bytes is longer than this server can hold");
    }
    if (length <= MAX_WINDOW) {
      int from = window((int) length);
      return Arrays.copyOfRange(buffer, from, at);
    }
    var bytes = new byte[(int) length];
    int there = Math.min(bytes.length, end - at);
    System.arraycopy(buffer, at, bytes, 0, there);
    at += there;
    if (there < bytes.length) {
      readPast(bytes, there);
    }
    return bytes;
  }

  /**
   * Returns whether the next bytes can be looked at in the reader's own array, with {@link
   * #window}.
   */
  boolean hasWindow(long length) throws RdbException {
    requireBytes(length);
    return length <= Math.max(MAX_WINDOW, end - at);
  }

  /**
   * Skips bytes and returns where they stand in {@link #array}, until the next read.
   *
   * @param length for which {@link #hasWindow} is true
   */
  int window(int length) throws IOException {
    need(length);
    at += length;
    return at - length;
  }

  /** Returns the array in which {@link #window} shows bytes. */
  byte[] array() {
    return buffer;
  }

  /** Skips bytes. */
  public void skip(long length) throws IOException {
    requireBytes(length);
    for (long left = length; left > 0; ) {
      need(1);
      int step = (int) Math.min(left, end - at);
      at += step;
      left -= step;
    }
  }

  // tag::room[]
  private void requireBytes(long length) throws RdbException {
    if (length < 0 || length > remaining()) {
      throw corrupt(
          Long.toUnsignedString(length) + " bytes are announced, " + remaining() + " are left");
    }
  }

  // end::room[]

  /** Ensures that a number of bytes, at most the buffer's, is in the buffer. */
  private void need(int bytes) throws IOException {
    if (end - at >= bytes) {
      return;
    }
    if (remaining() < bytes) {
      throw truncated(bytes);
    }
    sumUp();
    System.arraycopy(buffer, at, buffer, 0, end - at);
    start += at;
    end -= at;
    at = 0;
    unsummed = 0;
    while (end < bytes) {
      int most = (int) Math.min(buffer.length - end, limit - start - end);
      end += readSome(buffer, end, most);
    }
  }

  /** Reads the rest of a long string directly, without the buffer, which is used up. */
  private void readPast(byte[] bytes, int there) throws IOException {
    sumUp();
    start += at;
    at = 0;
    end = 0;
    unsummed = 0;
    for (int read = there; read < bytes.length; ) {
      int some = readSome(bytes, read, bytes.length - read);
      if (sums) {
        crc = Crc64.update(crc, bytes, read, some);
      }
      read += some;
      start += some;
    }
  }

  private int readSome(byte[] into, int offset, int length) throws IOException {
    int some = source == null ? -1 : source.read(into, offset, length);
    if (some < 0) {
      throw corrupt("the input ends before its length of " + limit + " bytes");
    }
    return some;
  }

  /** Begins to keep a checksum. Call it before the first read, otherwise bytes are missing. */
  public void sum() {
    sums = true;
  }

  /** Returns the checksum of all bytes that were read; 0 if none is kept. */
  public long checksum() {
    sumUp();
    return crc;
  }

  private void sumUp() {
    if (sums) {
      crc = Crc64.update(crc, buffer, unsummed, at - unsummed);
    }
    unsummed = at;
  }
}
