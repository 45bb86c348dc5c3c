package eightweeks.week2.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DoubleReaderTest {
  private static double parse(String text) {
    var bytes = Ascii.bytes("<" + text + ">");
    return DoubleReader.parse(bytes, 1, text.length());
  }

  private static double parseLoosely(String text) {
    var bytes = Ascii.bytes("<" + text + ">");
    return DoubleReader.parseLoosely(bytes, 1, text.length());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-7, -7",
    "+7, 7",
    "3.25, 3.25",
    "5., 5",
    ".5, 0.5",
    "-.5e1, -5",
    "007, 7",
    "1E3, 1000",
    "0x1F, 31",
    "0x.8p1, 1",
    "-0X1P-2, -0.25",
    "123456789012345678, 123456789012345680",
    "12345678901234567890.5, 12345678901234567000",
    "0.30000000000000004, 0.30000000000000004",
    "5e-324, 4.9E-324",
    "0e-999, 0",
    "inf, Infinity",
    "+Infinity, Infinity",
    "-INF, -Infinity",
  })
  void numbers_areRead(String text, double value) {
    assertThat(parse(text)).isEqualTo(value);
    assertThat(parseLoosely(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nan",
        "x",
        "1x",
        "-",
        ".",
        "1e",
        "e5",
        "1 ",
        "0x",
        "0xp1",
        "1.2.3",
        "--1",
        "1d",
        "infinite",
        "1_000"
      })
  void anythingElse_isNoNumber(String text) {
    assertThat(parse(text)).isNaN();
    assertThat(parseLoosely(text)).isNaN();
  }

  @Test
  void nothingBlanksAndGreatNumbers_areNumbersForRangesOnly() {
    assertThat(parse("")).isNaN();
    assertThat(parseLoosely("")).isZero();
    assertThat(parse(" 1")).isNaN();
    assertThat(parseLoosely(" \t1")).isEqualTo(1);
    assertThat(parseLoosely(" ")).isNaN();
    assertThat(parseLoosely("1\u00002")).isEqualTo(1);
    assertThat(parseLoosely("\u0000x")).isZero();
    assertThat(parse("1e999")).isNaN();
    assertThat(parseLoosely("1e999")).isInfinite();
    assertThat(parse("1e-999")).isNaN();
    assertThat(parseLoosely("1e-999")).isZero();
  }

  @Test
  void minusZero_keepsItsSign() {
    assertThat(Double.doubleToRawLongBits(parse("-0"))).isEqualTo(Long.MIN_VALUE);
  }

  /** The short way reckons; the long way is the JDK's, which is right. */
  @Test
  void shortWay_givesWhatTheLongWayGives() {
    var random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      long digits = random.nextLong() >>> (1 + random.nextInt(62));
      int places = random.nextInt(19);
      String text = Long.toString(digits);
      if (text.length() > places) {
        int point = text.length() - places;
        text = text.substring(0, point) + "." + text.substring(point);
      }
      assertThat(parse(text)).as(text).isEqualTo(Double.parseDouble(text));
    }
  }

  /** Texts of the characters of numbers: many are none. */
  @Test
  void isNumber_isTrueWhereParsingGivesOne() {
    var random = new Random(2);
    int numbers = 0;
    for (int i = 0; i < 300_000; i++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(9); length >= 0; length--) {
        text.append("0123456789..eE+-".charAt(random.nextInt(16)));
      }
      var bytes = Ascii.bytes("1" + text + "1");
      boolean isNumber = DoubleReader.isNumber(bytes, 1, text.length());
      double value = parse(text.toString());
      assertThat(isNumber).as(text.toString()).isNotEqualTo(Double.isNaN(value));
      if (isNumber) {
        numbers++;
        assertThat(value).as(text.toString()).isEqualTo(Double.parseDouble(text.toString()));
      }
    }
    assertThat(numbers).isGreaterThan(10_000);
  }

  @Test
  void scoresOfRedis_areReadExactly() {
    var random = new Random(3);
    for (int i = 0; i < 100_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(parse(Double.toString(value))).isEqualTo(value);
      }
    }
  }
}
