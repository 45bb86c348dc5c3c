package eightweeks.check;

import eightweeks.check.Piece.Kind;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.config.Config;
import eightweeks.week2.siphash.SipHash;
import eightweeks.week2.values.Values;
import eightweeks.week3.rdb.RdbType;
import eightweeks.week3.rdb.RdbTypes;
import eightweeks.week3.rdbencoding.Crc64;
import eightweeks.week3.rdbencoding.LengthEncoding;
import eightweeks.week3.rdbencoding.ModuleData;
import eightweeks.week3.rdbencoding.Opcode;
import eightweeks.week3.rdbencoding.RdbException;
import eightweeks.week3.rdbencoding.RdbReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Takes an RDB file to pieces: which bytes mean what.
 *
 * <p>It walks as {@code week3.rdb.RdbLoader} does, and reads with the same primitives. The decoders
 * of the server read each value once more and decide whether it is sound. So this class knows the
 * order of things, and no rule about them.
 */
public final class RdbAnatomy {
  private static final int SIGNATURE = 5;
  private static final int DIGITS = 4;
  private static final int FIRST_WITH_CHECKSUM = 5;
  private static final long MILLIS_PER_SECOND = 1000;

  private final byte[] file;
  private final RdbCursor at;
  private final BlobAnatomy blobs;
  private final Values values =
      new Values(new Config(), new SipHash(1, 2), new RandomStream(1)); // nothing is kept
  private final RdbTypes types = new RdbTypes(values);
  private int version;

  public RdbAnatomy(byte[] file, PieceSink sink) {
    this.file = file;
    at = new RdbCursor(file, sink);
    blobs = new BlobAnatomy(at);
  }

  /** Passes all pieces to the sink; returns false if the file stops making sense before its end. */
  public boolean tell() throws IOException {
    try {
      header();
      while (next()) {
        // The next one.
      }
      rest();
      return true;
    } catch (RdbException e) {
      at.corrupt(e);
      return false;
    }
  }

  private void header() throws IOException {
    var signature = at.characters((int) Math.min(SIGNATURE, at.in().remaining()));
    if (!signature.equals("REDIS")) {
      throw at.in().corrupt(0, "no RDB file: it does not begin with REDIS");
    }
    at.piece(Kind.MARK, "'REDIS': the signature");
    var digits = at.characters(DIGITS);
    if (!digits.matches("[0-9]{4}")) {
      throw at.in().corrupt(SIGNATURE, "no version behind the signature");
    }
    version = Integer.parseInt(digits);
    if (version < RdbType.OLDEST_VERSION || version > RdbType.VERSION_11) {
      throw at.in().corrupt(SIGNATURE, "version " + version + " is unknown");
    }
    at.piece(Kind.MARK, "version " + version + " of the format");
  }

  private boolean next() throws IOException {
    int type = at.readByte();
    switch (type) {
      case Opcode.AUX -> fact();
      case Opcode.SELECTDB -> {
        at.piece(Kind.MARK, "SELECTDB: the database of the keys that follow");
        inside(() -> at.length("database"));
      }
      case Opcode.RESIZEDB -> {
        at.piece(Kind.MARK, "RESIZEDB: how large the database is");
        inside(
            () -> {
              at.count("keys");
              at.count("keys with an expiry");
            });
      }
      case Opcode.EXPIRETIME_MS -> {
        at.piece(Kind.MARK, "EXPIRETIME_MS: when the next key expires");
        inside(() -> time(at.in().readLong(), "milliseconds"));
      }
      case Opcode.EXPIRETIME -> {
        at.piece(Kind.MARK, "EXPIRETIME: when the next key expires");
        inside(() -> time(seconds() * MILLIS_PER_SECOND, "seconds"));
      }
      case Opcode.IDLE -> {
        at.piece(Kind.MARK, "IDLE: for how long the next key was not used");
        inside(() -> at.length("seconds:"));
      }
      case Opcode.FREQ -> {
        at.piece(Kind.MARK, "FREQ: how often the next key is used");
        inside(() -> at.piece(Kind.DATA, "logarithmic count " + at.readByte()));
      }
      case Opcode.FUNCTION2 -> {
        at.piece(Kind.MARK, "FUNCTION2: a library of functions");
        inside(() -> at.string("source"));
      }
      case Opcode.MODULE_AUX -> {
        at.piece(Kind.MARK, "MODULE_AUX: data of a module that belong to no key");
        inside(this::module);
      }
      case Opcode.EOF -> {
        at.piece(Kind.MARK, "EOF: the end");
        checksum();
        return false;
      }
      default -> key(type);
    }
    return true;
  }

  /** A part of the file. */
  private interface Part {
    void read() throws IOException;
  }

  private void inside(Part part) throws IOException {
    at.deeper();
    part.read();
    at.higher();
  }

  private void fact() throws IOException {
    at.piece(Kind.MARK, "AUX: a fact about the file");
    at.deeper();
    at.string("name");
    at.string("value");
    at.higher();
  }

