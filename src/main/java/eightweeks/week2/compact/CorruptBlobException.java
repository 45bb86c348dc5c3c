package eightweeks.week2.compact;

/**
 * A blob, which came from outside, does not match its own lengths and counts.
 *
 * <p>Redis stops the server in this case (an assertion in {@code listpack.c}). Here the command
 * fails and the blob does not change. The message has the layout, the offset and the problem.
 */
public final class CorruptBlobException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param layout the layout that the blob should have, for example {@code listpack}
   * @param offset the place in the blob, in bytes from its start
   * @param problem what is wrong there
   */
  public CorruptBlobException(String layout, long offset, String problem) {
    super("corrupt " + layout + " at offset " + offset + ": " + problem);
  }
}
