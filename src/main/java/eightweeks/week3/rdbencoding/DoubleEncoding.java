package eightweeks.week3.rdbencoding;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.doubles.DoubleReader;
import java.io.IOException;

/**
 * Writes and reads scores: as their 64 bits, and in old versions as text.
 *
 * <p>Answers to {@code rdb.c: rdbSaveBinaryDoubleValue(), rdbLoadBinaryDoubleValue(),
 * rdbLoadDoubleValue()}. The text has its length in front, in one byte, of which three values mean
 * something else: 253 not a number, 254 infinity, 255 minus infinity.
 */
public final class DoubleEncoding {
  private static final int NAN = 253;
  private static final int POSITIVE_INFINITY = 254;
  private static final int NEGATIVE_INFINITY = 255;

  private DoubleEncoding() {}

  public static void write(RdbWriter out, double value) throws IOException {
    out.writeLong(Double.doubleToLongBits(value));
  }

  public static double read(RdbReader in) throws IOException {
    return Double.longBitsToDouble(in.readLong());
  }

  /** Reads a score as text, as Redis wrote it before version 4. */
  public static double readText(RdbReader in) throws IOException {
    int length = in.readByte();
    return switch (length) {
      case NAN -> Double.NaN;
      case POSITIVE_INFINITY -> Double.POSITIVE_INFINITY;
      case NEGATIVE_INFINITY -> Double.NEGATIVE_INFINITY;
      default -> {
        long offset = in.offset();
        var text = in.bytes(length);
        double value = DoubleReader.parse(text, 0, text.length);
        if (Double.isNaN(value)) {
          throw in.corrupt(offset, "'" + Ascii.text(text) + "' is no number");
        }
        yield value;
      }
    };
  }
}
