package eightweeks.week2.object;

import eightweeks.week2.compact.Listpack;
import eightweeks.week2.compact.QuicklistCursor;
import org.jspecify.annotations.Nullable;

/**
 * A walk over a list that may change it where it stands.
 *
 * <p>Answers to {@code t_list.c}: {@code listTypeInitIterator()}, {@code listTypeNext()}, {@code
 * listTypeEqual()}, {@code listTypeDelete()}, {@code listTypeInsert()}. Deleting goes on behind the
 * deleted element; inserting and replacing end the walk. To be closed.
 */
public final class ListCursor implements AutoCloseable {
  private final ListValue value;
  private final boolean forward;
  private final Element element = new Element();
  private final @Nullable QuicklistCursor large;
  private final @Nullable Listpack small;

  /** Where the next step goes, or NONE. */
  private int nextPosition = Listpack.NONE;

  /** Where the cursor stands, or NONE. */
  private int position = Listpack.NONE;

  ListCursor(ListValue value, long index, boolean forward) {
    this.value = value;
    this.forward = forward;
    if (value.isCompact()) {
      large = null;
      small = value.list();
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

  /** The element where the cursor stands; the same object each time. */
  public Element element() {
    return element;
  }

  /** Takes out the element where the cursor stands. */
  public void delete() {
    if (large != null) {
      large.delete();
      return;
    }
    var list = standing();
    int behind = list.delete(position);
    // What lies in front has not moved; what lies behind has come here.
    nextPosition = forward ? behind : nextPosition;
    position = Listpack.NONE;
    value.keep(list);
  }

  /** Puts an element in front of the one where the cursor stands; ends the walk. */
  public void insertBefore(byte[] text, int offset, int length) {
    if (large != null) {
      large.insertBefore(text, offset, length);
    } else {
      var list = standing();
      list.insertBefore(position, text, offset, length);
      end(list);
    }
  }

  /** Puts an element behind the one where the cursor stands; ends the walk. */
  public void insertAfter(byte[] text, int offset, int length) {
    if (large != null) {
      large.insertAfter(text, offset, length);
    } else {
      var list = standing();
      list.insertAfter(position, text, offset, length);
      end(list);
    }
  }

  /** Puts an element in the place of the one where the cursor stands; ends the walk. */
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
      throw new IllegalStateException("the cursor stands on no element");
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
