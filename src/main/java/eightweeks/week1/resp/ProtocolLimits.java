package eightweeks.week1.resp;

/**
 * The limits of the arguments that a client may send.
 *
 * @param maxBulk the maximum length of an argument in bytes (proto-max-bulk-len)
 * @param unauthenticatedMaxBulk the maximum length of an argument of a client that must
 *     authenticate and has not
 * @param unauthenticatedMaxArgs the maximum number of arguments of such a client
 */
public record ProtocolLimits(
    long maxBulk, long unauthenticatedMaxBulk, long unauthenticatedMaxArgs) {
  /** Returns the limits of a client that has authenticated, or need not. */
  public static ProtocolLimits of(long maxBulk) {
    return new ProtocolLimits(maxBulk, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /**
   * Returns the limits of a client that must authenticate and has not: enough for AUTH and HELLO,
   * too little to fill the server's memory.
   */
  public static ProtocolLimits ofUnauthenticated(long maxBulk) {
    return new ProtocolLimits(maxBulk, 16_384, 10);
  }
}
