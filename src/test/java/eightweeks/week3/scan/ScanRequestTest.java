package eightweeks.week3.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words that SCAN and its relatives share. */
final class ScanRequestTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "'', 0",
    "17, 17",
    "+17, 17",
    "007, 7",
    "-1, -1",
    "9223372036854775808, -9223372036854775808",
    "18446744073709551615, -1",
    "-18446744073709551615, 1"
  })
  void cursor_isUnsigned(String text, long expected) {
    assertThat(ScanRequest.cursor(Args.of(text), 0)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " 1",
        "1 ",
        "x",
        "-",
        "+",
        "--1",
        "1.0",
        "18446744073709551616",
        "99999999999999999999"
      })
  void cursorThatIsNone_isRefused(String text) {
    assertThatThrownBy(() -> ScanRequest.cursor(Args.of(text), 0))
        .isInstanceOf(CommandError.class)
        .hasMessage("ERR invalid cursor");
  }

  private static boolean wants(ScanRequest request, String text) {
    var bytes = Ascii.bytes(text);
    return request.wants(bytes, 0, bytes.length);
  }

  @Test
  void options_comeInAnyOrder_theLastOfAKindCounts() {
    var args = Args.of("SCAN", "0", "count", "5", "MATCH", "a*", "Type", "HASH", "MATCH", "b*");
    var request = ScanRequest.optionsWithType(args, 2);
    assertThat(wants(request, "b1")).isTrue();
    assertThat(wants(request, "a1")).isFalse();
    assertThat(request.wantsType("hash")).isTrue();
    assertThat(request.wantsType("set")).isFalse();
  }

  @Test
  void withoutOptions_everythingIsWanted() {
    var request = ScanRequest.options(Args.of("SSCAN", "k", "0"), 3);
    assertThat(wants(request, "")).isTrue();
    assertThat(request.wantsType("set")).isTrue();
  }

  @Test
  void star_wantsTheEmptyTextToo() {
    assertThat(wants(ScanRequest.options(Args.of("MATCH", "*"), 0), "")).isTrue();
    assertThat(wants(ScanRequest.options(Args.of("MATCH", "**"), 0), "")).isFalse();
  }

  @Test
  void unknownType_hasNoKeys() {
    var request = ScanRequest.optionsWithType(Args.of("TYPE", "nosuch"), 0);
    assertThat(request.wantsType("string")).isFalse();
  }

  @Test
  void type_isForScanOnly() {
    assertThatThrownBy(() -> ScanRequest.options(Args.of("TYPE", "set"), 0))
        .isSameAs(CommandError.SYNTAX);
  }

  @Test
  void cursor_endsAtAZeroByte() {
    assertThat(ScanRequest.cursor(Args.of("17\0x"), 0)).isEqualTo(17);
    assertThat(ScanRequest.cursor(Args.of("\0x"), 0)).isZero();
  }

  @Test
  void walk_goesOnUntilEnoughWasSeen() {
    var request = ScanRequest.options(Args.of("COUNT", "5"), 0);
    long next =
        request.walk(
            100,
            at -> {
              request.saw();
              request.saw();
              return at + 1;
            });
    assertThat(next).isEqualTo(103);
  }

  @Test
  void walk_endsAtTheEnd() {
    var request = ScanRequest.options(Args.of("COUNT", "1000"), 0);
    assertThat(request.walk(3, at -> at - 1)).isZero();
  }

  @Test
  void walkThroughAnEmptyTable_givesUpAfterTenStepsAnElement() {
    var request = ScanRequest.options(Args.of("COUNT", "5"), 0);
    assertThat(request.walk(1, at -> at + 1)).isEqualTo(1 + 51);
  }

  @Test
  void keepIf_removesWhatDoesNotMeetTheCondition() {
    var request = ScanRequest.options(Args.of("COUNT", "5"), 0);
    for (int i = 0; i < 50; i++) {
      request.found(Ascii.bytes("e" + i));
    }
    request.keepIf(element -> element.length == 3);
    request.keepIf(element -> element[2] == '7');
    var kept = new ArrayList<String>();
    request.keepIf(element -> kept.add(Ascii.text(element, 0, element.length)));
    assertThat(kept).containsExactly("e17", "e27", "e37", "e47");
  }
}
