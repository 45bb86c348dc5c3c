package eightweeks.week2.dict;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Describes in text how the elements of a dict are spread over its buckets.
 *
 * <p>Answers to {@code dict.c: dictGetStats()}. Tools read it in the reply of DEBUG HTSTATS, so the
 * format is exactly that of Redis.
 *
 * <p>What to look for: with a good hash function and as many elements as buckets, 37% of the chains
 * are empty, 37% have one element, 18% two, 6% three (Poisson's distribution).
 */
final class DictStatistics {
  /** Chains of this length or longer are not listed. */
  private static final int LENGTHS = 49;

  private DictStatistics() {}

  static String text(HashTable<?> dict, boolean full) {
    var text = new StringBuilder();
    describe(text, dict.main, "0 stats (main hash table)", full);
    if (dict.isRehashing()) {
      describe(text, dict.target, "1 stats (rehashing target)", full);
    }
    return text.toString();
  }

  private static void describe(StringBuilder text, Table table, String name, boolean full) {
    text.append("Hash table ").append(name).append(":\n");
    if (table.used == 0) {
      text.append("No stats available for empty dictionaries\n");
      return;
    }
    line(text, " table size: ", table.size());
    line(text, " number of elements: ", table.used);
    if (full) {
      describeChains(text, table);
    }
  }

  private static void describeChains(StringBuilder text, Table table) {
    var chains = new int[LENGTHS];
    int slots = 0;
    int longest = 0;
    long counted = 0;
    for (int bucket = 0; bucket < table.size(); bucket++) {
      int length = Chain.length(table.first(bucket));
      if (length < LENGTHS) {
        chains[length]++;
      }
      slots += length == 0 ? 0 : 1;
      longest = Math.max(longest, length);
      counted += length;
    }
    line(text, " different slots: ", slots);
    line(text, " max chain length: ", longest);
    text.append(" avg chain length (counted): ").append(hundredths((float) counted / slots));
    text.append("\n avg chain length (computed): ").append(hundredths((float) table.used / slots));
    text.append("\n Chain length distribution:\n");
    for (int length = 0; length < LENGTHS; length++) {
      if (chains[length] > 0) {
        float percent = (float) chains[length] / table.size() * 100;
        text.append("   ").append(length).append(": ").append(chains[length]);
        text.append(" (").append(hundredths(percent)).append("%)\n");
      }
    }
  }

  private static void line(StringBuilder text, String name, int value) {
    text.append(name).append(value).append('\n');
  }

  /** Returns a number with two digits after the point, rounded as {@code printf("%.02f")} does. */
  private static String hundredths(float value) {
    return new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }
}
