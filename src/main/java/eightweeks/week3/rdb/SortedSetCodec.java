package eightweeks.week3.rdb;

import eightweeks.week2.batch.ElementBatch;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.compact.ListpackEntry;
import eightweeks.week2.doubles.DoubleReader;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.sortedset.SortedSetValue;
import eightweeks.week2.values.Values;
import eightweeks.week3.rdbencoding.CapturingWriter;
import eightweeks.week3.rdbencoding.DoubleEncoding;
import eightweeks.week3.rdbencoding.LengthEncoding;
import eightweeks.week3.rdbencoding.RdbException;
import eightweeks.week3.rdbencoding.RdbReader;
import eightweeks.week3.rdbencoding.RdbWriter;
import eightweeks.week3.rdbencoding.StringEncoding;
import eightweeks.week3.rdbencoding.Ziplist;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sorted sets: a small one as its listpack, a large one member by member, the greatest first.
 *
 * <p>Answers to the branches {@code OBJ_ZSET} of {@code rdb.c: rdbSaveObject()} and {@code
 * RDB_TYPE_ZSET} to {@code RDB_TYPE_ZSET_LISTPACK} of {@code rdbLoadObject()}.
 *
 * <p>Why the greatest first? When they are read in that order each member goes in front of all that
 * are there, so that the search in the skip list ends at its head.
 */
final class SortedSetCodec implements ValueEncoder {
  private static final String LISTPACK = "Zset listpack";

  private final Values values;

  SortedSetCodec(Values values) {
    this.values = values;
  }

  void addTo(RdbTypes types) {
    types.add(ValueType.ZSET, this);
    types.decoder(RdbType.ZSET, in -> readMembers(in, 2, DoubleEncoding::readText));
    types.decoder(RdbType.ZSET_2, in -> readMembers(in, 1 + Double.BYTES, DoubleEncoding::read));
    types.decoder(RdbType.ZSET_LISTPACK, this::readListpack);
    types.decoder(
        RdbType.ZSET_ZIPLIST,
        in ->
            ofListpack(in, in.offset(), BlobReader.pairs(in, "Zset ziplist", Ziplist::toListpack)));
  }

  @Override
  public int type(Object value, int version) {
    var set = (SortedSetValue) value;
    return set.encoding() == Encoding.LISTPACK ? RdbType.ZSET_LISTPACK : RdbType.ZSET_2;
  }

  @Override
  public void write(Object value, RdbWriter out) throws IOException {
    var set = (SortedSetValue) value;
    if (set.encoding() == Encoding.LISTPACK) {
      var list = set.listpack();
      StringEncoding.write(out, list.array(), 0, list.totalBytes());
      return;
    }
    LengthEncoding.write(out, set.size());
    for (var all = set.range(0, set.size() - 1, true); all.next(); ) {
      StringEncoding.write(out, all.member());
      DoubleEncoding.write(out, all.score());
    }
  }

  @Override
  public @Nullable ValueCapture capture(Object value, CapturingWriter out) throws IOException {
    var set = (SortedSetValue) value;
    if (set.isCompact()) {
      return null;
    }
    LengthEncoding.write(out, set.size());
    return new MemberCapture(
        set.capture(
            (member, score) -> {
              out.element(member);
              out.score(score);
            }));
  }

  /** Reads a score. */
  @FunctionalInterface
  private interface ScoreReader {
    double read(RdbReader in) throws IOException;
  }

  private @Nullable SortedSetValue readMembers(RdbReader in, int least, ScoreReader scores)
      throws IOException {
    int count = LengthEncoding.readCount(in, least);
    if (count == 0) {
      return null;
    }
    var set = values.sortedSet(0, 0);
    set.toSkiplist(count);
    long longest = 0;
    long total = 0;
    var batch = new ElementBatch();
    for (int i = 1; i <= count; i++) {
      var member = StringEncoding.read(in);
      double score = scores.read(in);
      if (Double.isNaN(score)) {
        throw in.corrupt("a score that is not a number");
      }
      batch.add(member, score);
      if (batch.isFull() || i == count) {
        byte @Nullable [] twice = set.addAll(batch);
        if (twice != null) {
          throw in.corrupt("the member '" + RdbException.shown(twice) + "' stands there twice");
        }
        batch.clear();
      }
      longest = Math.max(longest, member.length);
      total += member.length;
    }
    set.compactIfSmall(longest, total);
    return set;
  }

  private @Nullable SortedSetValue readListpack(RdbReader in) throws IOException {
    long offset = in.offset();
    var list = BlobReader.distinct(in, LISTPACK, BlobReader.PAIRS);
    if (list.count() / 2 > mostMembers() && !in.isDeep()) {
      BlobReader.requireDistinct(in, offset, LISTPACK, list, BlobReader.PAIRS);
    }
    return ofListpack(in, offset, list);
  }

  private @Nullable SortedSetValue ofListpack(RdbReader in, long offset, Listpack list)
      throws RdbException {
    int count = list.count() / 2;
    if (count == 0) {
      return null;
    }
    requireScores(in, offset, list);
    var set = values.sortedSetOf(list);
    if (count > mostMembers()) {
      set.toSkiplist();
    }
    return set;
  }

  /** Checks that scores are numbers, because NaN means "no such member". */
  private static void requireScores(RdbReader in, long offset, Listpack list) throws RdbException {
    var entry = new ListpackEntry();
    for (int p = list.first(); p != Listpack.NONE; p = list.next(p)) {
      p = list.next(p);
      list.read(p, entry);
      if (!entry.isInteger()
          && !DoubleReader.isNumber(entry.array(), entry.offset(), entry.length())) {
        throw in.corrupt(offset, "a score that is not a number");
      }
    }
  }

  private long mostMembers() {
    return values.limits().zsetMaxListpackEntries.value();
  }
}
