package eightweeks.week2.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as text, beside slower ways to the same text. */
final class DoublesTest {
  @Test
  void format_readsBackAsTheSameNumber_andHasMostlyTheShortestDigits() {
    int longer = 0;
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
        longer += new BigDecimal(text).compareTo(shortest) == 0 ? 0 : 1;
      }
    }
    assertThat(longer).isLessThan(200);
  }

  /** What a redis-server 7.2.6 prints. Up to 2^62, whole numbers have all their digits. */
  @ParameterizedTest
  @CsvSource({
    "0x1p52, 4503599627370496",
    "0x1.0000000000001p53, 9007199254740994",
    "0x1.fffffffffffffp61, 4611686018427387392",
    "0x1p62, 4611686018427387904",
    "0x1.0000000000001p62, 4611686018427389000",
    "0x1p63, 9223372036854776000",
    "1e18, 1000000000000000000",
    "1e19, 1e+19",
    "1e22, 1e+22",
  })
  void format_atTheBordersOfWholeNumbers_isWhatRedisPrints(double value, String text) {
    assertThat(Doubles.format(value)).isEqualTo(text);
    assertThat(Doubles.format(-value)).isEqualTo("-" + text);
  }

  @Test
  void format_keepsTheSignOfZero() {
    assertThat(Doubles.format(-0.0)).isEqualTo("-0");
    assertThat(Doubles.format(0.0)).isEqualTo("0");
  }

  /** What a redis-server 7.2.6 prints where that is not the shortest text, or not the nearest. */
  @ParameterizedTest
  @CsvSource({
    "439a1a17fea70912, 470210544218031230",
    "43672c52da773c84, 52181270628262944",
    "436a82981b0f07c4, 59695513560694304",
    "4366ba4b03024afa, 51178246587439056",
    "438785a7d754f1ae, 211868172257473980",
    "436ed5610a1ed5e6, 69430896477253424",
    "43646c97f5b9ab80, 45991195621284864",
    "4354f92ca1b15ab0, 23613878483380928",
    "43892dddec4dca74, 226793778985913980",
    "431dd7f17b33a559, 2100051619670358.3",
    "430322a67bbd2bf2, 673265374176638.3",
    "4358bd0656070a46, 27852937407244568",
    "43596c60173aeef0, 28624137520659392",
    "43082c7d59ef6ba2, 850539541556596.3",
    "31a0000000000000, 1.1591269220898192e-69",
    "0da0000000000000, 4.686552543423847e-243",
    "0000000000000001, 5e-324",
    "0000000000000001, 5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "0010000000000000, 2.2250738585072014e-308",
  })
  void shortest_isWhatRedisPrints(String bits, String text) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    assertThat(Doubles.shortest(value)).isEqualTo(text);
    assertThat(Doubles.shortest(-value))
        .isEqualTo(text.startsWith("-") ? text.substring(1) : "-" + text);
  }
}
