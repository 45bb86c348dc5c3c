package eightweeks.week2.compact;

import static eightweeks.week2.compact.ListpackFormat.END;
import static eightweeks.week2.compact.ListpackFormat.HEADER;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week2.bytes.LittleEndian;
import java.util.Arrays;

/**
 * A sequence of strings and integers in one array, which can be walked in both directions.
 *
 * <p>Answers to {@code listpack.c}: {@code lpInsert()}, {@code lpReplace()}, {@code lpDelete()},
 * {@code lpDeleteRange()}, {@code lpBatchDelete()}, {@code lpMerge()}; {@link ListpackReader} has
 * the methods that read. The blob:
 *
 * <pre>
 * +-----------------+---------------+-------+-------+-----+------+
 * | total bytes u32 | count u16     | entry | entry | ... | 0xff |
 * +-----------------+---------------+-------+-------+-----+------+
 * 0                 4               6                     total - 1
 * </pre>
 *
 * <p>{@link ListpackFormat} encodes an entry. A text that is an integer is always stored as one,
 * and is read as the same text. A place in the list is a <em>position</em>: the offset of an
 * entry's first byte, or {@link #NONE}. A change makes all positions behind it void; methods that
 * change the list return the position from which a walk continues.
 *
 * <p>Invariants: {@code total bytes <= array length}; the last of the total bytes is the end mark;
 * the count is right, or {@link #MANY}: then the entries must be counted.
 *
 * <p>Why is the count only 16 bits wide? These lists are meant to be small. With 65535 entries or
 * more the field is {@link #MANY}, and {@link #count} walks the list.
 */
public final class Listpack extends ListpackReader {
  /** No position: before the first entry, behind the last, not found. */
  public static final int NONE = -1;

  /** The value of the count field from 65535 entries on. */
  public static final int MANY = 0xffff;

  /** Maximum size of a listpack in bytes (LISTPACK_MAX_SAFETY_SIZE). */
  public static final int MAX_BYTES = 1 << 30;

  /** Size of an empty listpack in bytes: the header and the end. */
  public static final int EMPTY_BYTES = HEADER + 1;

  /** The blob of every empty list. It is never changed: the first entry needs a longer array. */
  private static final byte[] EMPTY = {EMPTY_BYTES, 0, 0, 0, 0, 0, (byte) END};

  private boolean elastic;

  /** Whether a reply or another list may refer to the array, so that the next change copies it. */
  private boolean lent;

  /** Creates an empty list (lpNew). */
  public Listpack() {
    super(EMPTY);
  }

  /**
   * Creates the list of a blob; the list owns the array from now on.
   *
   * @throws CorruptBlobException if total bytes or end mark are wrong. Entries are not checked: for
   *     blobs from outside, call {@link ListpackValidator} first.
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
   * Returns a list that uses the {@link #array} of another one, with the spare capacity at its end.
   * The other list must not be used any more. So a list can be stored as its bare bytes, and
   * unpacked for each command.
   */
  public static Listpack unpack(byte[] array) {
    return new Listpack(LittleEndian.getInt(array, 0), array);
  }

  /** Returns a new list with the same entries (lpDup). */
  public Listpack duplicate() {
    return unpack(toBlob());
  }

  /** Returns whether the list can grow by more bytes within the maximum size (lpSafeToAdd). */
  public boolean isSafeToAdd(long more) {
    return totalBytes() + more <= MAX_BYTES;
  }

  /**
   * Returns the size in bytes of a list that repeats an integer (lpEstimateBytesRepeatedInteger).
   */
  public static long estimateBytes(long integer, long times) {
    int encoded = ListpackFormat.integerLength(integer);
    return HEADER + (encoded + ListpackFormat.backLengthSize(encoded)) * times + 1;
  }

  // ---- Changing. All methods call splice() in the end.

  /** Appends a text (lpAppend). */
  public void append(byte[] text, int offset, int length) {
    insert(totalBytes() - 1, text, offset, length);
  }

  /** Appends a text. */
  public void append(byte[] text) {
    append(text, 0, text.length);
  }

