package eightweeks.page;

/** What {@code week2.bytes.LittleEndian} does, for a page, which has no VarHandle: with shifts. */
public final class LittleEndian {
  private LittleEndian() {}

  public static long getLong(byte[] bytes, int offset) {
    return (getInt(bytes, offset) & 0xffff_ffffL) | (long) getInt(bytes, offset + 4) << 32;
  }

  public static int getInt(byte[] bytes, int offset) {
    return (getShort(bytes, offset) & 0xffff) | getShort(bytes, offset + 2) << 16;
  }

  public static short getShort(byte[] bytes, int offset) {
    return (short) ((bytes[offset] & 0xff) | bytes[offset + 1] << 8);
  }

  public static void putLong(byte[] bytes, int offset, long value) {
    putInt(bytes, offset, (int) value);
    putInt(bytes, offset + 4, (int) (value >>> 32));
  }

  public static void putInt(byte[] bytes, int offset, int value) {
    putShort(bytes, offset, (short) value);
    putShort(bytes, offset + 2, (short) (value >>> 16));
  }

  public static void putShort(byte[] bytes, int offset, short value) {
    bytes[offset] = (byte) value;
    bytes[offset + 1] = (byte) (value >>> 8);
  }
}
