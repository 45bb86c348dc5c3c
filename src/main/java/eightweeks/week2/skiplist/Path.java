package eightweeks.week2.skiplist;

import eightweeks.week2.memory.ObjectSize;
import eightweeks.week2.skiplist.SkipListNode.Level;
import java.util.Arrays;

/**
 * The path of a search: the place where it left each level, and the number of elements that it had
 * passed there.
 *
 * <p>Answers to the arrays {@code update} and {@code rank} of {@code t_zset.c: zslInsert()}, which
 * are on its stack. A list has one path, which each search overwrites. With a new path for each
 * search, its arrays would be most of what ZADD allocates. The path is valid until the next search.
 */
final class Path {
  /** Bytes of this object; see HeapSizeTest. */
  private static final int OBJECT = 32;

  private final SkipListNode head;

  /** Where the search left each level, from the lowest one above the nodes (0) to the highest. */
  Level[] levels = new Level[0];

  /** The number of elements that the search had passed there. */
  int[] passed = new int[0];

  /** Number of levels for which the search notes where it left them; 0 if it is read-only. */
  private int noted;

  SkipListNode node;
  int rank;

  /**
   * @param head the node where each search begins
   */
  Path(SkipListNode head) {
    this.head = head;
    node = head;
  }

  /** Begins a search for a read-only operation, which needs only the end of the path. */
  Path forReading() {
    return begin(0);
  }

  /** Begins a search for a change of the list, which needs the place on each of its levels. */
  Path forChanging(int height) {
    if (height > levels.length) {
      levels = Arrays.copyOf(levels, height);
      passed = Arrays.copyOf(passed, height);
    }
    return begin(height);
  }

  private Path begin(int height) {
    noted = height;
    node = head;
    rank = 0;
    return this;
  }

  /** Notes where the search leaves a level; level 0 is the lowest above the nodes. */
  void leave(int number, Level level) {
    if (number < noted) {
      levels[number] = level;
      passed[number] = rank;
    }
    node = level.node;
  }

  /** Returns the bytes of memory that it takes. */
  long memory() {
    return OBJECT + ObjectSize.ofReferences(levels.length) + ObjectSize.ofInts(passed.length);
  }
}
