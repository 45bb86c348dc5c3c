package eightweeks.week2.compact;

import eightweeks.week2.memory.ObjectSize;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A long list: a chain of listpacks, each small enough to be changed in its middle.
 *
 * <p>Answers to {@code quicklist.c}: {@code quicklistPushHead()}, {@code quicklistPopCustom()},
 * {@code quicklistRotate()}, {@code quicklistDup()}, {@code __quicklistInsertNode()}, {@code
 * __quicklistDelNode()}, {@code __quicklistCompress()}. Changes in the middle are {@link
 * QuicklistEditor}'s, walking is {@link QuicklistCursor}'s.
 *
 * <p>Why not a linked list of elements? Two links and two object headers an element are more than
 * most elements. Why not one large listpack? Inserting would move all of it. The chain has the cost
 * of both divided by the size of a node ({@link QuicklistFill}).
 *
 * <p>Lists are mostly used at their ends. With a compress depth of d, the d nodes at either end are
 * open and the ones between are compressed.
 *
 * <p>Invariants: {@code count} is the sum of the nodes' counts, {@code nodeCount} their number; no
 * node is empty; the first and the last node are never compressed.
 */
public final class Quicklist {
  /** Redis keeps the depth in 16 bits. */
  private static final int MAX_DEPTH = (1 << 16) - 1;

  /** This object, in bytes; see HeapSizeTest. */
  private static final int OBJECT = 56;

  private final PackedThreshold threshold;
  private final LongConsumer books;
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
   * @param threshold from which size on an element gets a node of its own
   */
  public Quicklist(int fill, int depth, PackedThreshold threshold) {
    this(fill, depth, threshold, ObjectSize.UNBOOKED);
  }

  /**
   * An empty list that is part of the data set.
   *
   * @param books told of every byte that the list takes and gives back
   */
  public Quicklist(int fill, int depth, PackedThreshold threshold, LongConsumer books) {
    this.threshold = threshold;
    this.books = books;
    setOptions(fill, depth);
    account(OBJECT);
  }

  /** Books what a node takes, or gives back. */
  void account(long bytes) {
    memory += bytes;
    books.accept(bytes);
  }

  /** Bytes of memory that the list takes, with everything in it; exact at every moment. */
  public long memory() {
    return memory;
  }

  /** Sets how full nodes get, and how many stay open at either end, from now on. */
  public void setOptions(int newFill, int newDepth) {
    fill = QuicklistFill.clamp(newFill);
    depth = Math.clamp(newDepth, 0, MAX_DEPTH);
  }

  /** How many elements there are (quicklistCount). */
  public long count() {
    return count;
  }

  /** How many nodes there are: ql_nodes of DEBUG OBJECT. */
  public int nodeCount() {
    return nodeCount;
  }

  /** How full nodes may get: ql_listpack_max of DEBUG OBJECT. */
  public int fill() {
    return fill;
  }

  /** How many nodes stay open at either end; 0: all. */
  public int compressDepth() {
    return depth;
  }

  /** Bytes of all nodes, were they open: ql_uncompressed_size of DEBUG OBJECT. */
  public long uncompressedSize() {
    long bytes = 0;
    for (var node = head; node != null; node = node.next) {
      bytes += node.size();
    }
    return bytes;
  }

  /** The first node, or null. */
  public @Nullable QuicklistNode head() {
    return head;
  }

  /** The last node, or null. */
  public @Nullable QuicklistNode tail() {
    return tail;
  }

  // ---- At the ends.

  /** Puts an element in front of all (quicklistPushHead). */
  public void pushHead(byte[] text, int offset, int length) {
    var node = head;
    if (node == null || !hasRoom(node, length)) {
      link(newNode(text, offset, length), null, head);
      return;
    }
    node.listAtEnd().prepend(text, offset, length);
    added(node);
  }

  /** Puts an element behind all (quicklistPushTail). */
  public void pushTail(byte[] text, int offset, int length) {
    var node = tail;
    if (node == null || !hasRoom(node, length)) {
      link(newNode(text, offset, length), tail, null);
      return;
    }
    node.listAtEnd().append(text, offset, length);
    added(node);
  }

