package eightweeks.week2.values;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.batch.ElementBatch;
import eightweeks.week2.bytes.FieldRecord;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.dict.BareDict;
import eightweeks.week2.dict.Capture;
import eightweeks.week2.object.AdaptiveValue;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.Sampling;
import eightweeks.week2.object.ValueContext;
import eightweeks.week2.object.ValueType;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash: one listpack in which fields and values alternate while it is small, a hash table when it
 * is not.
 *
 * <p>Answers to {@code t_hash.c}: {@code hashTypeTryConversion()}, {@code hashTypeGetValue()},
 * {@code hashTypeSet()}, {@code hashTypeDelete()}, {@code hashTypeConvertListpack()}, {@code
 * hashTypeRandomElement()}, {@code hashTypeDup()}.
 *
 * <p>In the table, field and value are one array ({@link FieldRecord}): a new value is a new array,
 * unless it has the length of the old one. A hash that has become a table stays one.
 */
public final class HashValue extends AdaptiveValue {
  /** A view of the hash of an entry. */
  HashValue(ValueContext values, Entry entry) {
    super(values, entry.requireType(ValueType.HASH));
  }

  /** A view that shows nothing yet. */
  HashValue(ValueContext values) {
    super(values);
  }

  private HashValue(ValueContext values, Encoding encoding, Object content) {
    super(values, ValueType.HASH, encoding, content);
  }

  /**
   * Shows the hash of an entry, or a new one if that is null, until {@link #hide}; returns this
   * view.
   *
   * @throws CommandError WRONGTYPE if the key has another type
   */
  public HashValue of(@Nullable Entry of) {
    if (of == null) {
      show(ValueType.HASH, Encoding.LISTPACK, new Listpack().array());
    } else {
      show(of.requireType(ValueType.HASH));
    }
    return this;
  }

  static HashValue create(ValueContext values) {
    return new HashValue(values, Encoding.LISTPACK, new Listpack().array());
  }

  /** Returns the hash of a valid listpack, in which fields and values alternate. */
  static HashValue of(ValueContext values, Listpack list) {
    return new HashValue(values, Encoding.LISTPACK, list.array());
  }

  /** Returns the number of fields. */
  @Override
  public long size() {
    return isCompact() ? list().count() / 2 : table().size();
  }

  private ElementTable table() {
    return (ElementTable) content();
  }

  /** Returns the dict of a hash that is a hash table: for scans and statistics. */
  public BareDict dict() {
    return table().dict;
  }

  // ---- Converting.

  // tag::convert[]
  /**
   * Converts the hash to a table if it will not stay compact (hashTypeTryConversion). Commands call
   * this before they set fields, so that the fields are not put into a listpack first.
   *
   * @param from index of the first argument; fields and values alternate
   * @param to index of the last argument
   */
  public void beforeAdding(Args args, int from, int to) {
    if (!isCompact()) {
      return;
    }
    var limits = values.limits();
    int fields = (to - from + 1) / 2;
    if (fields > limits.hashMaxListpackEntries.value()) {
      toTable(fields);
      return;
    }
    long total = 0;
    for (int i = from; i <= to; i++) {
      if (args.length(i) > limits.hashMaxListpackValue.value()) {
        toTable(size());
        return;
      }
      total += args.length(i);
    }
    if (!list().isSafeToAdd(total)) {
      toTable(size());
    }
  }

  /** Makes it a hash table, whatever its size, with capacity for a number of fields. */
  public void toHashtable(long capacity) {
    if (isCompact()) {
      toTable(capacity);
    }
  }

  private void toTable(long capacity) {
    var table = ElementTable.ofFields(values, Math.max(capacity, size()));
    try (var all = cursor()) {
      while (all.next()) {
        table.add(record(all.field(), all.value()));
      }
    }
    growInto(Encoding.HT, table);
  }

  private static byte[] record(Element field, Element value) {
    return FieldRecord.of(
        field.array(),
        field.offset(),
        field.length(),
        value.array(),
        value.offset(),
        value.length());
  }

  // end::convert[]

  // ---- Fields.

  /** Shows the value of a field; returns whether the field is there. */
  public boolean get(byte[] field, int offset, int length, Element into) {
    if (isCompact()) {
      var list = list();
      int p = list.find(list.first(), field, offset, length, 1);
      if (p != Listpack.NONE) {
        into.read(list, list.next(p));
      }
      return p != Listpack.NONE;
    }
    byte @Nullable [] record = dict().find(field, offset, length);
    if (record == null) {
      return false;
    }
    showValue(record, into);
    return true;
  }

  static void showField(byte[] record, Element into) {
    into.set(record, FieldRecord.fieldOffset(record), FieldRecord.fieldLength(record));
  }

  static void showValue(byte[] record, Element into) {
    into.setLendable(record, FieldRecord.valueOffset(record), FieldRecord.valueLength(record));
  }

  public boolean contains(byte[] field, int offset, int length) {
    if (isCompact()) {
      var list = list();
      return list.find(list.first(), field, offset, length, 1) != Listpack.NONE;
    }
    return dict().contains(field, offset, length);
  }

