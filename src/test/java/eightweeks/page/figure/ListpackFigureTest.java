package eightweeks.page.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ListpackFigureTest {
  private final Stepper figure = FigureKind.LISTPACK.begin();

  private Scene act(String action, String element, String index) {
    figure.act(action, List.of(element, index));
    return figure.scene();
  }

  @Test
  void emptyList_isHeaderAndEnd() {
    assertThat(figure.scene().state())
        .isEqualTo("header, total bytes 07 00 00 00, count 00 00; , end ff".replace("; , ", "; "));
  }

  @Test
  void string_hasEncodingDataAndBackLength() {
    assertThat(act("append", "hello", "").state())
        .contains("total bytes 0e 00 00 00, count 01 00")
        .contains("entry 0 at 6, encoding 85, data 68 65 6c 6c 6f, backlen 06");
    assertThat(figure.scene().said())
        .isEqualTo(
            "A string of 5 bytes, with its length in 6 bits. The back-length 6 counts encoding and"
                + " data.");
  }

  @Test
  void integers_takeTheShortestEncoding() {
    assertThat(act("append", "127", "").state()).contains("encoding, data 7f, backlen 01");
    assertThat(act("append", "128", "").state()).contains("encoding, data c0 80, backlen 02");
    assertThat(act("append", "-4097", "").state()).contains("encoding f1, data ff ef, backlen 03");
    assertThat(act("append", "70000", "").said())
        .startsWith("70000 is an integer of 24 bits: 4 bytes.");
    assertThat(act("append", "2147483647", "").said()).contains("32 bits: 5 bytes");
    assertThat(act("append", "9000000000", "").said()).contains("64 bits: 9 bytes");
    assertThat(act("append", "007", "").said()).startsWith("A string of 3 bytes");
  }

  @Test
  void longStrings_haveLongerPrefixes_andTheirMiddleIsLeftOut() {
    assertThat(act("append", "x".repeat(64), "").state())
        .contains("encoding e0 40, data 78 78 78 78 78 78 78 78 .. 78 78 78, backlen 42");
    assertThat(act("append", "x".repeat(4096), "").state())
        .contains("encoding f0 00 10 00 00, ")
        .contains("backlen 20 85");
    assertThat(act("append", "x".repeat(10_001), "").said()).startsWith("This figure has room for");
  }

  @Test
  void insertAndDelete_moveWhatIsBehind() {
    act("append", "a", "");
    act("append", "c", "");
    assertThat(act("insert", "b", "1").said())
        .endsWith("What stood there moves 3 bytes to the right.");
    assertThat(figure.scene().state()).contains("entry 1 at 9, encoding 81, data 62, backlen 02");
    assertThat(act("delete", "", "0").said())
        .isEqualTo("The entry's 3 bytes are gone. What stood behind moves to the left.");
    assertThat(act("replace", "5", "1").said()).contains("The list takes 12 bytes, before 13.");
  }

  @Test
  void walk_goesByBackLengths_fromTheEndToTheHeader() {
    act("append", "hello", "");
    act("append", "x".repeat(200), "");
    assertThat(act("walk", "", "").said())
        .isEqualTo(
            "The back-length before 217 is 202, and takes 2 bytes: entry 1 begins at 217 - 202 - 2"
                + " = 13.");
    figure.forward();
    assertThat(figure.scene().said()).endsWith("entry 0 begins at 13 - 6 - 1 = 6.");
    figure.forward();
    assertThat(figure.scene().said()).startsWith("At 6 the entries begin");
    assertThat(figure.forward()).isFalse();
  }

  @Test
  void indexThatIsNotThere_isSaid() {
    assertThat(act("delete", "", "0").said()).isEqualTo("The list is empty.");
    act("append", "a", "");
    for (var index : List.of("", "x", "-1", "2", "99999999999999999999")) {
      assertThat(act("insert", "b", index).said())
          .isEqualTo("There is no such index: they go from 0 to 0.");
    }
  }
}
