package eightweeks.page.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The scenes of the figure that shows a capture beside the pages of a fork. */
final class CaptureFigureTest {
  private final Stepper figure = FigureKind.CAPTURE.begin();

  private Scene act(String action, String keys) {
    figure.act(action, List.of(keys, ""));
    while (figure.forward()) {
      // on to the last scene
    }
    return figure.scene();
  }

  private String fact(String name) {
    return figure.scene().facts().stream()
        .filter(fact -> fact.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private List<String> file() {
    var state = figure.scene().state();
    return List.of(state.substring(state.indexOf("File: ") + 6).split(" "));
  }

  private void toTheEnd() {
    for (int i = 0; i < 32 && !fact("cursor").equals("at the end"); i++) {
      act("step", "");
    }
  }

  @Test
  void firstWrite_handsOverTheOldValue_andCopiesThePage() {
    assertThat(act("write", "c").said())
        .contains(" is handed over first: ")
        .contains("c=1")
        .contains("c becomes 2.")
        .endsWith("With fork, page 0 is copied first, all 4 places of it.");
    assertThat(file()).contains("c=1");
    assertThat(figure.scene().state())
        .contains("Page 0 copied: a=1 b=1 c=2 d=1; for the child: a=1 b=1 c=1 d=1");
    assertThat(fact("copied by fork")).isEqualTo("256 bytes");
  }

  @Test
  void secondWrite_copiesNothing() {
    act("write", "c");
    var before = List.of(fact("captured by writes"), fact("copied by fork"));
    assertThat(act("write", "c").said())
        .contains("is done already: nothing is handed over. c becomes 3.")
        .endsWith("page 0 has been copied already.");
    assertThat(List.of(fact("captured by writes"), fact("copied by fork"))).isEqualTo(before);
  }

  @Test
  void read_copiesNothing() {
    act("read", "a b c");
    assertThat(file()).containsExactly("nothing");
    assertThat(fact("pages of fork")).isEqualTo("0 of 4");
  }

  @Test
  void file_hasTheKeysOfTheBeginning_thoughTheDictGrows() {
    act("write", "i j k l m n a");
    act("delete", "b i");
    toTheEnd();
    assertThat(file())
        .containsExactlyInAnyOrder("a=1", "b=1", "c=1", "d=1", "e=1", "f=1", "g=1", "h=1");
    assertThat(act("write", "a").said()).endsWith("No save is running: nothing is copied.");
    assertThat(act("step", "").said()).isEqualTo("The save is complete. Begin a new one.");
    act("save", "");
    assertThat(fact("in the file")).isEqualTo("0 of 12");
    toTheEnd();
    assertThat(file()).hasSize(12).contains("a=3", "n=1").doesNotContain("b=1");
  }

  @Test
  void writeBehindTheCursor_handsOverNothing_butCopiesAPage() {
    for (int i = 0; i < 7; i++) {
      act("step", "");
    }
    act("write", "a b c d e f g h");
    assertThat(Integer.parseInt(fact("captured by writes").replaceAll("\\D", "")))
        .isLessThan(8 * 64);
    assertThat(fact("pages of fork")).isEqualTo("2 of 4");
  }

  @Test
  void save_ofAnEmptyDict_isComplete() {
    act("delete", "a b c d e f g h");
    act("save", "");
    assertThat(fact("in the file")).isEqualTo("0 of 0");
    assertThat(act("write", "a").said())
        .isEqualTo("a is added. No save is running: nothing is copied.");
  }

  @Test
  void whatCannotBeDone_isSaid() {
    assertThat(act("write", "").said()).isEqualTo("No key.");
    assertThat(act("delete", "z").said()).isEqualTo("There is no key z.");
    assertThat(act("write", "x".repeat(65)).said()).startsWith("This figure has room for 16 keys");
    assertThat(act("write", "i j k l m n o p q").said()).startsWith("This figure has room for");
  }
}
