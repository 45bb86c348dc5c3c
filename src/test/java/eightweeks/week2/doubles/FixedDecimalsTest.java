package eightweeks.week2.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers with a fixed number of decimals, as INFO shows them. */
final class FixedDecimalsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 2, 0.00",
    "-0.004, 2, -0.00",
    "1.005, 2, 1.00",
    "0.999, 2, 1.00",
    "-12.3456, 3, -12.346",
    "2.5, 1, 2.5",
    "1234567.000001, 6, 1234567.000001",
    "1e15, 2, 1000000000000000.00",
    "1e30, 2, 1000000000000000000000000000000.00",
    "NaN, 2, NaN",
  })
  void text_hasTheGivenNumberOfDigitsBehindThePoint(double value, int digits, String text) {
    assertThat(FixedDecimals.text(value, digits)).isEqualTo(text);
  }
}
