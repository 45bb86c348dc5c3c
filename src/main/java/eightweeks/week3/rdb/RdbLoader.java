package eightweeks.week3.rdb;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week3.rdbencoding.LengthEncoding;
import eightweeks.week3.rdbencoding.ModuleData;
import eightweeks.week3.rdbencoding.Opcode;
import eightweeks.week3.rdbencoding.RdbException;
import eightweeks.week3.rdbencoding.RdbReader;
import eightweeks.week3.rdbencoding.StringEncoding;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole data set, a piece at a time, and passes what it finds to a {@link Target}.
 *
 * <p>Answers to {@code rdb.c: rdbLoadRioWithLoadingCtx()}. Between two pieces it remembers the
 * version of the file, the database of the current keys, and the facts about the next key. {@link
 * #next} reads one piece, so that the caller can do something else in between.
 *
 * <pre>
 *            signature               opcode about the next key
 *   START ---------------> READING -------------.
 *                           |  ^                |
 *                      key, |  '----------------'
 *                     value |
 *                           '---> Target.key(), and nothing is known of the next key
 *   READING -- EOF, checksum --> DONE
 * </pre>
 */
public final class RdbLoader {
  /** Stands for a fact that the file does not contain. */
  public static final long UNKNOWN = -1;

  private static final String SIGNATURE = "REDIS";
  private static final int HEADER = 9;

  /** From this version on a file ends with a checksum. */
  private static final int FIRST_WITH_CHECKSUM = 5;

  /** Type, empty key, empty value: no key takes fewer bytes. */
  private static final int LEAST_OF_A_KEY = 3;

  private static final long MILLIS_PER_SECOND = 1000;

  private static final int NO_TYPE = -1;

  /** Takes what a file holds. */
  public interface Target {
    /** Returns the number of databases: a file may not name others. */
    int databases();

    /** Takes a fact about the file; there may be any number. */
    void fact(String name, String value);

    /** Takes the source of a library of functions. */
    void function(byte[] source);

    /** Takes a hint: the number of keys that a database will have. */
    void resize(int database, int keys);

    /**
     * Takes a key with its value.
     *
     * @param next what the file says about the key
     * @throws RdbException if the database has this key already, or one that it took before
     */
    void key(byte[] key, Object value, KeyFacts next) throws RdbException;

    /** Reports a key whose value has no elements: an error of old versions of Redis. */
    void emptyKey(byte[] key);

    /** Reports that the checksum of the file is zero: the server that wrote it computed none. */
    void withoutChecksum();

    // ---- Only a check of the file needs these.

    /** Reports the database of the keys that follow. */
    default void database(int number) {}

    /** Returns whether to skip data of modules instead of refusing them. */
    default boolean skipsModuleData() {
      return false;
    }

    /** Reports that data of a module were skipped that belong to no key. */
    default void moduleData(String module) {}

    /** Reports that a key was skipped whose value is data of a module. */
    default void moduleKey(KeyFacts next) {}

    /** Reports that the file ends with the right checksum. */
    default void checksumIsRight() {}
  }

  /**
   * The facts about a key: those that precede it in the file, and where it ends.
   *
   * @param database the number of its database
   * @param expiresAt milliseconds since 1970, or {@link ExpiringEntry#NEVER}
   * @param idleSeconds its idle time, or {@link #UNKNOWN}
   * @param frequency its LFU frequency, 0 to 255, or {@link #UNKNOWN}
   * @param end the offset behind its value
   */
  public record KeyFacts(
      int database, long expiresAt, long idleSeconds, long frequency, long end) {}

  private final RdbTypes types;
  private final RdbReader in;
  private final Target target;

  /** Whether the checksum is compared (rdbchecksum). */
  private final boolean compares;

  /** 0 before the signature was read. */
  private int version;

  /** The type or opcode that is being read, or was read last. */
  private int type = NO_TYPE;

  private int database;
  private long expiresAt = ExpiringEntry.NEVER;
  private long idleSeconds = UNKNOWN;
  private long frequency = UNKNOWN;

  public RdbLoader(RdbTypes types, RdbReader in, Target target, boolean compares) {
    this.types = types;
    this.in = in;
    this.target = target;
    this.compares = compares;
    if (compares) {
      in.sum();
    }
  }

  /** Returns how many bytes were read so far. */
  public long offset() {
    return in.offset();
  }

  // tag::next[]
  /**
   * Reads the signature, what stands before a key, or a key with its value.
   *
   * @return false at the end of the file
   * @throws RdbException if the file is corrupt, or a checksum that is compared is wrong
   */
  // tag::piece[]
  public boolean next() throws IOException {
    if (version == 0) {
      version = readVersion();
      return true;
    }
    // end::piece[]
    type = NO_TYPE;
    // tag::piece[]
    type = in.readByte();
    switch (type) {
      // end::piece[]
      case Opcode.EXPIRETIME -> expiresAt = in.readInt() * MILLIS_PER_SECOND;
      // tag::piece[]
      case Opcode.EXPIRETIME_MS -> expiresAt = in.readLong();
      // end::piece[]
      case Opcode.IDLE -> idleSeconds = LengthEncoding.read(in);
      case Opcode.FREQ -> frequency = in.readByte();
      // tag::piece[]
      case Opcode.SELECTDB -> {
        database = readDatabase();
        target.database(database);
      }
      case Opcode.RESIZEDB -> readSize();
      // end::piece[]
      case Opcode.AUX -> target.fact(readText(), readText());
      case Opcode.FUNCTION2 -> target.function(StringEncoding.read(in));
      case Opcode.FUNCTION_PRE_GA ->
          throw in.corrupt("functions in the format of a release candidate of Redis 7.0");
      case Opcode.MODULE_AUX -> readModuleData();
      // tag::piece[]
      case Opcode.EOF -> {
        readChecksum();
        return false;
      }
      default -> readKey();
    }
    return true;
  }

  // end::piece[]

  // tag::value[]
  private void readKey() throws IOException {
    var key = StringEncoding.read(in);
    // end::value[]
    in.key(key);
    if (type == RdbType.MODULE_2 && target.skipsModuleData()) {
      LengthEncoding.read(in); // the id of the module
      ModuleData.skip(in);
      target.moduleKey(facts());
      forgetKey();
      return;
    }
    // tag::value[]
    @Nullable Object value = types.read(type, in);
    if (value == null) {
      target.emptyKey(key);
    } else {
      target.key(key, value, facts());
    }
    forgetKey();
  }

  // end::value[]

  private KeyFacts facts() {
    return new KeyFacts(database, expiresAt, idleSeconds, frequency, in.offset());
  }

  private void forgetKey() {
    in.key(null);
    expiresAt = ExpiringEntry.NEVER;
    idleSeconds = UNKNOWN;
    frequency = UNKNOWN;
  }

  // end::next[]

  private int readVersion() throws IOException {
    var header = Ascii.text(in.bytes(Math.min(HEADER, in.remaining())));
    if (!header.startsWith(SIGNATURE)) {
      throw in.corrupt(0, "Wrong signature trying to load DB from file");
    }
    var digits = header.substring(SIGNATURE.length());
    if (header.length() < HEADER || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw in.corrupt(SIGNATURE.length(), "no version behind the signature");
    }
    int number = Integer.parseInt(digits);
    if (number < RdbType.OLDEST_VERSION || number > RdbType.VERSION_11) {
      throw in.corrupt(SIGNATURE.length(), "Can't handle RDB format version " + number);
    }
    return number;
  }

  private int readDatabase() throws IOException {
    long number = LengthEncoding.read(in);
    if (number < 0 || number >= target.databases()) {
      throw in.corrupt(
          "Data file was created with a Redis server configured to handle more than "
              + target.databases()
              + " databases");
    }
    return (int) number;
  }

  /**
   * Passes the hint on if the file can hold that number of keys. So a false hint costs no memory.
   */
  private void readSize() throws IOException {
    long keys = LengthEncoding.read(in);
    LengthEncoding.read(in); // the number of those that expire
    if (keys >= 0 && keys <= in.remaining() / LEAST_OF_A_KEY) {
      target.resize(database, (int) Math.min(keys, Integer.MAX_VALUE));
    }
  }

  private String readText() throws IOException {
    return Ascii.text(StringEncoding.read(in));
  }

  private void readModuleData() throws IOException {
    long id = LengthEncoding.read(in);
    if (target.skipsModuleData()) {
      target.moduleData(ModuleData.name(id));
      ModuleData.skip(in);
      return;
    }
    throw in.corrupt(
        "The RDB file contains AUX module data I can't load: no matching module '"
            + ModuleData.name(id)
            + "'");
  }

  private void readChecksum() throws IOException {
    // tag::checksum[]
    if (version < FIRST_WITH_CHECKSUM) {
      return;
    }
    long computed = in.checksum();
    long offset = in.offset();
    long stored = in.readLong();
    if (!compares) {
      return;
    }
    if (stored == 0) {
      target.withoutChecksum();
    } else if (stored != computed) {
      throw wrongChecksum(offset, computed, stored);
    } else {
      target.checksumIsRight();
    }
    // end::checksum[]
  }

  private RdbException wrongChecksum(long offset, long computed, long stored) {
    return in.corrupt(
        offset,
        "Wrong RDB checksum expected: ("
            + Long.toHexString(computed)
            + ") but got ("
            + Long.toHexString(stored)
            + "): RDB CRC error");
  }

  /** Returns what the loader is doing, or did last: for reports about corrupt files. */
  public LoadStep step() {
    if (version == 0) {
      return LoadStep.START;
    }
    return switch (type) {
      case NO_TYPE, Opcode.IDLE, Opcode.FREQ -> LoadStep.READ_TYPE;
      case Opcode.EXPIRETIME, Opcode.EXPIRETIME_MS -> LoadStep.READ_EXPIRE;
      case Opcode.SELECTDB, Opcode.RESIZEDB -> LoadStep.READ_LEN;
      case Opcode.AUX -> LoadStep.READ_AUX;
      case Opcode.MODULE_AUX -> LoadStep.READ_MODULE_AUX;
      case Opcode.FUNCTION2, Opcode.FUNCTION_PRE_GA -> LoadStep.READ_FUNCTIONS;
      case Opcode.EOF -> LoadStep.CHECK_SUM;
      default -> in.key() == null ? LoadStep.READ_KEY : LoadStep.READ_OBJECT_VALUE;
    };
  }

  /** Returns the type of the value that is being read, or was read last; -1 if it is an opcode. */
  public int type() {
    return type < Opcode.FUNCTION2 ? type : NO_TYPE;
  }
}
