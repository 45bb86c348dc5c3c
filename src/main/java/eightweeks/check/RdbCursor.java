package eightweeks.check;

import eightweeks.check.Piece.Kind;
import eightweeks.week3.rdbencoding.DoubleEncoding;
import eightweeks.week3.rdbencoding.LengthEncoding;
import eightweeks.week3.rdbencoding.RdbException;
import eightweeks.week3.rdbencoding.RdbReader;
import eightweeks.week3.rdbencoding.StringEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a file with the reader of the server, and makes a {@link Piece} of what it has read.
 *
 * <p>What a length or a string looks like is decided by {@link LengthEncoding} and {@link
 * StringEncoding}: the bytes between the offsets before and after a call are the piece.
 */
final class RdbCursor {
  private static final int SPECIAL = 0xc0;
  private static final int COMPRESSED = 0xc3;

  /** Maximum number of characters of a string that are shown. */
  private static final int MAX_SHOWN = 60;

  private final byte[] file;
  private final RdbReader in;
  private final PieceSink sink;
  private int depth;

  /** The end of the last piece. */
  private long told;

  RdbCursor(byte[] file, PieceSink sink) {
    this.file = file;
    this.sink = sink;
    in = RdbReader.of(file, 0, file.length, true);
  }

  /** A string that was read. */
  record Text(byte[] bytes, long offset, boolean unpacked) {
    /** Returns the text as it is shown: not printable bytes in hexadecimal, long ones shortened. */
    String shown() {
      var head = Arrays.copyOf(bytes, Math.min(bytes.length, MAX_SHOWN));
      return "'" + RdbException.shown(head) + "'" + (bytes.length > MAX_SHOWN ? "..." : "");
    }
  }

  RdbReader in() {
    return in;
  }

  long offset() {
    return in.offset();
  }

  /** Returns the bytes of the file in a range. */
  byte[] bytes(long from, long to) {
    return Arrays.copyOfRange(file, (int) from, (int) to);
  }

  /** What follows belongs to what was read last. */
  void deeper() {
    depth++;
  }

  void higher() {
    depth--;
  }

  /** Makes a piece of all bytes since the last piece. */
  void piece(Kind kind, String meaning) {
    sink.take(new Piece(told, bytes(told, in.offset()), false, depth, kind, meaning));
    told = in.offset();
  }

  /** Makes a piece of a part of a string that was read. */
  void piece(Text text, int from, int to, Kind kind, String meaning) {
    long offset = text.offset() + from;
    var bytes = Arrays.copyOfRange(text.bytes(), from, to);
    sink.take(new Piece(offset, bytes, text.unpacked(), depth, kind, meaning));
    if (!text.unpacked()) {
      told = text.offset() + to;
    }
  }

  /**
   * Makes a piece of the bytes that make no sense any more, and of some that follow them. There are
   * none if all of the value was told, and it is wrong as a whole.
   */
  void corrupt(RdbException e) {
    int context = 16;
    depth = 0;
    long from = Math.min(told, e.offset());
    long to = e.offset() < told ? from : Math.min(file.length, e.offset() + context);
    var meaning = "here it stops making sense, " + e.getMessage();
    sink.take(new Piece(from, bytes(from, to), false, depth, Kind.CORRUPT, meaning));
  }

  int readByte() throws IOException {
    return in.readByte();
  }

  /** Reads a length, or a number of elements. */
  long length(String what) throws IOException {
    long length = LengthEncoding.read(in);
    piece(Kind.LENGTH, what + " " + Long.toUnsignedString(length));
    return length;
  }

  /** Reads the number of the elements that follow. */
  long count(String what) throws IOException {
    long count = LengthEncoding.read(in);
    piece(Kind.LENGTH, "number of " + what + ": " + Long.toUnsignedString(count));
    return count;
  }

  /**
   * Reads a string in any of its forms.
   *
   * @param what what it is: key, field
   */
  Text string(String what) throws IOException {
    int first = first();
    if (first < SPECIAL) {
      var text = plain();
      piece(Kind.DATA, what + ": " + text.shown());
      return text;
    }
    if (first == COMPRESSED) {
      var text = compressed();
      piece(Kind.DATA, what + ", decompressed: " + text.shown());
      return text;
    }
    long from = in.offset();
    var text = new Text(decoded(from), from, true);
    in.skip(1 + (1L << first - SPECIAL));
    piece(Kind.DATA, what + ": " + text.shown() + ", an integer of " + bits(first));
    return text;
  }

  /**
   * Reads a string that is a compact value: its bytes, unless they are compressed, get their pieces
   * from the caller.
   */
  Text blob(String what) throws IOException {
    if (first() < SPECIAL) {
      return plain();
    }
    if (first() != COMPRESSED) {
      return string(what);
    }
    var text = compressed();
    piece(Kind.DATA, what + ", compressed; decompressed it is:");
    return text;
  }

  private int first() throws IOException {
    return in.remaining() == 0 ? in.readByte() : file[(int) in.offset()] & 0xff;
  }

  private static String bits(int first) {
    return (Byte.SIZE << first - SPECIAL) + " bits";
  }

  private Text plain() throws IOException {
    long length = length("length");
    return new Text(in.bytes(length), in.offset() - length, false);
  }

  private Text compressed() throws IOException {
    long from = in.offset();
    readByte();
    piece(Kind.MARK, "a string that is compressed (LZF)");
    long packed = length("compressed length");
    length("length");
    in.skip(packed);
    return new Text(decoded(from), 0, true);
  }

  /** Returns the string at an offset. */
  private byte[] decoded(long from) throws IOException {
    try {
      return StringEncoding.read(RdbReader.of(file, (int) from, file.length - (int) from, true));
    } catch (RdbException e) {
      throw in.corrupt(from + e.offset(), e.problem());
    }
  }

  /** Reads a text whose length is one byte, as old versions wrote scores. */
  void textScore() throws IOException {
    double score = DoubleEncoding.readText(in);
    piece(Kind.DATA, "score " + score + ", as a text with its length in front");
  }

  /** Reads a score of 64 bits. */
  void score() throws IOException {
    piece(Kind.DATA, "score " + DoubleEncoding.read(in));
  }

  /** Reads characters of a fixed number. */
  String characters(int count) throws IOException {
    return new String(in.bytes(count), StandardCharsets.ISO_8859_1);
  }
}
