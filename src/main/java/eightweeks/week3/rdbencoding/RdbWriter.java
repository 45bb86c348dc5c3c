package eightweeks.week3.rdbencoding;

import eightweeks.week2.bytes.LittleEndian;
import eightweeks.week2.compact.Lzf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Writes the bytes of RDB, and keeps their checksum.
 *
 * <p>Answers to {@code rio.h: rioWrite()}, {@code rio.c: rioGenericUpdateChecksum()} and {@code
 * rdb.c: rdbWriteRaw()}. Bytes are gathered in a buffer; the checksum is updated when the buffer
 * goes to the sink, so that it is computed over long ranges.
 *
 * <p>A writer belongs to one thread and knows nothing of a server: its constructor takes all that
 * it needs to know. So the encoding can run on another thread than the server, from what a {@link
 * CapturingWriter} has captured.
 */
public sealed class RdbWriter permits CapturingWriter {
  private static final int BUFFER = 64 * 1024;

  /** Memory for one value starts small, since most values are small. */
  private static final int SMALL_BUFFER = 256;

  private final ByteSink sink;
  private final int version;
  private final boolean compress;
  private final Lzf.Compressor compressor = new Lzf.Compressor();
  private final boolean sum;
  byte[] buffer;
  int end;
  private long flushed;
  private long crc;

  /** The bytes written to memory; unused otherwise. */
  private final ByteArrayOutputStream memory;

  RdbWriter(ByteSink sink, int version, boolean compress, boolean sum, int size) {
    this(sink, new ByteArrayOutputStream(0), version, compress, sum, size);
  }

  private RdbWriter(
      ByteSink sink,
      ByteArrayOutputStream memory,
      int version,
      boolean compress,
      boolean sum,
      int size) {
    this.sink = sink;
    this.memory = memory;
    this.version = version;
    this.compress = compress;
    this.sum = sum;
    buffer = new byte[size];
  }

  /**
   * Returns a writer of a file.
   *
   * @param version the version of the format, which decides how some values are written
   * @param compress whether strings are compressed where that makes them smaller (rdbcompression)
   * @param sum whether a checksum is computed (rdbchecksum)
   */
  public static RdbWriter to(ByteSink sink, int version, boolean compress, boolean sum) {
    return new RdbWriter(sink, version, compress, sum, BUFFER);
  }

  /** Returns a writer into memory: {@link #toBytes} returns what was written. */
  public static RdbWriter toMemory(int version, boolean compress) {
    var memory = new ByteArrayOutputStream();
    return new RdbWriter(memory::write, memory, version, compress, true, SMALL_BUFFER);
  }

  /** Returns the version of the format that is written. */
  public int version() {
    return version;
  }

  /** Returns whether strings are compressed where that makes them smaller. */
  boolean compresses() {
    return compress;
  }

  /** Returns the compressor of this writer's strings. */
  Lzf.Compressor compressor() {
    return compressor;
  }

  /**
   * Captures a string that another thread will encode.
   *
   * @return false if this writer captures nothing: the caller encodes the string
   */
  boolean captures(byte[] bytes, int offset, int length) throws IOException {
    return false;
  }

  public void writeByte(int b) throws IOException {
    room(1);
    buffer[end++] = (byte) b;
  }

  public void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length <= buffer.length - end) {
      System.arraycopy(bytes, offset, buffer, end, length);
      end += length;
    } else {
      flush();
      if (length < buffer.length) {
        System.arraycopy(bytes, offset, buffer, 0, length);
        end = length;
      } else {
        send(bytes, offset, length); // too long to be worth a copy
      }
    }
  }

  /** Writes 16 bits, lowest byte first. */
  void writeShort(int value) throws IOException {
    room(Short.BYTES);
    LittleEndian.putShort(buffer, end, (short) value);
    end += Short.BYTES;
  }

  /** Writes 32 bits, lowest byte first. */
  void writeInt(int value) throws IOException {
    room(Integer.BYTES);
    LittleEndian.putInt(buffer, end, value);
    end += Integer.BYTES;
  }

  /** Writes 64 bits, lowest byte first. */
  public void writeLong(long value) throws IOException {
    room(Long.BYTES);
    LittleEndian.putLong(buffer, end, value);
    end += Long.BYTES;
  }

  private void room(int bytes) throws IOException {
    if (buffer.length - end < bytes) {
      flush();
    }
  }

  /** Passes all written bytes to the sink. */
  public void flush() throws IOException {
    if (end > 0) {
      send(buffer, 0, end);
      end = 0;
    }
  }

  /** Passes bytes to the sink: those of the buffer, or some that bypass it. */
  void send(byte[] bytes, int offset, int length) throws IOException {
    if (sum) {
      crc = Crc64.update(crc, bytes, offset, length);
    }
    sink.write(bytes, offset, length);
    flushed += length;
  }

  /** Returns how many bytes were written so far. */
  public long written() {
    return flushed + end;
  }

  /** Returns the checksum of all bytes so far; 0 if none is computed. */
  public long checksum() throws IOException {
    flush();
    return crc;
  }

  /** Returns what was written to memory. */
  public byte[] toBytes() throws IOException {
    flush();
    return memory.toByteArray();
  }
}
