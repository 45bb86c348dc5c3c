package eightweeks.week2.radix;

import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A map from byte strings to values, in the order of the bytes.
 *
 * <p>Answers to {@code rax.c}: {@code raxInsert()}, {@code raxFind()}, {@code raxRemove()}. {@link
 * RadixIterator} walks over it.
 *
 * <p>A key is a path from the root, with a byte for each step. Keys with a common prefix have the
 * same path until they differ. In a tree with a node for each byte, most nodes would have one
 * child. So such a row of nodes is one node with several bytes:
 *
 * <pre>
 * "foo", "foobar", "footer":    (foo) -> [b t]
 *                                         b -> (ar) -> []
 *                                         t -> (er) -> []        (..) one child, [..] branching
 * </pre>
 *
 * <p>A lookup takes at most one step for each byte of the key; the number of keys does not matter.
 * Keys in order, such as the IDs of a stream, share nearly all of their bytes.
 *
 * <p>Invariants: every leaf but the root is a key; the child of a node with one child is a key or
 * has more than one (else the two would be one node); the bytes of a branching node ascend.
 *
 * @param <V> the class of the values, none of which is null
 */
public final class RadixTree<V> {
  private RadixNode<V> root = new RadixNode<>(null);
  private int size;
  private int nodeCount = 1;

  /** Returns the number of keys (raxSize). */
  public int size() {
    return size;
  }

  /** Returns the number of nodes, with the root (numnodes of {@code rax}). */
  public int nodeCount() {
    return nodeCount;
  }

  RadixNode<V> root() {
    return root;
  }

  /** Returns a new walk over the tree; it is at no key until it seeks. */
  public RadixIterator<V> iterator() {
    return new RadixIterator<>(this);
  }

  // tag::find[]
  /** Returns the value of the key that is a range of bytes, or null (raxFind). */
  public @Nullable V find(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    var node = root;
    while (at < end) {
      int child = 0;
      if (node.hasOnlyChild()) {
        int common = node.commonLength(bytes, at, end);
        if (common < node.chars.length) {
          return null;
        }
        at += common;
      } else {
        child = node.branchesBelow(bytes[at]);
        if (!node.isBranch(child, bytes[at])) {
          return null;
        }
        at++;
      }
      node = node.children[child];
    }
    return node.value;
  }

  // end::find[]

  /** Returns the value of a key, or null. */
  public @Nullable V find(byte[] key) {
    return find(key, 0, key.length);
  }

  /**
   * Sets the value of a key (raxInsert). The bytes are copied.
   *
   * @return the value that it had before, or null
   */
  public @Nullable V insert(byte[] key, V value) {
    int at = 0;
    var node = root;
    while (at < key.length) {
      if (node.hasOnlyChild()) {
        int common = node.commonLength(key, at, key.length);
        if (common < node.chars.length) {
          splitLabel(node, common, key, at + common, value);
          return null;
        }
        at += common;
        node = node.children[0];
        continue;
      }
      int child = node.branchesBelow(key[at]);
      if (!node.isBranch(child, key[at])) {
        grow(node, child, key, at, value);
        return null;
      }
      at++;
      node = node.children[child];
    }
    var old = node.value;
    node.value = value;
    size += old == null ? 1 : 0;
    return old;
  }

  /** Adds the rest of a key under a node that has no child for its next byte. */
  private void grow(RadixNode<V> node, int child, byte[] key, int at, V value) {
    if (node.children.length == 0) {
      node.setOnlyChild(Arrays.copyOfRange(key, at, key.length), leaf(value));
    } else {
      node.addBranch(child, key[at], tail(key, at + 1, value));
    }
  }

  // tag::split[]
  /**
   * Splits the label of a node's only child, at the first byte where a key differs or where it
   * ends.
   *
   * <pre>
   * "annibale" is there:  (annibale) -> []
   *
   * + "anni" ends inside: (anni) -> (bale)* -> []          * is the new key
   *
   * + "anno" differs:     (ann) -> [i o]
   *                                 i -> (bale) -> []
   *                                 o -> []*
   * </pre>
   *
   * @param common how many bytes of the label stay together
   * @param at the first byte of the key that the label does not have
   */
  private void splitLabel(RadixNode<V> node, int common, byte[] key, int at, V value) {
    var label = node.chars;
    var below = node.children[0];
    RadixNode<V> middle;
    if (at == key.length) {
      middle = passage(label, common, below);
      middle.value = value;
      size++;
    } else {
      // Without a common byte, the node itself branches; otherwise a new node behind the common
      // part.
      middle = common == 0 ? node : leafWithoutKey();
      middle.setBranches(
          label[common], passage(label, common + 1, below), key[at], tail(key, at + 1, value));
    }
    if (common > 0) {
      node.setOnlyChild(Arrays.copyOf(label, common), middle);
    }
  }

  // end::split[]

  /** Returns a node whose label is the rest of a label; without a rest, the child itself. */
  private RadixNode<V> passage(byte[] label, int from, RadixNode<V> to) {
    if (from == label.length) {
      return to;
    }
    nodeCount++;
    return new RadixNode<>(Arrays.copyOfRange(label, from, label.length), to);
  }

  /** Returns a node whose label is the rest of a new key, with a leaf for the key. */
  private RadixNode<V> tail(byte[] key, int from, V value) {
    return passage(key, from, leaf(value));
  }

  private RadixNode<V> leaf(V value) {
    size++;
    nodeCount++;
    return new RadixNode<>(value);
  }

  private RadixNode<V> leafWithoutKey() {
    nodeCount++;
    return new RadixNode<>(null);
  }

  // tag::remove[]
  /**
   * Removes a key (raxRemove).
   *
   * <p>Nodes without a key below them are removed too. Then a node and its only child may have one
   * child each: they become one, unless the child is a key. So a tree does not show whether a key
   * was there before.
   *
   * @return the value that it had, or null
   */
  public @Nullable V remove(byte[] key) {
    var way = new ArrayList<RadixNode<V>>();
    var slots = new int[key.length];
    var node = root;
    for (int at = 0; at < key.length; ) {
      int child = 0;
      if (node.hasOnlyChild()) {
        int common = node.commonLength(key, at, key.length);
        if (common < node.chars.length) {
          return null;
        }
        at += common;
      } else {
        child = node.branchesBelow(key[at]);
        if (!node.isBranch(child, key[at])) {
          return null;
        }
        at++;
      }
      slots[way.size()] = child;
      way.add(node);
      node = node.children[child];
    }
    var old = node.value;
    if (old == null) {
      return null;
    }
    node.value = null;
    size--;
    while (node.children.length == 0 && !node.isKey() && !way.isEmpty()) {
      node = way.removeLast();
      node.removeChild(slots[way.size()]);
      nodeCount--;
    }
    joinLabels(node);
    if (!way.isEmpty()) {
      joinLabels(way.getLast());
    }
    return old;
  }

  /** Merges a node with its only child, if the child is no key and has one child too. */
  private void joinLabels(RadixNode<V> node) {
    if (node.hasOnlyChild() && node.children[0].isPassage()) {
      var child = node.children[0];
      int length = node.chars.length;
      var label = Arrays.copyOf(node.chars, length + child.chars.length);
      System.arraycopy(child.chars, 0, label, length, child.chars.length);
      node.setOnlyChild(label, child.children[0]);
      nodeCount--;
    }
  }

  // end::remove[]

  /** Removes all keys. */
  public void clear() {
    root = new RadixNode<>(null);
    size = 0;
    nodeCount = 1;
  }
}
