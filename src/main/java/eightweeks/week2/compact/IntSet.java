package eightweeks.week2.compact;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.bytes.LittleEndian;
import java.util.Arrays;

/**
 * A set of integers in one array: sorted, and all as wide as the widest one needs.
 *
 * <p>Answers to {@code intset.c}: {@code intsetAdd()}, {@code intsetRemove()}, {@code
 * intsetFind()}, {@code intsetUpgradeAndAdd()}, {@code intsetValidateIntegrity()}. The blob, all of
 * it little-endian:
 *
 * <pre>
 * +----------+----------+---------+---------+----
 * | width u32| count u32| integer | integer | ...      width = 2, 4 or 8 bytes
 * +----------+----------+---------+---------+----
 * 0          4          8         8+width
 * </pre>
 *
 * <p>Invariants: the array is exactly as long as the header says; the integers ascend strictly;
 * each fits the width. The width only grows. When the only wide integer is removed, the others stay
 * wide, because the next add might have to widen them again.
 */
public final class IntSet {
  private static final String LAYOUT = "intset";
  private static final int COUNT_AT = 4;
  private static final int HEADER = 8;

  /** Maximum number of integers of eight bytes whose blob fits an array. */
  private static final int MAX_INTEGERS = (Integer.MAX_VALUE - 8 - HEADER) / Long.BYTES;

  private byte[] blob;

  /** Creates an empty set (intsetNew). */
  public IntSet() {
    blob = new byte[HEADER];
    LittleEndian.putInt(blob, 0, Short.BYTES);
  }

  /**
   * Creates the set of a blob; the set owns the array from now on.
   *
   * @throws CorruptBlobException if the header does not fit the array. Order is not checked: for
   *     blobs from outside, call {@link #validate} first.
   */
  public IntSet(byte[] blob) {
    if (!hasSoundHeader(blob)) {
      throw new CorruptBlobException(
          LAYOUT, 0, "its header does not fit " + blob.length + " bytes");
    }
    this.blob = blob;
  }

  /** Returns the number of integers (intsetLen). */
  public int size() {
    return LittleEndian.getInt(blob, COUNT_AT);
  }

  /** Returns the length of the blob in bytes (intsetBlobLen). */
  public int blobLength() {
    return blob.length;
  }

  /** Returns the blob itself, valid until the set changes. The caller must not change it. */
  public byte[] blob() {
    return blob;
  }

  /** Returns the number of bytes of each integer: 2, 4 or 8. */
  public int width() {
    return LittleEndian.getInt(blob, 0);
  }

  /** Returns the integer at an index from 0 to size - 1, in ascending order (intsetGet). */
  public long get(int index) {
    return get(checked(index), width());
  }

  private long get(int index, int width) {
    return switch (width) {
      case Short.BYTES -> LittleEndian.getShort(blob, HEADER + 2 * index);
      case Integer.BYTES -> LittleEndian.getInt(blob, HEADER + 4 * index);
      default -> LittleEndian.getLong(blob, HEADER + 8 * index);
    };
  }

  private void put(int index, long value) {
    switch (width()) {
      case Short.BYTES -> LittleEndian.putShort(blob, HEADER + 2 * index, (short) value);
      case Integer.BYTES -> LittleEndian.putInt(blob, HEADER + 4 * index, (int) value);
      default -> LittleEndian.putLong(blob, HEADER + 8 * index, value);
    }
  }