  /**
   * Sets fields to values, after {@link #beforeAdding}; returns the number of new fields. The
   * listpack of a small hash is copied once.
   *
   * @param from index of the first argument; fields and values alternate
   * @param to index of the last argument
   */
  public int setAll(Args args, int from, int to) {
    int created = 0;
    if (!fitsIntoListpack((to - from + 1) / 2)) {
      for (int i = from; i <= to; i += 2) {
        created += set(args, i, i + 1) ? 1 : 0;
      }
      return created;
    }
    var list = list();
    for (int i = from; i <= to; i += 2) {
      int p = list.find(list.first(), args.array(i), args.offset(i), args.length(i), 1);
      if (p == Listpack.NONE) {
        if (created++ == 0) {
          list.reserve(entryBytes(args, i, to));
        }
        list.append(args.array(i), args.offset(i), args.length(i));
        list.append(args.array(i + 1), args.offset(i + 1), args.length(i + 1));
      } else {
        list.replace(list.next(p), args.array(i + 1), args.offset(i + 1), args.length(i + 1));
      }
    }
    list.freeSpare();
    store(list);
    return created;
  }

  private boolean fitsIntoListpack(int newFields) {
    return isCompact() && size() + newFields <= values.limits().hashMaxListpackEntries.value();
  }

  /** Sets a field to a value, given by two arguments; returns whether the field is new. */
  public boolean set(Args args, int field, int value) {
    return set(
        args.array(field),
        args.offset(field),
        args.length(field),
        args.array(value),
        args.offset(value),
        args.length(value));
  }

  // tag::set[]
  /** Sets a field to a value; returns whether the field is new. */
  public boolean set(
      byte[] field, int fieldOffset, int fieldLength, byte[] value, int offset, int length) {
    if (isCompact()
        && Math.max(fieldLength, length) > values.limits().hashMaxListpackValue.value()) {
      toTable(size());
    }
    if (!isCompact()) {
      return table().put(field, fieldOffset, fieldLength, value, offset, length);
    }
    var list = list();
    int p = list.find(list.first(), field, fieldOffset, fieldLength, 1);
    if (p == Listpack.NONE) {
      list.reserve(
          Listpack.entryBytes(field, fieldOffset, fieldLength)
              + Listpack.entryBytes(value, offset, length));
      list.append(field, fieldOffset, fieldLength);
      list.append(value, offset, length);
    } else {
      list.replace(list.next(p), value, offset, length);
    }
    store(list);
    if (size() > values.limits().hashMaxListpackEntries.value()) {
      toTable(size());
    }
    return p == Listpack.NONE;
  }

  // end::set[]

  /**
   * Adds fields to a table that is being loaded, up to the first that is there already.
   *
   * @param records {@link FieldRecord}s
   * @return the record of that field; null if all are new
   */
  public byte @Nullable [] addAll(ElementBatch records) {
    return table().addAll(records);
  }

  /** Removes a field; returns whether it was there. */
  public boolean remove(byte[] field, int offset, int length) {
    if (!isCompact()) {
      return table().remove(field, offset, length);
    }
    var list = list();
    int p = list.find(list.first(), field, offset, length, 1);
    if (p == Listpack.NONE) {
      return false;
    }
    list.deleteRangeAt(p, 2);
    store(list);
    return true;
  }

  // ---- Random fields.

  /** Shows a random field and its value; all are equally likely. The hash must not be empty. */
  public void random(Element field, Element value) {
    if (isCompact()) {
      var list = list();
      int p = list.seek(2 * values.random().nextInt(list.count() / 2));
      field.read(list, p);
      value.read(list, list.next(p));
    } else {
      var record = table().random(values.random());
      showField(record, field);
      showValue(record, value);
    }
  }

  /**
   * Shows {@code count} different random fields with their values, or all if there are fewer. Every
   * set of fields is equally likely. They come in the order of the hash.
   */
  public void sample(long count, BiConsumer<Element, Element> visitor) {
    var choice = new Sampling(values.random(), size(), count);
    try (var all = cursor()) {
      while (choice.goesOn() && all.next()) {
        if (choice.takesNext()) {
          visitor.accept(all.field(), all.value());
        }
      }
    }
  }

  // ---- Walking.

  /** Returns a walk over all fields. The hash must not change until the caller closes the walk. */
  public HashCursor cursor() {
    return new HashCursor(this);
  }

  /**
   * Makes one step of HSCAN: shows some fields and values, and returns the cursor of the next step,
   * 0 at the end. A compact hash is shown in one step.
   */
  public long scan(long cursor, BiConsumer<Element, Element> visitor) {
    if (isCompact()) {
      sample(Long.MAX_VALUE, visitor);
      return 0;
    }
    var field = new Element();
    var value = new Element();
    return dict()
        .scan(
            cursor,
            record -> {
              showField(record, field);
              showValue(record, value);
              visitor.accept(field, value);
            });
  }

  /**
   * Begins to capture all fields with their values as they are now, while the hash changes. The
   * hash must not be compact.
   */
  public Capture<?> capture(BiConsumer<Element, Element> sink) {
    var field = new Element();
    var value = new Element();
    return dict()
        .capture(
            record -> {
              showField(record, field);
              showValue(record, value);
              sink.accept(field, value);
            });
  }

  @Override
  public HashValue duplicate() {
    return new HashValue(
        values,
        encoding(),
        isCompact()
            ? bytes().clone()
            : table().duplicate(ElementTable.ofFields(values, table().size())));
  }
}
