package eightweeks.week2.quicklist;

import eightweeks.week2.compact.Listpack;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Changes in the middle of a {@link Quicklist}: splits nodes that are full, and merges small
 * neighbours.
 *
 * <p>Answers to {@code quicklist.c}: {@code _quicklistInsert()}, {@code quicklistReplaceEntry()},
 * {@code quicklistDelRange()}, {@code _quicklistSplitNode()}, {@code _quicklistMergeNodes()}. It
 * chooses the node for an element exactly as Redis does, because OBJECT and DEBUG show it.
 */
public final class QuicklistEditor {
  private QuicklistEditor() {}

  /**
   * Inserts an element before or after the one at an index of a node.
   *
   * <p>The element goes into the node if that has space. At the edge of a full node it goes into
   * the neighbour, or a new node. Otherwise the node is split, and it goes between the halves.
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
    if (list.hasSpace(node, length)) {
      node.openForUse();
      if (after) {
        node.list().insertAfter(position, text, from, length);
      } else {
        node.list().insertBefore(position, text, from, length);
      }
      list.added(node);
    } else if (atEdge && neighbour != null && list.hasSpace(neighbour, length)) {
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
   * Removes a part of the elements of an open node, and returns them in a node that is not linked
   * yet (_quicklistSplitNode).
   *
   * @param at the index where the node is split
   * @param takeBehind true removes the elements from there on, false those before
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
   * Merges a node and the two on each side of it, where they are small enough
   * (_quicklistMergeNodes): first the pair on each side, then the node with each neighbour.
   *
   * @return the node that has the elements of the one in the middle
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

  /** Appends a node's elements to the node on its left; returns false if they do not fit there. */
  private static boolean mergeIfSmall(Quicklist list, QuicklistNode left, QuicklistNode right) {
    // The merged listpack has one header and one end mark less.
    long size = (long) left.size() + right.size() - Listpack.EMPTY_BYTES;
    if (left.isPlain()
        || right.isPlain()
        || QuicklistFill.isExceeded(list.fill(), size, left.count + right.count)) {
      return false;
    }
    left.open();
    right.open();
    left.list().appendAll(right.list());
    // Update the left node first, because unlinking the right one may compress it.
    list.gained(left, right.count);
    list.unlink(right);
    list.compress(left);
    return true;
  }

  // end::merge[]

  /** Replaces the element at an index of a node (quicklistReplaceEntry). */
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

  /** Replaces an element by one that does not fit a listpack: it gets a node of its own. */
  private static void replaceByNode(
      Quicklist list, QuicklistNode node, int index, byte[] text, int from, int length) {
    node.keepOpen = true; // otherwise linking its new neighbours would compress it
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
   * Removes up to {@code max} elements, from an index on; -1 is the last one (quicklistDelRange).
   *
   * @return whether there was an element to remove
   */
  public static boolean deleteRange(Quicklist list, long index, long max) {
    long start = index < 0 ? index + list.count() : index;
    if (start < 0 || start >= list.count() || max <= 0) {
      return false;
    }
    long rest = Math.min(max, list.count() - start);
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