  /** Appends an integer (lpAppendInteger). */
  public void append(long integer) {
    insert(totalBytes() - 1, integer);
  }

  /** Inserts a text at the start (lpPrepend). */
  public void prepend(byte[] text, int offset, int length) {
    insert(HEADER, text, offset, length);
  }

  /** Inserts an integer at the start (lpPrependInteger). */
  public void prepend(long integer) {
    insert(HEADER, integer);
  }

  /** Inserts a text before the entry at p; returns the position of the new entry. */
  public int insertBefore(int p, byte[] text, int offset, int length) {
    behind(p);
    return insert(p, text, offset, length);
  }

  /** Inserts a text behind the entry at p; returns the position of the new entry. */
  public int insertAfter(int p, byte[] text, int offset, int length) {
    return insert(behind(p), text, offset, length);
  }

  /** Inserts an integer before the entry at p; returns the position of the new entry. */
  public int insertBefore(int p, long integer) {
    behind(p);
    return insert(p, integer);
  }

  /** Inserts an integer behind the entry at p; returns the position of the new entry. */
  public int insertAfter(int p, long integer) {
    return insert(behind(p), integer);
  }

  /** Replaces the entry at p by a text, which has the same position (lpReplace). */
  public void replace(int p, byte[] text, int offset, int length) {
    put(p, behind(p), 0, text, offset, length);
  }

  /** Replaces the entry at p by an integer, which has the same position (lpReplaceInteger). */
  public void replace(int p, long integer) {
    put(p, behind(p), 0, integer);
  }

  /** Deletes the entry at p; returns the position of the next one, or NONE (lpDelete). */
  public int delete(int p) {
    splice(p, behind(p), 0, -1);
    return orNone(p);
  }

  /**
   * Deletes up to {@code max} entries, from the one at p on; returns the position of the next one
   * behind them, or NONE (lpDeleteRangeWithEntry).
   */
  public int deleteRangeAt(int p, int max) {
    int end = totalBytes() - 1;
    int to = p;
    int deleted = 0;
    for (; deleted < max && to != end; deleted++) {
      to = behind(to);
    }
    splice(p, to, 0, -deleted);
    return orNone(p);
  }

  /** Deletes up to {@code max} entries, from an index on, as {@link #seek} counts. */
  public void deleteRange(int index, int max) {
    int p = seek(index);
    if (p != NONE && max > 0) {
      deleteRangeAt(p, max);
    }
  }

  /**
   * Deletes the entries at several positions in one step (lpBatchDelete).
   *
   * @param positions positions of entries of this list, in ascending order
   */
  public void deleteBatch(int[] positions, int count) {
    if (count == 0) {
      return;
    }
    ensureOwnArray();
    int end = totalBytes();
    int to = positions[0];
    for (int i = 0; i < count; i++) {
      // The entries between this one and the next deleted one move to the left.
      int keepFrom = behind(positions[i]);
      int keepTo = i + 1 < count ? positions[i + 1] : end;
      if (keepTo < keepFrom) {
        throw new IllegalArgumentException("positions must ascend");
      }
      System.arraycopy(bytes, keepFrom, bytes, to, keepTo - keepFrom);
      to += keepTo - keepFrom;
    }
    finish(to, -count);
    freeSpare();
  }

  /** Appends the entries of another list (lpMerge). */
  public void appendAll(Listpack other) {
    int count = count() + other.count();
    int end = totalBytes() - 1;
    int more = other.totalBytes() - 1 - HEADER;
    splice(end, end, more, 0);
    System.arraycopy(other.bytes, HEADER, bytes, end, more);
    storeCount(count);
  }

  /**
   * Lets a reply refer to the array until it has been written: the next change works on a copy. A
   * flag is enough, and the copy is made even after the reply was written. It costs no more than
   * the reply, which sends a large part of the array.
   */
  public void lend() {
    lent = true;
  }

