package eightweeks.week2.sortedset;

import eightweeks.week2.object.HeapSize;

/** Counts the memory of a skip list and its dict, node by node. */
public final class SortedSetMemory {
  private SortedSetMemory() {}

  /**
   * Returns the bytes of all objects of a large sorted set.
   *
   * @param content what an entry holds
   */
  public static long countedByHand(Object content) {
    var sorted = (SkipListSortedSet) content;
    long bytes = 32 + sorted.dict.memory() + sorted.list.memory();
    for (var node = sorted.list.first(); node != null; node = node.next()) {
      bytes += 32 + HeapSize.ofBytes(node.key().length);
    }
    return bytes;
  }
}
