package eightweeks.week2.values;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.object.AdaptiveValue;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ValueContext;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.quicklist.Quicklist;
import eightweeks.week2.quicklist.QuicklistCursor;
import eightweeks.week2.quicklist.QuicklistEditor;
import eightweeks.week2.quicklist.QuicklistFill;
import org.jspecify.annotations.Nullable;

/**
 * A list: one listpack while it is small, a quicklist when it is not.
 *
 * <p>Answers to {@code t_list.c}: {@code listTypeTryConversionRaw()}, {@code listTypePush()},
 * {@code listTypePop()}, {@code listTypeDelRange()}, {@code listTypeReplaceAtIndex()}, {@code
 * listTypeDup()}.
 *
 * <p>When does it convert? Not at each change, but where a command asks for it, as in Redis: {@link
 * #beforeAdding} looks at all elements that will be added, {@link #afterRemoving} at those that are
 * left. A quicklist that shrinks becomes a listpack only at half of the limit. Otherwise a list at
 * the limit would convert with every push and pop.
 */
public final class ListValue extends AdaptiveValue {
  /** A view of the list of an entry. */
  ListValue(ValueContext values, Entry entry) {
    super(values, entry.requireType(ValueType.LIST));
  }

  /** A view that shows nothing yet. */
  ListValue(ValueContext values) {
    super(values);
  }

  private ListValue(ValueContext values, Encoding encoding, Object content) {
    super(values, ValueType.LIST, encoding, content);
  }

  /**
   * Shows the list of an entry, until {@link #hide}; returns this view.
   *
   * @throws CommandError WRONGTYPE if the key has another type
   */
  public ListValue of(Entry of) {
    show(of.requireType(ValueType.LIST));
    return this;
  }

  static ListValue create(ValueContext values) {
    return new ListValue(values, Encoding.LISTPACK, new Listpack().array());
  }

  /** Returns an empty list that is a quicklist. */
  static ListValue quicklist(ValueContext values) {
    var limits = values.limits();
    return new ListValue(
        values,
        Encoding.QUICKLIST,
        new Quicklist(
            limits.listMaxListpackSize.intValue(),
            limits.listCompressDepth.intValue(),
            values.packedThreshold(),
            values.allocator()));
  }

  @Override
  public long size() {
    return isCompact() ? list().count() : quicklist().count();
  }

  /** Returns the quicklist of a list that is not compact. */
  public Quicklist quicklist() {
    return (Quicklist) content();
  }

  // ---- Converting.

  // tag::convert[]
  /**
   * Converts the list if arguments {@code from} to {@code to} do not fit a listpack. Commands call
   * this before they add them (listTypeTryConversionAppend).
   */
  public void beforeAdding(Args args, int from, int to) {
    long bytes = 0;
    for (int i = from; i <= to; i++) {
      bytes += args.length(i);
    }
    beforeAdding(bytes, to - from + 1);
  }

  /** Converts the list if {@code elements} of {@code bytes} in total do not fit a listpack. */
  public void beforeAdding(long bytes, int elements) {
    if (!isCompact()) {
      return;
    }
    var limits = values.limits();
    int fill = limits.listMaxListpackSize.intValue();
    var list = list();
    if (QuicklistFill.isExceeded(fill, list.totalBytes() + bytes, list.count() + elements)) {
      var chain =
          new Quicklist(
              fill,
              limits.listCompressDepth.intValue(),
              values.packedThreshold(),
              values.allocator());
      if (list.first() != Listpack.NONE) {
        chain.appendNode(list);
      }
      growInto(Encoding.QUICKLIST, chain);
    }
  }

  /** Converts the list after a command has removed elements (listTypeTryConversion, shrinking). */
  public void afterRemoving() {
    shrinkIfBelow(2);
  }

  /** Converts the list after a command has replaced an element (listTypeTryConversion, auto). */
  public void afterReplacing() {
    beforeAdding(0, 0);
    shrinkIfBelow(1);
  }

