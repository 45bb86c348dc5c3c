package eightweeks.week2.compact;

/**
 * A blob that came from outside does not hold what its own lengths and counts say.
 *
 * <p>Redis stops the server at such a place (an assertion in {@code listpack.c}); here the command
 * fails and the blob stays as it was. The message names the layout, the offset and what is wrong.
 */
public final class CorruptBlobException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param layout what the blob should be, for example {@code listpack}
   * @param offset where in the blob, in bytes from its start
   * @param problem what is wrong there
   */
  public CorruptBlobException(String layout, long offset, String problem) {
    super("corrupt " + layout + " at offset " + offset + ": " + problem);
  }
}