  /** Takes the first element out and returns it; null if there is none (quicklistPop). */
  public byte @Nullable [] popHead() {
    return head == null ? null : pop(head, 0);
  }

  /** Takes the last element out and returns it; null if there is none (quicklistPop). */
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

  /** Makes the last element the first (quicklistRotate). */
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
    // First in, then out: a list of one node must not lose it in between.
    pushHead(text, 0, text.length);
    removeAt(last, last.list().last());
  }

  /** The element at an index, or null; -1 is the last one. */
  public byte @Nullable [] get(long index) {
    try (var cursor = QuicklistCursor.at(this, index, true)) {
      return cursor != null && cursor.next() ? cursor.entry().toBytes() : null;
    }
  }

  /** A list of its own with the same elements in the same nodes (quicklistDup). */
  public Quicklist duplicate() {
    var copy = new Quicklist(fill, depth, threshold, books);
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
   * Puts a whole listpack, which is not empty, behind all; it is owned by this list from now on.
   */
  public void appendNode(Listpack list) {
    link(new QuicklistNode(list), tail, null);
  }

  /** Puts an element in a node of its own behind all; the array is owned by this list. */
  public void appendPlainNode(byte[] element) {
    link(new QuicklistNode(element), tail, null);
  }

  // ---- The chain.

  boolean isLarge(int length) {
    return threshold.isLarge(length);
  }

  /** Whether a node can take one more element of a length (_quicklistNodeAllowInsert). */
  boolean hasRoom(@Nullable QuicklistNode node, int length) {
    return node != null
        && !node.isPlain()
        && !isLarge(length)
        && !QuicklistFill.isExceeded(
            fill, (long) node.size() + length + QuicklistFill.ENTRY_OVERHEAD, node.count + 1);
  }

  /** A node for one element. */
  QuicklistNode newNode(byte[] text, int offset, int length) {
    if (isLarge(length)) {
      return new QuicklistNode(Arrays.copyOfRange(text, offset, offset + length));
    }
    var list = new Listpack();
    list.append(text, offset, length);
    return new QuicklistNode(list);
  }

  /** Says that the open list of a node has got one element more. */
  void added(QuicklistNode node) {
    gained(node, 1);
  }

  /** Says that the open list of a node has got elements. */
  void gained(QuicklistNode node, int elements) {
    node.update(elements);
    count += elements;
  }

  /** Puts a node and its elements between two neighbours (__quicklistInsertNode). */
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
      restInside(previous);
      compress(previous);
    }
    if (next != null) {
      restInside(next);
      compress(next);
    }
    compress(node);
  }

  private static void restInside(QuicklistNode node) {
    if (node.previous != null && node.next != null) {
      node.rest();
    }
  }

  /** Takes a node and its elements out (__quicklistDelNode). */
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
    compressAround(null); // somebody has moved up to an end
  }

  /** Takes one element out of an open listpack, and the node with its last one. */
  void removeAt(QuicklistNode node, int p) {
    node.list().delete(p);
    removed(node, 1);
  }

  /** Says that the open list of a node has lost elements. */
  void removed(QuicklistNode node, int elements) {
    count -= elements;
    node.update(-elements);
    if (node.count == 0) {
      unlink(node);
    }
  }

  // ---- Compression.

  /** Closes a node that was opened for a while, or puts it where the depth wants it. */
  void compress(QuicklistNode node) {
    if (!node.compressAgain()) {
      compressAround(node);
    }
  }

  /**
   * Opens the nodes near the ends, and compresses a node if it is not one of them
   * (__quicklistCompress).
   *
   * <p>It is enough to look at the node that changed and at the two just inside the depth: every
   * other one has been there before. So the cost is the depth, not the length.
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
        return; // the ends meet: nothing is between them
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

  /** The ends are open even where the depth has been changed, or nodes came in compressed. */
  private void openEnds() {
    if (head != null && tail != null) {
      head.open();
      tail.open();
    }
  }
}