  /** Makes it a listpack if it is not larger than the limits divided by a number. */
  private void shrinkIfBelow(int divisor) {
    if (isCompact()) {
      return;
    }
    var chain = quicklist();
    var only = chain.head();
    int fill = values.limits().listMaxListpackSize.intValue();
    if (chain.nodeCount() == 1
        && only != null
        && !only.isPlain()
        && only.size() <= QuicklistFill.maxBytes(fill) / divisor
        && chain.count() <= QuicklistFill.maxEntries(fill) / divisor) {
      only.rest();
      shrinkInto(Encoding.LISTPACK, only.list().array());
    }
  }

  // end::convert[]

  // ---- At the ends.

  /** Inserts an element at the head. */
  public void pushHead(byte[] text, int offset, int length) {
    if (isCompact()) {
      var list = list();
      list.prepend(text, offset, length);
      store(list);
    } else {
      quicklist().pushHead(text, offset, length);
    }
  }

  /** Appends an element at the tail. */
  public void pushTail(byte[] text, int offset, int length) {
    if (isCompact()) {
      var list = list();
      list.append(text, offset, length);
      store(list);
    } else {
      quicklist().pushTail(text, offset, length);
    }
  }

  /** Removes and returns the first element; null if the list is empty. */
  public byte @Nullable [] popHead() {
    return isCompact() ? popCompact(0) : quicklist().popHead();
  }

  /** Removes and returns the last element; null if the list is empty. */
  public byte @Nullable [] popTail() {
    return isCompact() ? popCompact(-1) : quicklist().popTail();
  }

  private byte @Nullable [] popCompact(int index) {
    var list = list();
    int p = list.seek(index);
    if (p == Listpack.NONE) {
      return null;
    }
    var popped = list.get(p);
    list.delete(p);
    store(list);
    return popped;
  }

  // ---- By index; -1 is the last element.

  /** Shows the element at an index; returns whether there is one. */
  public boolean get(long index, Element into) {
    if (isCompact()) {
      var list = list();
      int p = seek(list, index);
      if (p != Listpack.NONE) {
        into.read(list, p);
      }
      return p != Listpack.NONE;
    }
    try (var cursor = QuicklistCursor.at(quicklist(), index, true)) {
      if (cursor == null || !cursor.next()) {
        return false;
      }
      into.set(cursor.entry());
      return true;
    }
  }

  private static int seek(Listpack list, long index) {
    return index == (int) index ? list.seek((int) index) : Listpack.NONE;
  }

  /** Replaces the element at an index; returns whether there is one. */
  public boolean replace(long index, byte[] text, int offset, int length) {
    if (!isCompact()) {
      try (var cursor = QuicklistCursor.at(quicklist(), index, true)) {
        if (cursor == null || !cursor.next()) {
          return false;
        }
        cursor.replace(text, offset, length);
        return true;
      }
    }
    var list = list();
    int p = seek(list, index);
    if (p == Listpack.NONE) {
      return false;
    }
    list.replace(p, text, offset, length);
    store(list);
    return true;
  }

  /** Removes up to {@code max} elements, from an index on. */
  public void deleteRange(long index, long max) {
    if (!isCompact()) {
      QuicklistEditor.deleteRange(quicklist(), index, max);
    } else if (index == (int) index) {
      var list = list();
      list.deleteRange((int) index, (int) Math.min(max, Integer.MAX_VALUE));
      store(list);
    }
  }

  /**
   * Returns a walk from an index on, which the caller closes. It begins before the element: {@link
   * ListCursor#next} goes there. If the index is out of range, the walk has no element.
   *
   * @param forward true walks towards the end, false towards the start
   */
  public ListCursor cursor(long index, boolean forward) {
    return new ListCursor().begin(this, index, forward);
  }

  // ---- As a whole.

  @Override
  public ListValue duplicate() {
    return new ListValue(
        values, encoding(), isCompact() ? bytes().clone() : quicklist().duplicate());
  }

  /**
   * Returns a list with the same elements, which is no part of the data set and does not change
   * when this one does: for a snapshot. This list must not be compact.
   */
  public ListValue share() {
    return new ListValue(values, encoding(), quicklist().share());
  }

  /** Stores a listpack that a cursor has changed. */
  void keep(Listpack changed) {
    store(changed);
  }
}
