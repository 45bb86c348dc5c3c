package eightweeks.week3.rdbencoding;

import java.io.IOException;

/**
 * Writes and reads lengths: short ones in one byte, because most are short.
 *
 * <p>Answers to {@code rdb.c: rdbSaveLen(), rdbLoadLenByRef()}. The two highest bits of the first
 * byte say what follows:
 *
 * <pre>
 * 00xxxxxx                     the length itself, up to 63
 * 01xxxxxx xxxxxxxx            14 bits, up to 16383, the high bits first
 * 10000000 4 bytes             32 bits, the highest byte first
 * 10000001 8 bytes             64 bits, the highest byte first
 * 11xxxxxx                     no length: a string in a special form ({@link StringEncoding})
 * </pre>
 *
 * <p>Why is the highest byte first here, and the lowest first elsewhere in RDB? The first versions
 * wrote lengths as networks do ({@code htonl()}) and integers as the machine did; both stayed.
 */
public final class LengthEncoding {
  private static final int BITS_6 = 0;
  private static final int BITS_14 = 1;
  private static final int SPECIAL = 3;
  private static final int BITS_32 = 0x80;
  private static final int BITS_64 = 0x81;

  private static final int MAX_6 = (1 << 6) - 1;
  private static final int MAX_14 = (1 << 14) - 1;
  private static final long MAX_32 = (1L << 32) - 1;

  private LengthEncoding() {}

  /**
   * Writes a length.
   *
   * @param length unsigned, 64 bits
   */
  public static void write(RdbWriter out, long length) throws IOException {
    // Day 19. Write the length in the shortest of the four forms, as the table above has them.
    //
    // 1. Up to MAX_6: one byte.
    // 2. Up to MAX_14: two bytes, the high bits first. The first byte also says which form it is.
    // 3. Up to MAX_32: the byte BITS_32, and four bytes.
    // 4. All others: the byte BITS_64, and eight bytes.
    //
    // The highest byte comes first, but out.writeInt() and out.writeLong() begin with the lowest.
    // And a length has no sign: a negative long is a very large length.
    throw new UnsupportedOperationException("LengthEncoding.write() writes nothing");
  }

  /** Reads a length: unsigned, 64 bits. */
  public static long read(RdbReader in) throws IOException {
    return read(in, in.readByte());
  }

  /**
   * Reads a number of elements and checks that the bytes that are left can hold them.
   *
   * @param least minimum number of bytes of an element
   */
  public static int readCount(RdbReader in, int least) throws IOException {
    return in.requireRoom(read(in), least);
  }

  /** Returns whether a first byte begins a string in a special form, not a length. */
  static boolean isSpecial(int first) {
    return first >> 6 == SPECIAL;
  }

  /** Reads the rest of a length whose first byte was read. */
  static long read(RdbReader in, int first) throws IOException {
    return switch (first >> 6) {
      case BITS_6 -> first;
      case BITS_14 -> (first & MAX_6) << 8 | in.readByte();
      case SPECIAL ->
          throw in.corrupt(in.offset() - 1, hex(first) + " stands where a length is expected");
      default ->
          switch (first) {
            case BITS_32 -> Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
            case BITS_64 -> Long.reverseBytes(in.readLong());
            default -> throw in.corrupt(in.offset() - 1, hex(first) + " begins no length");
          };
    };
  }

  private static String hex(int b) {
    return "0x" + Integer.toHexString(b);
  }
}
