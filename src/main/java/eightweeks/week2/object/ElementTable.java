package eightweeks.week2.object;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.dict.BareDict;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a large set or hash: a dict of bare byte arrays that keeps the books.
 *
 * <p>Every array that it holds is its own ({@link Allocator}). The dict books its tables and links
 * here.
 */
final class ElementTable implements LongConsumer {
  /** This object; see HeapSizeTest. */
  private static final int FIXED = 24;

  final BareDict dict;
  private final Allocator allocator;
  private long accounted;

  private ElementTable(Values values, Function<LongConsumer, BareDict> make, long room) {
    allocator = values.allocator();
    dict = make.apply(this);
    accept(FIXED + BareDict.OBJECT);
    dict.expand((int) Math.min(room, Integer.MAX_VALUE / 2));
  }

  /** An empty one with room for so many members. */
  static ElementTable ofMembers(Values values, long room) {
    return new ElementTable(
        values, books -> BareDict.ofMembers(values.sipHash(), values.resizing(), books), room);
  }

  /** An empty one with room for so many {@link eightweeks.week2.dict.FieldRecord}s. */
  static ElementTable ofFields(Values values, long room) {
    return new ElementTable(
        values, books -> BareDict.ofFields(values.sipHash(), values.resizing(), books), room);
  }

  /** Bytes on the books: all that it takes. */
  long accounted() {
    return accounted;
  }

  /** Books what this table or its dict takes, or gives back. */
  @Override
  public void accept(long bytes) {
    accounted += bytes;
    allocator.account(bytes);
  }

  int size() {
    return dict.size();
  }

  /** Adds a copy of a range as a member; returns whether it was not there. */
  boolean addIfAbsent(byte[] bytes, int offset, int length) {
    boolean added = dict.addIfAbsent(bytes, offset, length);
    if (added) {
      accept(HeapSize.ofBytes(length));
    }
    return added;
  }

  /** Adds an array whose key is not there. */
  void add(byte[] element) {
    dict.add(element);
    accept(HeapSize.ofBytes(element.length));
  }

  /** Adds a record, or puts it in the place of one with the same field; whether it was new. */
  boolean put(byte[] element) {
    byte @Nullable [] old = dict.put(element);
    accept(HeapSize.ofBytes(element.length) - (old == null ? 0 : HeapSize.ofBytes(old.length)));
    return old == null;
  }

  /** Takes an element out, and gives room back of which there is too much. */
  boolean remove(byte[] bytes, int offset, int length) {
    byte @Nullable [] removed = dict.remove(bytes, offset, length);
    if (removed == null) {
      return false;
    }
    accept(-HeapSize.ofBytes(removed.length));
    dict.resizeIfSparse();
    return true;
  }

  byte[] random(RandomStream random) {
    byte @Nullable [] element = dict.fairRandom(random);
    if (element == null) {
      throw new IllegalStateException("nothing to draw from");
    }
    return element;
  }

  /** A table of its own with copies of all elements. */
  ElementTable duplicate(ElementTable empty) {
    dict.forEach(element -> empty.add(element.clone()));
    return empty;
  }
}
