package eightweeks.week2.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers as text, beside slower ways to the same text. */
final class DoublesTest {
  @Test
  void format_hasTheShortestDigits_andReadsBackAsTheSameNumber() {
    var random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      double value =
          switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(1_000_000) / 1000d;
            case 2 -> random.nextInt(1_000_000) * 1e-12;
            default -> random.nextGaussian() * 1e9;
          };
      if (!Double.isFinite(value) || Math.abs(value) < Double.MIN_NORMAL) {
        continue;
      }
      String text = Doubles.format(value);
      assertThat(Double.parseDouble(text)).isEqualTo(value);
      if (value != Math.rint(value)) {
        var shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        assertThat(new BigDecimal(text)).as(text).isEqualTo(shortest);
      }
    }
  }
}
