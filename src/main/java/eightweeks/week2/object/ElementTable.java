package eightweeks.week2.object;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.dict.BareDict;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a large set or hash: a dict of bare byte arrays that keeps the books.
 *
 * <p>Every array that it holds is its own ({@link Blob}).
 */
final class ElementTable {
  /** This object; see HeapSizeTest. */
  private static final int FIXED = 24;

  final BareDict dict;
  private final Blob blob;
  private long booked;

  private ElementTable(BareDict dict, Blob blob) {
    this.dict = dict;
    this.blob = blob;
  }

  /** An empty one with room for so many members. */
  static ElementTable ofMembers(Values values, long room) {
    return expanded(BareDict.ofMembers(values.sipHash(), values.resizing()), values, room);
  }

  /** An empty one with room for so many {@link eightweeks.week2.dict.FieldRecord}s. */
  static ElementTable ofFields(Values values, long room) {
    return expanded(BareDict.ofFields(values.sipHash(), values.resizing()), values, room);
  }

  private static ElementTable expanded(BareDict dict, Values values, long room) {
    dict.expand((int) Math.min(room, Integer.MAX_VALUE / 2));
    return new ElementTable(dict, values.blob());
  }

  /** Bytes on the books for its elements. */
  long booked() {
    return booked;
  }

  private void book(long bytes) {
    booked += bytes;
    blob.book(bytes);
  }

  int size() {
    return dict.size();
  }

  /** Adds a copy of a range as a member; returns whether it was not there. */
  boolean addIfAbsent(byte[] bytes, int offset, int length) {
    boolean added = dict.addIfAbsent(bytes, offset, length);
    if (added) {
      book(HeapSize.ofBytes(length));
    }
    return added;
  }

  /** Adds an array whose key is not there. */
  void add(byte[] element) {
    dict.add(element);
    book(HeapSize.ofBytes(element.length));
  }

  /** Adds a record, or puts it in the place of one with the same field; whether it was new. */
  boolean put(byte[] element) {
    byte @Nullable [] old = dict.put(element);
    book(HeapSize.ofBytes(element.length) - (old == null ? 0 : HeapSize.ofBytes(old.length)));
    return old == null;
  }

  /** Takes an element out, and gives room back of which there is too much. */
  boolean remove(byte[] bytes, int offset, int length) {
    byte @Nullable [] removed = dict.remove(bytes, offset, length);
    if (removed == null) {
      return false;
    }
    book(-HeapSize.ofBytes(removed.length));
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

  /**
   * Bytes that it takes. Elements beyond the samples, and the links of chains, are reckoned: how
   * many elements share their bucket follows from how full the table is.
   */
  long memory(long samples) {
    long bytes = FIXED + DictMemory.of(dict);
    long seen = 0;
    long seenBytes = 0;
    try (var all = dict.safeIterator()) {
      for (var each = seen < samples ? all.next() : null;
          each != null;
          each = seen < samples ? all.next() : null) {
        seen++;
        seenBytes += HeapSize.ofBytes(each.length);
      }
    }
    if (seen > 0) {
      double elements = (double) seenBytes / seen * dict.size();
      bytes += (long) (elements + HeapSize.NODE * DictMemory.links(dict));
    }
    return bytes;
  }
}
