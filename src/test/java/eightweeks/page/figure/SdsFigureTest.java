package eightweeks.page.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SdsFigureTest {
  private final Stepper figure = FigureKind.SDS.begin();

  private Scene append(String text, String times) {
    figure.act("append", List.of(text, times));
    return figure.scene();
  }

  private Scene last() {
    while (figure.forward()) {
      // on to the end of the action
    }
    return figure.scene();
  }

  @Test
  void growing_isTwoScenes_roomFirstAndThenTheBytes() {
    assertThat(append("hello", "1").state()).isEqualTo("len 0, free 10, alloc 10: empty");
    assertThat(last().state()).isEqualTo("len 5, free 5, alloc 10: hello");
  }

  @Test
  void whatFits_needsNoNewArray() {
    append("hello", "1");
    last();
    assertThat(append("12345", "1").said())
        .isEqualTo("5 bytes fit into the 5 that are free: nothing is allocated.");
    assertThat(last().facts()).contains(Scene.Fact.of("arrays so far", 1));
    assertThat(append("!", "1").state()).isEqualTo("len 10, free 12, alloc 22: hello12345");
    assertThat(figure.scene().facts()).contains(Scene.Fact.of("bytes copied", 10));
  }

  @Test
  void aMillionAppends_copyNoMoreThanAFewBytesForEach() {
    assertThat(append("x", "1048576").said())
        .isEqualTo(
            "1,048,576 times 1 byte: 20 new arrays, and 2,097,110 bytes copied to them. That is 2.0"
                + " for each byte appended.");
  }

  @Test
  void beyondOneMebibyte_oneMebibyteIsAdded() {
    append("x", "3000000");
    last();
    figure.act("trim", List.of("", ""));
    assertThat(append("y", "1").said())
        .contains("The string needs 3,000,001; 1 MiB is added, the most (MAX_PREALLOC)")
        .contains("4,048,577 bytes are allocated, and 3,000,000 copied");
  }

  @Test
  void cut_keepsTheArray_andTrimFreesIt() {
    append("hello", "1");
    last();
    figure.act("cut", List.of("", ""));
    assertThat(figure.scene().state()).isEqualTo("len 0, free 10, alloc 10: empty");
    figure.act("trim", List.of("", ""));
    assertThat(figure.scene().state()).isEqualTo("len 0, free 0, alloc 0: empty");
  }

  @Test
  void bytesThatAreNoCharacters_areShownByTheirNumbers() {
    append("\u00c3\u00a9\u0000<&", "1");
    assertThat(last().state()).isEqualTo("len 5, free 5, alloc 10: \\xc3\\xa9\\x00<&");
    assertThat(figure.scene().draw(300, false)).contains(">c3<", ">00<", ">&lt;<", ">&amp;<");
  }

  @Test
  void whatCannotBeDone_isSaid_andChangesNothing() {
    for (var times : List.of("", "no number", "-1", "0", "99999999999999999999", "1.5")) {
      assertThat(append("x", times).said()).startsWith("Times is a whole number from 1 to");
    }
    assertThat(append("", "1").said()).isEqualTo("No text, nothing to append.");
    assertThat(append("x".repeat(17 << 20), "1").said()).startsWith("This figure stops at");
    assertThat(figure.scene().state()).isEqualTo("len 0, free 0, alloc 0: empty");
  }
}
