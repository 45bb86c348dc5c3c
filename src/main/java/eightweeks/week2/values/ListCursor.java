package eightweeks.week2.values;

import eightweeks.week1.resp.LentArrays;
import eightweeks.week1.resp.Reply;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.object.Element;
import eightweeks.week2.quicklist.QuicklistCursor;
import org.jspecify.annotations.Nullable;

/**
 * A walk over a list that may change the list at its position.
 *
 * <p>Answers to {@code t_list.c}: {@code listTypeInitIterator()}, {@code listTypeNext()}, {@code
 * listTypeGet()}, {@code listTypeDelete()}, {@code listTypeInsert()}. After {@link #delete} the
 * walk continues with the next element; inserting and replacing end the walk. The caller closes the
 * cursor.
 */
public final class ListCursor implements AutoCloseable {
  private final ListValue value;
  private final boolean forward;
  private final Element element = new Element();
  private final @Nullable QuicklistCursor large;
  private final @Nullable Listpack small;

  /** Position of the next step, or NONE. */
  private int nextPosition = Listpack.NONE;

  /** Position of the cursor, or NONE. */
  private int position = Listpack.NONE;

  ListCursor(ListValue value, long index, boolean forward) {
    this.value = value;
    this.forward = forward;
    if (value.isCompact()) {
      large = null;
      small = value.listpack();
      nextPosition = index == (int) index ? small.seek((int) index) : Listpack.NONE;
    } else {
      small = null;
      large = QuicklistCursor.at(value.quicklist(), index, forward);
    }
  }

  /** Goes to the next element; returns false at the end. */
  public boolean next() {
    if (large != null) {
      boolean there = large.next();
      if (there) {
        element.set(large.entry());
      }
      return there;
    }
    position = nextPosition;
    if (small == null || position == Listpack.NONE) {
      return false;
    }
    element.read(small, position);
    nextPosition = forward ? small.next(position) : small.previous(position);
    return true;
  }

  /** Returns the element at the cursor; the same object each time. */
  public Element element() {
    return element;
  }

  /** Replies with the element at the cursor. A large one is written from where it is stored. */
  public void reply(Reply reply) {
    if (large != null && element.length() >= LentArrays.MIN_LENGTH && large.lend()) {
      reply.storedBulk(element.array(), element.offset(), element.length());
    } else {
      element.reply(reply);
    }
  }

  /** Removes the element at the cursor. */
  public void delete() {
    if (large != null) {
      large.delete();
      return;
    }
    var list = standing();
    int behind = list.delete(position);
    // Elements before it have not moved; those behind it have moved to its position.
    nextPosition = forward ? behind : nextPosition;
    position = Listpack.NONE;
    value.keep(list);
  }

  /** Inserts an element before the one at the cursor; ends the walk. */
  public void insertBefore(byte[] text, int offset, int length) {
    if (large != null) {
      large.insertBefore(text, offset, length);
    } else {
      var list = standing();
      list.insertBefore(position, text, offset, length);
      end(list);
    }
  }

  /** Inserts an element behind the one at the cursor; ends the walk. */
  public void insertAfter(byte[] text, int offset, int length) {
    if (large != null) {
      large.insertAfter(text, offset, length);
    } else {
      var list = standing();
      list.insertAfter(position, text, offset, length);
      end(list);
    }
  }

  /** Replaces the element at the cursor; ends the walk. */
  public void replace(byte[] text, int offset, int length) {
    if (large != null) {
      large.replace(text, offset, length);
    } else {
      var list = standing();
      list.replace(position, text, offset, length);
      end(list);
    }
  }

  private Listpack standing() {
    if (small == null || position == Listpack.NONE) {
      throw new IllegalStateException("the cursor is at no element");
    }
    return small;
  }

  private void end(Listpack list) {
    value.keep(list);
    position = Listpack.NONE;
    nextPosition = Listpack.NONE;
  }

  /** Ends the walk. */
  @Override
  public void close() {
    if (large != null) {
      large.close();
    }
  }
}
