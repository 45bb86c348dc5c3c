package eightweeks.week3.rdbencoding;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reports bytes that are not RDB: the offset, the key, and the problem.
 *
 * <p>Answers to {@code rdb.c: rdbReportCorruptRDB(), rdbReportReadError()}. Every error in the
 * input is reported by this one class. An {@link IOException} of another class means that the disk
 * could not be read.
 */
public final class RdbException extends IOException {
  private static final long serialVersionUID = 1;

  /** Maximum number of bytes of a key that a message shows. */
  private static final int MAX_SHOWN = 128;

  private final long offset;
  private final String problem;

  /**
   * @param offset the offset in the input, in bytes from its start
   * @param key the key whose value was being read; null outside of keys
   * @param problem what is wrong, as the end of a sentence
   */
  public RdbException(long offset, byte @Nullable [] key, String problem) {
    super(
        "at offset " + offset + (key == null ? "" : ", key '" + shown(key) + "'") + ": " + problem);
    this.offset = offset;
    this.problem = problem;
  }

  /** Returns a key as messages show it: bytes that are not printable ASCII in hexadecimal. */
  public static String shown(byte[] key) {
    var text = new StringBuilder();
    for (int i = 0; i < Math.min(key.length, MAX_SHOWN); i++) {
      int b = key[i] & 0xff;
      if (b >= ' ' && b < 0x7f && b != '\\' && b != '\'') {
        text.append((char) b);
      } else {
        text.append("\\x")
            .append(Character.forDigit(b >> 4, 16))
            .append(Character.forDigit(b & 15, 16));
      }
    }
    return key.length > MAX_SHOWN ? text + "..." : text.toString();
  }

  /** Returns the offset in the input, in bytes from its start. */
  public long offset() {
    return offset;
  }

  /** Returns the description of the problem, without offset and key. */
  public String problem() {
    return problem;
  }
}
