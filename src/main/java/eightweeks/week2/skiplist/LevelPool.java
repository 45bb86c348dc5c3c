package eightweeks.week2.skiplist;

import eightweeks.week2.skiplist.SkipListNode.Level;
import org.jspecify.annotations.Nullable;

/**
 * Makes the storeys of a skip list's towers, several at a time, and takes them back.
 *
 * <p>Why not one by one, when they are needed? A search in a large list goes from tower to tower
 * all over memory, and what it waits for is memory: for each object that is not in the processor's
 * caches, and for the page that it is on, of which the processor too remembers only so many.
 * Storeys made one by one lie where the allocator happened to be, between keys, nodes, replies: one
 * on a page. Those made in one go lie side by side, so that all storeys of a list together are on
 * few pages. (In Redis, {@code zslCreateNode()} leaves this to jemalloc, which keeps things of
 * equal size together.) With 600,000 elements a search takes two thirds of the time.
 *
 * <p>Invariant: spare storeys belong to the head and form a chain through {@code below}.
 */
final class LevelPool {
  private static final int OBJECT = 24;

  /** A batch is this part of those in use ... */
  private static final int PART = 8;

  /** ... but at most so many, two kilobytes. */
  private static final int MAX = 64;

  private final SkipListNode head;
  private @Nullable Level spare;
  private int spares;
  private int used;

  /**
   * @param head whose node spare storeys hold, so that they hold no other
   */
  LevelPool(SkipListNode head) {
    this.head = head;
  }

  /** Bytes of all of them, spare ones included. */
  long memory() {
    return OBJECT + (used + spares) * (long) Level.OBJECT;
  }

  /** A storey on top of another one of the same tower; it leads nowhere yet. */
  Level take(SkipListNode node, @Nullable Level below) {
    var level = spare == null ? make(Math.clamp(used / PART, 1, MAX)) : spare;
    spare = level.below;
    spares--;
    used++;
    level.node = node;
    level.score = node.score();
    level.below = below;
    return level;
  }

  /** A chain of spare ones, in the order in which they lie in memory. */
  private Level make(int batch) {
    var first = new Level(head);
    var last = first;
    for (int i = 1; i < batch; i++) {
      last.below = new Level(head);
      last = last.below;
    }
    spares = batch;
    return first;
  }

  /** Takes a storey back. If there are many already, the collector may have it. */
  void giveBack(Level level) {
    used--;
    if (spares < used / PART + MAX) {
      level.node = head;
      level.forward = null;
      level.below = spare;
      spare = level;
      spares++;
    }
  }
}
