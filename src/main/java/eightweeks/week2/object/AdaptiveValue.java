package eightweeks.week2.object;

import eightweeks.week1.resp.Args;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.dict.HashTable;
import org.jspecify.annotations.Nullable;

/**
 * A view of an entry whose value is compact while it is small, and changes to a structure that
 * scales when it grows.
 *
 * <p>The {@link Entry} holds the value: its type, its encoding and its content. The content is a
 * {@code byte[]} (a listpack, or an intset) or the large structure. A view adds the operations, and
 * has no state that must last. A command makes a view when it has found an entry ({@code
 * values.hash(entry)} and the like) and drops it at its end. There may be several views of one
 * entry at a time, as in LMOVE from a list to itself: each view reads from the entry, and writes
 * each change to it at once.
 *
 * <p>Why are views not stored? A view in each entry would cost sixteen bytes more for each of a
 * million small hashes. A view that lives as long as a command costs mostly nothing: the JIT
 * compiler removes the allocation, as it does for the listpack that a method puts around the bytes.
 *
 * <p>It cannot do so in a command that adds a new value to the keyspace. A million elements that
 * are added one by one would leave 16 MB of views, which stay until the next collection. So the
 * commands that fill values keep one view, and show one entry after the other with it ({@link
 * #show}).
 *
 * <p>A value that no key has yet is a view of an entry without a key. When the value gets its key,
 * the content moves to the entry of the key, and so does the view: the command that made it may
 * still use it. Any other view of the old entry is void, and fails when it is used.
 */
public abstract class AdaptiveValue extends Value {
  /** A table below this number of elements is in the processor's caches. */
  private static final int LARGE_TABLE = 4096;

  /** Maximum room for new elements, in bytes: with more, most values do not stay compact. */
  private static final int MAX_RESERVE = 8192;

  protected final ValueContext values;
  private Entry entry;

  /** A view of an entry with a value of its type. */
  protected AdaptiveValue(ValueContext values, Entry entry) {
    this.values = values;
    this.entry = entry;
  }

  /**
   * A value that no key has yet. A compact one is accounted here; a structure has done so itself.
   */
  protected AdaptiveValue(ValueContext values, ValueType type, Encoding encoding, Object content) {
    this(values, new Entry(type, encoding, content));
    if (content instanceof byte[] bytes) {
      values.allocator().adopt(bytes);
    }
  }

  /** A view that a command keeps. It shows nothing yet. */
  protected AdaptiveValue(ValueContext values) {
    this(values, values.nothing());
  }

  /** Shows another entry from now on, until {@link #hide}. */
  protected final void show(Entry other) {
    entry = other;
  }

  /** Shows a compact value that no key has yet, until {@link #hide}. */
  protected final void show(ValueType type, Encoding encoding, byte[] content) {
    entry = new Entry(type, encoding, values.allocator().adopt(content));
  }

  /**
   * Shows nothing from now on, so that the value can be collected when it is deleted. A command
   * calls this before it tells listeners, which may run the same command.
   */
  public final void hide() {
    entry = values.nothing();
  }

  /**
   * Gives the entry of this value a key, and returns it. Returns null if the entry has a key
   * already: then the content must move.
   */
  final @Nullable Entry named(byte[] key) {
    return entry.name(key) ? entry : null;
  }

  /** Moves the content to the entry that holds it from now on. */
  final void moveTo(Entry owner) {
    owner.moveFrom(entry);
    entry = owner;
  }

  /**
   * Prefetches the elements that a command names ({@link HashTable#prefetch}). The command calls it
   * before each lookup; every {@value ValueContext#PREFETCHED} elements it reads the next ones. A
   * small value is in the processor's caches anyway.
   *
   * @param first the argument that names the first element
   * @param i the argument that is looked up next
   */
  public final void prefetch(Args args, int first, int i) {
    if ((i - first) % ValueContext.PREFETCHED == 0 && i + 1 < args.count()) {
      var table = entry.elements();
      if (table != null && table.size() >= LARGE_TABLE) {
        values.prefetch(table, args, i);
      }
    }
  }

  /** Returns whether another view shows the same value. */
  public final boolean isSameAs(@Nullable Value other) {
    return other instanceof AdaptiveValue view && view.entry == entry;
  }

  @Override
  public final ValueType type() {
    return entry.type();
  }

  @Override
  public final Encoding encoding() {
    return entry.encoding();
  }

  /** Returns a {@code byte[]} or a structure. */
  protected final Object content() {
    return entry.content();
  }

  /** Returns whether it is a listpack or an intset, in one array. */
  public final boolean isCompact() {
    return content() instanceof byte[];
  }

  /** Returns the bytes of a compact value. */
  protected final byte[] bytes() {
    return (byte[]) content();
  }

  /** Returns the listpack of a compact value. */
  protected final Listpack list() {
    return Listpack.unpack(bytes());
  }

  @Override
  public final Listpack listpack() {
    return encoding() == Encoding.LISTPACK ? list() : super.listpack();
  }

  /** Returns the bytes that arguments take as entries of a listpack. */
  protected static long entryBytes(Args args, int from, int to) {
    long sum = 0;
    for (int i = from; i <= to; i++) {
      sum += Listpack.entryBytes(args.array(i), args.offset(i), args.length(i));
    }
    return sum;
  }

  /**
   * Makes room for elements in a listpack, so that a command that adds several of them copies it
   * once. The command calls {@link #freeSpare} at its end.
   *
   * @param from the first argument that becomes an entry
   * @param to the last one
   */
  public final void reserve(Args args, int from, int to) {
    if (encoding() == Encoding.LISTPACK && to > from) {
      var list = list();
      list.reserve(Math.min(entryBytes(args, from, to), MAX_RESERVE));
      store(list);
    }
  }

  /** Frees room in a listpack that was not needed. */
  public final void freeSpare() {
    if (encoding() == Encoding.LISTPACK) {
      var list = list();
      list.freeSpare();
      store(list);
    }
  }

  /** Stores a listpack that has been changed. */
  protected final void store(Listpack list) {
    store(list.array());
  }

  /** Stores the changed bytes of a compact value, which may be another array than before. */
  protected final void store(byte[] changed) {
    var old = bytes();
    if (changed != old) {
      entry.content(values.allocator().reallocate(old, changed));
    }
  }

  /** Replaces the compact content by a large structure, which has accounted its memory. */
  protected final void growInto(Encoding encoding, Object structure) {
    values.allocator().free(bytes());
    entry.content(encoding, structure);
  }

  /** Replaces the content by a compact one. */
  protected final void shrinkInto(Encoding encoding, byte[] compact) {
    values.allocator().account(-accounted());
    entry.content(encoding, values.allocator().adopt(compact));
  }

  @Override
  public final long accounted() {
    return HeapSize.ofContent(content());
  }

  /** Frees the memory of a value that belongs to no key. */
  final void release() {
    values.releaseValueOf(entry);
  }

  /** Returns what is accounted, which is everything: no sampling is needed. */
  @Override
  public long memory(long samples) {
    return accounted();
  }
}
