package eightweeks.week3.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LatencyHistogramTest {
  @ParameterizedTest
  @CsvSource({
    // the last column is what hdr_histogram says with two significant digits
    "0, 1",
    "1, 1",
    "255, 255",
    "256, 257",
    "257, 257",
    "511, 511",
    "512, 515",
    "1000, 1003",
    "5000000, 5013503",
    "1000000000, 1002438655",
    "5000000000, 1002438655",
  })
  void duration_isCountedToWithinOnePercent(long nanos, long shown) {
    var histogram = new LatencyHistogram();
    histogram.record(nanos);
    assertThat(histogram.atPercentiles(50)[0]).isEqualTo(shown);
    assertThat(histogram.atPercentiles(0)[0]).isLessThanOrEqualTo(Math.max(1, nanos));
  }

  @Test
  void percentiles_areThoseOfASortedList() {
    for (int seed = 0; seed < 50; seed++) {
      var random = new Random(seed);
      var histogram = new LatencyHistogram();
      var values = new long[1 + random.nextInt(2000)];
      for (int i = 0; i < values.length; i++) {
        values[i] = 1 + (long) Math.exp(random.nextDouble() * Math.log(999_999_999));
        histogram.record(values[i]);
      }
      Arrays.sort(values);
      for (double percentile : new double[] {0.1, 1, 50, 90, 99, 99.9, 100}) {
        int rank = (int) Math.max(1, (long) (percentile / 100 * values.length + 0.5));
        long exact = values[rank - 1];
        assertThat(histogram.atPercentiles(percentile)[0])
            .as("seed %d, percentile %s", seed, percentile)
            .isBetween(exact, exact + exact / 128 + 1);
      }
      assertThat(histogram.total()).isEqualTo(values.length);
      histogram.steps(
          (nanos, count) ->
              assertThat(count).isEqualTo(Arrays.stream(values).filter(v -> v <= nanos).count()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // the last column is what hdr_histogram's logarithmic iterator says, from 1024 by 2
    "1, 1031",
    "1031, 1031",
    "1032, 2063",
    "4000, 4127",
    "1000000, 1056767",
    "500000000, 541065215",
    "1000000000, 1073741823",
    "5000000000, 1073741823",
  })
  void steps_endWithTheBucketOfAPowerOfTwo(long nanos, long end) {
    var histogram = new LatencyHistogram();
    histogram.record(nanos);
    var steps = new ArrayList<List<Long>>();
    histogram.steps((upTo, count) -> steps.add(List.of(upTo, count)));
    assertThat(steps).containsExactly(List.of(end, 1L));
  }

  @Test
  void steps_thatAddNothing_areLeftOut() {
    var histogram = new LatencyHistogram();
    for (long nanos : new long[] {900, 1000, 5_000, 6_000, 100_000}) {
      histogram.record(nanos);
    }
    var steps = new ArrayList<List<Long>>();
    histogram.steps((upTo, count) -> steps.add(List.of(upTo, count)));
    assertThat(steps)
        .containsExactly(List.of(1031L, 2L), List.of(8255L, 4L), List.of(132_095L, 5L));
  }

  @Test
  void emptyHistogram_hasNoPercentiles() {
    assertThat(new LatencyHistogram().atPercentiles(99)).containsExactly(0);
  }

  @Test
  void percentilesInAnyOrder_areThoseOfEachAlone() {
    var histogram = new LatencyHistogram();
    var random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      histogram.record(random.nextInt(1, 1_000_000));
    }
    double[] percentiles = {50, 99, 99, 10, 0, 100, 99.9, 0};
    var together = histogram.atPercentiles(percentiles);
    for (int i = 0; i < percentiles.length; i++) {
      assertThat(together[i])
          .as("percentile %s", percentiles[i])
          .isEqualTo(histogram.atPercentiles(percentiles[i])[0]);
    }
  }
}
