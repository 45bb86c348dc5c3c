package eightweeks.week2.compact;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Changes in the middle of a {@link Quicklist}: nodes that are full are split, and small neighbours
 * are merged.
 *
 * <p>Answers to {@code quicklist.c}: {@code _quicklistInsert()}, {@code quicklistReplaceEntry()},
 * {@code quicklistDelRange()}, {@code _quicklistSplitNode()}, {@code _quicklistMergeNodes()}. Which
 * node an element comes to lie in is decided exactly as Redis does it: OBJECT and DEBUG show it.
 */
public final class QuicklistEditor {
  private QuicklistEditor() {}

  /**
   * Puts an element beside the one at an index of a node.
   *
   * <p>In the order of what it costs: into the node; at its edge, into the neighbour; at its edge,
   * into a new node; in its middle, between two halves of it.
   */
  static void insert(
      Quicklist list,
      QuicklistNode node,
      int index,
      int position,
      byte[] text,
      int from,
      int length,
      boolean after) {
    var neighbour = after ? node.next : node.previous;
    boolean atEdge = index == (after ? node.count - 1 : 0);
    if (list.hasRoom(node, length)) {
      node.openForUse();
      if (after) {
        node.list().insertAfter(position, text, from, length);
      } else {
        node.list().insertBefore(position, text, from, length);
      }
      list.added(node);
    } else if (atEdge && neighbour != null && list.hasRoom(neighbour, length)) {
      neighbour.openForUse();
      if (after) {
        neighbour.list().prepend(text, from, length);
      } else {
        neighbour.list().append(text, from, length);
      }
      list.added(neighbour);
      list.compress(neighbour);
    } else if (atEdge || node.isPlain()) {
      linkBeside(list, node, list.newNode(text, from, length), after);
    } else {
      insertBetweenHalves(list, node, index, text, from, length, after);
      return;
    }
    list.compress(node);
  }

  private static void insertBetweenHalves(
      Quicklist list,
      QuicklistNode node,
      int index,
      byte[] text,
      int from,
      int length,
      boolean after) {
    node.openForUse();
    var half = split(list, node, after ? index + 1 : index, after);
    if (list.isLarge(length)) {
      var middle = list.newNode(text, from, length);
      linkBeside(list, node, middle, after);
      linkBeside(list, middle, half, after);
      return;
    }
    if (after) {
      half.list().prepend(text, from, length);
    } else {
      half.list().append(text, from, length);
    }
    half.update(1);
    linkBeside(list, node, half, after);
    mergeAround(list, node);
  }

  private static void linkBeside(
      Quicklist list, QuicklistNode node, QuicklistNode added, boolean after) {
    if (after) {
      list.link(added, node, node.next);
    } else {
      list.link(added, node.previous, node);
    }
  }

  // tag::split[]
  /**
   * Takes part of an open node's elements away from it and from the list, and returns them in a
   * node that is not linked yet (_quicklistSplitNode).
   *
   * @param at the index where the cut is
   * @param takeBehind whether the elements from there on are taken, or those in front
   */
  static QuicklistNode split(Quicklist list, QuicklistNode node, int at, boolean takeBehind) {
    var taken = node.list().duplicate();
    int total = node.count;
    if (takeBehind) {
      node.list().deleteRange(at, total - at);
      taken.deleteRange(0, at);
    } else {
      node.list().deleteRange(0, at);
      taken.deleteRange(at, total - at);
    }
    list.removed(node, taken.count());
    return new QuicklistNode(taken);
  }

  // end::split[]

  // tag::merge[]
  /**
   * Merges what is small enough among a node and the two on either side of it
   * (_quicklistMergeNodes): first the pairs beside it, then it with either neighbour.
   *
   * @return the node that holds the elements of the one in the middle
   */
  static QuicklistNode mergeAround(Quicklist list, QuicklistNode center) {
    var previous = center.previous;
    var next = center.next;
    if (previous != null && previous.previous != null) {
      mergeIfSmall(list, previous.previous, previous);
    }
    if (next != null && next.next != null) {
      mergeIfSmall(list, next, next.next);
    }
    var merged = center;
    if (center.previous != null && mergeIfSmall(list, center.previous, center)) {
      merged = center.previous;
    }
    if (merged.next != null) {
      mergeIfSmall(list, merged, merged.next);
    }
    return merged;
  }

  /** Puts the elements of a node behind those of the one in front of it, if that is allowed. */
  private static boolean mergeIfSmall(Quicklist list, QuicklistNode left, QuicklistNode right) {
    // One header and one end mark less.
    long size = (long) left.size() + right.size() - ListpackFormat.HEADER - 1;
    if (left.isPlain()
        || right.isPlain()
        || QuicklistFill.isExceeded(list.fill(), size, left.count + right.count)) {
      return false;
    }
    left.open();
    right.open();
    left.list().appendAll(right.list());
    // The left node is brought up to date first: taking the right one out may compress it.
    list.gained(left, right.count);
    list.unlink(right);
    list.compress(left);
    return true;
  }

  // end::merge[]

  /** Puts an element in the place of the one at an index of a node (quicklistReplaceEntry). */
  static void replace(
      Quicklist list,
      QuicklistNode node,
      int index,
      int position,
      byte[] text,
      int from,
      int length) {
    boolean large = list.isLarge(length);
    if (!node.isPlain() && !large && node.list().isSafeToAdd(length + 16L)) {
      node.list().replace(position, text, from, length);
      node.update(0);
      list.compress(node);
    } else if (!node.isPlain()) {
      replaceByNode(list, node, index, text, from, length);
    } else if (large) {
      var added = new QuicklistNode(Arrays.copyOfRange(text, from, from + length));
      linkBeside(list, node, added, true);
      list.unlink(node);
    } else {
      insert(list, node, 0, 0, text, from, length, true);
      list.unlink(node);
    }
  }

  /** The new element does not fit into a listpack: it gets a node between what is around it. */
  private static void replaceByNode(
      Quicklist list, QuicklistNode node, int index, byte[] text, int from, int length) {
    node.keepOpen = true; // or linking its new neighbours would compress it
    @Nullable QuicklistNode behind =
        index == node.count - 1 ? null : split(list, node, index + 1, true);
    var added = list.newNode(text, from, length);
    linkBeside(list, node, added, true);
    if (behind != null) {
      linkBeside(list, added, behind, true);
    }
    node.keepOpen = false;
    list.removeAt(node, node.list().last());
    if (node.count > 0) {
      var merged = mergeAround(list, added);
      list.compress(merged);
      if (merged.previous != null) {
        list.compress(merged.previous);
      }
      if (merged.next != null) {
        list.compress(merged.next);
      }
    }
  }

  /**
   * Takes up to {@code most} elements out, from an index on; -1 is the last one
   * (quicklistDelRange).
   *
   * @return whether there was anything to take out
   */
  public static boolean deleteRange(Quicklist list, long index, long most) {
    long start = index < 0 ? index + list.count() : index;
    if (start < 0 || start >= list.count() || most <= 0) {
      return false;
    }
    long rest = Math.min(most, list.count() - start);
    var node = list.head();
    while (node != null && start >= node.count) {
      start -= node.count;
      node = node.next;
    }
    int offset = (int) start;
    while (rest > 0 && node != null) {
      var next = node.next;
      int going = (int) Math.min(node.count - offset, rest);
      if (going == node.count) {
        list.unlink(node);
      } else {
        node.openForUse();
        node.list().deleteRange(offset, going);
        list.removed(node, going);
        list.compress(node);
      }
      rest -= going;
      offset = 0;
      node = next;
    }
    return true;
  }
}
