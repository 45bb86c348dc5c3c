package eightweeks.week2.radix;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A node of the tree: the bytes on the path from the root to it are a prefix of keys.
 *
 * <p>Answers to {@code rax.h: raxNode}. Three forms:
 *
 * <pre>
 * leaf        no children
 * one child   chars are the bytes on the path to it: one or many (rax: a compressed node)
 * branching   two or more children; chars[i] is the byte on the path to children[i], ascending
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

  /** Returns whether it is no key and has one child: then a parent with one child absorbs it. */
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

  /** Returns how many branches have a smaller byte: the index of the byte's own branch, if any. */
  int branchesBelow(byte b) {
    int i = 0;
    while (i < chars.length && (chars[i] & 0xff) < (b & 0xff)) {
      i++;
    }
    return i;
  }

  /** Returns whether the branch at an index is that of a byte. */
  boolean isBranch(int index, byte b) {
    return index < chars.length && chars[index] == b;
  }

  /** Returns the length of the common prefix of the only child's label and a range of bytes. */
  int commonLength(byte[] bytes, int from, int end) {
    int max = Math.min(chars.length, end - from);
    int different = Arrays.mismatch(chars, 0, max, bytes, from, from + max);
    return different < 0 ? max : different;
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

  /** Removes a child; if there were two, the other one becomes the only one. */
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

  /** Returns the number of bytes of the key on the path to a child. */
  int labelLength() {
    return hasOnlyChild() ? chars.length : 1;
  }
}
