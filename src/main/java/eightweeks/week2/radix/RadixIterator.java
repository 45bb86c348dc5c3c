package eightweeks.week2.radix;

import eightweeks.week1.bytes.RandomStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the keys of a {@link RadixTree} in order, in both directions, from anywhere.
 *
 * <p>Answers to {@code rax.c}: {@code raxSeek()}, {@code raxNext()}, {@code raxPrev()}, {@code
 * raxRandomWalk()}. As there, the first step after seeking stays on the key that was sought:
 *
 * <pre>
 * for (iterator.seek(AT_LEAST, from); iterator.next(); ) { use iterator.key() }
 * </pre>
 *
 * <p>A change of the tree makes an iterator void until it seeks again.
 *
 * <p>How does it find the neighbour of a key that is not there? It keeps the way from the root and,
 * at its end, a <em>gap</em> between two children: those in front of the gap have smaller keys than
 * the one sought, those behind it larger ones; the node itself is smaller than all of them. From a
 * gap there is one rule for going forward (into the child behind the gap, or up) and one for going
 * back (into the child in front of it, or to the node itself, or up). Everything else is to find
 * the gap.
 *
 * @param <V> the class of the values
 */
public final class RadixIterator<V> {
  /** Which key is sought, compared with the one that is given. */
  public enum Seek {
    EQUAL,
    GREATER,
    AT_LEAST,
    LESS,
    AT_MOST
  }

  private static final int EXACT = -1;

  private final RadixTree<V> tree;

  /** The nodes from the root to where it stands, and which child each time was taken. */
  private RadixNode<V>[] way;

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

  // ---- Where it stands.

  /** Whether it stands on a key; false before seeking and behind either end (raxEOF, reversed). */
  public boolean isOnKey() {
    return stands;
  }

  /** A copy of the key where it stands. */
  public byte[] key() {
    return Arrays.copyOf(keyArray(), keyLength);
  }

  /** The array that holds the key, from 0 to {@link #keyLength}; valid until the next step. */
  public byte[] keyArray() {
    requireKey();
    return key;
  }

  /** Bytes of the key where it stands. */
  public int keyLength() {
    requireKey();
    return keyLength;
  }

  /** The value where it stands. */
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
      throw new IllegalStateException("the iterator stands on no key");
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

  /** Goes to the key that is nearest to one; returns whether there is one. */
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
   * Goes along a key as far as the tree has it.
   *
   * @return EXACT if all of it is there, as a key or not; else the gap among the children of the
   *     node where it ended
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
  /** Goes to the smallest key behind a gap of the node where it stands. */
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

  /** Goes to the largest key in front of a gap of the node where it stands. */
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

  /** Goes to the largest key in front of the node where it stands and of all under it. */
  private boolean previousOfNode() {
    return depth > 0 && backwardFrom(leave());
  }

  // end::walk[]

  /**
   * Goes to a key that chance chooses: up and down, until so many keys have been met
   * (raxRandomWalk). Keys are not equally likely, but any may be met.
   *
   * @param steps how many keys to meet; 0 takes a number that suits the size of the tree
   * @return whether there is a key
   */
  public boolean randomWalk(int steps, RandomStream random) {
    reset();
    if (tree.size() == 0) {
      return false;
    }
    int left = steps > 0 ? steps : 1 + (int) Math.floor(Math.log(tree.size())) * 2;
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

  // ---- The way.

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

  /** Goes up; returns which child it was. */
  private int leave() {
    depth--;
    keyLength -= way[depth].labelLength();
    return slots[depth];
  }
}
