package eightweeks.week2.compact;

import org.jspecify.annotations.Nullable;

/**
 * A walk over a {@link Quicklist}, in either direction, that may change the list where it stands.
 *
 * <p>Answers to {@code quicklist.c}: {@code quicklistGetIteratorAtIdx()}, {@code quicklistNext()},
 * {@code quicklistDelEntry()}, {@code quicklistInsertBefore()}, {@code quicklistReplaceEntry()},
 * {@code quicklistReleaseIterator()}.
 *
 * <p>A compressed node is opened when the walk enters it and closed when the walk leaves, so a
 * cursor is to be closed. Deleting goes on behind the deleted element. Inserting and replacing end
 * the walk, because elements may have moved to other nodes; any other change of the list makes a
 * cursor void.
 */
public final class QuicklistCursor implements AutoCloseable {
  /** The position is to be found by its offset. */
  private static final int UNKNOWN = -2;

  /** The one position in a plain node. */
  private static final int PLAIN = 0;

  private final Quicklist list;
  private final boolean forward;
  private final ListpackEntry entry = new ListpackEntry();
  private @Nullable QuicklistNode node;

  /** Index in the node: from its start when walking forward, below zero from its end otherwise. */
  private int offset;

  private int position = UNKNOWN;

  private QuicklistCursor(
      Quicklist list, boolean forward, @Nullable QuicklistNode node, int offset) {
    this.list = list;
    this.forward = forward;
    this.node = node;
    this.offset = offset;
  }

  /** A walk over everything; {@link #next} goes to the first element (quicklistGetIterator). */
  public static QuicklistCursor of(Quicklist list, boolean forward) {
    return forward
        ? new QuicklistCursor(list, true, list.head(), 0)
        : new QuicklistCursor(list, false, list.tail(), -1);
  }

  /**
   * A walk whose first step goes to an index; -1 is the last element. Null if there is no such
   * element (quicklistGetIteratorAtIdx).
   */
  public static @Nullable QuicklistCursor at(Quicklist list, long index, boolean forward) {
    long wanted = index < 0 ? index + list.count() : index;
    if (wanted < 0 || wanted >= list.count()) {
      return null;
    }
    // From the nearer end, a node at a time; `start` is the index of the node's first element.
    boolean fromHead = wanted <= (list.count() - 1) / 2;
    var node = fromHead ? list.head() : list.tail();
    long start = fromHead || node == null ? 0 : list.count() - node.count;
    while (node != null && (wanted < start || wanted >= start + node.count)) {
      var other = fromHead ? node.next : node.previous;
      start += fromHead ? node.count : other == null ? 0 : -other.count;
      node = other;
    }
    if (node == null) {
      return null;
    }
    int offset = (int) (wanted - start);
    return new QuicklistCursor(list, forward, node, forward ? offset : offset - node.count);
  }

  /** Goes to the next element; returns false at the end (quicklistNext). */
  public boolean next() {
    while (node != null) {
      step(node);
      if (position != Listpack.NONE) {
        read(node);
        return true;
      }
      var left = node;
      moveTo(forward ? node.next : node.previous);
      list.compress(left);
    }
    return false;
  }

  private void step(QuicklistNode current) {
    if (position == UNKNOWN) {
      current.openForUse();
      position = current.isPlain() ? PLAIN : current.list().seek(offset);
    } else if (current.isPlain()) {
      position = Listpack.NONE;
    } else if (forward) {
      position = current.list().next(position);
      offset++;
    } else {
      position = current.list().previous(position);
      offset--;
    }
  }

  private void read(QuicklistNode current) {
    if (current.isPlain()) {
      entry.set(current.bytes(), 0, current.size());
    } else {
      current.list().read(position, entry);
    }
  }

  private void moveTo(@Nullable QuicklistNode other) {
    node = other;
    offset = forward ? 0 : -1;
    position = UNKNOWN;
  }

  /** The element where the cursor stands; the same object each time. */
  public ListpackEntry entry() {
    return entry;
  }

  /** Takes out the element where the cursor stands (quicklistDelEntry). */
  public void delete() {
    var current = standing();
    var follower = forward ? current.next : current.previous;
    if (current.isPlain()) {
      list.unlink(current);
    } else {
      list.removeAt(current, position);
    }
    position = UNKNOWN; // the element behind has taken over the offset
    if (current.isPlain() || current.count == 0) {
      moveTo(follower);
    }
  }

  /** Puts an element in front of the one where the cursor stands; ends the walk. */
  public void insertBefore(byte[] text, int from, int length) {
    QuicklistEditor.insert(list, standing(), index(), position, text, from, length, false);
    node = null;
  }

  /** Puts an element behind the one where the cursor stands; ends the walk. */
  public void insertAfter(byte[] text, int from, int length) {
    QuicklistEditor.insert(list, standing(), index(), position, text, from, length, true);
    node = null;
  }

  /** Puts an element in the place of the one where the cursor stands; ends the walk. */
  public void replace(byte[] text, int from, int length) {
    QuicklistEditor.replace(list, standing(), index(), position, text, from, length);
    node = null;
  }

  private QuicklistNode standing() {
    if (node == null || position < 0) {
      throw new IllegalStateException("the cursor stands on no element");
    }
    return node;
  }

  /** The index of the element in its node, from the start. */
  private int index() {
    return forward ? offset : offset + standing().count;
  }

  /** Ends the walk, and closes the node where it ends (quicklistReleaseIterator). */
  @Override
  public void close() {
    if (node != null) {
      list.compress(node);
      node = null;
    }
  }
}
