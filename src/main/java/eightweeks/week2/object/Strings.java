package eightweeks.week2.object;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week2.sds.Sds;
import eightweeks.week2.sds.StringCapture;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Strings as values. A string is kept in one of four ways:
 *
 * <ul>
 *   <li>a {@link StoredInteger}, if it is exactly the text of a 64-bit integer: encoding int;
 *   <li>a {@link SharedInteger}, if that integer is small: encoding int too;
 *   <li>a {@code byte[]} of exactly its length: encoding embstr up to 44 bytes, raw beyond;
 *   <li>an {@link Sds}, once a command such as APPEND has changed it in place: encoding raw.
 * </ul>
 *
 * <p>Answers to {@code object.c}: {@code tryObjectEncoding()}, {@code
 * createStringObjectFromLongLongForValue()}, {@code stringObjectLen()}, {@code getDecodedObject()}.
 *
 * <p>In Redis, embstr says that object and string are one allocation, which fits the 64 bytes of a
 * size class up to 44 bytes of text. A {@code byte[]} always is one allocation; the name is kept
 * because clients see it.
 */
public final class Strings {
  /** The longest text that is embstr, in bytes (OBJ_ENCODING_EMBSTR_SIZE_LIMIT). */
  public static final int MAX_EMBEDDED = 44;

  /** Minimum length of a captured string in bytes; a snapshot copies shorter ones at once. */
  private static final int MIN_CAPTURED = 1 << 20;

  // tag::shared[]
  /** Integers from 0 up to this one, which is not included, are shared (OBJ_SHARED_INTEGERS). */
  public static final int SHARED_INTEGERS = 10_000;

  /**
   * One object for each small integer, for all keys that have it as their value.
   *
   * <p>This is where Redis's reference counts still show: OBJECT REFCOUNT of a shared integer is
   * the largest int, which means that it is never freed. It is also why Redis has to count: an
   * object in several places is freed with the last of them. Here the collector finds out which
   * objects are still used. A count is useful only for what the collector does not see or sees too
   * late: memory outside the heap, buffers that go back into a pool.
   */
  private static final SharedInteger[] SHARED = new SharedInteger[SHARED_INTEGERS];

  static {
    Arrays.setAll(SHARED, SharedInteger::new);
  }

  // tag::share[]
  /**
   * Returns a number as a value: a shared one if it is small, and if the server shares integers
   * (createStringObjectFromLongLongForValue).
   */
  public Object store(long number) {
    return isShared(number) ? SHARED[(int) number] : storeUnshared(number);
  }

  private boolean isShared(long number) {
    return number >= 0 && number < SHARED_INTEGERS && sharing.getAsBoolean();
  }

  private Object storeUnshared(long number) {
    allocator.account(HeapSize.STORED_INTEGER);
    return new StoredInteger(number);
  }

  // end::share[]

  /**
   * Sets the condition under which new values are shared integers. In Redis, the bits for LRU and
   * LFU belong to the value. So it does not share integers while maxmemory is set and the policy
   * needs these bits of each key. Here the bits belong to the key; the answer to OBJECT REFCOUNT is
   * the same.
   */
  public void shareIntegersWhen(BooleanSupplier condition) {
    sharing = condition;
  }

  /** Returns what OBJECT REFCOUNT replies for a key. */
  public static int referenceCount(Entry entry) {
    return entry.content() instanceof SharedInteger ? Integer.MAX_VALUE : 1;
  }

  // end::shared[]

  private final Allocator allocator;
  private BooleanSupplier sharing = () -> true;

  Strings(Allocator allocator) {
    this.allocator = allocator;
  }

  /** Announces a long string: see {@link Allocator#requireRoom}. */
  public void requireRoom(long bytes) {
    allocator.requireRoom(bytes);
  }

  /**
   * Returns the string of a key.
   *
   * @throws CommandError WRONGTYPE if the key has another type
   */
  public static Object of(Entry entry) {
    return entry.requireType(ValueType.STRING).content();
  }

