package eightweeks.week1.resp;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one command: where each begins and ends in the query buffer. Argument 0 is the
 * command's name.
 *
 * <p>Answers to {@code argc} and {@code argv} of {@code server.h: client}. Redis makes an object of
 * every argument; here nothing is copied until something is stored.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>The arguments are valid until the command returns. To keep them longer (MULTI, a blocked
 *       command), copy them with {@link #own}; to store one, use {@link #take}.
 *   <li>The bytes are never changed.
 *   <li>An argument of {@value Query#BIG_BULK} bytes or more has an array of its own, of exactly
 *       its length. Storage may keep that array without a copy. An array that was not taken is used
 *       again for another argument.
 * </ul>
 */
public final class Args {
  /** Longer lists of arguments are not kept for the next command. */
  private static final int MAX_KEPT_ARGUMENTS = 1024;

  private byte[] buffer;
  private int[] offsets = new int[8];
  private int[] lengths = new int[8];
  private byte @Nullable [] @Nullable [] arrays;
  private int count;

  /** The arguments that are secrets; null if there is none. */
  private @Nullable BitSet redacted;

  /** The argument whose hash is noted, or -1. */
  private int hashed = -1;

  private int hash;

  /** Whether storage, or a copy of the arguments, refers to the array of an argument. */
  private boolean kept;

  /** Keeps arrays of arguments to which nothing refers any more; null without a query. */
  private final @Nullable LargeArrays largeArrays;

  public Args(byte[] buffer) {
    this(buffer, null);
  }

  Args(byte[] buffer, @Nullable LargeArrays largeArrays) {
    this.buffer = buffer;
    this.largeArrays = largeArrays;
  }

  /** Makes arguments of arrays, without copying them. */
  public static Args of(byte[]... arguments) {
    var args = new Args(new byte[0]);
    for (var argument : arguments) {
      args.addArray(argument);
    }
    return args;
  }

  /** Makes arguments of texts, one byte a character. */
  public static Args of(String... arguments) {
    var bytes = new byte[arguments.length][];
    for (int i = 0; i < arguments.length; i++) {
      bytes[i] = Ascii.bytes(arguments[i]);
    }
    return of(bytes);
  }

  /**
   * Replaces argument i, which has its own array. So a command that looks up many keys needs only
   * one object of this class.
   */
  public void replace(int i, byte[] argument) {
    if (arrays == null || arrays[i] == null) {
      throw new IllegalStateException("the argument is part of a query buffer");
    }
    arrays[i] = argument;
    lengths[i] = argument.length;
    hashed = -1;
  }

  /** Returns the number of arguments, the command's name included. */
  public int count() {
    return count;
  }

  /** Returns the array with argument i: {@link #length} bytes from {@link #offset}. */
  public byte[] array(int i) {
    if (arrays != null && i < arrays.length) {
      var own = arrays[i];
      if (own != null) {
        return own;
      }
    }
    return buffer;
  }

  /** Returns where argument i begins in its array. */
  public int offset(int i) {
    return offsets[i];
  }

  /** Returns the length of argument i in bytes. */
  public int length(int i) {
    return lengths[i];
  }

  /** Returns a copy of argument i. */
  public byte[] bytes(int i) {
    int offset = offsets[i];
    return Arrays.copyOfRange(array(i), offset, offset + lengths[i]);
  }

  /** Returns argument i for storage: its array if it has one of its own, otherwise a copy. */
  public byte[] take(int i) {
    if (arrays != null && i < arrays.length) {
      var own = arrays[i];
      if (own != null) {
        kept = true;
        return own;
      }
    }
    return bytes(i);
  }

  /**
   * Keeps an array that was stored for a later argument of the same length. The caller has the only
   * reference to it: no reply refers to it ({@link LentArrays}).
   */
  public void recycle(byte[] stored) {
    if (largeArrays != null) {
      largeArrays.keep(stored);
    }
  }

  /** Returns argument i as text, one character a byte. For options, names and messages. */
  public String text(int i) {
    return Ascii.text(array(i), offsets[i], lengths[i]);
  }

  /** Returns whether argument i is the given text, ignoring case. */
  public boolean is(int i, String text) {
    return Ascii.equalsIgnoreCase(array(i), offsets[i], lengths[i], text);
  }

  /**
   * Returns argument i as a signed 64-bit integer.
   *
   * @throws CommandError if it is no integer
   */
  public long integer(int i) {
    return integer(i, CommandError.NOT_AN_INTEGER);
  }

  /**
   * Returns argument i as a signed 64-bit integer.
   *
   * @throws CommandError the given error, if it is no integer
   */
  public long integer(int i, CommandError error) {
    var array = array(i);
    long value = Numbers.parse(array, offsets[i], lengths[i]);
    if (value == Numbers.NOT_AN_INTEGER && !Numbers.isInteger(array, offsets[i], lengths[i])) {
      throw error;
    }
    return value;
  }

  /**
   * Returns argument i as an integer from min to max, both included.
   *
   * @throws CommandError if it is no integer, or one outside the range
   */
  public int integer(int i, int min, int max) {
    long value = integer(i);
    if (value < min || value > max) {
      throw new CommandError(
          "ERR value is out of range, value must between " + min + " and " + max);
    }
    return (int) value;
  }

  /**
   * Marks argument i as a secret, so that logs, MONITOR and SLOWLOG do not show it. The argument
   * itself stays as it is.
   */
  public void redact(int i) {
    if (redacted == null) {
      redacted = new BitSet();
    }
    redacted.set(i);
  }

  /** Returns whether argument i is a secret. */
  public boolean isRedacted(int i) {
    return redacted != null && redacted.get(i);
  }

  /** Returns a copy that stays valid after the command. It shares the arrays of large arguments. */
  public Args own() {
    int size = 0;
    for (int i = 0; i < count; i++) {
      size += hasArray(i) ? 0 : lengths[i];
    }
    var own = new Args(new byte[size]);
    int at = 0;
    for (int i = 0; i < count; i++) {
      if (hasArray(i)) {
        kept = true;
        own.addArray(array(i));
      } else {
        System.arraycopy(buffer, offsets[i], own.buffer, at, lengths[i]);
        own.add(at, lengths[i]);
        at += lengths[i];
      }
    }
    if (redacted != null) {
      own.redacted = (BitSet) redacted.clone();
    }
    return own;
  }

  /** Returns the length of all arguments together, in bytes. */
  public long size() {
    long size = 0;
    for (int i = 0; i < count; i++) {
      size += lengths[i];
    }
    return size;
  }

  /** Returns whether argument i has an array of its own, which storage may keep. */
  public boolean hasArray(int i) {
    return arrays != null && i < arrays.length && arrays[i] != null;
  }

  /**
   * Notes the hash of argument i, in place of the one noted before. So a key that is looked up and
   * then added is hashed only once. All dicts of a server have the same hash function.
   */
  public void noteHash(int i, int hashOfIt) {
    hashed = i;
    hash = hashOfIt;
  }

  /** Returns whether {@link #notedHash} is that of argument i. */
  public boolean isHashNoted(int i) {
    return hashed == i;
  }

  /** Returns the hash that was noted last. */
  public int notedHash() {
    return hash;
  }

  public void add(int offset, int length) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    offsets[count] = offset;
    lengths[count++] = length;
  }

  public void addArray(byte[] argument) {
    if (arrays == null || arrays.length <= count) {
      arrays = arrays == null ? new byte[count + 1][] : Arrays.copyOf(arrays, 2 * count + 1);
    }
    arrays[count] = argument;
    add(0, argument.length);
  }

  /** Adjusts the offsets after the bytes were copied into an array, {@code by} bytes further. */
  void moved(byte[] to, int by) {
    buffer = to;
    for (int i = 0; i < count; i++) {
      if (!hasArray(i)) {
        offsets[i] += by;
      }
    }
  }

  /** Copies all arguments out of the buffer, because its bytes will change. */
  public void leaveBuffer() {
    var all = new byte[count][];
    for (int i = 0; i < count; i++) {
      all[i] = take(i);
      offsets[i] = 0;
    }
    arrays = all;
  }

  public void clear() {
    if (arrays != null) {
      recycleArrays();
    }
    count = 0;
    hashed = -1;
    if (redacted != null) {
      redacted = null;
    }
    if (offsets.length > MAX_KEPT_ARGUMENTS) {
      offsets = new int[8];
      lengths = new int[8];
    }
  }

  private void recycleArrays() {
    if (!kept && largeArrays != null) {
      for (int i = 0; i < count; i++) {
        if (hasArray(i)) {
          largeArrays.keep(array(i));
        }
      }
    }
    kept = false;
    arrays = null;
  }

  /** Returns the bytes of memory for offsets and lengths. */
  long memory() {
    return 8L * offsets.length;
  }
}
