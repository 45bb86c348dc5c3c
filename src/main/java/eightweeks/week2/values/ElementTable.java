package eightweeks.week2.values;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.batch.ElementBatch;
import eightweeks.week2.bytes.FieldRecord;
import eightweeks.week2.dict.BareDict;
import eightweeks.week2.object.Allocator;
import eightweeks.week2.object.HeapSize;
import eightweeks.week2.object.Structure;
import eightweeks.week2.object.ValueContext;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a large set or hash: a dict of bare byte arrays, with memory accounting.
 *
 * <p>Answers to {@code server.c: setDictType, hashDictType}. The table owns every array in it
 * ({@link Allocator}). The dict accounts its tables and links here.
 */
final class ElementTable implements LongConsumer, Structure {
  /** Bytes of this object; see HeapSizeTest. */
  private static final int FIXED = 24;

  final BareDict dict;
  private final Allocator allocator;
  private long accounted;

  private ElementTable(ValueContext values, Function<LongConsumer, BareDict> make, long capacity) {
    allocator = values.allocator();
    dict = make.apply(this);
    accept(FIXED + BareDict.OBJECT);
    dict.expand((int) Math.min(capacity, Integer.MAX_VALUE / 2));
  }

  /** Returns an empty table of members, which need not grow for {@code capacity} of them. */
  static ElementTable ofMembers(ValueContext values, long capacity) {
    return new ElementTable(
        values,
        accounting -> BareDict.ofMembers(values.sipHash(), values.resizing(), accounting),
        capacity);
  }

  /** Returns an empty table of {@link eightweeks.week2.bytes.FieldRecord}s. */
  static ElementTable ofFields(ValueContext values, long capacity) {
    return new ElementTable(
        values,
        accounting -> BareDict.ofFields(values.sipHash(), values.resizing(), accounting),
        capacity);
  }

  @Override
  public BareDict elements() {
    return dict;
  }

  @Override
  public long accounted() {
    return accounted;
  }

  /** Accounts memory that this table or its dict takes, or frees if negative. */
  @Override
  public void accept(long bytes) {
    accounted += bytes;
    allocator.account(bytes);
  }

  int size() {
    return dict.size();
  }

  /** Adds a copy of a range as a member; returns whether it is new. */
  boolean addIfAbsent(byte[] bytes, int offset, int length) {
    boolean added = dict.addIfAbsent(bytes, offset, length);
    if (added) {
      accept(HeapSize.ofBytes(length));
    }
    return added;
  }

  /** Adds an array whose key is not in the table. */
  void add(byte[] element) {
    dict.add(element);
    accept(HeapSize.ofBytes(element.length));
  }

  /**
   * Adds elements, which the table owns from now on, up to the first whose key is there already.
   *
   * @return that element; null if all are new
   */
  byte @Nullable [] addAll(ElementBatch batch) {
    batch.prefetch(dict);
    long bytes = 0;
    byte @Nullable [] duplicate = null;
    for (int i = 0; i < batch.count() && duplicate == null; i++) {
      var element = batch.element(i);
      if (dict.addIfAbsent(batch.hash(i), element)) {
        bytes += HeapSize.ofBytes(element.length);
      } else {
        duplicate = element;
      }
    }
    accept(bytes);
    return duplicate;
  }

  /**
   * Sets a field to a value; returns whether the field is new. A value of the length of the old one
   * is written in place, so that overwriting allocates nothing.
   */
  boolean put(
      byte[] field, int fieldOffset, int fieldLength, byte[] value, int offset, int length) {
    int hash = dict.hashOf(field, fieldOffset, fieldLength);
    byte @Nullable [] old = dict.find(hash, field, fieldOffset, fieldLength);
    if (old != null && FieldRecord.valueLength(old) == length && !allocator.isLent(old)) {
      dict.beforeChange(hash);
      System.arraycopy(value, offset, old, FieldRecord.valueOffset(old), length);
      return false;
    }
    var record = FieldRecord.of(field, fieldOffset, fieldLength, value, offset, length);
    accept(HeapSize.ofBytes(record.length) - (old == null ? 0 : HeapSize.ofBytes(old.length)));
    if (old == null) {
      dict.add(hash, record);
    } else {
      dict.put(hash, record);
    }
    return old == null;
  }

  /** Removes an element, and shrinks the dict if it is sparse; returns whether it was there. */
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

  /** Copies all elements to an empty table, and returns that table. */
  ElementTable duplicate(ElementTable empty) {
    dict.forEach(element -> empty.add(element.clone()));
    return empty;
  }
}
