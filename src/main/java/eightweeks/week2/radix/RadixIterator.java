package eightweeks.week2.radix;

import eightweeks.week1.bytes.RandomStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the keys of a {@link RadixTree} in order, in both directions, from any key.
 *
 * <p>Answers to {@code rax.c}: {@code raxSeek()}, {@code raxNext()}, {@code raxPrev()}, {@code
 * raxRandomWalk()}. As there, the first step after seeking returns the key that was found:
 *
 * <pre>
 * for (iterator.seek(AT_LEAST, from); iterator.next(); ) { use iterator.key() }
 * </pre>
 *
 * <p>After a change of the tree, an iterator must seek again before it is used.
 *
 * <p>How does it find the neighbour of a key that is not there? It keeps the path from the root
 * and, at its end, a <em>gap</em> between two children. The children before the gap have smaller
 * keys than the one sought, those behind it larger ones; the node itself is smaller than all of
 * them. There is one rule for going forward from a gap (into the child behind the gap, or up) and
 * one for going back (into the child before it, or to the node itself, or up). All other code only
 * finds the gap.
 *
 * @param <V> the class of the values
 */
public final class RadixIterator<V> {
  /** How the key that is sought compares with the given one. */
  public enum Seek {
    EQUAL,
    GREATER,
    AT_LEAST,
    LESS,
    AT_MOST
  }

  private static final int EXACT = -1;

  private final RadixTree<V> tree;

  /** The nodes from the root to the current one. */
  private RadixNode<V>[] way;

  /** For each node of the path, the index of the child that is next on the path. */
  private int[] slots = new int[8];

  private int depth;

  private byte[] key = new byte[32];
  private int keyLength;
  private boolean stands;
  private boolean justSought;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array knows no type parameters
  RadixIterator(RadixTree<V> tree) {
    this.tree = tree;
    way = new RadixNode[9];
    reset();
  }

  // ---- The current key. Without one, all but isOnKey() throw IllegalStateException.

  /**
   * Returns whether it is at a key; false before seeking and beyond either end (raxEOF, negated).
   */
  public boolean isOnKey() {
    return stands;
  }

  /** Returns a copy of the current key. */
  public byte[] key() {
    return Arrays.copyOf(keyArray(), keyLength);
  }

  /** Returns the array with the key, from 0 to {@link #keyLength}; valid until the next step. */
  public byte[] keyArray() {
    requireKey();
    return key;
  }

  /** Returns the length of the current key in bytes. */
  public int keyLength() {
    requireKey();
    return keyLength;
  }

  /** Returns the value of the current key. */
  public V value() {
    requireKey();
    @Nullable V value = way[depth].value;
    if (value == null) {
      throw new IllegalStateException("the tree has changed since");
    }
    return value;
  }

  private void requireKey() {
    if (!stands) {
      throw new IllegalStateException("the iterator is at no key");
    }
  }

  // ---- Seeking.

  /** Goes to the smallest key; returns whether there is one. */
  public boolean seekFirst() {
    return seek(Seek.AT_LEAST, new byte[0]);
  }

  /** Goes to the largest key; returns whether there is one. */
  public boolean seekLast() {
    reset();
    return sought(backwardFrom(way[0].children.length));
  }

  /**
   * Goes to the nearest key that compares as asked with a given one; returns whether there is one.
   */
  public boolean seek(Seek which, byte[] wanted) {
    reset();
    int gap = descendAlong(wanted, wanted.length);
    if (gap == EXACT) {
      boolean found = way[depth].isKey() && which != Seek.GREATER && which != Seek.LESS;
      return sought(
          switch (which) {
            case EQUAL -> found;
            case GREATER, AT_LEAST -> found || forwardFrom(0);
            case LESS, AT_MOST -> found || previousOfNode();
          });
    }
    return sought(
        switch (which) {
          case EQUAL -> false;
          case GREATER, AT_LEAST -> forwardFrom(gap);
          case LESS, AT_MOST -> backwardFrom(gap);
        });
  }

  private boolean sought(boolean found) {
    stands = found;
    justSought = found;
    return found;
  }

