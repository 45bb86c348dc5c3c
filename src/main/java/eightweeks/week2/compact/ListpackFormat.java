package eightweeks.week2.compact;

import eightweeks.week2.bytes.LittleEndian;

/**
 * The encoding of one entry of a listpack: reads and writes entries.
 *
 * <p>Answers to {@code listpack.c}: {@code lpEncodeGetType()}, {@code lpEncodeBacklen()}, {@code
 * lpDecodeBacklen()}, {@code lpCurrentEncodedSizeUnsafe()}, {@code lpGetWithSize()}.
 *
 * <p>An entry is {@code encoding [length] data backlen}. The first byte determines the form of the
 * rest:
 *
 * <pre>
 * 0xxxxxxx                       the integer itself, 0 to 127
 * 10xxxxxx data                  a string of up to 63 bytes
 * 110xxxxx xxxxxxxx              an integer of 13 bits, signed, high bits first
 * 1110xxxx xxxxxxxx data         a string of up to 4095 bytes, high bits first
 * 11110000 4 bytes  data         a string of up to 2^32 - 1 bytes
 * 11110001 2 bytes               an integer of 16 bits
 * 11110010 3 bytes               of 24 bits
 * 11110011 4 bytes               of 32 bits
 * 11110100 8 bytes               of 64 bits
 * 11111111                       the end of the listpack
 * </pre>
 *
 * <p>Why back-lengths? A list is read from both ends, and at the end of an entry the reader must
 * find its start. So every entry ends with the length of its encoding and data, in groups of seven
 * bits. It is read backwards, from its last byte: a set high bit means that one more byte is to the
 * <em>left</em>. (Redis's older ziplist had the length of the <em>previous</em> entry instead. An
 * entry that grew past 253 bytes could make the length field of the next one grow, and so on
 * through the whole list. A back-length belongs to its own entry and does not depend on other
 * entries.)
 *
 * <p>The methods that get the end of the readable bytes check it before they read. An entry that
 * does not fit is a {@link CorruptBlobException}.
 */
final class ListpackFormat {
  static final String LAYOUT = "listpack";

  /** Total bytes (32 bits) and number of entries (16 bits). */
  static final int HEADER = 6;

  static final int COUNT_AT = 4;

  /** The mark behind the last entry. */
  static final int END = 0xff;

  /** Maximum length of an encoded integer in bytes. */
  static final int MAX_INTEGER = 9;

  private static final int STRING_6 = 0x80;
  private static final int INTEGER_13 = 0xc0;
  private static final int STRING_12 = 0xe0;
  private static final int STRING_32 = 0xf0;
  private static final int INTEGER_16 = 0xf1;
  private static final int INTEGER_24 = 0xf2;
  private static final int INTEGER_32 = 0xf3;
  private static final int INTEGER_64 = 0xf4;

  private ListpackFormat() {}

  // tag::read[]
  /** Returns whether the entry at p is a string, and not an integer. */
  static boolean isString(byte[] bytes, int p) {
    int first = bytes[p] & 0xff;
    return (first & 0xc0) == STRING_6 || (first & 0xf0) == STRING_12 || first == STRING_32;
  }

  /**
   * Returns the number of bytes before the data of the entry at p: its encoding, and its length if
   * it has one.
   */
  static int prefixLength(byte[] bytes, int p, int end) {
    int first = byteAt(bytes, p, end);
    if (first < STRING_12) {
      return 1;
    }
    if (first < STRING_32) {
      return 2;
    }
    return switch (first) {
      case STRING_32 -> 5;
      case INTEGER_16, INTEGER_24, INTEGER_32, INTEGER_64 -> 1;
      default ->
          throw new CorruptBlobException(
              LAYOUT, p, "0x" + Integer.toHexString(first) + " starts no entry");
    };
  }

  /**
   * Returns the number of bytes of the entry at p without its back-length, all of them before the
   * end (lpCurrentEncodedSizeUnsafe).
   */
  static int encodedLength(byte[] bytes, int p, int end) {
    int prefix = prefixLength(bytes, p, end);
    require(p + (long) prefix <= end, p, "its length is cut off");
    int first = bytes[p] & 0xff;
    long length;
    if (isString(bytes, p)) {
      length = prefix + stringLength(bytes, p);
    } else if (first < STRING_6) {
      length = 1;
    } else if (first < STRING_12) {
      length = 2;
    } else {
      length = first == INTEGER_64 ? 9 : first - INTEGER_16 + 3;
    }
    require(p + length <= end, p, "the entry reaches beyond the end");
    return (int) length;
  }

  /** Returns the length of the string at p, whose prefix was checked before. */
  private static long stringLength(byte[] bytes, int p) {
    int first = bytes[p] & 0xff;
    if (first < INTEGER_13) {
      return first & 0x3f;
    }
    if (first < STRING_32) {
      int length = (first & 0x0f) << 8 | (bytes[p + 1] & 0xff);
      return length;
    }
    return LittleEndian.getInt(bytes, p + 1) & 0xffff_ffffL;
  }

  /**
   * Returns the number of bytes of an entry without its back-length, which is one byte, if the
   * entry is short, as most are: a small integer, or a string of up to 63 bytes; 0 for others.
   *
   * @param first the first byte of the entry
   */
  static int shortLength(int first) {
    if (first < STRING_6) {
      return 1;
    }
    return first < INTEGER_13 ? 1 + (first & 0x3f) : 0;
  }

