package eightweeks.week2.compact;

import static eightweeks.week2.compact.Listpack.MANY;
import static eightweeks.week2.compact.Listpack.NONE;
import static eightweeks.week2.compact.ListpackFormat.COUNT_AT;
import static eightweeks.week2.compact.ListpackFormat.HEADER;
import static eightweeks.week2.compact.ListpackFormat.LAYOUT;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week2.bytes.LittleEndian;
import java.util.Arrays;

/**
 * The half of a {@link Listpack} that reads: header, walking, finding. The other half changes it.
 *
 * <p>Answers to {@code listpack.c}: {@code lpNext()}, {@code lpPrev()}, {@code lpSeek()}, {@code
 * lpFind()}, {@code lpLength()}. Each step checks that it stays between header and end mark, so
 * that a walk over a blob is safe even if its entries were not validated.
 */
abstract sealed class ListpackReader permits Listpack {
  byte[] bytes;

  ListpackReader(byte[] bytes) {
    this.bytes = bytes;
  }

  // ---- As a whole.

  /** Returns the number of bytes of the blob: header, entries and end mark (lpBytes). */
  public final int totalBytes() {
    return LittleEndian.getInt(bytes, 0);
  }

  /**
   * Returns the array with the blob, from 0 to {@link #totalBytes}; valid until the list changes.
   */
  public final byte[] array() {
    return bytes;
  }

  /** Returns a copy of the blob, without spare capacity. */
  public final byte[] toBlob() {
    return Arrays.copyOf(bytes, totalBytes());
  }

  /** Returns whether the header has the number of entries. */
  public final boolean isCountKnown() {
    return storedCount() != MANY;
  }

  final int storedCount() {
    return LittleEndian.getShort(bytes, COUNT_AT) & 0xffff;
  }

  final void storeCount(int count) {
    LittleEndian.putShort(bytes, COUNT_AT, (short) Math.min(count, MANY));
  }

  /** Returns the number of entries (lpLength); counts them if the header does not have it. */
  public final int count() {
    if (isCountKnown()) {
      return storedCount();
    }
    int count = 0;
    for (int p = first(); p != NONE; p = next(p)) {
      count++;
    }
    storeCount(count); // stays MANY if there are too many
    return count;
  }

  // ---- Walking.

  // tag::walk[]
  /** Returns the position of the first entry, or NONE (lpFirst). */
  public final int first() {
    return orNone(HEADER);
  }

  /** Returns the position of the last entry, or NONE (lpLast). */
  public final int last() {
    return previous(totalBytes() - 1);
  }

  /** Returns the position of the entry behind the one at p, or NONE (lpNext). */
  public final int next(int p) {
    return orNone(behind(p));
  }

  // tag::previous[]
  /** Returns the position of the entry before p, or NONE (lpPrev). */
  public final int previous(int p) {
    if (p == HEADER) {
      return NONE;
    }
    long length = ListpackFormat.readBackLength(bytes, p);
    long previous = p - length - ListpackFormat.backLengthSize(length);
    // The two lengths of an entry must agree. If not, the blob is corrupt.
    if (previous < HEADER || behind((int) previous) != p) {
      throw new CorruptBlobException(LAYOUT, p, "the back-length before it leads nowhere");
    }
    return (int) previous;
  }

  // end::previous[]
  // end::walk[]

  /** Returns where the entry at p ends: the position of the next entry, or of the end mark. */
  final int behind(int p) {
    return p + ListpackFormat.entryLength(bytes, p, totalBytes() - 1);
  }

  final int orNone(int p) {
    return p == totalBytes() - 1 ? NONE : p;
  }

  /**
   * Returns the position of the entry at an index, or NONE (lpSeek). A negative index counts from
   * the end: -1 is the last entry. The walk starts from the nearer end.
   */
  public final int seek(int index) {
    if (!isCountKnown()) {
      return index < 0 ? seekBackward(index) : seekForward(index);
    }
    int count = storedCount();
    int fromStart = index < 0 ? index + count : index;
    if (fromStart < 0 || fromStart >= count) {
      return NONE;
    }
    return fromStart <= count / 2 ? seekForward(fromStart) : seekBackward(fromStart - count);
  }

  private int seekForward(int index) {
    int p = first();
    for (int i = index; i > 0 && p != NONE; i--) {
      p = next(p);
    }
    return p;
  }

  private int seekBackward(int index) {
    int p = last();
    for (int i = index; i < -1 && p != NONE; i++) {
      p = previous(p);
    }
    return p;
  }

  /** Reads the entry at p (lpGet). */
  public final void read(int p, ListpackEntry into) {
    int encoded = ListpackFormat.encodedLength(bytes, p, totalBytes() - 1);
    if (ListpackFormat.isString(bytes, p)) {
      int prefix = ListpackFormat.prefixLength(bytes, p, totalBytes() - 1);
      into.set(bytes, p + prefix, encoded - prefix);
    } else {
      into.set(ListpackFormat.integer(bytes, p));
    }
  }

  /** Returns a copy of the text of the entry at p. */
  public final byte[] get(int p) {
    var entry = new ListpackEntry();
    read(p, entry);
    return entry.toBytes();
  }

  /** Returns whether the text of the entry at p equals a range of bytes (lpCompare). */
  public final boolean isEqual(int p, byte[] text, int offset, int length) {
    var entry = new ListpackEntry();
    read(p, entry);
    return entry.isEqualTo(text, offset, length);
  }

  /**
   * Returns the position of the first entry from p on whose text equals a range of bytes, or NONE
   * (lpFind).
   *
   * @param p where to begin; NONE finds nothing
   * @param skip number of entries to skip after each that is compared: 1 compares only the fields
   *     in a list of fields and values
   */
  public final int find(int p, byte[] text, int offset, int length, int skip) {
    long integer = Numbers.parse(text, offset, length);
    boolean mayBeInteger =
        integer != Numbers.NOT_AN_INTEGER || Numbers.isInteger(text, offset, length);
    var list = bytes;
    int end = totalBytes() - 1;
    for (int at = p; at != NONE && at != end; ) {
      int encoded = ListpackFormat.encodedLength(list, at, end);
      if (ListpackFormat.isString(list, at)) {
        int data = at + ListpackFormat.prefixLength(list, at, end);
        if (at + encoded - data == length && isText(list, data, text, offset, length)) {
          return at;
        }
      } else if (mayBeInteger && ListpackFormat.integer(list, at) == integer) {
        return at;
      }
      for (int i = 0; i <= skip && at != end; i++) {
        at += ListpackFormat.entryLength(list, at, end);
      }
    }
    return NONE;
  }

  /**
   * Returns whether a text stands at an offset of a list. The last bytes are compared first: most
   * names of the same length, such as {@code field:1} and {@code field:2}, differ there.
   */
  private static boolean isText(byte[] list, int at, byte[] text, int offset, int length) {
    return length == 0
        || (list[at + length - 1] == text[offset + length - 1]
            && Arrays.equals(list, at, at + length, text, offset, offset + length));
  }
}
