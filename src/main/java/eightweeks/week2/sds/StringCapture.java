package eightweeks.week2.sds;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Passes on the bytes of a large string as they were when the capture began, while commands change
 * the string: for a snapshot.
 *
 * <p>The string is passed on in chunks, from its start to its end ({@link #next}). What if a
 * command changes bytes that were not passed on yet? {@link StringCaptures#beforeChange} copies
 * their chunks before, so that a SETBIT in a string of 512 MiB costs a copy of one chunk.
 *
 * <p>What if the string grows, or its key is removed? Then it has another array, or none, and this
 * capture is the only one that refers to the old array.
 */
public final class StringCapture {
  /** Number of bytes of a chunk. */
  public static final int CHUNK = 64 * 1024;

  private final StringCaptures captures;
  private final byte[] array;
  private final int length;
  private int cursor;

  /** Copies of chunks that have changed before the cursor came to them. */
  private final byte[] @Nullable [] copies;

  private long copied;

  StringCapture(StringCaptures captures, byte[] array, int length) {
    this.captures = captures;
    this.array = array;
    this.length = length;
    copies = new byte[(length + CHUNK - 1) / CHUNK][];
  }

  /** Returns the length of the string in bytes. */
  public int length() {
    return length;
  }

  /** Returns the bytes of the copies that wait for the cursor, each counted as a whole chunk. */
  public long copied() {
    return copied;
  }

  boolean isOf(byte[] other) {
    return array == other;
  }

  /** Copies the chunks of a range that a command is about to change. */
  void beforeChange(int from, int to) {
    int last = Math.min(to - 1, length - 1) / CHUNK;
    for (int i = Math.max(from / CHUNK, cursor); i <= last; i++) {
      if (copies[i] == null) {
        copies[i] = copy(i);
        copied += CHUNK;
      }
    }
  }

  private byte[] copy(int chunk) {
    int from = chunk * CHUNK;
    return Arrays.copyOfRange(array, from, (int) Math.min((long) from + CHUNK, length));
  }

  /**
   * Returns the next chunk, an array of the caller's own. {@link #hasNext} says whether there is
   * one.
   */
  public byte[] next() {
    int chunk = cursor++;
    var changed = copies[chunk];
    if (!hasNext()) {
      end();
    }
    if (changed == null) {
      return copy(chunk);
    }
    copies[chunk] = null;
    copied -= CHUNK;
    return changed;
  }

  /** Returns whether there are more chunks. */
  public boolean hasNext() {
    return cursor < copies.length;
  }

  /** Ends the capture: commands need not copy any more. */
  public void end() {
    captures.ended(this);
  }
}
