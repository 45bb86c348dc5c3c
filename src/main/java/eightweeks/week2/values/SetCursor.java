package eightweeks.week2.values;

import eightweeks.week2.compact.IntSet;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.dict.DictIterator;
import eightweeks.week2.object.Element;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the members of a set.
 *
 * <p>Answers to {@code t_set.c}: {@code setTypeInitIterator()}, {@code setTypeNext()}. The set must
 * not change before the cursor is closed; lookups are allowed.
 */
public final class SetCursor implements AutoCloseable {
  private final Element element = new Element();
  private final @Nullable IntSet integers;
  private final @Nullable Listpack list;
  private final @Nullable DictIterator<byte[]> table;

  /** Index in the intset, or position in the listpack, of the next member. */
  private int next;

  SetCursor(SetValue set) {
    boolean isIntSet = set.isIntSet();
    integers = isIntSet ? set.integers() : null;
    list = set.isCompact() && !isIntSet ? set.listpack() : null;
    table = set.isCompact() ? null : set.dict().safeIterator();
    next = list == null ? 0 : list.first();
  }

  /** Goes to the next member; returns false at the end. */
  public boolean next() {
    if (table != null) {
      var member = table.next();
      if (member != null) {
        element.set(member);
      }
      return member != null;
    }
    if (integers != null) {
      boolean there = next < integers.size();
      if (there) {
        element.set(integers.get(next++));
      }
      return there;
    }
    if (list == null || next == Listpack.NONE) {
      return false;
    }
    element.read(list, next);
    next = list.next(next);
    return true;
  }

  /** Returns the member at the cursor; the same object each time. */
  public Element element() {
    return element;
  }

  @Override
  public void close() {
    if (table != null) {
      table.close();
    }
  }
}
