package eightweeks.week2.bytes;

import java.util.Arrays;

/**
 * A field of a hash and its value in one {@code byte[]}: the element of a {@code BareDict}.
 *
 * <p>Redis keeps field and value as two strings. In a JVM with compact object headers, every array
 * begins with a header and its length, twelve bytes, and is rounded up to eight bytes. Two arrays
 * and a node with two references cost 24 bytes more than one array.
 *
 * <pre>
 * +---------------------+-------+-------+
 * | length of the field | field | value |
 * +---------------------+-------+-------+
 *   one byte if less than 255; else the byte 255 and four bytes, least significant first
 * </pre>
 *
 * The value ends with the array.
 */
public final class FieldRecord {
  private static final int LONG = 255;

  private FieldRecord() {}

  /** Returns a record with copies of a field and a value. */
  public static byte[] of(
      byte[] field, int fieldOffset, int fieldLength, byte[] value, int offset, int length) {
    int start = fieldLength < LONG ? 1 : 5;
    var record = new byte[Math.addExact(Math.addExact(start, fieldLength), length)];
    record[0] = (byte) Math.min(fieldLength, LONG);
    if (fieldLength >= LONG) {
      LittleEndian.putInt(record, 1, fieldLength);
    }
    System.arraycopy(field, fieldOffset, record, start, fieldLength);
    System.arraycopy(value, offset, record, start + fieldLength, length);
    return record;
  }

  /** Returns the offset of the field. */
  public static int fieldOffset(byte[] record) {
    return (record[0] & 0xff) < LONG ? 1 : 5;
  }

  /** Returns the length of the field in bytes. */
  public static int fieldLength(byte[] record) {
    int length = record[0] & 0xff;
    return length < LONG ? length : LittleEndian.getInt(record, 1);
  }

  /** Returns the offset of the value. */
  public static int valueOffset(byte[] record) {
    return fieldOffset(record) + fieldLength(record);
  }

  /** Returns the length of the value in bytes. */
  public static int valueLength(byte[] record) {
    return record.length - valueOffset(record);
  }

  /** Returns a copy of the field. */
  public static byte[] field(byte[] record) {
    return Arrays.copyOfRange(record, fieldOffset(record), valueOffset(record));
  }

  /** Returns a copy of the value. */
  public static byte[] value(byte[] record) {
    return Arrays.copyOfRange(record, valueOffset(record), record.length);
  }
}
