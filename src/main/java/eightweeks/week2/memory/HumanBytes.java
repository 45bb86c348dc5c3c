package eightweeks.week2.memory;

/** Formats amounts of memory for people: {@code 1.12K}. */
public final class HumanBytes {
  private HumanBytes() {}

  /** Returns a number of bytes in a readable form ({@code server.c: bytesToHuman()}). */
  public static String text(long bytes) {
    int unit = bytes < 1024 ? 0 : (63 - Long.numberOfLeadingZeros(bytes)) / 10;
    if (unit == 0) {
      return bytes + "B";
    }
    long hundredths = (long) Math.rint(bytes * 100.0 / (1L << 10 * unit));
    return hundredths / 100 + "." + hundredths / 10 % 10 + hundredths % 10 + "BKMGTPE".charAt(unit);
  }
}
