package eightweeks.week3.rdb;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.bytes.LittleEndian;
import eightweeks.week3.rdbencoding.Crc64;
import java.io.ByteArrayOutputStream;

/**
 * RDB written byte by byte from the definition of the format, old layouts included, which no server
 * at hand writes any more. It shares nothing with the code under test but the checksum.
 */
public final class RdbBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Bytes, each of which is an integer. */
  public RdbBytes bytes(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  public RdbBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** A text, one byte a character, without its length. */
  public RdbBytes raw(String text) {
    return raw(Ascii.bytes(text));
  }

  public RdbBytes length(int length) {
    return length < 64
        ? bytes(length)
        : length < 16384 ? bytes(0x40 | length >> 8, length) : bytes(0x80).bigEndian(length);
  }

  private RdbBytes bigEndian(int value) {
    return bytes(value >>> 24, value >>> 16, value >>> 8, value);
  }

  /** 64 bits, the lowest byte first. */
  public RdbBytes long64(long value) {
    var bytes = new byte[8];
    LittleEndian.putLong(bytes, 0, value);
    return raw(bytes);
  }

  /** 32 bits, the lowest byte first. */
  public RdbBytes int32(int value) {
    return bytes(value, value >>> 8, value >>> 16, value >>> 24);
  }

  /** 16 bits, the lowest byte first. */
  public RdbBytes int16(int value) {
    return bytes(value, value >>> 8);
  }

  public RdbBytes string(byte[] bytes) {
    return length(bytes.length).raw(bytes);
  }

  public RdbBytes string(String text) {
    return string(Ascii.bytes(text));
  }

  public byte[] toBytes() {
    return out.toByteArray();
  }

  /** What was written as the payload of RESTORE: with version and checksum. */
  public byte[] payload(int version) {
    int16(version);
    var all = out.toByteArray();
    return long64(Crc64.of(all, 0, all.length)).toBytes();
  }

  /** What was written, with the mark of the end and a checksum behind it. */
  public byte[] file() {
    bytes(255);
    var all = out.toByteArray();
    return long64(Crc64.of(all, 0, all.length)).toBytes();
  }

  /**
   * Returns a ziplist.
   *
   * @param elements texts, integers, or byte arrays that are an encoding with its data
   */
  public static byte[] ziplist(Object... elements) {
    var entries = new RdbBytes();
    int previous = 0;
    int start = 0;
    for (var element : elements) {
      start = entries.out.size();
      if (previous < 254) {
        entries.bytes(previous);
      } else {
        entries.bytes(254).int32(previous);
      }
      switch (element) {
        case Integer number -> entries.ziplistInteger(number);
        case Long number -> entries.bytes(0xe0).long64(number);
        case byte[] encoded -> entries.raw(encoded);
        default -> entries.ziplistString(element.toString());
      }
      previous = entries.out.size() - start;
    }
    int total = 10 + entries.out.size() + 1;
    return new RdbBytes()
        .int32(total)
        .int32(10 + start)
        .int16(elements.length)
        .raw(entries.toBytes())
        .bytes(255)
        .toBytes();
  }

  private void ziplistInteger(int number) {
    if (number >= 0 && number <= 12) {
      bytes(0xf1 + number);
    } else if (number == (byte) number) {
      bytes(0xfe, number);
    } else if (number == (short) number) {
      bytes(0xc0).int16(number);
    } else if (number >= -(1 << 23) && number < 1 << 23) {
      bytes(0xf0, number, number >> 8, number >> 16);
    } else {
      bytes(0xd0).int32(number);
    }
  }

  private void ziplistString(String text) {
    int length = text.length();
    if (length < 64) {
      bytes(length);
    } else if (length < 16384) {
      bytes(0x40 | length >> 8, length);
    } else {
      bytes(0x80).bigEndian(length);
    }
    raw(text);
  }

  /**
   * Returns a zipmap of fields and values by turns, each value with some unused bytes behind it.
   */
  public static byte[] zipmap(int unused, String... fieldsAndValues) {
    var map = new RdbBytes().bytes(Math.min(254, fieldsAndValues.length / 2));
    for (int i = 0; i < fieldsAndValues.length; i++) {
      var text = fieldsAndValues[i];
      if (text.length() < 254) {
        map.bytes(text.length());
      } else {
        map.bytes(254).int32(text.length());
      }
      if (i % 2 == 1) {
        map.bytes(unused);
      }
      map.raw(text);
      if (i % 2 == 1) {
        map.raw(new byte[unused]);
      }
    }
    return map.bytes(255).toBytes();
  }
}
