package eightweeks.week2.values;

import eightweeks.week1.resp.LentArrays;
import eightweeks.week1.resp.Reply;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.object.Element;
import eightweeks.week2.quicklist.QuicklistCursor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A walk over a list that may change the list at its position.
 *
 * <p>Answers to {@code t_list.c}: {@code listTypeInitIterator()}, {@code listTypeNext()}, {@code
 * listTypeGet()}, {@code listTypeDelete()}, {@code listTypeInsert()}. After {@link #delete} the
 * walk continues with the next element; inserting and replacing end the walk. The caller closes the
 * cursor; then it can {@link #begin} another walk, and leaves no garbage that way.
 */
public final class ListCursor implements AutoCloseable {
  private final Element element = new Element();
  private final QuicklistCursor large = new QuicklistCursor();
  private boolean forward;

  /** The walk is in a quicklist. */
  private boolean isLarge;

  private @Nullable ListValue value;

  /** The list, if it is a listpack. */
  private @Nullable Listpack small;

  /** Position of the next step, or NONE. */
  private int nextPosition = Listpack.NONE;

  /** Position of the cursor, or NONE. */
  private int position = Listpack.NONE;

  /** Begins a walk as {@link ListValue#cursor} does; returns this cursor. */
  public ListCursor begin(ListValue list, long index, boolean forwards) {
    value = list;
    forward = forwards;
    nextPosition = Listpack.NONE;
    if (list.isCompact()) {
      small = list.listpack();
      nextPosition = index == (int) index ? small.seek((int) index) : Listpack.NONE;
    } else {
      isLarge = large.begin(list.quicklist(), index, forwards);
    }
    return this;
  }

  /** Goes to the next element; returns false at the end. */
  public boolean next() {
    if (isLarge) {
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
    if (isLarge && element.length() >= LentArrays.MIN_LENGTH && large.lend()) {
      reply.storedBulk(element.array(), element.offset(), element.length());
    } else {
      element.reply(reply);
    }
  }

  /** Removes the element at the cursor. */
  public void delete() {
    if (isLarge) {
      large.delete();
      return;
    }
    var list = standing();
    int behind = list.delete(position);
    // Elements before it have not moved; those behind it have moved to its position.
    nextPosition = forward ? behind : nextPosition;
    position = Listpack.NONE;
    keep(list);
  }

  /** Inserts an element before the one at the cursor; ends the walk. */
  public void insertBefore(byte[] text, int offset, int length) {
    if (isLarge) {
      large.insertBefore(text, offset, length);
    } else {
      var list = standing();
      list.insertBefore(position, text, offset, length);
      end(list);
    }
  }

  /** Inserts an element behind the one at the cursor; ends the walk. */
  public void insertAfter(byte[] text, int offset, int length) {
    if (isLarge) {
      large.insertAfter(text, offset, length);
    } else {
      var list = standing();
      list.insertAfter(position, text, offset, length);
      end(list);
    }
  }

  /** Replaces the element at the cursor; ends the walk. */
  public void replace(byte[] text, int offset, int length) {
    if (isLarge) {
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

  private void keep(Listpack list) {
    Objects.requireNonNull(value, "the walk has begun").keep(list);
  }

  private void end(Listpack list) {
    keep(list);
    position = Listpack.NONE;
    nextPosition = Listpack.NONE;
  }

  /** Ends the walk: the cursor refers to nothing of the list any more. */
  @Override
  public void close() {
    large.close();
    isLarge = false;
    value = null;
    small = null;
    position = Listpack.NONE;
    nextPosition = Listpack.NONE;
    element.clear();
  }
}
