package eightweeks.week2.compact;

import java.util.Arrays;

/**
 * Compression that is very quick and not very good: what has been seen lately is referred to
 * instead of being repeated.
 *
 * <p>Answers to {@code lzf_c.c: lzf_compress()} and {@code lzf_d.c: lzf_decompress()} (Marc
 * Lehmann's LibLZF). The stream is a sequence of two things, told apart by the first byte:
 *
 * <pre>
 * 000nnnnn  n + 1 bytes                  literals: take these 1 to 32 bytes
 * lllooooo  [l == 7: byte m]  oooooooo   a reference: take l + 2 bytes (l == 7: m + 9), which
 *                                        already stand o + 1 (up to 8192) bytes to the left
 * </pre>
 *
 * <p>Any stream that decodes to the input is right; ours need not be LibLZF's, byte for byte. A
 * reference may overlap what it makes: "1 to the left, 100 bytes" repeats one byte a hundred times,
 * so bytes are copied one by one from left to right.
 *
 * <p>How are repetitions found? A table remembers where each group of three bytes was seen last,
 * under a hash of them. It forgets whatever falls into the same slot later: a repetition missed
 * costs some bytes, looking harder would cost time.
 */
public final class Lzf {
  private static final String LAYOUT = "LZF data";
  private static final int MAX_LITERALS = 32;

  /** The shortest repetition that a reference makes shorter. */
  private static final int LEAST_REFERENCE = 3;

  private static final int MAX_REFERENCE = 7 + 2 + 255;
  private static final int MAX_DISTANCE = 8192;
  private static final int MAX_TABLE_BITS = 13;

  private Lzf() {}

  /**
   * Compresses a range of bytes.
   *
   * @param most how many bytes the result may have at most
   * @return an array of exactly the result; an empty one if there is nothing to compress or it does
   *     not get that small
   */
  public static byte[] compress(byte[] input, int offset, int length, int most) {
    var compressor = new Compressor(input, offset, offset + length, Math.max(0, most));
    return compressor.run() ? compressor.result() : new byte[0];
  }

  /** One run over an input. */
  private static final class Compressor {
    private final byte[] input;
    private final int end;
    private final byte[] output;
    private final int[] lastSeen;
    private final int hashShift;
    private int in;
    private int out;

    /** Where the literals begin that have been passed over and not been written. */
    private int literals;

    Compressor(byte[] input, int start, int end, int most) {
      this.input = input;
      this.end = end;
      output = new byte[most];
      in = start;
      literals = start;
      // A slot for each byte of the input, as far as that makes sense.
      int bits = Math.clamp(32 - Integer.numberOfLeadingZeros(end - start), 6, MAX_TABLE_BITS);
      hashShift = 32 - bits;
      lastSeen = new int[1 << bits];
      Arrays.fill(lastSeen, -1);
    }

    byte[] result() {
      return Arrays.copyOf(output, out);
    }

    /** Returns whether the result fits the output. */
    boolean run() {
      while (in + LEAST_REFERENCE <= end) {
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

    /** Where the three bytes from here on were seen last, perhaps; from now on it is here. */
    private int swapLastSeen() {
      int three = (input[in] & 0xff) << 16 | (input[in + 1] & 0xff) << 8 | (input[in + 2] & 0xff);
      int slot = three * 0x9e3779b1 >>> hashShift;
      int earlier = lastSeen[slot];
      lastSeen[slot] = in;
      return earlier;
    }

    /** Whether the guess of the table is right. */
    private boolean startsAlike(int earlier) {
      return input[earlier] == input[in]
          && input[earlier + 1] == input[in + 1]
          && input[earlier + 2] == input[in + 2];
    }

    private boolean writeLiterals() {
      while (literals < in) {
        int count = Math.min(in - literals, MAX_LITERALS);
        if (out + 1 + count > output.length) {
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
      int count = LEAST_REFERENCE;
      while (count < longest && input[earlier + count] == input[in + count]) {
        count++;
      }
      if (out + 3 > output.length) {
        return false;
      }
      int distance = in - earlier - 1;
      int length = count - 2;
      output[out++] = (byte) (Math.min(length, 7) << 5 | distance >> 8);
      if (length >= 7) {
        output[out++] = (byte) (length - 7);
      }
      output[out++] = (byte) distance;
      // What the reference covers is remembered as well, as far as three bytes follow each.
      int next = in + count;
      for (in++; in < next && in + LEAST_REFERENCE <= end; in++) {
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
   * @param expected how many bytes must come out, exactly
   * @throws CorruptBlobException if the input is not what {@link #compress} made of so many bytes
   */
  public static byte[] decompress(byte[] input, int offset, int length, int expected) {
    // A reference of three bytes gives 264 at most: no claim is believed that cannot be true.
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
        require(count <= expected - out, at, "more comes out than was said");
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
        require(count <= expected - out, at, "more comes out than was said");
        copy(output, from, out, count);
        out += count;
      }
    }
    require(out == expected, length, "less comes out than was said");
    return output;
  }

  /** Copies byte by byte where the two ranges overlap: that is what repeats the first bytes. */
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