  /**
   * Returns a list that shares its array with this one, until one of them changes. So the copy of a
   * quicklist of many nodes costs little, and its nodes are copied when they change.
   */
  public Listpack share() {
    var other = unpack(bytes);
    lent = true;
    other.lent = true;
    return other;
  }

  private void ensureOwnArray() {
    if (lent) {
      bytes = bytes.clone();
      lent = false;
    }
  }

  /** Deletes all entries. */
  public void clear() {
    bytes = EMPTY;
    lent = false;
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
   * Replaces the bytes between two offsets by a number of bytes, and moves the bytes behind them.
   *
   * @param wanted the number of new bytes
   * @param added the number of entries that this adds; negative if it deletes entries
   */
  private void splice(int from, int to, long wanted, int added) {
    int total = totalBytes();
    long newTotal = total - (to - from) + wanted;
    if (newTotal > MAX_BYTES && newTotal > total) {
      throw new IllegalStateException("a listpack of more than " + MAX_BYTES + " bytes");
    }
    if (newTotal > bytes.length) {
      bytes =
          Arrays.copyOf(bytes, elastic ? doubledFor((int) newTotal) : capacityFor((int) newTotal));
      lent = false;
    }
    ensureOwnArray();
    System.arraycopy(bytes, to, bytes, from + (int) wanted, total - to);
    finish((int) newTotal, added);
    if (newTotal < total) {
      freeSpare();
    }
  }

  /** Makes room for more bytes, so that the list is copied once for all entries that are added. */
  public void reserve(long more) {
    int capacity = capacityFor((int) Math.min(totalBytes() + more, MAX_BYTES));
    if (capacity > bytes.length) {
      bytes = Arrays.copyOf(bytes, capacity);
      lent = false;
    }
  }

  /** Returns the number of bytes that a text takes as an entry. */
  public static long entryBytes(byte[] text, int offset, int length) {
    long encoded =
        Numbers.isInteger(text, offset, length)
            ? ListpackFormat.integerLength(Numbers.parse(text, offset, length))
            : ListpackFormat.encodedStringLength(length);
    return encoded + ListpackFormat.backLengthSize(encoded);
  }

  /** Updates the header. */
  private void finish(int newTotal, int added) {
    LittleEndian.putInt(bytes, 0, newTotal);
    if (isCountKnown()) {
      storeCount(storedCount() + added);
    }
  }

  /** Frees spare capacity if there is too much. */
  public void freeSpare() {
    int total = totalBytes();
    if (elastic) {
      if (bytes.length / 4 > total) {
        bytes = Arrays.copyOf(bytes, 2 * doubledFor(total));
      }
    } else if (bytes.length - total > 16 + total / 4) {
      bytes = Arrays.copyOf(bytes, capacityFor(total));
    }
  }

  // tag::elastic[]
  /**
   * Makes the list elastic, because more changes of the same kind are likely: a list at an end of a
   * quicklist is filled, or emptied, by one element after the other. Its capacity is doubled when
   * it is full and halved when three quarters are empty. So on the way to 8 KiB each byte is copied
   * twice and not five times, and less is allocated.
   */
  public void beElastic() {
    elastic = true;
  }

  /** Ends what {@link #beElastic} began, and frees the spare capacity. */
  public void beRigid() {
    int capacity = capacityFor(totalBytes());
    if (elastic && capacity < bytes.length) {
      bytes = Arrays.copyOf(bytes, capacity);
    }
    elastic = false;
  }

  /** Returns the smallest power of two that is not below a length. */
  private static int doubledFor(int length) {
    return Math.max(length, Integer.highestOneBit(length - 1) << 1);
  }

  // end::elastic[]

  /**
   * Returns the capacity for a list of a length: the length itself while it is small, up to a
   * quarter more when it is large.
   *
   * <p>Why not always the length? Each append would copy the whole list. Redis gets the same spare
   * capacity from its allocator, which has the same sizes: four between two powers of two.
   */
  private static int capacityFor(int length) {
    if (length <= 128) {
      return length;
    }
    int step = Integer.highestOneBit(length) >> 2;
    return (length + step - 1) / step * step;
  }
}