  private long seconds() throws IOException {
    return Integer.reverseBytes(bigEndian());
  }

  private int bigEndian() throws IOException {
    return at.readByte() << 24 | at.readByte() << 16 | at.readByte() << 8 | at.readByte();
  }

  private void time(long millis, String unit) {
    String date;
    try {
      date = Instant.ofEpochMilli(millis).toString();
    } catch (DateTimeException _) {
      date = "beyond all calendars";
    }
    at.piece(Kind.DATA, date + ", as " + unit + " since 1970");
  }

  private void module() throws IOException {
    long id = LengthEncoding.read(at.in());
    at.piece(Kind.MARK, "id of the module's type: " + ModuleData.name(id));
    ModuleData.skip(at.in());
    at.piece(Kind.DATA, "what the module has written, each part with its kind in front");
  }

  private void checksum() throws IOException {
    if (version < FIRST_WITH_CHECKSUM) {
      return;
    }
    int from = (int) at.offset();
    long computed = Crc64.of(file, 0, from);
    long stored = at.in().readLong();
    if (stored == 0) {
      at.piece(Kind.CHECKSUM, "no checksum: the server that wrote the file computed none");
    } else if (stored == computed) {
      at.piece(Kind.CHECKSUM, "the checksum of all bytes before (CRC-64), and it is right");
    } else {
      throw at.in()
          .corrupt(
              from, "the checksum is wrong: that of the bytes is " + Long.toHexString(computed));
    }
  }

  private void rest() throws IOException {
    long left = at.in().remaining();
    if (left > 0) {
      at.in().skip(left);
      at.piece(Kind.CORRUPT, "behind the end: a server does not read these bytes");
    }
  }

  private void key(int type) throws IOException {
    at.piece(Kind.MARK, "type " + type + ": a key with a value as " + RdbType.layout(type));
    at.deeper();
    at.in().key(at.string("key").bytes());
    if (type == RdbType.MODULE_2) {
      module();
    } else {
      var refusal = refusal(type);
      if (refusal == null) {
        value(type);
      } else {
        refused(type, refusal);
      }
    }
    at.in().key(null);
    at.higher();
  }

  /** Has the decoder of the server read the value; returns what it has said against it. */
  private @Nullable RdbException refusal(int type) throws IOException {
    int from = (int) at.offset();
    var reader = RdbReader.of(file, from, file.length - from, true);
    reader.key(at.in().key());
    try {
      var value = types.read(type, reader);
      if (value != null) {
        values.release(value);
      }
      return null;
    } catch (RdbException e) {
      return at.in().corrupt(from + e.offset(), e.problem());
    }
  }

  /** Reports the pieces of a value that a server rejects, as far as they make sense. */
  private void refused(int type, RdbException refusal) throws IOException {
    try {
      value(type);
    } catch (RdbException _) {
      // The decoder's own words are better.
    }
    throw refusal;
  }

  private void value(int type) throws IOException {
    switch (type) {
      case RdbType.STRING -> at.string("value");
      case RdbType.LIST -> strings("elements", "element");
      case RdbType.SET -> strings("members", "member");
      case RdbType.HASH -> {
        for (long n = at.count("fields"); n > 0; n--) {
          at.string("field");
          at.string("value");
        }
      }
      case RdbType.ZSET -> scored(at::textScore);
      case RdbType.ZSET_2 -> scored(at::score);
      case RdbType.HASH_ZIPMAP -> blobs.zipmap(at.blob("zipmap"));
      case RdbType.LIST_ZIPLIST, RdbType.ZSET_ZIPLIST, RdbType.HASH_ZIPLIST ->
          blobs.ziplist(at.blob("ziplist"));
      case RdbType.SET_INTSET -> blobs.intset(at.blob("intset"));
      case RdbType.LIST_QUICKLIST -> {
        for (long n = at.count("nodes"); n > 0; n--) {
          blobs.ziplist(at.blob("ziplist"));
        }
      }
      case RdbType.LIST_QUICKLIST_2 -> nodes();
      case RdbType.SET_LISTPACK, RdbType.ZSET_LISTPACK, RdbType.HASH_LISTPACK ->
          blobs.listpack(at.blob("listpack"));
      default -> throw at.in().corrupt("no known layout");
    }
  }

  private void strings(String what, String each) throws IOException {
    for (long n = at.count(what); n > 0; n--) {
      at.string(each);
    }
  }

  private void scored(Part score) throws IOException {
    for (long n = at.count("members"); n > 0; n--) {
      at.string("member");
      score.read();
    }
  }

  private void nodes() throws IOException {
    for (long n = at.count("nodes"); n > 0; n--) {
      long container = LengthEncoding.read(at.in());
      boolean plain = container == 1;
      at.piece(
          Kind.MARK,
          "container " + container + (plain ? ": one large element" : ": a listpack of elements"));
      if (plain) {
        at.string("element");
      } else {
        blobs.listpack(at.blob("listpack"));
      }
    }
  }
}
