package eightweeks.week1.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NumbersTest {
  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        -1,
        9,
        10,
        -10,
        99,
        100,
        12345,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        Numbers.NOT_AN_INTEGER
      })
  void everyInteger_isWrittenAndReadBack(long value) {
    var bytes = Numbers.toBytes(value);
    assertThat(Ascii.text(bytes)).isEqualTo(Long.toString(value));
    assertThat(Numbers.digits(value)).isEqualTo(bytes.length);
    assertThat(Numbers.parse(bytes, 0, bytes.length)).isEqualTo(value);
    assertThat(Numbers.isInteger(bytes, 0, bytes.length)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        " 1",
        "1 ",
        "01",
        "-0",
        "-01",
        "00",
        "1.0",
        "1e3",
        "0x10",
        "abc",
        "--1",
        "1-",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "100000000000000000000000",
        "1\0"
      })
  void whatIsNotWrittenSo_isNoInteger(String text) {
    var bytes = Ascii.bytes(text);
    assertThat(Numbers.parse(bytes, 0, bytes.length)).isEqualTo(Numbers.NOT_AN_INTEGER);
    assertThat(Numbers.isInteger(bytes, 0, bytes.length)).isFalse();
  }

  @Property
  void anyLong_isWrittenAsJavaWritesIt(@ForAll long value) {
    var room = new byte[Numbers.MAX_DIGITS + 2];
    int length = Numbers.write(value, room, 1);
    assertThat(Ascii.text(room, 1, length)).isEqualTo(Long.toString(value));
    assertThat(room[0]).isZero();
    assertThat(room[length + 1]).isZero();
    assertThat(Numbers.parse(room, 1, length)).isEqualTo(value);
  }

  @Property(tries = 5000)
  void anyText_isAnIntegerIfAndOnlyIfWritingItGivesTheSameText(
      @ForAll @StringLength(max = 21) @CharRange(from = '-', to = '9') String text) {
    var bytes = Ascii.bytes(text);
    boolean integer;
    try {
      var number = new BigInteger(text);
      integer = number.bitLength() < 64 && number.toString().equals(text);
    } catch (NumberFormatException _) {
      integer = false;
    }
    assertThat(Numbers.isInteger(bytes, 0, bytes.length)).isEqualTo(integer);
    if (integer) {
      assertThat(Numbers.parse(bytes, 0, bytes.length)).isEqualTo(Long.parseLong(text));
    }
  }
}
