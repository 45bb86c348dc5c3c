package eightweeks.week3.strings;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of 64 significant bits; every expectation is what C says on x86. */
final class LongDoubleTest {
  private static @Nullable LongDouble parse(String text) {
    var bytes = Ascii.bytes(text);
    return LongDouble.parse(bytes, 0, bytes.length);
  }

  private static LongDouble number(String text) {
    return Objects.requireNonNull(parse(text), text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "3.0, 3",
    "5.0e3, 5000",
    ".5, 0.5",
    "1., 1",
    "+7, 7",
    "10.6, 10.6",
    "0x1.8p1, 3",
    "-0X.8P-1, -0.25",
    "3.14159265358979323846, 3.14159265358979324",
    "1e-17, 0.00000000000000001",
    "5e-18, 0",
    "5.1e-18, 0.00000000000000001",
    "-1e-20, 0",
    "18446744073709551615, 18446744073709551615",
    "18446744073709551617, 18446744073709551616",
    "18446744073709551619, 18446744073709551620",
    "1e30, 1000000000000000000024696061952"
  })
  void text_isReadAndWritten(String text, String expected) {
    assertThat(number(text).format()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "10.5, 0.1, 10.6",
    "0.1, 0.2, 0.3",
    "1.1, 2.2, 3.3",
    "-5, 5.6, 0.6",
    "9223372036854775807, 1, 9223372036854775808",
    "18446744073709551615, 2, 18446744073709551616",
    "1e30, -1e30, 0"
  })
  void sum_isRoundedTo64Bits(String one, String other, String expected) {
    assertThat(number(one).plus(number(other)).format()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1 ",
        ".",
        "-",
        "+",
        "e5",
        "1e",
        "1e+",
        "1f",
        "1_0",
        "--1",
        "0x",
        "0x1p",
        "nan",
        "infinit",
        "1.2e4932",
        "-1e99999999999",
        "1e-4960",
        "1e-99999999999",
        "1.2.3"
      })
  void whatIsNone_orOutOfRange_isRefused(String text) {
    assertThat(parse(text)).isNull();
  }

  @Test
  void textOfMoreThanFiveKilobytes_isRefused() {
    assertThat(parse("0".repeat(LongDouble.MAX_BYTES - 1) + "7")).isNotNull();
    assertThat(parse("0".repeat(LongDouble.MAX_BYTES) + "7")).isNull();
  }

  @Test
  void largestAndSmallest_areInRange() {
    assertThat(number("1.18973149535723176502e4932").isInfinite()).isFalse();
    assertThat(parse("1.18973149535723176506e4932")).isNull();
    assertThat(parse("3.6e-4951")).isNotNull();
    assertThat(parse("1.8e-4951")).isNull();
  }

  @Test
  void infinity_comesByItsNameOrByASum() {
    assertThat(number("inf").isInfinite()).isTrue();
    assertThat(number("-Infinity").isInfinite()).isTrue();
    assertThat(number("1e4932").plus(number("1e4932")).isInfinite()).isTrue();
    assertThat(number("-1e4932").plus(number("-1e4932")).isInfinite()).isTrue();
  }
}