  /**
   * Returns the integer that is the text of a key's string (getLongLongFromObject).
   *
   * @throws CommandError if the text is not an integer; WRONGTYPE if the value is not a string
   */
  public static long number(Entry entry) {
    var value = of(entry);
    if (isInteger(value)) {
      return integer(value);
    }
    // A string that was changed in place, or stored raw, may be the text of a number too.
    var text = text(value);
    if (Numbers.isInteger(text, 0, text.length)) {
      return Numbers.parse(text, 0, text.length);
    }
    throw CommandError.NOT_AN_INTEGER;
  }

  /** Returns whether a string is kept as an integer: encoding int. */
  public static boolean isInteger(Object value) {
    return value instanceof SharedInteger || value instanceof StoredInteger;
  }

  /** Returns the number of a string that {@link #isInteger}. */
  public static long integer(Object value) {
    return value instanceof SharedInteger shared ? shared.number() : ((StoredInteger) value).number;
  }

  // tag::encode[]
  /** Returns argument i as a value in the smallest encoding (tryObjectEncoding). */
  public Object take(Args args, int i) {
    int length = args.length(i);
    if (length <= Numbers.MAX_DIGITS) {
      var array = args.array(i);
      int offset = args.offset(i);
      long number = Numbers.parse(array, offset, length);
      if (number != Numbers.NOT_AN_INTEGER || Numbers.isInteger(array, offset, length)) {
        return store(number);
      }
    }
    return allocator.take(args, i);
  }

  // end::encode[]

  /** Returns bytes as a value in the smallest encoding. The value owns the array. */
  public Object store(byte[] text) {
    if (text.length <= Numbers.MAX_DIGITS && Numbers.isInteger(text, 0, text.length)) {
      return store(Numbers.parse(text, 0, text.length));
    }
    return allocator.adopt(text);
  }

  /**
   * Returns bytes as a value that is not stored as an integer: for INCRBYFLOAT and DEBUG POPULATE.
   */
  public Object raw(byte[] text) {
    return allocator.adopt(text);
  }

  /** Returns a value that can be changed in place. It accounts its memory itself when it grows. */
  public Sds mutable(byte[] text) {
    var sds = new Sds(text, allocator);
    allocator.account(sds.memory());
    return sds;
  }

  /**
   * Returns the string of a key as one that can be changed in place; converts it if it is not one
   * (dbUnshareStringValue).
   *
   * @throws CommandError WRONGTYPE if the key has another type
   */
  public Sds mutable(Entry entry) {
    return mutable(entry, 0);
  }

  /**
   * Returns the string of a key as one that can be changed in place, with free space behind it. A
   * large string is copied only if it must grow, or if a reply refers to it that was not written
   * yet.
   *
   * @param more number of bytes that will be appended
   * @throws CommandError WRONGTYPE if the key has another type
   */
  public Sds mutable(Entry entry, int more) {
    var sds = appendable(entry, more);
    beforeChange(sds, 0, sds.length());
    return sds;
  }

  /**
   * Makes a range of a string ready to be changed in place: if a reply refers to it that was not
   * written yet, the string gets another array; otherwise a snapshot that is capturing it copies
   * the range.
   *
   * @param sds what {@link #appendable} has returned
   */
  public void beforeChange(Sds sds, int from, int to) {
    if (allocator.isLent(sds.array())) {
      sds.unshare();
    } else {
      allocator.captures().beforeChange(sds.array(), from, to);
    }
  }

  /**
   * Begins to capture the text of a large string, for a snapshot.
   *
   * @return null if it is shorter than {@value #MIN_CAPTURED} bytes
   */
  public @Nullable StringCapture capture(Object value) {
    var array = value instanceof Sds sds ? sds.array() : text(value);
    int length = length(value);
    return length < MIN_CAPTURED ? null : allocator.captures().capture(array, length);
  }

  /**
   * Does the same as {@link #mutable(Entry, int)} for commands that leave the bytes that are there
   * as they are, as APPEND does, or call {@link #beforeChange} for those that they change.
   *
   * @param more number of bytes that will be appended
   * @throws CommandError WRONGTYPE if the key has another type
   */
  // tag::appendable[]
  public Sds appendable(Entry entry, int more) {
    var value = of(entry);
    if (value instanceof Sds sds) {
      sds.ensureAvailable(more);
      return sds;
    }
    var sds = new Sds(text(value), allocator);
    long memory = sds.memory() - memory(value);
    sds.ensureAvailable(more); // before the entry changes: there may be no memory for it
    allocator.account(memory);
    entry.value(sds);
    return sds;
  }

