package eightweeks.study.measure;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The program behind {@code bin/study measure}: measures what belongs to a day and prints it.
 *
 * <p>Exit codes: 0 it was measured, 1 there is nothing to measure on that day.
 */
public final class Measure {
  private static final Map<Integer, List<Measurement>> BY_DAY =
      new TreeMap<>(
          Map.of(
              8, List.of(new StringSizes(), new Growth()),
              9, List.of(new BinarySafety(), new RoundTrip(), new Charsets()),
              10, List.of(new Lookup(), new KeyMemory()),
              11, List.of(new LongestPause()),
              12, List.of(new Rank()),
              13, List.of(new CompactMemory()),
              14, List.of(new SharedObjects(), new Counter()),
              21, List.of(new SaveUnderLoad())));

  private Measure() {}

  /**
   * @param args the number of a day; the number of elements, or 0 for that of the measurement
   */
  public static void main(String[] args) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int day = Integer.parseInt(args[0]);
    int count = Integer.parseInt(args[1]);
    var measurements = BY_DAY.getOrDefault(day, List.of());
    if (measurements.isEmpty()) {
      var days = BY_DAY.keySet().stream().map("%02d"::formatted).toList();
      out.println(
          "Nothing is measured on day %02d. There are numbers for the days %s."
              .formatted(day, String.join(", ", days)));
      System.exit(1);
    }
    try {
      for (var measurement : measurements) {
        for (var chart : measurement.measure(count == 0 ? measurement.count() : count)) {
          chart.lines().forEach(out::println);
          out.println();
        }
      }
    } catch (OutOfMemoryError _) {
      out.println("There is not enough memory for this many elements; take fewer: --count 1000000");
      System.exit(1);
    }
  }
}
