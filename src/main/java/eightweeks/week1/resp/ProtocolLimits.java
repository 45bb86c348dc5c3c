package eightweeks.week1.resp;

/**
 * What a client may send at most.
 *
 * @param maxBulk the longest word in bytes (proto-max-bulk-len)
 * @param strangersBulk the longest word of a client that has not shown its password
 * @param strangersWords the most words of a command of such a client
 */
public record ProtocolLimits(long maxBulk, long strangersBulk, long strangersWords) {
  /** The limits of a client that has shown its password, or needs none. */
  public static ProtocolLimits of(long maxBulk) {
    return new ProtocolLimits(maxBulk, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /**
   * The limits of somebody who has not shown a password: enough for AUTH and HELLO, too little to
   * fill the server's memory with.
   */
  public static ProtocolLimits ofStranger(long maxBulk) {
    return new ProtocolLimits(maxBulk, 16_384, 10);
  }
}
