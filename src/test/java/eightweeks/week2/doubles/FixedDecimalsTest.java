package eightweeks.week2.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers with a fixed number of decimals, as INFO shows them. */
final class FixedDecimalsTest {
  /** What printf prints. */
  @ParameterizedTest
  @CsvSource({
    "0, 2, 0.00",
    "-0.004, 2, -0.00",
    "-0.005, 2, -0.01",
    "-0.125e-1, 1, -0.0",
    "-0.05, 1, -0.1",
    "0.25, 1, 0.2",
    "0.125, 2, 0.12",
    "0.375, 2, 0.38",
    "34.095, 2, 34.09",
    "1.005, 2, 1.00",
    "0.999, 2, 1.00",
    "-12.3456, 3, -12.346",
    "2.5, 1, 2.5",
    "1234567.000001, 6, 1234567.000001",
    "70368744177664.125, 2, 70368744177664.12",
    "70368744177664.375, 2, 70368744177664.38",
    "1e15, 2, 1000000000000000.00",
    "1e30, 2, 1000000000000000019884624838656.00",
    "NaN, 2, nan",
    "-Infinity, 2, -inf",
  })
  void text_hasTheGivenNumberOfDigitsBehindThePoint(double value, int digits, String text) {
    assertThat(FixedDecimals.text(value, digits)).isEqualTo(text);
  }

  @Test
  void text_isTheExactValueRounded() {
    var random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      int digits = 1 + random.nextInt(6);
      double value =
          switch (i % 4) {
            case 0 -> random.nextInt(1_000_000) / 1000d; // halves, nearly or exactly
            case 1 -> random.nextInt(1 << 20) / 1024d;
            case 2 -> (random.nextInt(100_000_000) + 0.5) / 1_000_000d;
            default -> random.nextDouble() * Math.scalb(1.0, random.nextInt(70));
          };
      assertThat(FixedDecimals.text(value, digits))
          .isEqualTo(
              new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString());
    }
  }
}