  // end::appendable[]

  /**
   * Writes an integer over another one, so that counting allocates nothing.
   *
   * @return false if nothing was written: one of the two is a shared integer, or the value is no
   *     integer
   */
  public boolean overwrite(Entry entry, long number) {
    if (!(entry.content() instanceof StoredInteger old) || isShared(number)) {
      return false;
    }
    old.number = number;
    return true;
  }

  // tag::overwrite[]
  /**
   * Writes argument i over a string of the same length, so that overwriting allocates nothing. A
   * large argument, which has an array of its own, is exchanged for the old array: a later argument
   * is received into that one.
   *
   * @return false if nothing was written: the value has another type or length, one of the two is
   *     an integer and the other not, or a reply that was not written yet or a snapshot refers to
   *     the value
   */
  public boolean overwrite(Entry entry, Args args, int i) {
    int length = args.length(i);
    if (length <= Numbers.MAX_DIGITS && Numbers.isInteger(args.array(i), args.offset(i), length)) {
      return overwrite(entry, args.integer(i));
    }
    if (entry.type() != ValueType.STRING
        || !(entry.content() instanceof byte[] old)
        || old.length != length
        || allocator.isLent(old)
        || allocator.captures().has(old)) {
      return false;
    }
    if (args.hasArray(i)) {
      entry.content(args.take(i));
      args.recycle(old);
    } else {
      System.arraycopy(args.array(i), args.offset(i), old, 0, length);
    }
    return true;
  }

  // end::overwrite[]

  /**
   * Returns a new value with the same text in the same encoding, for COPY (dupStringObject). The
   * copy of a shared integer is not shared.
   */
  public Object duplicate(Object value) {
    return switch (value) {
      case byte[] bytes -> allocator.copy(bytes, 0, bytes.length);
      case Sds sds -> mutable(sds.toBytes());
      default -> storeUnshared(integer(value));
    };
  }

  /** Frees the memory of a string that no key has any more. */
  public void release(Object value) {
    allocator.account(-memory(value));
  }

  public static Encoding encoding(Object value) {
    return switch (value) {
      case SharedInteger _ -> Encoding.INT;
      case StoredInteger _ -> Encoding.INT;
      case byte[] bytes when bytes.length <= MAX_EMBEDDED -> Encoding.EMBSTR;
      default -> Encoding.RAW;
    };
  }

  /** Returns the bytes of memory that a string takes; 0 for a shared integer. */
  public static long memory(Object value) {
    return switch (value) {
      case SharedInteger _ -> 0;
      case StoredInteger _ -> HeapSize.STORED_INTEGER;
      case byte[] bytes -> HeapSize.ofBytes(bytes.length);
      default -> ((Sds) value).memory();
    };
  }

  /** Returns the length of the text in bytes (stringObjectLen). */
  public static int length(Object value) {
    return switch (value) {
      case byte[] bytes -> bytes.length;
      case Sds sds -> sds.length();
      default -> Numbers.digits(integer(value));
    };
  }

  /**
   * Returns the text (getDecodedObject). It may be the stored array itself, so the caller must not
   * write into it.
   */
  public static byte[] text(Object value) {
    return switch (value) {
      case byte[] bytes -> bytes;
      case Sds sds -> sds.toBytes();
      default -> Numbers.toBytes(integer(value));
    };
  }

  /** Returns a copy of the text. */
  public static byte[] bytes(Object value) {
    return value instanceof byte[] bytes ? bytes.clone() : text(value);
  }

  /** Writes a part of the text to a reply. */
  public static void reply(Reply reply, Object value, int from, int count) {
    reply.storedBulk(value instanceof Sds sds ? sds.array() : text(value), from, count);
  }

  /** Writes the text to a reply, without any allocation. */
  public static void reply(Reply reply, Object value) {
    switch (value) {
      case byte[] bytes -> reply.storedBulk(bytes, 0, bytes.length);
      case Sds sds -> reply.storedBulk(sds.array(), 0, sds.length());
      default -> reply.bulk(integer(value));
    }
  }
}
