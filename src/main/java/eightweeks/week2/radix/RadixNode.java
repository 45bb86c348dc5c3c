package eightweeks.week2.radix;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place in the tree: what has been read of a key so far.
 *
 * <p>Answers to {@code rax.h: raxNode}. Three forms:
 *
 * <pre>
 * leaf        no children
 * one child   chars is what stands on the way there: one byte or many (rax: a compressed node)
 * branching   two or more children; chars[i] is the one byte on the way to children[i], ascending
 * </pre>
 *
 * <p>It is a key if it has a value.
 *
 * @param <V> the class of the values
 */
final class RadixNode<V> {
  private static final byte[] NO_CHARS = new byte[0];

  byte[] chars = NO_CHARS;
  RadixNode<V>[] children = array(0);
  @Nullable V value;

  /** A leaf. */
  RadixNode(@Nullable V value) {
    this.value = value;
  }

  /** A node with one child. */
  RadixNode(byte[] chars, RadixNode<V> child) {
    setOnlyChild(chars, child);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array knows no type parameters
  private static <V> RadixNode<V>[] array(int length) {
    return new RadixNode[length];
  }

  boolean isKey() {
    return value != null;
  }

  boolean hasOnlyChild() {
    return children.length == 1;
  }

  /** Whether it says nothing but "go on": no key, one child. Two of them in a row are one. */
  boolean isPassage() {
    return value == null && children.length == 1;
  }

  void setOnlyChild(byte[] newChars, RadixNode<V> child) {
    chars = newChars;
    children = array(1);
    children[0] = child;
  }

  /** Makes it a branching node of two. */
  void setBranches(byte one, RadixNode<V> first, byte other, RadixNode<V> second) {
    boolean inOrder = (one & 0xff) < (other & 0xff);
    chars = inOrder ? new byte[] {one, other} : new byte[] {other, one};
    children = array(2);
    children[inOrder ? 0 : 1] = first;
    children[inOrder ? 1 : 0] = second;
  }

  /** How many of a branching node's bytes are smaller than one: its index, or where it would be. */
  int branchesBelow(byte b) {
    int i = 0;
    while (i < chars.length && (chars[i] & 0xff) < (b & 0xff)) {
      i++;
    }
    return i;
  }

  /** Whether the branch at an index is that of a byte. */
  boolean isBranch(int index, byte b) {
    return index < chars.length && chars[index] == b;
  }

  /** How many bytes of the label of the only child a range of bytes has in common. */
  int commonLength(byte[] bytes, int from, int end) {
    int most = Math.min(chars.length, end - from);
    int different = Arrays.mismatch(chars, 0, most, bytes, from, from + most);
    return different < 0 ? most : different;
  }

  void addBranch(int index, byte b, RadixNode<V> child) {
    var newChars = Arrays.copyOf(chars, chars.length + 1);
    System.arraycopy(chars, index, newChars, index + 1, chars.length - index);
    newChars[index] = b;
    RadixNode<V>[] newChildren = Arrays.copyOf(children, children.length + 1);
    System.arraycopy(children, index, newChildren, index + 1, children.length - index);
    newChildren[index] = child;
    chars = newChars;
    children = newChildren;
  }

  /** Takes a child out; of two, the other one becomes the only one. */
  void removeChild(int index) {
    if (hasOnlyChild()) {
      chars = NO_CHARS;
      children = array(0);
      return;
    }
    var newChars = Arrays.copyOf(chars, chars.length - 1);
    System.arraycopy(chars, index + 1, newChars, index, newChars.length - index);
    RadixNode<V>[] newChildren = Arrays.copyOf(children, children.length - 1);
    System.arraycopy(children, index + 1, newChildren, index, newChildren.length - index);
    chars = newChars;
    children = newChildren;
  }

  /** How many bytes of the key stand on the way to a child. */
  int labelLength() {
    return hasOnlyChild() ? chars.length : 1;
  }
}
