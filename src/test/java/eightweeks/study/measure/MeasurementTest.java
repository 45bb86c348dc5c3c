package eightweeks.study.measure;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.study.program.Measuring;
import eightweeks.week2.object.HeapSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jol.info.GraphLayout;

/** What {@code bin/study measure} counts. What it times is in no test. */
final class MeasurementTest {
  private static Chart chart(Measurement measurement, int count) {
    return measurement.measure(count).getFirst();
  }

  private static Chart last(Measurement measurement, int count) {
    return measurement.measure(count).getLast();
  }

  @Test
  void sizes_areThoseOfJolAndOfTheServersOwnRules() {
    var sizes = chart(new StringSizes(), 1);
    for (int length : List.of(5, 44, 100, 1000)) {
      var text = new String(new byte[length], StandardCharsets.ISO_8859_1);
      var label = length + " bytes";
      assertThat(sizes.value(label, "String"))
          .isEqualTo((double) GraphLayout.parseInstance(text).totalSize());
      assertThat(sizes.value(label, "byte[]")).isEqualTo((double) HeapSize.ofBytes(length));
    }
  }

  @Test
  void growth_copiesALineForAnSdsAndASquareForAString() {
    var growth = new Growth().measure(1000);
    assertThat(growth.getFirst().value("appended", "Sds")).isEqualTo(9);
    assertThat(growth.getFirst().value("appended", "String.concat()")).isEqualTo(1000);
    assertThat(growth.getLast().value("appended", "Sds")).isEqualTo(1004);
    assertThat(growth.getLast().value("appended", "String.concat()")).isEqualTo(499_500);
    assertThat(growth.getLast().value("appended", "array that fits")).isEqualTo(499_500);
  }

  @Test
  void bytes_allComeBackFromAnSdsAlone() {
    var safety = chart(new BinarySafety(), 1);
    assertThat(safety.value("C string", "length")).isZero();
    assertThat(safety.value("String, UTF-8", "unchanged")).isEqualTo(128);
    assertThat(safety.value("String, UTF-8", "length")).isEqualTo(512);
    assertThat(safety.value("Sds", "unchanged")).isEqualTo(256);
  }

  @Test
  void roundTrip_ofAByteArrayAllocatesNothingForTheReply() {
    var reply = last(new RoundTrip(), 1);
    assertThat(reply.value("100 bytes", "byte[]")).isZero();
    assertThat(reply.value("100 bytes", "String")).isEqualTo((double) HeapSize.ofBytes(100));
  }

  @Test
  void lookup_inTheDictAllocatesNothing() {
    var lookup = chart(new Lookup(), 1000);
    assertThat(lookup.value("1,000 keys", "Dict")).isZero();
    assertThat(lookup.value("1,000 keys", "HashMap<String>")).isEqualTo(48);
  }

  @Test
  void growingTable_allocatesASegmentAtATime() {
    var charts = new LongestPause().measure(100_000);
    var most = charts.get(1);
    assertThat(most.value("100,000 keys", "HashMap")).isGreaterThan(1 << 20); // 262,144 buckets
    assertThat(most.value("100,000 keys", "Dict")).isLessThan(128 << 10);
    double puts =
        Stream.of(
                "below 10 us",
                "below 100 us",
                "below 1 ms",
                "below 10 ms",
                "below 100 ms",
                "longer")
            .mapToDouble(limit -> charts.get(2).value(limit, "Dict"))
            .sum();
    assertThat(puts).isEqualTo(100_000);
  }

  @Test
  void rank_isFoundInAFewSteps() {
    var steps = chart(new Rank(), 10_000);
    assertThat(steps.value("1,000 elements", "TreeMap")).isBetween(499.0, 501.0);
    assertThat(steps.value("10,000 elements", "TreeMap")).isEqualTo(5000);
    assertThat(steps.value("10,000 elements", "SkipList")).isLessThan(60);
  }

  @Test
  void counter_isOverwritten() {
    var incr = chart(new Counter(), 1_000_000);
    assertThat(incr.value("counter at 1,000,000", "StoredInteger")).isZero();
    assertThat(incr.value("counter at 1,000,000", "Long")).isEqualTo(16);
  }

  @Test
  void saveUnderLoad_showsAServerThatSaves_besideARecordedRun() {
    var charts = new SaveUnderLoad().measure(2000);
    assertThat(charts).hasSizeGreaterThanOrEqualTo(3);
    assertThat(charts.getFirst().value("while it saves", "this one")).isPositive();
    var copied = charts.get(2);
    assertThat(copied.value("pages, or keys", "this one")).isPositive();
    assertThat(copied.value("pages, or keys", "redis-server (recorded)")).isGreaterThan(10);
    assertThat(String.join("\n", charts.getLast().lines()))
        .contains("No redis-server is on the PATH: its numbers are those of a recorded run");
    assertThat(
            ProcessHandle.current()
                .children()
                .flatMap(child -> child.info().commandLine().stream()))
        .as("no server is left")
        .noneMatch(line -> line.contains("eightweeks-measure"));
  }

  /**
   * In a process of its own, as for a learner: what is kept on the heap is what a collection leaves
   * there, and other tests leave something, too.
   */
  @ParameterizedTest(name = "day {0}: {1} {2}")
  @CsvSource({
    "9, English, String, 135, 140",
    "9, English, byte[], 111, 116",
    "9, 'English, one euro sign', String, 239, 245",
    "9, 'English, one euro sign', byte[], 119, 124",
    "10, '100,000 keys', HashMap, 130, 150",
    "10, '100,000 keys', Dict, 84, 90",
    "13, 100 elements, intset, 222, 228",
    "13, 100 elements, HashSet<Long>, 4500, 5500",
    "14, '100,000 keys', String, 39, 41",
    "14, '100,000 keys', StoredInteger, 15.5, 16.5",
    "14, '100,000 keys', SharedInteger, 0, 0.5"
  })
  void keptMemory_isWhatTheRulesOfTheHeapSay(
      int day, String group, String name, double least, double most) {
    assertThat(number(printed(day), group, name)).isBetween(least, most);
  }

  @Test
  void dayWithoutNumbers_saysWhichHaveSome() {
    assertThat(String.join("\n", printed(1))).contains("There are numbers for the days 08, 09");
  }

  private static final Map<Integer, List<String>> PRINTED = new ConcurrentHashMap<>();

  private static List<String> printed(int day) {
    return PRINTED.computeIfAbsent(day, MeasurementTest::run);
  }

  private static List<String> run(int day) {
    var classPath = System.getProperty("java.class.path");
    try {
      var process = Measuring.program(classPath, day, 0).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the last number of a competitor in a group of this label. */
  private static double number(List<String> lines, String group, String name) {
    var inGroup = false;
    double number = Double.NaN;
    for (var line : lines) {
      if (line.matches("  \\S.*")) {
        inGroup = line.startsWith("  " + group + "  ");
      }
      var of = Pattern.compile("  " + Pattern.quote(name) + " +([\\d,.]+)(?: |$)").matcher(line);
      if (inGroup && of.find()) {
        number = Double.parseDouble(of.group(1).replace(",", ""));
      }
    }
    return number;
  }
}
