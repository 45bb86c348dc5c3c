package eightweeks.week3.rdb;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.compact.CorruptBlobException;
import eightweeks.week2.compact.IntSet;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.compact.ListpackEntry;
import eightweeks.week2.compact.ListpackValidator;
import eightweeks.week3.rdbencoding.RdbException;
import eightweeks.week3.rdbencoding.RdbReader;
import eightweeks.week3.rdbencoding.StringEncoding;
import eightweeks.week3.rdbencoding.Ziplist;
import java.io.IOException;
import java.util.HashSet;
import java.util.function.Function;

/**
 * Reads compact blobs, and lets only sound ones in.
 *
 * <p>Answers to {@code rdb.c: lpValidateIntegrityAndDups(),
 * ziplistPairsConvertAndValidateIntegrity()} and to {@code intset.c: intsetValidateIntegrity()}.
 *
 * <p>Where this differs from Redis: Redis walks the entries of a listpack only when {@code
 * sanitize-dump-payload} asks for it, and a later command may then stop the server. Here the
 * entries are always walked; the directive decides about the search for elements that stand there
 * twice. This search costs more, and the server is safe without it.
 */
final class BlobReader {
  /** Elements stand one by one: of a list, a set. */
  static final int SINGLE = 1;

  /** Elements stand in pairs: fields and values, members and scores. */
  static final int PAIRS = 2;

  private BlobReader() {}

  /** Reads a listpack of list elements, which may repeat; it may be empty. */
  static Listpack list(RdbReader in) throws IOException {
    return listpack(in, "Listpack");
  }

  private static Listpack listpack(RdbReader in, String what) throws IOException {
    long offset = in.offset();
    var blob = StringEncoding.read(in);
    sanitized(in);
    if (!ListpackValidator.validate(blob, true, null)) {
      throw broken(in, offset, what, "its " + blob.length + " bytes are no listpack");
    }
    return new Listpack(blob);
  }

  /**
   * Reads a listpack of members or of pairs; it may be empty.
   *
   * @param what type and layout, for messages: {@code Hash listpack}
   * @param step {@link #SINGLE} or {@link #PAIRS}
   */
  static Listpack distinct(RdbReader in, String what, int step) throws IOException {
    long offset = in.offset();
    var list = listpack(in, what);
    requirePairs(in, offset, what, list, step);
    if (in.isDeep()) {
      requireDistinct(in, offset, what, list, step);
    }
    return list;
  }

  /** Reads a ziplist of list elements, which may repeat, as a listpack. */
  static Listpack ziplist(RdbReader in) throws IOException {
    return converted(in, "Ziplist", Ziplist::toListpack);
  }

  /**
   * Reads a ziplist or zipmap of pairs, of which no two have the same first half.
   *
   * @param what type and layout, for messages: {@code Hash ziplist}
   */
  static Listpack pairs(RdbReader in, String what, Function<byte[], Listpack> layout)
      throws IOException {
    long offset = in.offset();
    var list = converted(in, what, layout);
    requirePairs(in, offset, what, list, PAIRS);
    requireDistinct(in, offset, what, list, PAIRS);
    return list;
  }

  private static Listpack converted(RdbReader in, String what, Function<byte[], Listpack> layout)
      throws IOException {
    long offset = in.offset();
    var blob = StringEncoding.read(in);
    try {
      return Listpack.unpack(layout.apply(blob).toBlob());
    } catch (CorruptBlobException e) {
      throw broken(in, offset, what, String.valueOf(e.getMessage()));
    }
  }

  private static void requirePairs(RdbReader in, long offset, String what, Listpack list, int step)
      throws RdbException {
    if (list.count() % step != 0) {
      throw broken(in, offset, what, "an odd number of entries where pairs are expected");
    }
  }

  /**
   * Checks that no element, or first half of a pair, is there twice. Must be called before the
   * listpack becomes a hash table, which duplicates would corrupt.
   */
  static void requireDistinct(RdbReader in, long offset, String what, Listpack list, int step)
      throws RdbException {
    var seen = new HashSet<String>();
    var entry = new ListpackEntry();
    for (int p = list.first(); p != Listpack.NONE; p = list.next(p)) {
      list.read(p, entry);
      var text = entry.toString();
      if (!seen.add(text)) {
        throw broken(
            in,
            offset,
            what + " with dup elements",
            "'" + RdbException.shown(Ascii.bytes(text)) + "' stands there twice");
      }
      if (step == PAIRS) {
        p = list.next(p);
      }
    }
  }

  /** Reads an intset; one without members is corrupt. */
  static IntSet intset(RdbReader in) throws IOException {
    long offset = in.offset();
    var blob = StringEncoding.read(in);
    sanitized(in);
    if (!IntSet.validate(blob, in.isDeep())) {
      throw broken(in, offset, "Intset", "its " + blob.length + " bytes are no intset");
    }
    return new IntSet(blob);
  }

  /** Returns the error for an unsound blob, in Redis's words with the reason behind them. */
  private static RdbException broken(RdbReader in, long offset, String what, String why) {
    return in.corrupt(offset, what + " integrity check failed: " + why);
  }

  private static void sanitized(RdbReader in) {
    if (in.isDeep()) {
      in.sanitized();
    }
  }
}
