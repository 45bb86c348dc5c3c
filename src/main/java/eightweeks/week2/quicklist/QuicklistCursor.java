package eightweeks.week2.quicklist;

import eightweeks.week2.compact.Listpack;
import eightweeks.week2.compact.ListpackEntry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A walk over a {@link Quicklist}, in either direction, that may change the list at its position.
 *
 * <p>Answers to {@code quicklist.c}: {@code quicklistGetIteratorAtIdx()}, {@code quicklistNext()},
 * {@code quicklistDelEntry()}, {@code quicklistInsertBefore()}, {@code quicklistReplaceEntry()},
 * {@code quicklistReleaseIterator()}.
 *
 * <p>A compressed node is opened when the walk enters it and compressed when the walk leaves it, so
 * the caller must close the cursor. After {@link #delete} the walk continues with the next element.
 * Inserting and replacing end the walk, because elements may have moved to other nodes. After any
 * other change of the list, the cursor must not be used. A closed cursor can {@link #begin} another
 * walk: one that is used again and again leaves no garbage.
 */
public final class QuicklistCursor implements AutoCloseable {
  /** The position must be found by its offset. */
  private static final int UNKNOWN = -2;

  /** The only position in a plain node. */
  private static final int PLAIN = 0;

  private @Nullable Quicklist list;
  private boolean forward;
  private final ListpackEntry entry = new ListpackEntry();
  private @Nullable QuicklistNode node;

  /** Index in the node: from its start when walking forward, otherwise negative from its end. */
  private int offset;

  private int position = UNKNOWN;

  /**
   * Returns a walk over all elements; {@link #next} goes to the first one (quicklistGetIterator).
   */
  public static QuicklistCursor of(Quicklist list, boolean forward) {
    var cursor = new QuicklistCursor();
    cursor.list = list;
    cursor.forward = forward;
    cursor.moveTo(forward ? list.head() : list.tail());
    return cursor;
  }

  /**
   * Returns a walk whose first step goes to an index; -1 is the last element. Returns null if there
   * is no such element (quicklistGetIteratorAtIdx).
   */
  public static @Nullable QuicklistCursor at(Quicklist list, long index, boolean forward) {
    var cursor = new QuicklistCursor();
    return cursor.begin(list, index, forward) ? cursor : null;
  }

  /** Begins a walk as {@link #at} does; returns false if there is no such element. */
  public boolean begin(Quicklist of, long index, boolean forwards) {
    long wanted = index < 0 ? index + of.count() : index;
    if (wanted < 0 || wanted >= of.count()) {
      return false;
    }
    // From the nearer end, node by node; `start` is the index of the node's first element.
    boolean fromHead = wanted <= (of.count() - 1) / 2;
    var first = fromHead ? of.head() : of.tail();
    long start = fromHead || first == null ? 0 : of.count() - first.count;
    while (first != null && (wanted < start || wanted >= start + first.count)) {
      var other = fromHead ? first.next : first.previous;
      start += fromHead ? first.count : other == null ? 0 : -other.count;
      first = other;
    }
    if (first == null) {
      return false;
    }
    list = of;
    forward = forwards;
    moveTo(first);
    offset = (int) (wanted - start) - (forwards ? 0 : first.count);
    return true;
  }

  private Quicklist list() {
    return Objects.requireNonNull(list, "the walk has begun");
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
      list().compress(left);
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

  /**
   * Lets a reply refer to the bytes of the element at the cursor until it has been written.
   *
   * @return false if the reply must copy it: an integer, or less than half of its node's array
   */
  public boolean lend() {
    var current = node;
    if (current == null || entry.isInteger()) {
      return false;
    }
    if (!current.isPlain()) {
      if (entry.length() < entry.array().length / 2) {
        return false;
      }
      current.list().lend();
    }
    return true;
  }

  /** Returns the element at the cursor; the same object each time. */
  public ListpackEntry entry() {
    return entry;
  }

  /** Removes the element at the cursor (quicklistDelEntry). */
  public void delete() {
    var current = standing();
    var follower = forward ? current.next : current.previous;
    if (current.isPlain()) {
      list().unlink(current);
    } else {
      list().removeAt(current, position);
    }
    position = UNKNOWN; // the next element has this offset now
    if (current.isPlain() || current.count == 0) {
      moveTo(follower);
    }
  }

  /** Inserts an element before the one at the cursor; ends the walk. */
  public void insertBefore(byte[] text, int from, int length) {
    QuicklistEditor.insert(list(), standing(), index(), position, text, from, length, false);
    node = null;
  }

  /** Inserts an element behind the one at the cursor; ends the walk. */
  public void insertAfter(byte[] text, int from, int length) {
    QuicklistEditor.insert(list(), standing(), index(), position, text, from, length, true);
    node = null;
  }

  /** Replaces the element at the cursor; ends the walk. */
  public void replace(byte[] text, int from, int length) {
    QuicklistEditor.replace(list(), standing(), index(), position, text, from, length);
    node = null;
  }

  private QuicklistNode standing() {
    if (node == null || position < 0) {
      throw new IllegalStateException("the cursor is at no element");
    }
    return node;
  }

  /** Returns the index of the element in its node, from the start. */
  private int index() {
    return forward ? offset : offset + standing().count;
  }

  /**
   * Ends the walk, and compresses the node again where it ends (quicklistReleaseIterator). The
   * cursor refers to nothing of the list any more.
   */
  @Override
  public void close() {
    if (node != null) {
      list().compress(node);
      node = null;
    }
    list = null;
    entry.clear();
  }
}
