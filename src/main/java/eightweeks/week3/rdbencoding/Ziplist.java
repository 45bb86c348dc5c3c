package eightweeks.week3.rdbencoding;

import eightweeks.week2.bytes.LittleEndian;
import eightweeks.week2.compact.CorruptBlobException;
import eightweeks.week2.compact.Listpack;

/**
 * Reads ziplists, which old versions of Redis wrote where listpacks stand today.
 *
 * <p>Answers to {@code ziplist.c: ziplistValidateIntegrity(), zipEntrySafe(), ziplistGet()}. The
 * blob, whose integers are little-endian except for the lengths of strings:
 *
 * <pre>
 * +-----------------+----------------+-----------+-------+-----+------+
 * | total bytes u32 | last entry u32 | count u16 | entry | ... | 0xff |
 * +-----------------+----------------+-----------+-------+-----+------+
 * 0                 4                8           10            total - 1
 * </pre>
 *
 * <p>An entry is {@code previous encoding data}. {@code previous} is the length of the entry
 * before, in one byte up to 253, otherwise 254 and four bytes. The first byte of {@code encoding}
 * says what the data are:
 *
 * <pre>
 * 00xxxxxx            a string of up to 63 bytes
 * 01xxxxxx xxxxxxxx   a string of up to 16383 bytes, the high bits first
 * 10...... 4 bytes    a string of up to 2^32 - 1 bytes, the highest byte first
 * 11000000            an integer of 16 bits
 * 11010000            of 32 bits
 * 11100000            of 64 bits
 * 11110000            of 24 bits
 * 11111110            of 8 bits
 * 1111xxxx            no data: the integer xxxx - 1, which is 0 to 12
 * </pre>
 *
 * <p>Nothing here is trusted: each length is checked against the end before it is used, and each
 * {@code previous}, the offset of the last entry and the count must be right.
 */
public final class Ziplist {
  private static final String LAYOUT = "ziplist";
  private static final int LAST_AT = 4;
  private static final int COUNT_AT = 8;
  private static final int HEADER = 10;
  private static final int END = 0xff;

  /** The count that stands for this number of entries or more. */
  private static final int MANY = 0xffff;

  private static final int LONG_PREVIOUS = 254;
  private static final int INT_16 = 0xc0;
  private static final int INT_32 = 0xd0;
  private static final int INT_64 = 0xe0;
  private static final int INT_24 = 0xf0;
  private static final int INT_8 = 0xfe;
  private static final int FIRST_SMALL = 0xf1;
  private static final int LAST_SMALL = 0xfd;

  private final byte[] blob;

  /** The offset of the end mark. */
  private final int end;

  private final Listpack list = new Listpack();

  private Ziplist(byte[] blob) {
    this.blob = blob;
    end = blob.length - 1;
  }

  /**
   * Returns the elements of a ziplist as a listpack, which may be empty.
   *
   * @throws CorruptBlobException if the blob is no ziplist
   */
  public static Listpack toListpack(byte[] blob) {
    require(blob.length > HEADER, 0, "its header is cut off");
    require(LittleEndian.getInt(blob, 0) == blob.length, 0, "its header names another length");
    require((blob[blob.length - 1] & 0xff) == END, blob.length - 1, "no end mark");
    return new Ziplist(blob).read();
  }

  private Listpack read() {
    int count = 0;
    int previous = 0;
    int p = HEADER;
    while (p < end) {
      int next = readEntry(p, previous);
      previous = next - p;
      p = next;
      count++;
    }
    // Redis does not look at the offset of the last entry where there is none.
    require(
        count == 0 || LittleEndian.getInt(blob, LAST_AT) == end - previous,
        LAST_AT,
        "the offset of the last entry is wrong");
    int stored = LittleEndian.getShort(blob, COUNT_AT) & 0xffff;
    require(stored == MANY || stored == count, COUNT_AT, "the count is wrong");
    return list;
  }

  /** Reads the entry at p; returns where it ends. */
  private int readEntry(int p, int previous) {
    int at = p + 1;
    long stored = blob[p] & 0xff;
    require(stored != END, p, "an end mark before the end");
    if (stored == LONG_PREVIOUS) {
      requireBytes(at, Integer.BYTES);
      stored = Integer.toUnsignedLong(LittleEndian.getInt(blob, at));
      at += Integer.BYTES;
    }
    require(stored == previous, p, "the length of the entry before is wrong");
    requireBytes(at, 1);
    int encoding = blob[at++] & 0xff;
    return encoding < INT_16 ? readString(at, encoding) : readInteger(at, encoding);
  }

  private int readString(int from, int encoding) {
    int at = from;
    long length;
    switch (encoding >> 6) {
      case 0 -> length = encoding;
      case 1 -> {
        requireBytes(at, 1);
        int bits = (encoding & 0x3f) << 8 | (blob[at++] & 0xff);
        length = bits;
      }
      default -> {
        requireBytes(at, Integer.BYTES);
        length = Integer.toUnsignedLong(Integer.reverseBytes(LittleEndian.getInt(blob, at)));
        at += Integer.BYTES;
      }
    }
    requireBytes(at, length);
    require(list.isSafeToAdd(length), at, "more than a listpack can hold");
    list.append(blob, at, (int) length);
    return at + (int) length;
  }

  private int readInteger(int at, int encoding) {
    int length =
        switch (encoding) {
          case INT_8 -> 1;
          case INT_16 -> 2;
          case INT_24 -> 3;
          case INT_32 -> 4;
          case INT_64 -> 8;
          default -> 0;
        };
    require(
        length > 0 || (encoding >= FIRST_SMALL && encoding <= LAST_SMALL),
        at - 1,
        "0x" + Integer.toHexString(encoding) + " is no encoding");
    requireBytes(at, length);
    require(list.isSafeToAdd(Long.BYTES), at, "more than a listpack can hold");
    list.append(
        switch (encoding) {
          case INT_8 -> blob[at];
          case INT_16 -> LittleEndian.getShort(blob, at);
          case INT_24 -> (blob[at] & 0xff) | LittleEndian.getShort(blob, at + 1) << 8;
          case INT_32 -> LittleEndian.getInt(blob, at);
          case INT_64 -> LittleEndian.getLong(blob, at);
          default -> encoding - FIRST_SMALL;
        });
    return at + length;
  }

  private void requireBytes(int at, long count) {
    require(at + count <= end, at, "an entry reaches beyond the end");
  }

  private static void require(boolean sound, int at, String problem) {
    if (!sound) {
      throw new CorruptBlobException(LAYOUT, at, problem);
    }
  }
}
