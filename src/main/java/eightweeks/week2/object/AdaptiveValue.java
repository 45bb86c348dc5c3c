package eightweeks.week2.object;

import eightweeks.week2.compact.Listpack;
import eightweeks.week2.compact.Quicklist;

/**
 * A value that is compact while it is small, and changes to a structure that scales when it grows.
 *
 * <p>Its content is the whole state: a {@code byte[]} is a compact blob (a listpack, or an intset),
 * anything else is the large structure. A small value costs these sixteen bytes and its blob.
 *
 * <p>Why is a listpack kept as bare bytes and wrapped anew by every method? The wrapper is one
 * reference; kept, it would be sixteen bytes more for each of a million small hashes. Made for the
 * length of a method, the compiler mostly does away with it.
 */
abstract class AdaptiveValue extends Value {
  final Values values;
  private Object content;

  AdaptiveValue(Values values, Object content) {
    this.values = values;
    this.content = content;
    values.blob().book(HeapSize.VALUE);
    if (content instanceof byte[] blob) {
      values.blob().adopt(blob);
    }
  }

  final Object content() {
    return content;
  }

  final boolean isCompact() {
    return content instanceof byte[];
  }

  /** The compact blob. */
  final byte[] bytes() {
    return (byte[]) content;
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
    if (blob != content) {
      content = values.blob().exchange(bytes(), blob);
    }
  }

  /** Exchanges the blob for a large structure, which has booked itself. */
  final void growInto(Object structure) {
    values.blob().free(bytes());
    content = structure;
  }

  /** Exchanges the blob, or the large structure, for a blob. */
  final void shrinkInto(byte[] blob) {
    values.blob().book(-contentBooked());
    content = values.blob().adopt(blob);
  }

  private long contentBooked() {
    return switch (content) {
      case byte[] bytes -> HeapSize.ofBytes(bytes.length);
      case ElementTable table -> table.booked();
      case Ranking ranking -> ranking.booked();
      default -> ((Quicklist) content).memory();
    };
  }

  @Override
  final long booked() {
    return HeapSize.VALUE + contentBooked();
  }

  @Override
  final void release() {
    values.blob().book(-booked());
  }

  /** What is on the books, which is everything: nothing has to be sampled. */
  @Override
  public long memory(long samples) {
    return booked();
  }
}
