package eightweeks.week3.rdb;

import eightweeks.week2.batch.ElementBatch;
import eightweeks.week2.bytes.FieldRecord;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.compact.ListpackEntry;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.values.HashValue;
import eightweeks.week2.values.Values;
import eightweeks.week3.rdbencoding.CapturingWriter;
import eightweeks.week3.rdbencoding.LengthEncoding;
import eightweeks.week3.rdbencoding.RdbException;
import eightweeks.week3.rdbencoding.RdbReader;
import eightweeks.week3.rdbencoding.RdbWriter;
import eightweeks.week3.rdbencoding.StringEncoding;
import eightweeks.week3.rdbencoding.Ziplist;
import eightweeks.week3.rdbencoding.Zipmap;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Hashes: a small one is written as its listpack, a large one field by field.
 *
 * <p>Answers to the branches {@code OBJ_HASH} of {@code rdb.c: rdbSaveObject()} and {@code
 * RDB_TYPE_HASH} to {@code RDB_TYPE_HASH_LISTPACK} of {@code rdbLoadObject()}.
 *
 * <pre>
 * HASH           count (field value)...     fields in any order
 * HASH_LISTPACK  a string, which is the listpack of fields and values by turns
 * </pre>
 *
 * <p>A listpack that has more fields than this server's limit becomes a hash table when it is read.
 */
final class HashCodec implements ValueEncoder {
  private static final String LISTPACK = "Hash listpack";

  private final Values values;

  /** The value of a field that is being read. */
  private final Element value = new Element();

  HashCodec(Values values) {
    this.values = values;
  }

  void addTo(RdbTypes types) {
    types.add(ValueType.HASH, this);
    types.decoder(RdbType.HASH, this::readFields);
    types.decoder(RdbType.HASH_LISTPACK, this::readListpack);
    types.decoder(RdbType.HASH_ZIPLIST, this::readZiplist);
    types.decoder(RdbType.HASH_ZIPMAP, this::readZipmap);
  }

  // tag::write[]
  @Override
  public int type(Object value, int version) {
    var hash = (HashValue) value;
    return hash.encoding() == Encoding.LISTPACK ? RdbType.HASH_LISTPACK : RdbType.HASH;
  }

  // tag::value[]
  @Override
  public void write(Object value, RdbWriter out) throws IOException {
    var hash = (HashValue) value;
    if (hash.encoding() == Encoding.LISTPACK) {
      var list = hash.listpack();
      StringEncoding.write(out, list.array(), 0, list.totalBytes());
      return;
    }
    LengthEncoding.write(out, hash.size());
    try (var fields = hash.cursor()) {
      while (fields.next()) {
        StringEncoding.write(out, fields.field());
        StringEncoding.write(out, fields.value());
      }
    }
  }

  // end::value[]

  @Override
  public @Nullable ValueCapture capture(Object value, CapturingWriter out) throws IOException {
    var hash = (HashValue) value;
    if (hash.isCompact()) {
      return null;
    }
    LengthEncoding.write(out, hash.size());
    return new ElementCapture(
        hash.capture(
            (field, content) -> {
              out.element(field);
              out.element(content);
            }));
  }

  // end::write[]

  // tag::read[]
  private @Nullable HashValue readFields(RdbReader in) throws IOException {
    int count = LengthEncoding.readCount(in, 2);
    if (count == 0) {
      return null;
    }
    var hash = values.hash();
    if (count > mostFields()) {
      hash.toHashtable(count);
      readTable(in, hash, count);
      return hash;
    }
    for (int i = 0; i < count; i++) {
      var field = StringEncoding.read(in);
      StringEncoding.read(in, value);
      if (!hash.set(field, 0, field.length, value.array(), value.offset(), value.length())) {
        throw duplicate(in, field);
      }
    }
    return hash;
  }

  private void readTable(RdbReader in, HashValue hash, int count) throws IOException {
    var batch = new ElementBatch();
    for (int i = 1; i <= count; i++) {
      var field = StringEncoding.read(in);
      StringEncoding.read(in, value);
      batch.add(
          FieldRecord.of(field, 0, field.length, value.array(), value.offset(), value.length()), 0);
      if (batch.isFull() || i == count) {
        byte @Nullable [] twice = hash.addAll(batch);
        if (twice != null) {
          throw duplicate(in, FieldRecord.field(twice));
        }
        batch.clear();
      }
    }
  }

  private static RdbException duplicate(RdbReader in, byte[] field) {
    return in.corrupt("the field '" + RdbException.shown(field) + "' stands there twice");
  }

  private @Nullable HashValue readListpack(RdbReader in) throws IOException {
    long offset = in.offset();
    var list = BlobReader.distinct(in, LISTPACK, BlobReader.PAIRS);
    if (list.count() / 2 > mostFields() && !in.isDeep()) {
      BlobReader.requireDistinct(in, offset, LISTPACK, list, BlobReader.PAIRS);
    }
    return ofListpack(list, false);
  }

  // end::read[]

  private @Nullable HashValue readZiplist(RdbReader in) throws IOException {
    return ofListpack(BlobReader.pairs(in, "Hash ziplist", Ziplist::toListpack), false);
  }

  private @Nullable HashValue readZipmap(RdbReader in) throws IOException {
    var list = BlobReader.pairs(in, "Zipmap", Zipmap::toListpack);
    return ofListpack(list, longest(list) > values.limits().hashMaxListpackValue.value());
  }

  private @Nullable HashValue ofListpack(Listpack list, boolean large) {
    int count = list.count() / 2;
    if (count == 0) {
      return null;
    }
    var hash = values.hashOf(list);
    if (large || count > mostFields()) {
      hash.toHashtable(count);
    }
    return hash;
  }

  private static int longest(Listpack list) {
    int longest = 0;
    var entry = new ListpackEntry();
    for (int p = list.first(); p != Listpack.NONE; p = list.next(p)) {
      list.read(p, entry);
      longest = Math.max(longest, entry.length());
    }
    return longest;
  }

  private long mostFields() {
    return values.limits().hashMaxListpackEntries.value();
  }
}
