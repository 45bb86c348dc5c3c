package eightweeks.week3.rdbencoding;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week2.compact.CorruptBlobException;
import eightweeks.week2.compact.Lzf;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Strings;
import java.io.IOException;

/**
 * Writes and reads strings: keys, elements, compact blobs.
 *
 * <p>Answers to {@code rdb.c: rdbSaveRawString(), rdbSaveLongLongAsStringObject(),
 * rdbSaveLzfStringObject(), rdbGenericLoadStringObject()}. Most are a length and the bytes. Two
 * kinds have a special form, which the first byte announces:
 *
 * <pre>
 * 11000000 1 byte              the decimal text of an integer of 8 bits, with sign
 * 11000001 2 bytes             of 16 bits, the lowest byte first
 * 11000010 4 bytes             of 32 bits, the lowest byte first
 * 11000011 length length data  compressed (LZF): length of the data, length of the string, data
 * </pre>
 */
public final class StringEncoding {
  private static final int INT_8 = 0xc0;
  private static final int INT_16 = 0xc1;
  private static final int INT_32 = 0xc2;
  private static final int LZF = 0xc3;

  /** No 32-bit integer has a longer text, in bytes. */
  private static final int MAX_INTEGER_TEXT = 11;

  /** Strings up to this length, in bytes, are not compressed. */
  private static final int MAX_UNCOMPRESSED = 20;

  /** Compression has to save this many bytes, or the string is written as it is. */
  private static final int LEAST_GAIN = 4;

  private StringEncoding() {}

  // tag::write[]
  // tag::shortest[]
  /** Writes a string in its shortest form; a capture leaves it to the thread that encodes. */
  public static void write(RdbWriter out, byte[] bytes, int offset, int length) throws IOException {
    if (out.captures(bytes, offset, length)) {
      return;
    }
    if (length <= MAX_INTEGER_TEXT && Numbers.isInteger(bytes, offset, length)) {
      if (writeShortInteger(out, Numbers.parse(bytes, offset, length))) {
        return;
      }
    }
    if (out.compresses() && length > MAX_UNCOMPRESSED) {
      var small = out.compressor();
      if (small.compress(bytes, offset, length, length - LEAST_GAIN)) {
        beginCompressed(out, small.length(), length);
        out.write(small.array(), 0, small.length());
        return;
      }
    }
    LengthEncoding.write(out, length);
    out.write(bytes, offset, length);
  }

  // end::shortest[]

  public static void write(RdbWriter out, byte[] bytes) throws IOException {
    write(out, bytes, 0, bytes.length);
  }

  /** Writes what an element shows. */
  public static void write(RdbWriter out, Element element) throws IOException {
    if (element.isInteger()) {
      writeInteger(out, element.integer());
    } else {
      write(out, element.array(), element.offset(), element.length());
    }
  }

  /** Writes the decimal text of an integer. */
  public static void writeInteger(RdbWriter out, long value) throws IOException {
    if (!writeShortInteger(out, value)) {
      var text = Numbers.toBytes(value);
      LengthEncoding.write(out, text.length);
      out.write(text);
    }
  }

  private static boolean writeShortInteger(RdbWriter out, long value) throws IOException {
    if (value == (byte) value) {
      out.writeByte(INT_8);
      out.writeByte((int) value);
    } else if (value == (short) value) {
      out.writeByte(INT_16);
      out.writeShort((int) value);
    } else if (value == (int) value) {
      out.writeByte(INT_32);
      out.writeInt((int) value);
    } else {
      return false;
    }
    return true;
  }

  /** Writes a string that is compressed already, as the inner nodes of some lists are. */
  public static void writeCompressed(RdbWriter out, byte[] small, int length) throws IOException {
    beginCompressed(out, small.length, length);
    out.write(small);
  }

  /** Writes what stands in front of compressed data. */
  static void beginCompressed(RdbWriter out, int compressed, int length) throws IOException {
    out.writeByte(LZF);
    LengthEncoding.write(out, compressed);
    LengthEncoding.write(out, length);
  }

  // end::write[]

  // tag::read[]
  /** Reads a string. */
  public static byte[] read(RdbReader in) throws IOException {
    int first = in.readByte();
    return switch (first) {
      case INT_8, INT_16, INT_32 -> Numbers.toBytes(readInteger(in, first));
      case LZF -> readCompressed(in);
      default -> in.bytes(readLength(in, first));
    };
  }

  /** Reads a string into an element, mostly without a copy; it is valid until the next read. */
  public static void read(RdbReader in, Element into) throws IOException {
    int first = in.readByte();
    switch (first) {
      case INT_8, INT_16, INT_32 -> into.set(readInteger(in, first));
      case LZF -> into.set(readCompressed(in));
      default -> {
        long length = readLength(in, first);
        if (in.hasWindow(length)) {
          into.set(in.array(), in.window((int) length), (int) length);
        } else {
          into.set(in.bytes(length));
        }
      }
    }
  }

  /** Reads a string as a value of a key. */
  public static Object readValue(RdbReader in, Strings strings) throws IOException {
    int first = in.readByte();
    return switch (first) {
      case INT_8, INT_16, INT_32 -> strings.store(readInteger(in, first));
      case LZF -> strings.store(readCompressed(in));
      default -> strings.store(in.bytes(readLength(in, first)));
    };
  }

  /** Skips a string. */
  public static void skip(RdbReader in) throws IOException {
    int first = in.readByte();
    switch (first) {
      case INT_8, INT_16, INT_32 -> readInteger(in, first);
      case LZF -> {
        long compressed = LengthEncoding.read(in);
        LengthEncoding.read(in);
        in.skip(compressed);
      }
      default -> in.skip(readLength(in, first));
    }
  }

  private static long readInteger(RdbReader in, int first) throws IOException {
    return switch (first) {
      case INT_8 -> (byte) in.readByte();
      case INT_16 -> in.readShort();
      default -> in.readInt();
    };
  }

  private static long readLength(RdbReader in, int first) throws IOException {
    if (LengthEncoding.isSpecial(first)) {
      throw in.corrupt(in.offset() - 1, "0x" + Integer.toHexString(first) + " begins no string");
    }
    return LengthEncoding.read(in, first);
  }

  private static byte[] readCompressed(RdbReader in) throws IOException {
    long compressed = LengthEncoding.read(in);
    long length = LengthEncoding.read(in);
    long offset = in.offset();
    boolean isSmall = in.hasWindow(compressed);
    var bytes = isSmall ? in.array() : in.bytes(compressed);
    int from = isSmall ? in.window((int) compressed) : 0;
    if (length < 0 || length > Integer.MAX_VALUE) {
      throw in.corrupt(offset, "a string of " + Long.toUnsignedString(length) + " bytes");
    }
    in.expands(length);
    try {
      return Lzf.decompress(bytes, from, (int) compressed, (int) length);
    } catch (CorruptBlobException e) {
      throw in.corrupt(offset, String.valueOf(e.getMessage()));
    }
  }

  // end::read[]
}
