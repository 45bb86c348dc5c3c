package eightweeks.week3.rdbencoding;

import eightweeks.week2.bytes.LittleEndian;
import eightweeks.week2.object.Element;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;

/**
 * Captures what a save writes, so that another thread can encode it: the half of a save that is
 * done on the loop's thread.
 *
 * <p>What takes time when a file is written? Not opcodes and lengths, but strings: to find out
 * whether one is an integer, to compress it, to compute the checksum. So this writer takes opcodes
 * and lengths as they come, copies each string as it is, and notes where the strings are. {@link
 * CapturedPiece#encode} does the rest, with the code that a writer without capture uses, so the
 * bytes in the file are the same.
 *
 * <p>It writes to memory only. Commands write to it, too, before they change a value, so it throws
 * nothing if there is no memory. The save must call {@link #requireComplete}: then the save fails,
 * and not the command.
 */
public final class CapturingWriter extends RdbWriter {
  private static final int MAX_CHUNK = 64 * 1024;
  private static final int[] NO_STRINGS = {};
  private static final int STRINGS = 128;

  /** Maximum number of chunks that are kept for later ones: 8 MiB. */
  private static final int MAX_SPARE = 128;

  private final Consumer<CapturedPiece> pieces;

  /**
   * Encoded chunks, whose arrays later chunks use again. So a save of small keys leaves little
   * garbage; otherwise the garbage collector would take processor time from it and the clients.
   */
  private final ArrayBlockingQueue<Chunk> spare = new ArrayBlockingQueue<>(MAX_SPARE);

  /** Offset and length of each string in the buffer, by turns. */
  private int[] strings = new int[STRINGS];

  private int stringsEnd;
  private boolean incomplete;

  /**
   * @param pieces gets what was captured, piece by piece
   * @param firstChunk capacity in bytes of the first piece; the following ones grow
   */
  public CapturingWriter(int version, int firstChunk, Consumer<CapturedPiece> pieces) {
    super(CapturingWriter::neverWritten, version, false, false, firstChunk);
    this.pieces = pieces;
  }

  private static void neverWritten(byte[] bytes, int offset, int length) {
    throw new IllegalStateException("a capture has no file");
  }

  /** Captures what an element shows. */
  public void element(Element element) {
    captures(element.array(), element.offset(), element.length());
  }

  /** Captures a score. */
  public void score(double score) {
    if (buffer.length - end < Double.BYTES) {
      flush();
    }
    LittleEndian.putLong(buffer, end, Double.doubleToLongBits(score));
    end += Double.BYTES;
  }

  /**
   * Checks that everything was captured.
   *
   * @throws IllegalStateException if there was no memory for some of it
   */
  public void requireComplete() {
    if (incomplete) {
      throw new IllegalStateException("no memory was left to capture a value");
    }
  }

  @Override
  boolean captures(byte[] bytes, int offset, int length) {
    try {
      copy(bytes, offset, length);
    } catch (OutOfMemoryError e) {
      incomplete = true;
    }
    return true;
  }

  private void copy(byte[] bytes, int offset, int length) {
    if (buffer.length - end < length) {
      flush();
    }
    if (buffer.length < length) {
      var copy = Arrays.copyOfRange(bytes, offset, offset + length);
      pieces.accept(new Chunk(copy, length, new int[] {0, length}, 2, this));
      return;
    }
    if (stringsEnd == strings.length) {
      strings = Arrays.copyOf(strings, 2 * stringsEnd);
    }
    strings[stringsEnd++] = end;
    strings[stringsEnd++] = length;
    System.arraycopy(bytes, offset, buffer, end, length);
    end += length;
  }

  /** Adds a piece that was captured in another way. */
  public void add(CapturedPiece piece) {
    flush();
    pieces.accept(piece);
  }

  @Override
  public void flush() {
    if (end == 0 && stringsEnd == 0) { // an empty string takes no bytes here, but one in the file
      return;
    }
    try {
      pieces.accept(new Chunk(buffer, end, strings, stringsEnd, this));
      var next = spare.poll();
      buffer = next == null ? new byte[Math.min(2 * buffer.length, MAX_CHUNK)] : next.bytes;
      strings = next == null ? new int[strings.length] : next.strings;
    } catch (OutOfMemoryError e) {
      incomplete = true; // what comes next may overwrite the piece: it is not used any more
    }
    end = 0;
    stringsEnd = 0;
  }

  @Override
  void send(byte[] bytes, int offset, int length) {
    try {
      var copy = Arrays.copyOfRange(bytes, offset, offset + length);
      pieces.accept(new Chunk(copy, length, NO_STRINGS, 0, this));
    } catch (OutOfMemoryError e) {
      incomplete = true;
    }
  }

  /**
   * Captured bytes, with the strings among them.
   *
   * @param strings offset and length of each string, by turns
   * @param stringsEnd how many of these numbers there are
   * @param writer gets the arrays back
   */
  private record Chunk(byte[] bytes, int end, int[] strings, int stringsEnd, CapturingWriter writer)
      implements CapturedPiece {
    @Override
    public long memory() {
      return bytes.length + (long) Integer.BYTES * strings.length;
    }

    @Override
    public void encode(RdbWriter out) throws IOException {
      int done = 0;
      for (int i = 0; i < stringsEnd; i += 2) {
        int offset = strings[i];
        int length = strings[i + 1];
        out.write(bytes, done, offset - done);
        StringEncoding.write(out, bytes, offset, length);
        done = offset + length;
      }
      out.write(bytes, done, end - done);
      if (bytes.length == MAX_CHUNK && strings.length >= STRINGS) {
        writer.spare.offer(this); // false if there are enough
      }
    }
  }
}
