package eightweeks.week2.quicklist;

import eightweeks.week2.compact.Listpack;
import eightweeks.week2.memory.ObjectSize;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A long list: a chain of listpacks, each small enough for changes in its middle.
 *
 * <p>Answers to {@code quicklist.c}: {@code quicklistPushHead()}, {@code quicklistPopCustom()},
 * {@code quicklistRotate()}, {@code quicklistDup()}, {@code __quicklistInsertNode()}, {@code
 * __quicklistDelNode()}, {@code __quicklistCompress()}. {@link QuicklistEditor} has the changes in
 * the middle, {@link QuicklistCursor} the walk.
 *
 * <p>Why not a linked list of elements? Two links and two object headers for each element take more
 * memory than most elements. Why not one large listpack? An insert would move all of it. In a
 * chain, both costs are small: the first is divided by the number of elements in a node, the second
 * is limited by the size of a node ({@link QuicklistFill}).
 *
 * <p>Lists are mostly used at their ends. With a compress depth of d, the d nodes at each end are
 * open, and those between are compressed.
 *
 * <p>Invariants: {@code count} is the sum of the nodes' counts, {@code nodeCount} their number; no
 * node is empty; the first and the last node are never compressed.
 */
public final class Quicklist {
  /** From this number of nodes on, a new node at an end has room for a whole node. */
  private static final int MANY_NODES = 16;

  /** Maximum compress depth: Redis has 16 bits for it. */
  private static final int MAX_DEPTH = (1 << 16) - 1;

  /** Bytes of this object; see HeapSizeTest. */
  private static final int OBJECT = 56;

  private final PackedThreshold threshold;
  private final LongConsumer accounting;
  private long memory;
  private int fill;
  private int depth;
  private @Nullable QuicklistNode head;
  private @Nullable QuicklistNode tail;
  private long count;
  private int nodeCount;

  /**
   * An empty list (quicklistNew).
   *
   * @param fill as {@code list-max-listpack-size}
   * @param depth as {@code list-compress-depth}; 0 compresses nothing
   * @param threshold the minimum size of an element that gets a node of its own
   */
  public Quicklist(int fill, int depth, PackedThreshold threshold) {
    this(fill, depth, threshold, ObjectSize.UNACCOUNTED);
  }

  /**
   * An empty list that is part of the data set.
   *
   * @param accounting gets the bytes that the list takes, or frees
   */
  public Quicklist(int fill, int depth, PackedThreshold threshold, LongConsumer accounting) {
    this.threshold = threshold;
    this.accounting = accounting;
    setOptions(fill, depth);
    account(OBJECT);
  }

  /** Accounts memory that a node takes, or frees if negative. */
  void account(long bytes) {
    memory += bytes;
    accounting.accept(bytes);
  }

  /** Returns the bytes of memory that the list takes, with all elements; exact at every moment. */
  public long memory() {
    return memory;
  }

  /** Sets the fill and the compress depth for later changes. */
  public void setOptions(int newFill, int newDepth) {
    fill = QuicklistFill.clamp(newFill);
    depth = Math.clamp(newDepth, 0, MAX_DEPTH);
  }

  /** Returns the number of elements (quicklistCount). */
  public long count() {
    return count;
  }

  /** Returns the number of nodes: ql_nodes of DEBUG OBJECT. */
  public int nodeCount() {
    return nodeCount;
  }

  /** Returns the fill of nodes: ql_listpack_max of DEBUG OBJECT. */
  public int fill() {
    return fill;
  }

  /** Returns the number of nodes that stay open at each end; 0 means all. */
  public int compressDepth() {
    return depth;
  }

  /** Returns the uncompressed bytes of all nodes: ql_uncompressed_size of DEBUG OBJECT. */
  public long uncompressedSize() {
    long bytes = 0;
    for (var node = head; node != null; node = node.next) {
      bytes += node.size();
    }
    return bytes;
  }

  /** Returns the first node, or null. */
  public @Nullable QuicklistNode head() {
    return head;
  }

