package eightweeks.week1.resp;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The words of one command: where each begins and ends in the query buffer.
 *
 * <p>Answers to {@code argc} and {@code argv} of {@code server.h: client}. Redis makes an object of
 * every word; here nothing is copied until something is stored.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Valid until the command returns. Whoever keeps words longer (MULTI, a blocked command)
 *       takes them with {@link #own}; whoever stores one takes it with {@link #take}.
 *   <li>Nobody writes into the bytes.
 *   <li>A word of {@value Query#BIG_BULK} bytes or more has an array to itself, of exactly its
 *       length, which storage may keep as it is.
 * </ul>
 */
public final class Args {
  private static final int KEPT_WORDS = 1024;

  private byte[] buffer;
  private int[] offsets = new int[8];
  private int[] lengths = new int[8];
  private byte @Nullable [] @Nullable [] arrays;
  private int count;

  /** The words that are secrets; null as nearly always. */
  private @Nullable BitSet redacted;

  /** The argument whose hash is noted, or -1. */
  private int hashed = -1;

  private int hash;

  Args(byte[] buffer) {
    this.buffer = buffer;
  }

  /** The given words, each in an array of its own. */
  public static Args of(byte[]... words) {
    var args = new Args(new byte[0]);
    for (var word : words) {
      args.addArray(word);
    }
    return args;
  }

  /** The given words, one byte a character. */
  public static Args of(String... words) {
    var bytes = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = Ascii.bytes(words[i]);
    }
    return of(bytes);
  }

  /**
   * Replaces word i, which has an array to itself: a command that looks up many keys needs only one
   * set of words for all of them.
   */
  public void replace(int i, byte[] word) {
    if (arrays == null || arrays[i] == null) {
      throw new IllegalStateException("the word is part of a query buffer");
    }
    arrays[i] = word;
    lengths[i] = word.length;
    hashed = -1;
  }

  /** How many words there are, the command's name included. */
  public int count() {
    return count;
  }

  /** The array in which word i lies, from {@link #offset} for {@link #length} bytes. */
  public byte[] array(int i) {
    if (arrays != null && i < arrays.length) {
      var own = arrays[i];
      if (own != null) {
        return own;
      }
    }
    return buffer;
  }

  public int offset(int i) {
    return offsets[i];
  }

  /** The length of word i in bytes. */
  public int length(int i) {
    return lengths[i];
  }

  /** A copy of word i. */
  public byte[] bytes(int i) {
    int offset = offsets[i];
    return Arrays.copyOfRange(array(i), offset, offset + lengths[i]);
  }

  /** Word i for storage: a copy, or the array itself if the word has one to itself. */
  public byte[] take(int i) {
    if (arrays != null && i < arrays.length) {
      var own = arrays[i];
      if (own != null) {
        return own;
      }
    }
    return bytes(i);
  }

  /** Word i as text, one character a byte. For options, names and messages. */
  public String text(int i) {
    return Ascii.text(array(i), offsets[i], lengths[i]);
  }

  /** Whether word i is the given one, whatever the case of its letters. */
  public boolean is(int i, String word) {
    return Ascii.equalsIgnoreCase(array(i), offsets[i], lengths[i], word);
  }

  /**
   * Word i as a signed 64-bit integer.
   *
   * @throws CommandError if it is none
   */
  public long integer(int i) {
    return integer(i, CommandError.NOT_AN_INTEGER);
  }

  /**
   * Word i as a signed 64-bit integer.
   *
   * @throws CommandError the given one, if it is none
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
   * Word i as an integer of a range, ends included.
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
   * Word i is a secret: whoever shows these words to somebody, or logs them, leaves it out. The
   * word itself stays what it is.
   */
  public void redact(int i) {
    if (redacted == null) {
      redacted = new BitSet();
    }
    redacted.set(i);
  }

  /** Whether word i is a secret. */
  public boolean isRedacted(int i) {
    return redacted != null && redacted.get(i);
  }

  /** These words in memory of their own, to be kept after the command has returned. */
  public Args own() {
    int size = 0;
    for (int i = 0; i < count; i++) {
      size += hasArray(i) ? 0 : lengths[i];
    }
    var own = new Args(new byte[size]);
    int at = 0;
    for (int i = 0; i < count; i++) {
      if (hasArray(i)) {
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

  /** Bytes of all words together. */
  public long size() {
    long size = 0;
    for (int i = 0; i < count; i++) {
      size += lengths[i];
    }
    return size;
  }

  private boolean hasArray(int i) {
    return arrays != null && i < arrays.length && arrays[i] != null;
  }

  /**
   * Notes the hash of argument i, in place of the one noted before. A key that is looked up and
   * then added is hashed once by that. All dicts of a server have the same hash function.
   */
  public void noteHash(int i, int hashOfIt) {
    hashed = i;
    hash = hashOfIt;
  }

  /** Whether {@link #notedHash} is the one of argument i. */
  public boolean isHashNoted(int i) {
    return hashed == i;
  }

  /** The hash that was noted last. */
  public int notedHash() {
    return hash;
  }

  // What follows is for the parser, which fills a set of words and empties it again.

  void add(int offset, int length) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    offsets[count] = offset;
    lengths[count++] = length;
  }

  void addArray(byte[] word) {
    if (arrays == null || arrays.length <= count) {
      arrays = arrays == null ? new byte[count + 1][] : Arrays.copyOf(arrays, 2 * count + 1);
    }
    arrays[count] = word;
    add(0, word.length);
  }

  /** The bytes have moved into another array, by so much. */
  void moved(byte[] to, int by) {
    buffer = to;
    for (int i = 0; i < count; i++) {
      if (!hasArray(i)) {
        offsets[i] += by;
      }
    }
  }

  void clear() {
    count = 0;
    hashed = -1;
    arrays = null;
    if (redacted != null) {
      redacted = null;
    }
    if (offsets.length > KEPT_WORDS) {
      offsets = new int[8];
      lengths = new int[8];
    }
  }

  /** Bytes that the notes about the words take. */
  long memory() {
    return 8L * offsets.length;
  }
}
