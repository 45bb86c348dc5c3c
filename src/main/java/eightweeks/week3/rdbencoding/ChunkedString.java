package eightweeks.week3.rdbencoding;

import eightweeks.week2.compact.Lzf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes a large string that comes in chunks, so that it need not be in memory as a whole.
 *
 * <p>Answers to {@code rdb.c: rdbSaveRawString()} for large strings. The length of the compressed
 * data stands in front of them, so they are kept until the last chunk has come. Each chunk is
 * compressed by itself; one behind the other they are LZF data, too. If the first chunks do not
 * become smaller by an eighth, the string is not compressed, and later chunks are written at once.
 */
public final class ChunkedString {
  /** Number of chunks after which it is decided whether the string is compressed. */
  private static final int PROBE = 16;

  private final int length;

  /** Compressed chunks that wait for the last one. */
  private final List<byte[]> compressed = new ArrayList<>();

  private final List<Integer> lengths = new ArrayList<>();
  private long compressedBytes;
  private long bytes;

  /** True as soon as chunks are written as they are. */
  private boolean plain;

  /**
   * @param length of the whole string in bytes
   */
  public ChunkedString(int length) {
    this.length = length;
  }

  /** Returns the next chunk of the string as a piece, which refers to the array from now on. */
  public CapturedPiece piece(byte[] chunk) {
    return new CapturedPiece() {
      @Override
      public long memory() {
        return chunk.length;
      }

      @Override
      public void encode(RdbWriter out) throws IOException {
        ChunkedString.this.encode(chunk, out);
      }
    };
  }

  private void encode(byte[] chunk, RdbWriter out) throws IOException {
    bytes += chunk.length;
    if (plain) {
      out.write(chunk);
      return;
    }
    if (!out.compresses()) {
      writePlain(out);
      out.write(chunk);
      return;
    }
    // Never longer than this: a control byte in front of each 32 bytes.
    var small = Lzf.compress(chunk, 0, chunk.length, chunk.length + chunk.length / 32 + 1);
    compressed.add(small);
    lengths.add(chunk.length);
    compressedBytes += small.length;
    boolean last = bytes == length;
    if ((last || compressed.size() == PROBE) && compressedBytes > bytes - bytes / 8) {
      writePlain(out);
    } else if (last) {
      writeCompressed(out);
    }
  }

  private void writePlain(RdbWriter out) throws IOException {
    plain = true;
    LengthEncoding.write(out, length);
    for (int i = 0; i < compressed.size(); i++) {
      var small = compressed.get(i);
      out.write(Lzf.decompress(small, 0, small.length, lengths.get(i)));
    }
    compressed.clear();
  }

  private void writeCompressed(RdbWriter out) throws IOException {
    StringEncoding.beginCompressed(out, (int) compressedBytes, length);
    for (var small : compressed) {
      out.write(small);
    }
    compressed.clear();
  }
}
