package eightweeks.week2.compact;

import static eightweeks.week2.compact.ListpackFormat.END;
import static eightweeks.week2.compact.ListpackFormat.HEADER;

import eightweeks.week1.bytes.LittleEndian;
import eightweeks.week1.bytes.Numbers;
import java.util.Arrays;

/**
 * A sequence of strings and integers in one array, to be walked in both directions.
 *
 * <p>Answers to {@code listpack.c}: {@code lpInsert()}, {@code lpReplace()}, {@code lpDelete()},
 * {@code lpDeleteRange()}, {@code lpBatchDelete()}, {@code lpMerge()}; {@link ListpackReader} has
 * what reads. The blob:
 *
 * <pre>
 * +-----------------+---------------+-------+-------+-----+------+
 * | total bytes u32 | count u16     | entry | entry | ... | 0xff |
 * +-----------------+---------------+-------+-------+-----+------+
 * 0                 4               6                     total - 1
 * </pre>
 *
 * <p>How an entry is spelled is {@link ListpackFormat}'s business. A text that is an integer is
 * always stored as one, and gives the same text back. A place in the list is a <em>position</em>:
 * the offset of an entry's first byte, or {@link #NONE}. Every change makes positions behind it
 * void; methods that change the list return the position to go on from.
 *
 * <p>Invariants: {@code total bytes <= array length}; the last of the total bytes is the end mark;
 * the count is right, or {@link #MANY}, which says that one has to count.
 *
 * <p>Why is the count only 16 bits wide? These lists are meant to be small. With 65535 entries or
 * more the field says "many", and {@link #count} walks the list.
 */
public final class Listpack extends ListpackReader {
  /** No position: before the first entry, behind the last, not found. */
  public static final int NONE = -1;

  /** The count that means "walk and count". */
  public static final int MANY = 0xffff;

  /** No listpack may grow beyond this, in bytes (LISTPACK_MAX_SAFETY_SIZE). */
  public static final int MAX_BYTES = 1 << 30;

  private boolean elastic;

  /** An empty list (lpNew). */
  public Listpack() {
    super(new byte[HEADER + 1]);
    LittleEndian.putInt(bytes, 0, HEADER + 1);
    bytes[HEADER] = (byte) END;
  }

  /**
   * The list that a blob holds; it owns the array from now on.
   *
   * @throws CorruptBlobException if total bytes or end mark are wrong. Entries are not looked at:
   *     for blobs from outside, call {@link ListpackValidator} first.
   */
  public Listpack(byte[] blob) {
    super(blob);
    ListpackFormat.require(
        ListpackValidator.hasSoundFrame(blob), 0, "header or end do not fit its length");
  }

  private Listpack(int length, byte[] array) {
    super(array);
    assert length <= array.length : "no array of a listpack";
  }

  /**
   * A list that goes on with the {@link #array} of another one, room at its end included; that
   * other one is not used any more. So a list can be kept as its bare bytes, and unpacked to be
   * worked with.
   */
  public static Listpack unpack(byte[] array) {
    return new Listpack(LittleEndian.getInt(array, 0), array);
  }

  /** A list of its own with the same entries (lpDup). */
  public Listpack duplicate() {
    return unpack(toBlob());
  }

  /** Whether so many bytes more keep the list below its limit (lpSafeToAdd). */
  public boolean isSafeToAdd(long more) {
    return totalBytes() + more <= MAX_BYTES;
  }

  /** Bytes of a list that holds an integer so many times (lpEstimateBytesRepeatedInteger). */
  public static long estimateBytes(long integer, long times) {
    int encoded = ListpackFormat.integerLength(integer);
    return HEADER + (encoded + ListpackFormat.backLengthSize(encoded)) * times + 1;
  }

  // ---- Changing. Everything comes down to splice().

  /** Puts a text at the end (lpAppend). */
  public void append(byte[] text, int offset, int length) {
    insert(totalBytes() - 1, text, offset, length);
  }

  /** Puts a text at the end. */
  public void append(byte[] text) {
    append(text, 0, text.length);
  }

  /** Puts an integer at the end (lpAppendInteger). */
  public void append(long integer) {
    insert(totalBytes() - 1, integer);
  }

  /** Puts a text at the start (lpPrepend). */
  public void prepend(byte[] text, int offset, int length) {
    insert(HEADER, text, offset, length);
  }

  /** Puts an integer at the start (lpPrependInteger). */
  public void prepend(long integer) {
    insert(HEADER, integer);
  }

  /** Puts a text in front of the entry at p; returns its own position. */
  public int insertBefore(int p, byte[] text, int offset, int length) {
    behind(p);
    return insert(p, text, offset, length);
  }

  /** Puts a text behind the entry at p; returns its own position. */
  public int insertAfter(int p, byte[] text, int offset, int length) {
    return insert(behind(p), text, offset, length);
  }

  /** Puts an integer in front of the entry at p; returns its own position. */
  public int insertBefore(int p, long integer) {
    behind(p);
    return insert(p, integer);
  }

  /** Puts an integer behind the entry at p; returns its own position. */
  public int insertAfter(int p, long integer) {
    return insert(behind(p), integer);
  }

  /** Puts a text in the place of the entry at p, where it is then (lpReplace). */
  public void replace(int p, byte[] text, int offset, int length) {
    put(p, behind(p), 0, text, offset, length);
  }

  /** Puts an integer in the place of the entry at p, where it is then (lpReplaceInteger). */
  public void replace(int p, long integer) {
    put(p, behind(p), 0, integer);
  }

  /** Takes the entry at p out; returns the position of the one behind it, or NONE (lpDelete). */
  public int delete(int p) {
    splice(p, behind(p), 0, -1);
    return orNone(p);
  }

