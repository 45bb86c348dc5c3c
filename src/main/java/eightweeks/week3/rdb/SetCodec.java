package eightweeks.week3.rdb;

import eightweeks.week2.batch.ElementBatch;
import eightweeks.week2.compact.IntSet;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.values.SetValue;
import eightweeks.week2.values.Values;
import eightweeks.week3.rdbencoding.CapturingWriter;
import eightweeks.week3.rdbencoding.LengthEncoding;
import eightweeks.week3.rdbencoding.RdbException;
import eightweeks.week3.rdbencoding.RdbReader;
import eightweeks.week3.rdbencoding.RdbWriter;
import eightweeks.week3.rdbencoding.StringEncoding;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sets: integers as their intset, others member by member.
 *
 * <p>Answers to the branches {@code OBJ_SET} of {@code rdb.c: rdbSaveObject()} and {@code
 * RDB_TYPE_SET}, {@code RDB_TYPE_SET_INTSET}, {@code RDB_TYPE_SET_LISTPACK} of {@code
 * rdbLoadObject()}.
 *
 * <p>Redis 7.2 writes the listpack of a small set as it is. Only version 11 of the format knows
 * that layout; in version 10 the members are written one by one, so that Redis 7.0 can read them.
 */
final class SetCodec implements ValueEncoder {
  private static final String LISTPACK = "Set listpack";

  /** Maximum number of integers of an intset, even if the directive allows more. */
  private static final long MAX_INTEGERS = 1L << 30;

  private final Values values;

  SetCodec(Values values) {
    this.values = values;
  }

  void addTo(RdbTypes types) {
    types.add(ValueType.SET, this);
    types.decoder(RdbType.SET, this::readMembers);
    types.decoder(RdbType.SET_INTSET, this::readIntset);
    types.decoder(RdbType.SET_LISTPACK, this::readListpack);
  }

  @Override
  public int type(Object value, int version) {
    return switch (((SetValue) value).encoding()) {
      case INTSET -> RdbType.SET_INTSET;
      case LISTPACK -> version < RdbType.VERSION_11 ? RdbType.SET : RdbType.SET_LISTPACK;
      default -> RdbType.SET;
    };
  }

  @Override
  public void write(Object value, RdbWriter out) throws IOException {
    var set = (SetValue) value;
    if (set.encoding() == Encoding.INTSET) {
      StringEncoding.write(out, set.integers().blob());
    } else if (type(set, out.version()) == RdbType.SET_LISTPACK) {
      var list = set.listpack();
      StringEncoding.write(out, list.array(), 0, list.totalBytes());
    } else {
      LengthEncoding.write(out, set.size());
      try (var members = set.cursor()) {
        while (members.next()) {
          StringEncoding.write(out, members.element());
        }
      }
    }
  }

  @Override
  public @Nullable ValueCapture capture(Object value, CapturingWriter out) throws IOException {
    var set = (SetValue) value;
    if (set.isCompact()) {
      return null;
    }
    LengthEncoding.write(out, set.size());
    return new ElementCapture(set.capture(out::element));
  }

  private @Nullable SetValue readMembers(RdbReader in) throws IOException {
    int count = LengthEncoding.readCount(in, 1);
    if (count == 0) {
      return null;
    }
    var set = values.intSet();
    if (count > mostIntegers()) {
      set.toHashtable(count);
      readTable(in, set, count);
      return set;
    }
    for (int i = 0; i < count; i++) {
      var member = StringEncoding.read(in);
      if (!set.add(member, 0, member.length)) {
        throw duplicate(in, member);
      }
    }
    return set;
  }

  private static void readTable(RdbReader in, SetValue set, int count) throws IOException {
    var batch = new ElementBatch();
    for (int i = 1; i <= count; i++) {
      batch.add(StringEncoding.read(in), 0);
      if (batch.isFull() || i == count) {
        byte @Nullable [] twice = set.addAll(batch);
        if (twice != null) {
          throw duplicate(in, twice);
        }
        batch.clear();
      }
    }
  }

  private static RdbException duplicate(RdbReader in, byte[] member) {
    return in.corrupt("the member '" + RdbException.shown(member) + "' stands there twice");
  }

  private SetValue readIntset(RdbReader in) throws IOException {
    long offset = in.offset();
    var integers = BlobReader.intset(in);
    boolean large = integers.size() > mostIntegers();
    if (large && !IntSet.validate(integers.blob(), true)) {
      throw in.corrupt(offset, "an intset whose integers do not ascend");
    }
    var set = values.setOf(integers);
    if (large) {
      set.toHashtable(integers.size());
    }
    return set;
  }

  private @Nullable SetValue readListpack(RdbReader in) throws IOException {
    long offset = in.offset();
    var list = BlobReader.distinct(in, LISTPACK, BlobReader.SINGLE);
    int count = list.count();
    if (count == 0) {
      return null;
    }
    boolean large = count > values.limits().setMaxListpackEntries.value();
    if (large && !in.isDeep()) {
      BlobReader.requireDistinct(in, offset, LISTPACK, list, BlobReader.SINGLE);
    }
    var set = values.setOf(list);
    if (large) {
      set.toHashtable(count);
    }
    return set;
  }

  private long mostIntegers() {
    return Math.min(values.limits().setMaxIntsetEntries.value(), MAX_INTEGERS);
  }
}
