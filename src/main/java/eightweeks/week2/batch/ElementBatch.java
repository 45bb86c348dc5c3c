package eightweeks.week2.batch;

import eightweeks.week2.dict.HashTable;

/**
 * A batch of elements that are added to a large value together while it is loaded from a file.
 *
 * <p>Why together? The table of a large value has its final size from the start, so each lookup
 * waits for main memory. The elements of a batch wait at the same time ({@link
 * HashTable#prefetch}).
 *
 * <p>Use: {@link #add} until it {@link #isFull}, pass it to the value, {@link #clear} it.
 */
public final class ElementBatch {
  private static final int CAPACITY = 16;
  private static final byte[] NOTHING = {};

  private final byte[][] elements = new byte[CAPACITY][];
  private final double[] scores = new double[CAPACITY];
  private final int[] hashes = new int[CAPACITY];
  private int count;

  /** Depends on all that was prefetched, so that the compiler cannot leave the reads out. */
  @SuppressWarnings("unused")
  private int sum;

  public boolean isFull() {
    return count == CAPACITY;
  }

  /**
   * Adds an element to the batch, which is not full.
   *
   * @param element a member, or a field with its value, which the value owns from now on
   * @param score the score, if it is a member of a sorted set
   */
  public void add(byte[] element, double score) {
    elements[count] = element;
    scores[count++] = score;
  }

  /** Computes the hashes of the elements, and reads their slots of a table into the CPU's cache. */
  public void prefetch(HashTable<?> table) {
    for (int i = 0; i < count; i++) {
      hashes[i] = table.hashOfKey(elements[i]);
    }
    sum = table.prefetch(hashes, count);
  }

  public int count() {
    return count;
  }

  public byte[] element(int i) {
    return elements[i];
  }

  public double score(int i) {
    return scores[i];
  }

  /** Returns the hash of the key of an element, after {@link #prefetch}. */
  public int hash(int i) {
    return hashes[i];
  }

  /** Removes all elements. */
  public void clear() {
    for (int i = 0; i < count; i++) {
      elements[i] = NOTHING;
    }
    count = 0;
  }
}
