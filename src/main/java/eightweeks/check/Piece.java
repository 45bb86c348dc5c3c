package eightweeks.check;

/**
 * Some bytes of an RDB file that mean one thing.
 *
 * @param offset where they begin, in bytes from the start of the file; of bytes that are compressed
 *     in the file, from the start of the decompressed string
 * @param unpacked whether they are compressed in the file
 * @param depth how many things are around them
 * @param meaning what they mean, as a part of a sentence
 */
public record Piece(
    long offset, byte[] bytes, boolean unpacked, int depth, Kind kind, String meaning) {
  /** What bytes are for. */
  public enum Kind {
    /** A mark that says what follows: a type, an opcode, an encoding, an end. */
    MARK,
    /** A length, or a number of elements. */
    LENGTH,
    /** What was stored: keys, values, times. */
    DATA,
    /** A checksum. */
    CHECKSUM,
    /** Bytes that make no sense. */
    CORRUPT
  }
}
