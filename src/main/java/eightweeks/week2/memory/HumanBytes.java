package eightweeks.week2.memory;

/** Formats amounts of memory for people: {@code 1.12K}. */
public final class HumanBytes {
  /** The letter of each power of 1024. */
  private static final String UNITS = "BKMGTP";

  private HumanBytes() {}

  /**
   * Returns a number of bytes in a readable form ({@code server.c: bytesToHuman()}). As in Redis,
   * there is no unit above {@code P}.
   *
   * @param bytes unsigned
   */
  public static String text(long bytes) {
    int unit = (63 - Long.numberOfLeadingZeros(bytes | 1)) / 10;
    if (unit == 0 || unit == UNITS.length()) {
      return Long.toUnsignedString(bytes) + "B";
    }
    long hundredths = (long) Math.rint(bytes * 100.0 / (1L << 10 * unit));
    return hundredths / 100 + "." + hundredths / 10 % 10 + hundredths % 10 + UNITS.charAt(unit);
  }
}
