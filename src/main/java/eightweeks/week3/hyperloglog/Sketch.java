package eightweeks.week3.hyperloglog;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.bytes.LittleEndian;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.Strings;
import eightweeks.week2.sds.Sds;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A HyperLogLog: a string that begins with a header of 16 bytes.
 *
 * <pre>
 * +------+---+-----+----------+
 * | HYLL | E | 000 | count    |     E: 0 dense, 1 sparse
 * +------+---+-----+----------+     count: little endian; highest bit: outdated
 * </pre>
 *
 * <p>Answers to {@code hyperloglog.c: hllhdr}, {@code createHLLObject()}, {@code
 * isHLLObjectOrReply()}, {@code hllAdd()}, {@code hllSparseToDense()}, {@code hllCount()}. A sketch
 * is sparse at first; it becomes dense when a register is too large, or when it would be longer
 * than {@code hll-sparse-max-bytes}, and stays so.
 *
 * <p>The header is checked before a Sketch is created. Whether the runs of a sparse one are whole
 * is known only when they are read: add, raise, toDense, merge and estimate may throw {@link
 * #CORRUPT}; the sketch is unchanged then.
 */
final class Sketch {
  static final CommandError CORRUPT = new CommandError("INVALIDOBJ Corrupted HLL object detected");
  static final CommandError NONE =
      new CommandError("WRONGTYPE Key is not a valid HyperLogLog string value.");

  static final int HEADER = 16;
  private static final int DENSE_LENGTH = HEADER + Dense.BYTES;
  private static final byte[] MAGIC = Ascii.bytes("HYLL");
  private static final int ENCODING_AT = 4;
  private static final byte DENSE = 0;
  private static final byte SPARSE = 1;
  private static final int COUNT_AT = 8;
  private static final long OUTDATED = 1L << 63;

  private Sds text;
  private @Nullable SparseEditor editor;

  private Sketch(Sds text) {
    this.text = text;
  }

  /** Returns an empty sketch: all registers are 0, and so is its count. */
  static Sketch empty() {
    var bytes = new byte[HEADER + 2];
    System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
    bytes[ENCODING_AT] = SPARSE;
    Sparse.writeZeros(bytes, HEADER, Registers.COUNT);
    return new Sketch(new Sds(bytes));
  }

  // tag::check[]
  /**
   * Returns the sketch of a key. The caller may write into it only if the string is mutable.
   *
   * @throws CommandError WRONGTYPE if its value is not a string, or not that of a sketch
   */
  static Sketch of(Entry entry) {
    var value = Strings.of(entry);
    if (Strings.encoding(value) == Encoding.INT) {
      throw NONE; // a number
    }
    var text = value instanceof Sds sds ? sds : new Sds(Strings.text(value));
    if (!isSketch(text.array(), text.length())) {
      throw NONE;
    }
    return new Sketch(text);
  }

  private static boolean isSketch(byte[] bytes, int length) {
    return length >= HEADER
        && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        && (bytes[ENCODING_AT] == SPARSE
            || (bytes[ENCODING_AT] == DENSE && length == DENSE_LENGTH));
  }

  // end::check[]

  /** Returns the string; a change may have replaced it by a longer one. */
  Sds text() {
    return text;
  }

  boolean isDense() {
    return text.array()[ENCODING_AT] == DENSE;
  }

  // tag::add[]
  /**
   * Adds an element; returns whether a register has grown.
   *
   * @param maxBytes maximum length of a sparse sketch
   */
  boolean add(byte[] bytes, int offset, int length, long maxBytes) {
    long hash = Murmur.hash(bytes, offset, length);
    return raise(Registers.index(hash), Registers.run(hash), maxBytes);
  }

  /** Raises a register to a value if it is smaller; returns whether it was. */
  boolean raise(int register, int value, long maxBytes) {
    if (isDense()) {
      return Dense.raise(text.array(), HEADER, register, value);
    }
    if (editor == null) {
      editor = new SparseEditor(text, HEADER, maxBytes);
    }
    var outcome = editor.raise(register, value);
    text = editor.text();
    return switch (outcome) {
      case SAME -> false;
      case RAISED -> true;
      case CORRUPT -> throw CORRUPT;
      case TOO_MUCH -> {
        toDense();
        yield Dense.raise(text.array(), HEADER, register, value);
      }
    };
  }

  // end::add[]

  /** Converts it to the dense encoding; its count stays. */
  void toDense() {
    if (isDense()) {
      return;
    }
    var registers = new byte[Registers.COUNT];
    merge(registers);
    var bytes = Arrays.copyOf(Arrays.copyOf(text.array(), HEADER), DENSE_LENGTH);
    bytes[ENCODING_AT] = DENSE;
    for (int i = 0; i < Registers.COUNT; i++) {
      Dense.set(bytes, HEADER, i, registers[i]);
    }
    text = new Sds(bytes);
    editor = null;
  }

  /** Replaces its content by these bytes, a copy of an earlier content. */
  void restore(byte[] bytes) {
    text = new Sds(bytes);
    editor = null;
  }

  /** Raises registers, one byte each, to those of this sketch. */
  void merge(byte[] into) {
    if (isDense()) {
      Dense.merge(text.array(), HEADER, into);
    } else if (!Sparse.merge(text.array(), HEADER, text.length(), into)) {
      throw CORRUPT;
    }
  }

  /** Returns whether every register exists: false only for a corrupt sketch. */
  boolean isWhole() {
    return isDense() || Sparse.isWhole(text.array(), HEADER, text.length());
  }

  // tag::count[]
  /** Returns the estimated number of different elements that were added. */
  long estimate() {
    var histogram = new int[Registers.MAX + 1];
    if (isDense()) {
      Dense.count(text.array(), HEADER, histogram);
    } else if (!Sparse.count(text.array(), HEADER, text.length(), histogram)) {
      throw CORRUPT;
    }
    return Estimate.of(histogram);
  }

  /** Returns the cached count; only valid if {@link #isCounted}. */
  long count() {
    return LittleEndian.getLong(text.array(), COUNT_AT);
  }

  boolean isCounted() {
    return (count() & OUTDATED) == 0;
  }

  void noteCount(long count) {
    LittleEndian.putLong(text.array(), COUNT_AT, count);
  }

  /** Makes the cached count invalid, because a register has changed. */
  void outdateCount() {
    noteCount(count() | OUTDATED);
  }
  // end::count[]
}
