package eightweeks.week3.rdbencoding;

import eightweeks.week2.bytes.LittleEndian;
import eightweeks.week2.compact.CorruptBlobException;
import eightweeks.week2.compact.Listpack;

/**
 * Reads zipmaps: small hashes as Redis wrote them before version 2.6.
 *
 * <p>Answers to {@code zipmap.c: zipmapValidateIntegrity(), zipmapNext()}. The blob is {@code count
 * (length field length free value unused)... 0xff}: a count of one byte, then fields and values by
 * turns. A length has one byte up to 253, otherwise 254 and four bytes, the lowest first. Behind a
 * value there may be {@code free} unused bytes, left from a longer value that stood there before.
 */
public final class Zipmap {
  private static final String LAYOUT = "zipmap";
  private static final int END = 0xff;
  private static final int LONG_LENGTH = 254;

  /** As a count it means that the header does not contain the number of pairs. */
  private static final int MANY = 254;

  private final byte[] blob;
  private final int end;
  private final Listpack list = new Listpack();
  private int at = 1;

  private Zipmap(byte[] blob) {
    this.blob = blob;
    end = blob.length - 1;
  }

  /**
   * Returns the fields and values of a zipmap by turns, as a listpack.
   *
   * @throws CorruptBlobException if the blob is no zipmap, or has no fields
   */
  public static Listpack toListpack(byte[] blob) {
    require(blob.length >= 2, 0, "its header is cut off");
    require((blob[blob.length - 1] & 0xff) == END, blob.length - 1, "no end mark");
    return new Zipmap(blob).read();
  }

  private Listpack read() {
    int count = 0;
    while (at < end) {
      require((blob[at] & 0xff) != END, at, "an end mark before the end");
      append(readLength());
      int length = readLength();
      requireBytes(1);
      int free = blob[at++] & 0xff;
      append(length);
      requireBytes(free);
      at += free;
      count++;
    }
    require(count > 0, 0, "no fields");
    int stored = blob[0] & 0xff;
    require(stored == MANY || stored == count, 0, "the count is wrong");
    return list;
  }

  private int readLength() {
    requireBytes(1);
    int first = blob[at++] & 0xff;
    if (first < LONG_LENGTH) {
      return first;
    }
    require(first == LONG_LENGTH, at - 1, "no length");
    requireBytes(Integer.BYTES);
    int length = LittleEndian.getInt(blob, at);
    at += Integer.BYTES;
    requireBytes(Integer.toUnsignedLong(length));
    return length;
  }

  private void append(int length) {
    requireBytes(length);
    require(list.isSafeToAdd(length), at, "more than a listpack can hold");
    list.append(blob, at, length);
    at += length;
  }

  private void requireBytes(long count) {
    require(at + count <= end, at, "an entry reaches beyond the end");
  }

  private static void require(boolean sound, int at, String problem) {
    if (!sound) {
      throw new CorruptBlobException(LAYOUT, at, problem);
    }
  }
}
