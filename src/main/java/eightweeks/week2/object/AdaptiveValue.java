package eightweeks.week2.object;

import eightweeks.week2.compact.Listpack;
import org.jspecify.annotations.Nullable;

/**
 * A view of an entry whose value is compact while it is small, and changes to a structure that
 * scales when it grows.
 *
 * <p>What the value is lies in the {@link Entry}: its type, its encoding and its content, which is
 * a {@code byte[]} (a listpack, or an intset) or the large structure. A view adds what can be done
 * with it, and nothing that lasts. A command makes one when it has found an entry ({@link
 * Values#hash(Entry)} and its like) and forgets it when it is done. There may be several of the
 * same entry at a time, as in LMOVE from a list to itself: each change goes to the entry at once,
 * and each look comes from there.
 *
 * <p>Why? Kept in the entry, a view would be sixteen bytes more for each of a million small hashes.
 * Made for the length of a command, the compiler mostly does away with it, as it does with the
 * listpack that a method puts around the bytes.
 *
 * <p>A value that no key has yet is a view too, of an entry without a key. When the value gets its
 * key, its content moves there, and the view goes along: the command that made it may go on. Any
 * other view of the old entry is void, and fails when it is used.
 */
abstract class AdaptiveValue extends Value {
  final Values values;
  private Entry entry;

  /** A view of an entry with a value of its type. */
  AdaptiveValue(Values values, Entry entry) {
    this.values = values;
    this.entry = entry;
  }

  /** A value that no key has yet. A blob is put on the books; a structure has booked itself. */
  AdaptiveValue(Values values, ValueType type, Encoding encoding, Object content) {
    this(values, new Entry(type, encoding, content));
    if (content instanceof byte[] blob) {
      values.allocator().adopt(blob);
    }
  }

  /** Moves the content to the entry that has it from now on. */
  final void moveTo(Entry owner) {
    owner.moveFrom(entry);
    entry = owner;
  }

  /** Whether another view shows the same value. */
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

  final Object content() {
    return entry.content();
  }

  final boolean isCompact() {
    return content() instanceof byte[];
  }

  /** The compact blob. */
  final byte[] bytes() {
    return (byte[]) content();
  }

  /** The compact blob, which must be a listpack. */
  final Listpack list() {
    return Listpack.unpack(bytes());
  }

  @Override
  public final Listpack listpack() {
    return encoding() == Encoding.LISTPACK ? list() : super.listpack();
  }

  /** Takes back a listpack that has been changed. */
  final void keep(Listpack list) {
    keep(list.array());
  }

  /** Takes back a blob that has been changed, perhaps into another array. */
  final void keep(byte[] blob) {
    var old = bytes();
    if (blob != old) {
      entry.content(values.allocator().exchange(old, blob));
    }
  }

  /** Exchanges the blob for a large structure, which has booked itself. */
  final void growInto(Encoding encoding, Object structure) {
    values.allocator().free(bytes());
    entry.content(encoding, structure);
  }

  /** Exchanges the content, blob or large structure, for a blob. */
  final void shrinkInto(Encoding encoding, byte[] blob) {
    values.allocator().account(-accounted());
    entry.content(encoding, values.allocator().adopt(blob));
  }

  @Override
  public final long accounted() {
    return HeapSize.ofContent(content());
  }

  /** Gives back the memory of a value that belongs to no key. */
  final void release() {
    values.releaseValueOf(entry);
  }

  /** What is on the books, which is everything: nothing has to be sampled. */
  @Override
  public long memory(long samples) {
    return accounted();
  }
}
