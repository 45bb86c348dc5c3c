package eightweeks.week2.compact;

import java.util.Arrays;

/**
 * Compression that is very quick and not very good: bytes that repeat earlier ones are replaced by
 * a reference to them.
 *
 * <p>Answers to {@code lzf_c.c: lzf_compress()} and {@code lzf_d.c: lzf_decompress()} (Marc
 * Lehmann's LibLZF). The stream is a sequence of literals and references, which differ in the first
 * byte:
 *
 * <pre>
 * 000nnnnn  n + 1 bytes                  literals: these 1 to 32 bytes
 * lllooooo  [l == 7: byte m]  oooooooo   a reference: l + 2 bytes (l == 7: m + 9), which are
 *                                        o + 1 (up to 8192) bytes to the left in the output
 * </pre>
 *
 * <p>Any stream that decodes to the input is right; it need not equal that of LibLZF. A reference
 * may overlap its own output: "1 to the left, 100 bytes" repeats one byte a hundred times. So bytes
 * are copied one by one from left to right.
 *
 * <p>How are repetitions found? A table has the last place of each group of three bytes, under a
 * hash of them. A later group with the same hash overwrites the slot. A missed repetition costs
 * some bytes; a better search would cost time.
 */
public final class Lzf {
  private static final String LAYOUT = "LZF data";

  /** Maximum number of bytes of one run of literals. */
  private static final int MAX_LITERALS = 32;

  /** Minimum length of a repetition that a reference makes shorter. */
  private static final int MIN_REFERENCE = 3;

  /** Maximum number of bytes of one reference. */
  private static final int MAX_REFERENCE = 7 + 2 + 255;

  /** Maximum distance of a reference in bytes. */
  private static final int MAX_DISTANCE = 8192;

  /** Maximum size of the table, as log2 of its number of slots. */
  private static final int MAX_TABLE_BITS = 13;

  private Lzf() {}

  /**
   * Compresses a range of bytes.
   *
   * @param max maximum length of the result in bytes
   * @return the result; an empty array if the input is empty or the result would be longer
   */
  public static byte[] compress(byte[] input, int offset, int length, int max) {
    var compressor = new Compressor();
    return compressor.compress(input, offset, length, max)
        ? Arrays.copyOf(compressor.output, compressor.out)
        : new byte[0];
  }

  /**
   * Compresses one input after another, and keeps its memory in between: a save compresses millions
   * of strings.
   */
  public static final class Compressor {
    private static final byte[] NOTHING = {};

    private byte[] input = NOTHING;
    private int end;
    private byte[] output = NOTHING;
    private int max;
    private int[] lastSeen = {};
    private int hashShift;
    private int in;
    private int out;

    /** The offset of the first literal that is not written yet. */
    private int literals;

    /**
     * Compresses a range of bytes.
     *
     * @param newMax maximum length of the result in bytes
     * @return false if the input is empty or the result would be longer
     */
    public boolean compress(byte[] newInput, int offset, int length, int newMax) {
      input = newInput;
      in = offset;
      literals = offset;
      end = offset + length;
      out = 0;
      max = Math.max(0, newMax);
      if (output.length < max) {
        output = new byte[max];
      }
      // A slot for each byte of the input, within limits.
      int bits = Math.clamp(32 - Integer.numberOfLeadingZeros(length), 6, MAX_TABLE_BITS);
      hashShift = 32 - bits;
      if (lastSeen.length < 1 << bits) {
        lastSeen = new int[1 << bits];
      }
      Arrays.fill(lastSeen, 0, 1 << bits, -1);
      boolean fits = run();
      input = NOTHING;
      return fits && out > 0;
    }

    /** Returns the array with the result, from its start to {@link #length}. */
    public byte[] array() {
      return output;
    }

    /** Returns the length of the result in bytes. */
    public int length() {
      return out;
    }