  /** Returns the last node, or null. */
  public @Nullable QuicklistNode tail() {
    return tail;
  }

  // ---- At the ends.

  /** Inserts an element at the head (quicklistPushHead). */
  public void pushHead(byte[] text, int offset, int length) {
    var node = head;
    if (node == null || !hasSpace(node, length)) {
      link(newNode(text, offset, length), null, head);
      return;
    }
    node.listAtEnd().prepend(text, offset, length);
    added(node);
  }

  /** Appends an element at the tail (quicklistPushTail). */
  public void pushTail(byte[] text, int offset, int length) {
    var node = tail;
    if (node == null || !hasSpace(node, length)) {
      link(newNode(text, offset, length), tail, null);
      return;
    }
    node.listAtEnd().append(text, offset, length);
    added(node);
  }

  /** Removes and returns the first element; null if there is none (quicklistPop). */
  public byte @Nullable [] popHead() {
    return head == null ? null : pop(head, 0);
  }

  /** Removes and returns the last element; null if there is none (quicklistPop). */
  public byte @Nullable [] popTail() {
    return tail == null ? null : pop(tail, -1);
  }

  private byte[] pop(QuicklistNode node, int index) {
    if (node.isPlain()) {
      unlink(node);
      return node.bytes();
    }
    var list = node.listAtEnd();
    int p = list.seek(index);
    var text = list.get(p);
    removeAt(node, p);
    return text;
  }

  /** Moves the last element to the head (quicklistRotate). */
  public void rotate() {
    var last = tail;
    if (count <= 1 || last == null) {
      return;
    }
    if (last.isPlain()) {
      unlink(last);
      link(last, null, head);
      return;
    }
    var text = last.list().get(last.list().last());
    // Insert before removing, so that a list of one node does not lose its node in between.
    pushHead(text, 0, text.length);
    removeAt(last, last.list().last());
  }

  /** Returns the element at an index, or null; -1 is the last one. */
  public byte @Nullable [] get(long index) {
    try (var cursor = QuicklistCursor.at(this, index, true)) {
      return cursor != null && cursor.next() ? cursor.entry().toBytes() : null;
    }
  }

  /** Returns a new list whose nodes have the same content (quicklistDup). */
  public Quicklist duplicate() {
    return copyTo(new Quicklist(fill, depth, threshold, accounting));
  }

  private Quicklist copyTo(Quicklist copy) {
    for (var node = head; node != null; node = node.next) {
      var twin = node.duplicate();
      twin.owner(copy);
      twin.previous = copy.tail;
      if (copy.tail == null) {
        copy.head = twin;
      } else {
        copy.tail.next = twin;
      }
      copy.tail = twin;
    }
    copy.count = count;
    copy.nodeCount = nodeCount;
    return copy;
  }

  /**
   * Returns a list with the same elements, which is no part of the data set: for a snapshot. Its
   * nodes share their bytes with those of this list until these are changed.
   */
  public Quicklist share() {
    return copyTo(new Quicklist(fill, depth, threshold));
  }

  /**
   * Appends a whole listpack, which must not be empty, as a node. This list owns it from now on.
   */
  public void appendNode(Listpack list) {
    link(new QuicklistNode(list), tail, null);
  }

  /** Appends an element in a node of its own. This list owns the array from now on. */
  public void appendPlainNode(byte[] element) {
    link(new QuicklistNode(element), tail, null);
  }

  // ---- The chain.

  boolean isLarge(int length) {
    return threshold.isLarge(length);
  }

  /** Returns whether a node may get one more element of a length (_quicklistNodeAllowInsert). */
  boolean hasSpace(@Nullable QuicklistNode node, int length) {
    return node != null
        && !node.isPlain()
        && !isLarge(length)
        && !QuicklistFill.isExceeded(
            fill, (long) node.size() + length + QuicklistFill.ENTRY_OVERHEAD, node.count + 1);
  }

