package eightweeks.week3.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Timeouts as the words of commands; what is refused was compared with redis-server 7.2.6. */
final class DeadlinesTest {
  private static final long NOW = 1_000_000;

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.0, 0",
    "-0.0001, 0",
    "1, 1001000",
    "+1, 1001000",
    "0.001, 1000001",
    "0.0001, 1000001",
    "0.0011, 1000002",
    "1e-5, 1000001",
    "1e3, 2000000",
    ".5, 1000500",
    "5., 1005000",
    "0x10, 1016000",
    "0x1p3, 1008000",
    "9223372036854, 9223372037854000",
  })
  void secondsAreRoundedUpToMilliseconds(String word, long deadline) {
    assertThat(Deadlines.inSeconds(Args.of(word), 0, NOW)).isEqualTo(deadline);
  }

  /** The text of a number may be 5119 bytes long, as in C: no shorter one is refused. */
  @Test
  void longText_isANumber() {
    assertThat(Deadlines.inSeconds(Args.of("0." + "0".repeat(4900) + "1"), 0, NOW))
        .isEqualTo(NOW + 1);
    assertThat(Deadlines.inSeconds(Args.of("0".repeat(5118) + "1"), 0, NOW)).isEqualTo(NOW + 1000);
    assertThatThrownBy(() -> Deadlines.inSeconds(Args.of("0".repeat(5119) + "1"), 0, NOW))
        .isInstanceOf(CommandError.class)
        .hasMessageContaining("timeout is not a float or out of range");
  }

  @ParameterizedTest
  @CsvSource({
    "' 1', timeout is not a float or out of range",
    "'1 ', timeout is not a float or out of range",
    "'', timeout is not a float or out of range",
    "+, timeout is not a float or out of range",
    "nan, timeout is not a float or out of range",
    "1_0, timeout is not a float or out of range",
    "1f, timeout is not a float or out of range",
    "1e5000, timeout is not a float or out of range",
    "abc, timeout is not a float or out of range",
    "inf, timeout is out of range",
    "infinity, timeout is out of range",
    "1e400, timeout is out of range",
    "9223372036854775, timeout is out of range",
    "99999999999999999999, timeout is out of range",
    "-inf, timeout is negative",
    "-1, timeout is negative",
    "-0.001, timeout is negative",
    "-1e400, timeout is negative",
  })
  void whatIsNoTimeout_isRefused(String word, String error) {
    assertThatThrownBy(() -> Deadlines.inSeconds(Args.of(word), 0, NOW))
        .isInstanceOf(CommandError.class)
        .hasMessage("ERR " + error);
  }

  @ParameterizedTest
  @CsvSource({
    "x, timeout is not an integer or out of range",
    "1.5, timeout is not an integer or out of range",
    "9223372036854775808, timeout is not an integer or out of range",
    "9223372036854775807, timeout is out of range",
    "-1, timeout is negative",
  })
  void milliseconds_areWholeNumbers(String word, String error) {
    assertThat(Deadlines.inMillis(Args.of("15"), 0, NOW)).isEqualTo(NOW + 15);
    assertThat(Deadlines.inMillis(Args.of("0"), 0, NOW)).isZero();
    assertThatThrownBy(() -> Deadlines.inMillis(Args.of(word), 0, NOW))
        .isInstanceOf(CommandError.class)
        .hasMessage("ERR " + error);
  }
}