  /** Returns the number of bytes of the entry at p with its back-length, all before the end. */
  static int entryLength(byte[] bytes, int p, int end) {
    int shortLength = shortLength(byteAt(bytes, p, end));
    if (shortLength > 0) {
      require(p + (long) shortLength < end, p, "the entry reaches beyond the end");
      return shortLength + 1;
    }
    int encoded = encodedLength(bytes, p, end);
    int length = encoded + backLengthSize(encoded);
    require(length >= 0 && p + (long) length <= end, p, "its back-length is cut off");
    return length;
  }

  /** Returns the integer at p, whose bytes were checked before. */
  static long integer(byte[] bytes, int p) {
    int first = bytes[p] & 0xff;
    if (first < STRING_6) {
      return first;
    }
    if (first < STRING_12) {
      // The 13th bit is the sign: shifted to the top of an int and back, it fills the higher bits.
      int signed = ((first & 0x1f) << 8 | (bytes[p + 1] & 0xff)) << 19 >> 19;
      return signed;
    }
    return switch (first) {
      case INTEGER_16 -> LittleEndian.getShort(bytes, p + 1);
      case INTEGER_24 -> (bytes[p + 1] & 0xff) | LittleEndian.getShort(bytes, p + 2) << 8;
      case INTEGER_32 -> LittleEndian.getInt(bytes, p + 1);
      case INTEGER_64 -> LittleEndian.getLong(bytes, p + 1);
      default -> throw new CorruptBlobException(LAYOUT, p, "no integer");
    };
  }

  // end::read[]

  // tag::write[]
  /** Writes an integer in its shortest encoding; returns the number of bytes. */
  static int writeInteger(long value, byte[] into, int p) {
    int length = integerLength(value);
    switch (length) {
      case 1 -> into[p] = (byte) value;
      case 2 -> {
        into[p] = (byte) (INTEGER_13 | (value >> 8 & 0x1f));
        into[p + 1] = (byte) value;
      }
      default -> {
        into[p] = (byte) kindOf(length);
        for (int i = 0; i < length - 1; i++) {
          into[p + 1 + i] = (byte) (value >> 8 * i);
        }
      }
    }
    return length;
  }

  private static int kindOf(int length) {
    return switch (length) {
      case 3 -> INTEGER_16;
      case 4 -> INTEGER_24;
      case 5 -> INTEGER_32;
      default -> INTEGER_64;
    };
  }

  /** Returns the number of bytes that an integer takes without back-length. */
  static int integerLength(long value) {
    if (value >= 0 && value <= 127) {
      return 1;
    }
    if (value >= -4096 && value <= 4095) {
      return 2;
    }
    if (value == (short) value) {
      return 3;
    }
    if (value >= -(1 << 23) && value < 1 << 23) {
      return 4;
    }
    return value == (int) value ? 5 : MAX_INTEGER;
  }

  /** Returns the number of bytes that a string takes without back-length. */
  static long encodedStringLength(int length) {
    return length + (length < 64 ? 1L : length < 4096 ? 2L : 5L);
  }

  /** Writes a string; returns the number of bytes. */
  static int writeString(byte[] from, int offset, int length, byte[] into, int p) {
    int prefix;
    if (length < 64) {
      into[p] = (byte) (STRING_6 | length);
      prefix = 1;
    } else if (length < 4096) {
      into[p] = (byte) (STRING_12 | length >> 8);
      into[p + 1] = (byte) length;
      prefix = 2;
    } else {
      into[p] = (byte) STRING_32;
      LittleEndian.putInt(into, p + 1, length);
      prefix = 5;
    }
    System.arraycopy(from, offset, into, p + prefix, length);
    return prefix + length;
  }

  // end::write[]

  // tag::backlen[]
  /**
   * Returns the number of bytes that a back-length takes.
   *
   * <p>Why does 16383 take three bytes, when 14 bits are enough? Redis compares with {@code <} from
   * the second limit on, and its code defines the format.
   */
  static int backLengthSize(long length) {
    if (length <= 127) {
      return 1;
    }
    if (length < 16383) {
      return 2;
    }
    if (length < 2097151) {
      return 3;
    }
    return length < 268435455 ? 4 : 5;
  }

  /** Writes high groups first, the high bit set in all but the first; returns the bytes written. */
  static int writeBackLength(long length, byte[] into, int p) {
    int size = backLengthSize(length);
    for (int i = size - 1; i >= 0; i--) {
      int group = (int) (length >> 7 * (size - 1 - i)) & 0x7f;
      into[p + i] = (byte) (i == 0 ? group : group | 0x80);
    }
    return size;
  }

  /** Returns the back-length whose last byte is before p; never reads into the header. */
  static long readBackLength(byte[] bytes, int p) {
    long length = 0;
    for (int shift = 0, at = p - 1; shift <= 28; shift += 7, at--) {
      require(at >= HEADER, p, "the back-length before it is cut off");
      length |= (long) (bytes[at] & 0x7f) << shift;
      if ((bytes[at] & 0x80) == 0) {
        return length;
      }
    }
    throw new CorruptBlobException(LAYOUT, p, "the back-length before it does not end");
  }

  // end::backlen[]

  private static int byteAt(byte[] bytes, int p, int end) {
    require(p >= HEADER && p < end, p, "no entry can be there");
    return bytes[p] & 0xff;
  }

  static void require(boolean sound, int p, String problem) {
    if (!sound) {
      throw new CorruptBlobException(LAYOUT, p, problem);
    }
  }
}
