package eightweeks.week2.object;

import eightweeks.week1.resp.Args;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.compact.Quicklist;
import eightweeks.week2.compact.QuicklistCursor;
import eightweeks.week2.compact.QuicklistEditor;
import eightweeks.week2.compact.QuicklistFill;
import org.jspecify.annotations.Nullable;

/**
 * A list: one listpack while it is small, a quicklist when it is not.
 *
 * <p>Answers to {@code t_list.c}: {@code listTypeTryConversionRaw()}, {@code listTypePush()},
 * {@code listTypePop()}, {@code listTypeDelRange()}, {@code listTypeReplaceAtIndex()}, {@code
 * listTypeDup()}.
 *
 * <p>When does it convert? Not within each step, but where a command says so, as Redis does: {@link
 * #beforeAdding} looks at everything that is about to come, {@link #afterRemoving} at what is left.
 * A list that grew out of its listpack comes back only when it is half as large as that: one at the
 * limit would otherwise change with every push and pop.
 */
public final class ListValue extends AdaptiveValue {
  /** The list that an entry has. */
  ListValue(Values values, Entry entry) {
    super(values, entry.having(ValueType.LIST));
  }

  private ListValue(Values values, Encoding encoding, Object content) {
    super(values, ValueType.LIST, encoding, content);
  }

  static ListValue create(Values values) {
    return new ListValue(values, Encoding.LISTPACK, new Listpack().array());
  }

  @Override
  public long size() {
    return isCompact() ? list().count() : quicklist().count();
  }

  /** The chain of listpacks, of a list that is one. */
  public Quicklist quicklist() {
    return (Quicklist) content();
  }

  // ---- Converting.

  // tag::convert[]
  /** To be called before words {@code from} to {@code to} are added (…ConversionAppend). */
  public void beforeAdding(Args args, int from, int to) {
    long bytes = 0;
    for (int i = from; i <= to; i++) {
      bytes += args.length(i);
    }
    beforeAdding(bytes, to - from + 1);
  }

  /** To be called before so many bytes in so many elements are added. */
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

  /** To be called when a command has taken elements out (listTypeTryConversion, shrinking). */
  public void afterRemoving() {
    shrinkIfBelow(2);
  }

  /** To be called when a command has exchanged an element (listTypeTryConversion, auto). */
  public void afterReplacing() {
    beforeAdding(0, 0);
    shrinkIfBelow(1);
  }

  private void shrinkIfBelow(int part) {
    if (isCompact()) {
      return;
    }
    var chain = quicklist();
    var only = chain.head();
    int fill = values.limits().listMaxListpackSize.intValue();
    if (chain.nodeCount() == 1
        && only != null
        && !only.isPlain()
        && only.size() <= QuicklistFill.mostBytes(fill) / part
        && chain.count() <= QuicklistFill.mostEntries(fill) / part) {
      only.rest();
      shrinkInto(Encoding.LISTPACK, only.list().array());
    }
  }

  // end::convert[]

  // ---- At the ends.

  /** Puts an element in front of all. */
  public void pushHead(byte[] text, int offset, int length) {
    if (isCompact()) {
      var list = list();
      list.prepend(text, offset, length);
      keep(list);
    } else {
      quicklist().pushHead(text, offset, length);
    }
  }

  /** Puts an element behind all. */
  public void pushTail(byte[] text, int offset, int length) {
    if (isCompact()) {
      var list = list();
      list.append(text, offset, length);
      keep(list);
    } else {
      quicklist().pushTail(text, offset, length);
    }
  }

  /** Takes the first element out; null if there is none. */
  public byte @Nullable [] popHead() {
    return isCompact() ? popCompact(0) : quicklist().popHead();
  }

  /** Takes the last element out; null if there is none. */
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
    keep(list);
    return popped;
  }

  // ---- By index; -1 is the last element.

  /** Looks at the element at an index; returns whether there is one. */
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

  /** Puts an element in the place of the one at an index; returns whether there is one. */
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
    keep(list);
    return true;
  }

  /** Takes up to {@code most} elements out, from an index on. */
  public void deleteRange(long index, long most) {
    if (!isCompact()) {
      QuicklistEditor.deleteRange(quicklist(), index, most);
    } else if (index == (int) index) {
      var list = list();
      list.deleteRange((int) index, (int) Math.min(most, Integer.MAX_VALUE));
      keep(list);
    }
  }

  /**
   * A walk from an index on, to be closed. It begins before the element: {@link ListCursor#next}
   * goes there. With an index that is out of range there is nothing to walk over.
   *
   * @param forward towards the end, or towards the start
   */
  public ListCursor cursor(long index, boolean forward) {
    return new ListCursor(this, index, forward);
  }

  // ---- As a whole.

  @Override
  public ListValue duplicate() {
    return new ListValue(
        values, encoding(), isCompact() ? bytes().clone() : quicklist().duplicate());
  }
}