  /** Returns a new node with one element. */
  QuicklistNode newNode(byte[] text, int offset, int length) {
    if (isLarge(length)) {
      return new QuicklistNode(Arrays.copyOfRange(text, offset, offset + length));
    }
    var list = new Listpack();
    list.append(text, offset, length);
    return new QuicklistNode(list);
  }

  /** Updates the counts after an element was added to the open listpack of a node. */
  void added(QuicklistNode node) {
    gained(node, 1);
  }

  /** Updates the counts after elements were added to the open listpack of a node. */
  void gained(QuicklistNode node, int elements) {
    node.update(elements);
    count += elements;
  }

  /** Links a node with its elements between two neighbours (__quicklistInsertNode). */
  void link(QuicklistNode node, @Nullable QuicklistNode previous, @Nullable QuicklistNode next) {
    node.previous = previous;
    node.next = next;
    node.owner(this);
    if (previous == null) {
      head = node;
    } else {
      previous.next = node;
    }
    if (next == null) {
      tail = node;
    } else {
      next.previous = node;
    }
    nodeCount++;
    count += node.count;
    if (previous != null) {
      restInside(previous, node);
      compress(previous);
    }
    if (next != null) {
      restInside(next, node);
      compress(next);
    }
    compress(node);
  }

  // tag::rest[]
  /**
   * Frees the spare capacity of a node that is not at an end any more. In a long list, the new node
   * at the end gets the capacity of this one at once. Otherwise its array would be copied several
   * times while it is filled, and the old arrays would be garbage.
   */
  private void restInside(QuicklistNode node, QuicklistNode added) {
    if (node.previous == null || node.next == null) {
      return;
    }
    node.rest();
    if (nodeCount >= MANY_NODES && (added.previous == null || added.next == null)) {
      added.reserveLike(node);
    }
  }

  // end::rest[]

  /** Unlinks a node with its elements (__quicklistDelNode). */
  void unlink(QuicklistNode node) {
    node.owner(null);
    if (node.previous == null) {
      head = node.next;
    } else {
      node.previous.next = node.next;
    }
    if (node.next == null) {
      tail = node.previous;
    } else {
      node.next.previous = node.previous;
    }
    nodeCount--;
    count -= node.count;
    compressAround(null); // another node is near an end now
  }

  /** Removes an element from an open listpack; unlinks the node if it was the last one. */
  void removeAt(QuicklistNode node, int p) {
    node.list().delete(p);
    removed(node, 1);
  }

  /** Updates the counts after elements were removed from the open listpack of a node. */
  void removed(QuicklistNode node, int elements) {
    count -= elements;
    node.update(-elements);
    if (node.count == 0) {
      unlink(node);
    }
  }

  // ---- Compression.

  /** Compresses a node again if it was opened for use; otherwise applies the depth around it. */
  void compress(QuicklistNode node) {
    if (!node.compressAgain()) {
      compressAround(node);
    }
  }

  /**
   * Opens the nodes near the ends, and compresses a node if it is not one of them
   * (__quicklistCompress).
   *
   * <p>Only the node that changed and the two nodes next to the open ends are checked: all others
   * are compressed already. So the cost depends on the depth, and not on the length of the list.
   */
  private void compressAround(@Nullable QuicklistNode node) {
    if (depth == 0 || nodeCount < 2 * depth) {
      openEnds();
      return;
    }
    boolean nearEnd = false;
    var forward = head;
    var backward = tail;
    for (int i = 0; i < depth; i++) {
      if (forward == null || backward == null) {
        return;
      }
      forward.open();
      backward.open();
      nearEnd |= forward == node || backward == node;
      if (forward == backward || forward.next == backward) {
        return; // the open ends meet: there is no node between them
      }
      forward = forward.next;
      backward = backward.previous;
    }
    if (!nearEnd && node != null) {
      node.compress();
    }
    if (forward != null && backward != null) {
      forward.compress();
      backward.compress();
    }
  }

  /** Opens the first and the last node, which may be compressed after the depth has changed. */
  private void openEnds() {
    if (head != null && tail != null) {
      head.open();
      tail.open();
    }
  }
}
