package eightweeks.week2.object;

import eightweeks.week2.dict.HashTable;

/**
 * How much memory a dict takes besides its elements, as far as that can be told from outside: exact
 * while it does not rehash. While it does, parts of both tables may not be there yet, or not any
 * more; then this is the most that it can be.
 */
final class DictMemory {
  private static final int DICT = 48;
  private static final int TABLE = 24;
  private static final int SEGMENT = 1 << 13;

  private DictMemory() {}

  /** Bytes of the dict and its buckets. */
  static long of(HashTable<?> dict) {
    long buckets = dict.buckets();
    if (buckets == 0) {
      return DICT;
    }
    long segments = (buckets + SEGMENT - 1) / SEGMENT;
    int tables = dict.isRehashing() ? 2 : 1;
    return DICT
        + tables * (TABLE + HeapSize.ofReferences(segments))
        + segments * HeapSize.ofReferences(buckets / segments);
  }

  /** How many chain links the elements of a bare dict need, on average, for so many elements. */
  static double links(HashTable<?> dict) {
    double size = dict.size();
    double buckets = Math.max(dict.buckets(), 1);
    return size - buckets * (1 - Math.exp(-size / buckets));
  }
}
