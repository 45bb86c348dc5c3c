package eightweeks.week2.skiplist;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week2.skiplist.SkipListNode.Level;
import org.jspecify.annotations.Nullable;

/** The invariants of a skip list, looked at one by one. */
final class SkipListCheck {
  private SkipListCheck() {}

  /** Fails if an invariant does not hold, with a message that begins as said. */
  static void check(SkipList list, String what) {
    int counted = 0;
    @Nullable SkipListNode before = null;
    for (var node = list.first(); node != null; node = node.forward) {
      require(node.backward == before, "backward link", what);
      require(before == null || before.isBefore(node.score(), node.key()), "order", what);
      counted++;
      before = node;
    }
    require(counted == list.size() && list.last() == before, "size and tail", what);
    int levels = 1;
    for (var level = list.top(); level != null; level = level.below) {
      levels++;
      require(level.forward != null, "an empty level", what);
      checkLevel(list, level, what);
    }
    require(levels == list.levels() && levels <= SkipList.MAX_LEVELS, "height", what);
  }

  /** Spans lead, element by element, to where links lead, and add up to the size. */
  private static void checkLevel(SkipList list, Level start, String what) {
    int rank = 0;
    @Nullable SkipListNode node = start.node;
    for (@Nullable Level level = start; level != null; level = level.forward) {
      require(level.node == node, "a span that does not lead where its link does", what);
      require(level.below == null || level.below.node == node, "a tower of two nodes", what);
      require(level.score == level.node.score(), "a lane with another score", what);
      for (int i = 0; i < level.span && node != null; i++) {
        node = node.forward;
      }
      rank += level.span;
    }
    require(rank == list.size(), "spans add up to " + rank + " of " + list.size(), what);
  }

  private static void require(boolean holds, String invariant, String what) {
    if (!holds) {
      assertThat(holds).as("%s, %s", invariant, what).isTrue();
    }
  }
}