  private int checked(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(index + " of " + size());
    }
    return index;
  }

  /** Returns the smallest integer of a set that is not empty (intsetMin). */
  public long min() {
    return get(0);
  }

  /** Returns the largest integer of a set that is not empty (intsetMax). */
  public long max() {
    return get(size() - 1);
  }

  /** Returns a random integer of a set that is not empty; all are equally likely (intsetRandom). */
  public long random(RandomStream random) {
    return get(random.nextInt(size()));
  }

  /** Returns whether an integer is in the set (intsetFind). */
  public boolean contains(long value) {
    return widthOf(value) <= width() && search(value) >= 0;
  }

  /**
   * Finds the index of an integer by binary search (intsetSearch).
   *
   * @return the index; if it is not there, -1 minus the index where it belongs
   */
  private int search(long value) {
    int width = width();
    int low = 0;
    int high = size() - 1;
    // Sets are often filled in ascending order: one comparison with the end saves the search.
    if (high >= 0 && value > get(high, width)) {
      return -1 - (high + 1);
    }
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = get(middle, width);
      if (found < value) {
        low = middle + 1;
      } else if (found > value) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -1 - low;
  }

  // tag::add[]
  /**
   * Adds an integer (intsetAdd).
   *
   * @return whether it was not there before
   */
  public boolean add(long value) {
    if (widthOf(value) > width()) {
      widenAndAdd(value);
      return true;
    }
    int at = search(value);
    if (at >= 0) {
      return false;
    }
    int index = -1 - at;
    int size = size();
    int width = width();
    resize(size + 1);
    int from = HEADER + index * width;
    System.arraycopy(blob, from, blob, from + width, (size - index) * width);
    put(index, value);
    return true;
  }

  // end::add[]

  /**
   * Makes every integer wider, and adds the one that needs the width (intsetUpgradeAndAdd).
   *
   * <p>Why is no search needed? The new integer does not fit the old width, so it is smaller or
   * larger than all integers that do: a negative one goes first, a positive one last.
   */
  private void widenAndAdd(long value) {
    int size = size();
    int oldWidth = width();
    LittleEndian.putInt(blob, 0, widthOf(value));
    resize(size + 1);
    int shift = value < 0 ? 1 : 0;
    // From the end to the start, so that no integer is overwritten before it is read.
    for (int i = size - 1; i >= 0; i--) {
      put(i + shift, get(i, oldWidth));
    }
    put(value < 0 ? 0 : size, value);
  }

  /**
   * Removes an integer (intsetRemove).
   *
   * @return whether it was there
   */
  public boolean remove(long value) {
    int index = widthOf(value) > width() ? -1 : search(value);
    if (index < 0) {
      return false;
    }
    int size = size();
    int width = width();
    int to = HEADER + index * width;
    System.arraycopy(blob, to + width, blob, to, (size - index - 1) * width);
    resize(size - 1);
    return true;
  }

  /**
   * Adds all integers of another set. Both ascend, so one walk along both is enough; to add them
   * one by one would move the integers behind each.
   */
  public void addAll(IntSet other) {
    var all = new long[Math.addExact(size(), other.size())];
    int count = 0;
    int i = 0;
    for (int j = 0; j < other.size(); j++) {
      long value = other.get(j);
      for (; i < size() && get(i) < value; i++) {
        all[count++] = get(i);
      }
      i += i < size() && get(i) == value ? 1 : 0;
      all[count++] = value;
    }
    for (; i < size(); i++) {
      all[count++] = get(i);
    }
    fill(all, count, width());
  }

  /** Returns a new set of the integers that are not in another set. */
  public IntSet without(IntSet other) {
    var all = new long[size()];
    int count = 0;
    int j = 0;
    for (int i = 0; i < size(); i++) {
      long value = get(i);
      while (j < other.size() && other.get(j) < value) {
        j++;
      }
      if (j == other.size() || other.get(j) != value) {
        all[count++] = value;
      }
    }
    var result = new IntSet();
    result.fill(all, count, Short.BYTES);
    return result;
  }

  /** Replaces the content by ascending integers, each at least {@code minWidth} bytes wide. */
  private void fill(long[] values, int count, int minWidth) {
    int width = minWidth;
    if (count > 0) { // the first and the last need the most bytes
      width = Math.max(width, Math.max(widthOf(values[0]), widthOf(values[count - 1])));
    }
    LittleEndian.putInt(blob, 0, width);
    resize(count);
    for (int i = 0; i < count; i++) {
      put(i, values[i]);
    }
  }

  /** Makes the array as long as a number of integers needs, and stores the number in the header. */
  private void resize(int size) {
    if (size > MAX_INTEGERS) {
      throw new IllegalStateException("an intset of more than " + MAX_INTEGERS + " integers");
    }
    blob = Arrays.copyOf(blob, HEADER + size * width());
    LittleEndian.putInt(blob, COUNT_AT, size);
  }

  /** Returns the number of bytes that an integer needs: 2, 4 or 8. */
  private static int widthOf(long value) {
    if (value == (short) value) {
      return Short.BYTES;
    }
    return value == (int) value ? Integer.BYTES : Long.BYTES;
  }

  /**
   * Returns whether bytes from outside are an intset that is not empty (intsetValidateIntegrity).
   *
   * @param deep whether to check every integer, or only the header
   */
  public static boolean validate(byte[] blob, boolean deep) {
    if (!hasSoundHeader(blob)) {
      return false;
    }
    var set = new IntSet(blob);
    // Redis deletes a set with its last member, so no file has an empty one.
    return set.size() > 0 && (!deep || set.ascends());
  }

  private static boolean hasSoundHeader(byte[] blob) {
    if (blob.length < HEADER) {
      return false;
    }
    int width = LittleEndian.getInt(blob, 0);
    if (width != Short.BYTES && width != Integer.BYTES && width != Long.BYTES) {
      return false;
    }
    long count = LittleEndian.getInt(blob, COUNT_AT) & 0xffff_ffffL;
    return HEADER + count * width == blob.length;
  }

  private boolean ascends() {
    int width = width();
    for (int i = 1; i < size(); i++) {
      if (get(i, width) <= get(i - 1, width)) {
        return false;
      }
    }
    return true;
  }
}
