package eightweeks.week1.config;

import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of memory as people write them: {@code 1k} is 1000 bytes, {@code 1kb} is 1024.
 *
 * <p>Answers to {@code util.c: memtoull()} and {@code config.c: rewriteConfigFormatMemory()}. The
 * amounts are unsigned 64-bit numbers. A larger amount becomes the largest one, where Redis lets it
 * wrap around.
 */
public final class MemoryUnits {
  private static final long KB = 1024;
  private static final long MB = 1024 * KB;
  private static final long GB = 1024 * MB;

  private MemoryUnits() {}

  /**
   * Returns the bytes that a text means, unsigned; null if it is no amount of memory. As in Redis,
   * a text without digits, such as {@code kb}, is 0.
   */
  public static @Nullable Long parse(String text) {
    int digits = 0;
    while (digits < text.length() && isDigit(text.charAt(digits))) {
      digits++;
    }
    long unit =
        switch (text.substring(digits).toLowerCase(Locale.ROOT)) {
          case "", "b" -> 1;
          case "k" -> 1000;
          case "kb" -> KB;
          case "m" -> 1000_000;
          case "mb" -> MB;
          case "g" -> 1000_000_000;
          case "gb" -> GB;
          default -> 0;
        };
    if (unit == 0 || digits > 127) {
      return null;
    }
    if (digits == 0) {
      return 0L;
    }
    var bytes = new BigInteger(text.substring(0, digits)).multiply(BigInteger.valueOf(unit));
    return bytes.bitLength() > 64 ? -1L : bytes.longValue();
  }

  /** Returns the text for an unsigned number of bytes, in the largest unit with no remainder. */
  public static String format(long bytes) {
    if (bytes == 0) {
      return "0";
    }
    return whole(bytes, GB, "gb", whole(bytes, MB, "mb", whole(bytes, KB, "kb", null)));
  }

  private static String whole(long bytes, long unit, String name, @Nullable String otherwise) {
    if (Long.remainderUnsigned(bytes, unit) == 0) {
      return Long.toUnsignedString(Long.divideUnsigned(bytes, unit)) + name;
    }
    return otherwise == null ? Long.toUnsignedString(bytes) : otherwise;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
