package eightweeks.cli.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing run of bytes: what a StringBuilder is for text.
 *
 * <p>Keys and values are bytes, not text, so everything that is shown or sent is put together here
 * and never decoded on the way. Text that the client itself says goes in as UTF-8.
 *
 * <p>Answers to sds.c as far as a client needs it: sdscatlen(), sdscat(), sdscatrepr().
 */
public final class ByteBuilder {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes;
  private int length;

  public ByteBuilder() {
    this(64);
  }

  public ByteBuilder(int capacity) {
    bytes = new byte[capacity];
  }

  public ByteBuilder add(int oneByte) {
    ensureCapacity(1);
    bytes[length++] = (byte) oneByte;
    return this;
  }

  public ByteBuilder add(byte[] more) {
    return add(more, 0, more.length);
  }

  public ByteBuilder add(byte[] more, int from, int count) {
    ensureCapacity(count);
    System.arraycopy(more, from, bytes, length, count);
    length += count;
    return this;
  }

  public ByteBuilder text(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  public ByteBuilder number(long value) {
    return text(Long.toString(value));
  }

  public ByteBuilder spaces(int count) {
    for (int i = 0; i < count; i++) {
      add(' ');
    }
    return this;
  }

  /** Appends the bytes between double quotes, with everything unprintable escaped. */
  public ByteBuilder quoted(byte[] raw) {
    ensureCapacity(raw.length + 2);
    add('"');
    for (byte b : raw) {
      switch (b) {
        case '\\', '"' -> add('\\').add(b);
        case '\n' -> add('\\').add('n');
        case '\r' -> add('\\').add('r');
        case '\t' -> add('\\').add('t');
        case 7 -> add('\\').add('a');
        case '\b' -> add('\\').add('b');
        default -> {
          if (b >= ' ' && b < 127) {
            add(b);
          } else {
            add('\\').add('x').hexByte(b);
          }
        }
      }
    }
    return add('"');
  }

  /** Appends two lower-case hexadecimal digits. */
  public ByteBuilder hexByte(int value) {
    return add(HEX[(value >> 4) & 15]).add(HEX[value & 15]);
  }

  public int length() {
    return length;
  }

  /** Drops everything from the given length on. */
  public void cut(int newLength) {
    length = newLength;
  }

  public byte[] array() {
    return bytes;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private void ensureCapacity(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