    /** Compresses the input; returns whether the result fits the output. */
    private boolean run() {
      while (in + MIN_REFERENCE <= end) {
        int earlier = swapLastSeen();
        if (earlier >= 0 && in - earlier <= MAX_DISTANCE && startsAlike(earlier)) {
          if (!writeLiterals() || !writeReference(earlier)) {
            return false;
          }
        } else {
          in++;
        }
      }
      in = end;
      return writeLiterals();
    }

    /**
     * Returns the last place with this hash of three bytes, or -1; the current place replaces it.
     */
    private int swapLastSeen() {
      int three = (input[in] & 0xff) << 16 | (input[in + 1] & 0xff) << 8 | (input[in + 2] & 0xff);
      int slot = three * 0x9e3779b1 >>> hashShift;
      int earlier = lastSeen[slot];
      lastSeen[slot] = in;
      return earlier;
    }

    /** Returns whether three bytes at an earlier place equal those at the current one. */
    private boolean startsAlike(int earlier) {
      return input[earlier] == input[in]
          && input[earlier + 1] == input[in + 1]
          && input[earlier + 2] == input[in + 2];
    }

    private boolean writeLiterals() {
      while (literals < in) {
        int count = Math.min(in - literals, MAX_LITERALS);
        if (out + 1 + count > max) {
          return false;
        }
        output[out++] = (byte) (count - 1);
        System.arraycopy(input, literals, output, out, count);
        out += count;
        literals += count;
      }
      return true;
    }

    private boolean writeReference(int earlier) {
      int longest = Math.min(end - in, MAX_REFERENCE);
      int count = MIN_REFERENCE;
      while (count < longest && input[earlier + count] == input[in + count]) {
        count++;
      }
      if (out + 3 > max) {
        return false;
      }
      int distance = in - earlier - 1;
      int length = count - 2;
      output[out++] = (byte) (Math.min(length, 7) << 5 | distance >> 8);
      if (length >= 7) {
        output[out++] = (byte) (length - 7);
      }
      output[out++] = (byte) distance;
      // The bytes of the reference go into the table too, if two more bytes follow.
      int next = in + count;
      for (in++; in < next && in + MIN_REFERENCE <= end; in++) {
        swapLastSeen();
      }
      in = next;
      literals = next;
      return true;
    }
  }

  /**
   * Decompresses a range of bytes.
   *
   * @param expected the exact length of the result in bytes
   * @throws CorruptBlobException if the input does not decode to that many bytes
   */
  public static byte[] decompress(byte[] input, int offset, int length, int expected) {
    // Three bytes give at most 264: a corrupt length cannot make the server allocate much.
    require(expected >= 0 && expected <= (length + 2L) / 3 * MAX_REFERENCE, 0, "too short");
    var output = new byte[expected];
    int in = offset;
    int end = offset + length;
    int out = 0;
    while (in < end) {
      int at = in - offset;
      int control = input[in++] & 0xff;
      if (control < MAX_LITERALS) {
        int count = control + 1;
        require(count <= end - in, at, "literals are cut off");
        require(count <= expected - out, at, "the output is longer than expected");
        System.arraycopy(input, in, output, out, count);
        in += count;
        out += count;
      } else {
        int count = (control >> 5) + 2;
        require(in + (count == 9 ? 2 : 1) <= end, at, "a reference is cut off");
        if (count == 9) {
          count += input[in++] & 0xff;
        }
        int from = out - ((control & 0x1f) << 8 | (input[in++] & 0xff)) - 1;
        require(from >= 0, at, "a reference to before the start");
        require(count <= expected - out, at, "the output is longer than expected");
        copy(output, from, out, count);
        out += count;
      }
    }
    require(out == expected, length, "the output is shorter than expected");
    return output;
  }

  /** Copies byte by byte if the two ranges overlap, so that the first bytes are repeated. */
  private static void copy(byte[] bytes, int from, int to, int count) {
    if (from + count <= to) {
      System.arraycopy(bytes, from, bytes, to, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      bytes[to + i] = bytes[from + i];
    }
  }

  private static void require(boolean sound, int at, String problem) {
    if (!sound) {
      throw new CorruptBlobException(LAYOUT, at, problem);
    }
  }
}
