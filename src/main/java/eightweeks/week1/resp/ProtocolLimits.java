package eightweeks.week1.resp;

/**
 * What a client may send at most.
 *
 * @param maxBulk the longest word in bytes (proto-max-bulk-len)
 * @param maxWords the most words of a command
 */
public record ProtocolLimits(long maxBulk, int maxWords) {
  /**
   * What somebody who has not shown a password may send: enough for AUTH and HELLO, too little to
   * fill the server's memory with.
   */
  public static final ProtocolLimits UNAUTHENTICATED = new ProtocolLimits(16_384, 10);
}