  // tag::gap[]
  /**
   * Goes down along a key as far as the tree has its bytes.
   *
   * @return EXACT if the tree has all of them, even if the node is no key; otherwise the gap
   *     between the children of the node where it ended
   */
  private int descendAlong(byte[] wanted, int length) {
    int at = 0;
    while (at < length) {
      var node = way[depth];
      if (node.hasOnlyChild()) {
        int common = node.commonLength(wanted, at, length);
        if (common < node.chars.length) {
          boolean isSmaller =
              at + common == length || (wanted[at + common] & 0xff) < (node.chars[common] & 0xff);
          return isSmaller ? 0 : 1;
        }
        at += common;
        enter(0);
      } else {
        int child = node.branchesBelow(wanted[at]);
        if (!node.isBranch(child, wanted[at])) {
          return child;
        }
        at++;
        enter(child);
      }
    }
    return EXACT;
  }

  // end::gap[]

  // ---- Walking.

  /** Goes to the next larger key; returns false at the end (raxNext). */
  public boolean next() {
    if (stands && !justSought) {
      stands = forwardFrom(0);
    }
    justSought = false;
    return stands;
  }

  /** Goes to the next smaller key; returns false at the end (raxPrev). */
  public boolean previous() {
    if (stands && !justSought) {
      stands = previousOfNode();
    }
    justSought = false;
    return stands;
  }

  // tag::walk[]
  /** Goes to the smallest key behind a gap of the current node. */
  private boolean forwardFrom(int gapHere) {
    int gap = gapHere;
    while (true) {
      if (gap < way[depth].children.length) {
        enter(gap);
        if (way[depth].isKey()) {
          return true;
        }
        gap = 0;
      } else if (depth == 0) {
        return false;
      } else {
        gap = leave() + 1;
      }
    }
  }

  /** Goes to the largest key before a gap of the current node. */
  private boolean backwardFrom(int gapHere) {
    int gap = gapHere;
    while (true) {
      if (gap > 0) {
        enter(gap - 1);
        gap = way[depth].children.length;
      } else if (way[depth].isKey()) {
        return true;
      } else if (depth == 0) {
        return false;
      } else {
        gap = leave();
      }
    }
  }

  /** Goes to the largest key before the current node and all its descendants. */
  private boolean previousOfNode() {
    return depth > 0 && backwardFrom(leave());
  }

  // end::walk[]

  /**
   * Goes to a random key: up and down, until a number of keys has been met (raxRandomWalk). Keys
   * are not equally likely.
   *
   * @param steps the number of keys to meet; 0 draws one, up to a maximum that grows with the
   *     logarithm of the size of the tree
   * @return whether there is a key
   */
  public boolean randomWalk(int steps, RandomStream random) {
    reset();
    if (tree.size() == 0) {
      return false;
    }
    int maxSteps = 2 * (1 + (int) Math.log(tree.size()));
    int left = steps > 0 ? steps : 1 + random.nextInt(maxSteps);
    while (left > 0 || !way[depth].isKey()) {
      int children = way[depth].children.length;
      int ways = depth == 0 ? children : children + 1;
      int choice = ways == 0 ? 0 : random.nextInt(ways);
      if (choice < children) {
        enter(choice);
      } else if (depth > 0) {
        leave();
      }
      left -= way[depth].isKey() ? 1 : 0;
    }
    stands = true;
    return true;
  }

  // ---- The path.

  private void reset() {
    way[0] = tree.root();
    depth = 0;
    keyLength = 0;
    stands = false;
    justSought = false;
  }

  private void enter(int child) {
    var node = way[depth];
    int length = node.labelLength();
    if (keyLength + length > key.length) {
      key = Arrays.copyOf(key, (keyLength + length) * 2);
    }
    System.arraycopy(node.chars, node.hasOnlyChild() ? 0 : child, key, keyLength, length);
    keyLength += length;
    if (depth == slots.length) {
      slots = Arrays.copyOf(slots, depth * 2);
      way = Arrays.copyOf(way, depth * 2 + 1);
    }
    slots[depth] = child;
    way[++depth] = node.children[child];
  }

  /** Goes up; returns the index of the child that it left. */
  private int leave() {
    depth--;
    keyLength -= way[depth].labelLength();
    return slots[depth];
  }
}
