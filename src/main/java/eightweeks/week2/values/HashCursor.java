package eightweeks.week2.values;

import eightweeks.week2.compact.Listpack;
import eightweeks.week2.dict.DictIterator;
import eightweeks.week2.object.Element;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the fields of a hash and their values.
 *
 * <p>Answers to {@code t_hash.c}: {@code hashTypeInitIterator()}, {@code hashTypeNext()}, {@code
 * hashTypeCurrentObject()}. The hash must not change before the cursor is closed; lookups are
 * allowed.
 */
public final class HashCursor implements AutoCloseable {
  private final Element field = new Element();
  private final Element value = new Element();
  private final @Nullable Listpack list;
  private final @Nullable DictIterator<byte[]> table;
  private int next;

  HashCursor(HashValue hash) {
    list = hash.isCompact() ? hash.listpack() : null;
    table = hash.isCompact() ? null : hash.dict().safeIterator();
    next = list == null ? Listpack.NONE : list.first();
  }

  /** Goes to the next field; returns false at the end. */
  public boolean next() {
    if (table != null) {
      var record = table.next();
      if (record != null) {
        HashValue.showField(record, field);
        HashValue.showValue(record, value);
      }
      return record != null;
    }
    if (list == null || next == Listpack.NONE) {
      return false;
    }
    field.read(list, next);
    int second = list.next(next);
    value.read(list, second);
    next = list.next(second);
    return true;
  }

  /** Returns the field at the cursor; the same object each time. */
  public Element field() {
    return field;
  }

  /** Returns the value of the field at the cursor; the same object each time. */
  public Element value() {
    return value;
  }

  @Override
  public void close() {
    if (table != null) {
      table.close();
    }
  }
}