  /**
   * Takes up to {@code most} entries out, from the one at p on; returns the position of the one
   * behind them, or NONE (lpDeleteRangeWithEntry).
   */
  public int deleteRangeAt(int p, int most) {
    int end = totalBytes() - 1;
    int to = p;
    int deleted = 0;
    for (; deleted < most && to != end; deleted++) {
      to = behind(to);
    }
    splice(p, to, 0, -deleted);
    return orNone(p);
  }

  /** Takes up to {@code most} entries out, from an index on, as {@link #seek} counts. */
  public void deleteRange(int index, int most) {
    int p = seek(index);
    if (p != NONE && most > 0) {
      deleteRangeAt(p, most);
    }
  }

  /**
   * Takes entries at several positions out in one go (lpBatchDelete).
   *
   * @param positions in ascending order, of entries of this list
   */
  public void deleteBatch(int[] positions, int count) {
    if (count == 0) {
      return;
    }
    int end = totalBytes();
    int to = positions[0];
    for (int i = 0; i < count; i++) {
      // What stands between this entry and the next one that goes, moves to the left.
      int keepFrom = behind(positions[i]);
      int keepTo = i + 1 < count ? positions[i + 1] : end;
      if (keepTo < keepFrom) {
        throw new IllegalArgumentException("positions must ascend");
      }
      System.arraycopy(bytes, keepFrom, bytes, to, keepTo - keepFrom);
      to += keepTo - keepFrom;
    }
    finish(to, -count);
  }

  /** Puts the entries of another list behind those of this one (lpMerge). */
  public void appendAll(Listpack other) {
    int count = count() + other.count();
    int end = totalBytes() - 1;
    int more = other.totalBytes() - 1 - HEADER;
    splice(end, end, more, 0);
    System.arraycopy(other.bytes, HEADER, bytes, end, more);
    storeCount(count);
  }

  /** Takes all entries out. */
  public void clear() {
    bytes[HEADER] = (byte) END;
    storeCount(0);
    finish(HEADER + 1, 0);
  }

  private int insert(int p, byte[] text, int offset, int length) {
    put(p, p, 1, text, offset, length);
    return p;
  }

  private int insert(int p, long integer) {
    put(p, p, 1, integer);
    return p;
  }

  private void put(int from, int to, int added, byte[] text, int offset, int length) {
    long integer = Numbers.parse(text, offset, length);
    if (integer != Numbers.NOT_AN_INTEGER || Numbers.isInteger(text, offset, length)) {
      put(from, to, added, integer);
      return;
    }
    long encoded = ListpackFormat.encodedStringLength(length);
    splice(from, to, encoded + ListpackFormat.backLengthSize(encoded), added);
    ListpackFormat.writeString(text, offset, length, bytes, from);
    ListpackFormat.writeBackLength(encoded, bytes, from + (int) encoded);
  }

  private void put(int from, int to, int added, long integer) {
    int encoded = ListpackFormat.integerLength(integer);
    splice(from, to, encoded + ListpackFormat.backLengthSize(encoded), added);
    ListpackFormat.writeInteger(integer, bytes, from);
    ListpackFormat.writeBackLength(encoded, bytes, from + encoded);
  }

  /**
   * Makes the bytes between two places so many as are wanted, and moves what is behind them.
   *
   * @param added entries that this adds (or takes, below zero)
   */
  private void splice(int from, int to, long wanted, int added) {
    int total = totalBytes();
    long newTotal = total - (to - from) + wanted;
    if (newTotal > MAX_BYTES && newTotal > total) {
      throw new IllegalStateException("a listpack of more than " + MAX_BYTES + " bytes");
    }
    if (newTotal > bytes.length) {
      bytes = Arrays.copyOf(bytes, elastic ? doubledFor((int) newTotal) : roomFor((int) newTotal));
    }
    System.arraycopy(bytes, to, bytes, from + (int) wanted, total - to);
    finish((int) newTotal, added);
  }

  /** Brings the header up to date, and gives room back of which there is too much. */
  private void finish(int newTotal, int added) {
    LittleEndian.putInt(bytes, 0, newTotal);
    if (isCountKnown()) {
      storeCount(storedCount() + added);
    }
    if (elastic) {
      if (bytes.length / 4 > newTotal) {
        bytes = Arrays.copyOf(bytes, 2 * doubledFor(newTotal));
      }
    } else if (bytes.length - newTotal > 16 + newTotal / 4) {
      bytes = Arrays.copyOf(bytes, roomFor(newTotal));
    }
  }

  // tag::elastic[]
  /**
   * Says whether to expect more changes of the same kind: a list at the end of a {@link Quicklist}
   * is filled, or emptied, by one element after the other. While it is elastic its room is doubled
   * when it is full and halved when three quarters are empty, so that on the way to 8 KiB each byte
   * is copied twice and not five times, and as little is allocated. Otherwise room is given back.
   */
  void elastic(boolean newElastic) {
    if (elastic && !newElastic) {
      int room = roomFor(totalBytes());
      if (room < bytes.length) {
        bytes = Arrays.copyOf(bytes, room);
      }
    }
    elastic = newElastic;
  }

  /** The power of two that is not below a length. */
  private static int doubledFor(int length) {
    return Math.max(length, Integer.highestOneBit(length - 1) << 1);
  }

  // end::elastic[]

  /**
   * Bytes to allocate for a list of a length: exactly so many while it is small, up to a quarter
   * more when it is large.
   *
   * <p>Why not always exactly? Appending would copy the whole list each time. Redis gets the same
   * spare room from its allocator, whose sizes come in the same steps, four to a doubling.
   */
  private static int roomFor(int length) {
    if (length <= 128) {
      return length;
    }
    int step = Integer.highestOneBit(length) >> 2;
    return (length + step - 1) / step * step;
  }
}
