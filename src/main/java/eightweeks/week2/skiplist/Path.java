package eightweeks.week2.skiplist;

import eightweeks.week2.memory.ObjectSize;
import eightweeks.week2.skiplist.SkipListNode.Level;
import java.util.Arrays;

/**
 * Where a search came by: on each storey, the last one it did not go beyond, and how many elements
 * it had passed until there.
 *
 * <p>Answers to the arrays {@code update} and {@code rank} of {@code t_zset.c: zslInsert()}, which
 * are on its stack. A list has one path, and each search goes it anew: made for every search, its
 * arrays would be most of what ZADD allocates. It is good until the next search; what it points to
 * is in the list.
 */
final class Path {
  private static final int OBJECT = 32;

  private final SkipListNode head;

  /** From the lowest of the upper storeys (0) to the highest. */
  Level[] levels = new Level[0];

  int[] passed = new int[0];

  /** How many storeys the search notes; 0 if it only asks for the end of the way. */
  private int noted;

  SkipListNode node;
  int rank;

  /**
   * @param head where each search begins
   */
  Path(SkipListNode head) {
    this.head = head;
    node = head;
  }

  /** Begins a search that asks where its way ends. */
  Path forAsking() {
    return begin(0);
  }

  /** Begins a search that asks where it leaves each of so many storeys. */
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

  /** Notes where the search leaves a storey. */
  void leave(int storey, Level level) {
    if (storey < noted) {
      levels[storey] = level;
      passed[storey] = rank;
    }
    node = level.node;
  }

  /** Bytes that it takes. */
  long memory() {
    return OBJECT + ObjectSize.ofReferences(levels.length) + ObjectSize.ofInts(passed.length);
  }
}
