package eightweeks.week2.compact;

import static eightweeks.week2.compact.Listpack.MANY;
import static eightweeks.week2.compact.Listpack.NONE;
import static eightweeks.week2.compact.ListpackFormat.COUNT_AT;
import static eightweeks.week2.compact.ListpackFormat.HEADER;
import static eightweeks.week2.compact.ListpackFormat.LAYOUT;

import eightweeks.week1.bytes.LittleEndian;
import eightweeks.week1.bytes.Numbers;
import java.util.Arrays;

/**
 * The half of a {@link Listpack} that reads: header, walking, finding. The other half changes it.
 *
 * <p>Answers to {@code listpack.c}: {@code lpNext()}, {@code lpPrev()}, {@code lpSeek()}, {@code
 * lpFind()}, {@code lpLength()}. Each step checks that it stays between header and end mark, so
 * that a blob whose entries nobody has validated can be walked without harm.
 */
abstract sealed class ListpackReader permits Listpack {
  byte[] bytes;

  ListpackReader(byte[] bytes) {
    this.bytes = bytes;
  }

  // ---- As a whole.

  /** Bytes of the blob: header, entries and end mark (lpBytes). */
  public final int totalBytes() {
    return LittleEndian.getInt(bytes, 0);
  }

  /** The array that holds the blob, from 0 to {@link #totalBytes}; valid until the list changes. */
  public final byte[] array() {
    return bytes;
  }

  /** Exactly the blob, in an array of its own. */
  public final byte[] toBlob() {
    return Arrays.copyOf(bytes, totalBytes());
  }

  /** Whether the header knows the number of entries. */
  public final boolean isCountKnown() {
    return storedCount() != MANY;
  }

  final int storedCount() {
    return LittleEndian.getShort(bytes, COUNT_AT) & 0xffff;
  }

  final void storeCount(int count) {
    LittleEndian.putShort(bytes, COUNT_AT, (short) Math.min(count, MANY));
  }

  /** The number of entries (lpLength); counts them where the header does not know. */
  public final int count() {
    if (isCountKnown()) {
      return storedCount();
    }
    int count = 0;
    for (int p = first(); p != NONE; p = next(p)) {
      count++;
    }
    storeCount(count); // stays "many" if there are too many
    return count;
  }

  // ---- Walking.

  // tag::walk[]
  /** The position of the first entry, or NONE (lpFirst). */
  public final int first() {
    return orNone(HEADER);
  }

  /** The position of the last entry, or NONE (lpLast). */
  public final int last() {
    return previous(totalBytes() - 1);
  }

  /** The position behind the entry at p, or NONE (lpNext). */
  public final int next(int p) {
    return orNone(behind(p));
  }

  /** The position in front of p, or NONE (lpPrev). */
  public final int previous(int p) {
    if (p == HEADER) {
      return NONE;
    }
    long length = ListpackFormat.readBackLength(bytes, p);
    long previous = p - length - ListpackFormat.backLengthSize(length);
    // The two lengths of an entry must agree, or somebody has been tampering with one of them.
    if (previous < HEADER || behind((int) previous) != p) {
      throw new CorruptBlobException(LAYOUT, p, "the back-length in front of it leads nowhere");
    }
    return (int) previous;
  }

  // end::walk[]

  /** Where the entry at p ends: the next entry, or the end mark. */
  final int behind(int p) {
    return p + ListpackFormat.entryLength(bytes, p, totalBytes() - 1);
  }

  final int orNone(int p) {
    return p == totalBytes() - 1 ? NONE : p;
  }

  /**
   * The position of the entry at an index, or NONE (lpSeek). Indexes below zero count from the end:
   * -1 is the last entry. The walk starts from the nearer end.
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

  /** The text of the entry at p, in an array of its own. */
  public final byte[] get(int p) {
    var entry = new ListpackEntry();
    read(p, entry);
    return entry.toBytes();
  }

  /** Whether the text of the entry at p is a range of bytes (lpCompare). */
  public final boolean isEqual(int p, byte[] text, int offset, int length) {
    var entry = new ListpackEntry();
    read(p, entry);
    return entry.isEqualTo(text, offset, length);
  }

  /**
   * The first entry from p on whose text is a range of bytes, or NONE (lpFind).
   *
   * @param p where to begin; NONE finds nothing
   * @param skip how many entries to leave out after each that is compared: 1 in a list of fields
   *     and values looks at the fields alone
   */
  public final int find(int p, byte[] text, int offset, int length, int skip) {
    long integer = Numbers.parse(text, offset, length);
    boolean mayBeInteger =
        integer != Numbers.NOT_AN_INTEGER || Numbers.isInteger(text, offset, length);
    int end = totalBytes() - 1;
    int toSkip = 0;
    for (int at = p; at != NONE; at = next(at)) {
      if (toSkip > 0) {
        toSkip--;
        continue;
      }
      toSkip = skip;
      int encoded = ListpackFormat.encodedLength(bytes, at, end);
      if (!ListpackFormat.isString(bytes, at)) {
        if (mayBeInteger && ListpackFormat.integer(bytes, at) == integer) {
          return at;
        }
        continue;
      }
      int data = at + ListpackFormat.prefixLength(bytes, at, end);
      if (at + encoded - data == length
          && Arrays.equals(bytes, data, data + length, text, offset, offset + length)) {
        return at;
      }
    }
    return NONE;
  }
}
