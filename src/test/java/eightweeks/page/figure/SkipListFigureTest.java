package eightweeks.page.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class SkipListFigureTest {
  private final Stepper figure = FigureKind.SKIPLIST.begin();

  private Scene act(String action, String member, String score) {
    figure.act(action, List.of(member, score));
    while (figure.forward()) {
      // on to the last scene
    }
    return figure.scene();
  }

  private void assertSpansAddUp() {
    for (var level : figure.scene().state().split("\\. ")) {
      var spans = Pattern.compile(" -(\\d+)-> ").matcher(level);
      int sum = spans.results().mapToInt(match -> Integer.parseInt(match.group(1))).sum();
      if (level.startsWith("Level ")) {
        long members = figure.scene().facts().getFirst().value().transform(Long::parseLong);
        assertThat((long) sum).as(level).isEqualTo(members);
      }
    }
  }

  @Test
  void towersOfTheBeginning_areThoseOfTheList() {
    assertThat(figure.scene().facts().get(1).value()).as("levels").isEqualTo("3");
    assertSpansAddUp();
  }

  @Test
  void insert_walksToItsPlace_andChangesSpans() {
    figure.act("insert", List.of("kim", "45"));
    assertThat(figure.scene().said()).isEqualTo("The search begins at the head, on level 2.");
    var scene = act("rank", "kim", "");
    assertThat(scene.said())
        .isEqualTo("The next element is kim: rank 4, the sum of the spans on the path.");
    assertSpansAddUp();
  }

  @Test
  void insertOverALink_makesItsSpanOneMore() {
    assertThat(act("insert", "kim", "45").said())
        .startsWith("kim gets rank 4")
        .containsPattern("Level 2: span \\d becomes \\d");
    assertSpansAddUp();
  }

  @Test
  void manyInserts_keepTheSpansRight_andTheFigureStops() {
    for (int i = 0; i < 5; i++) {
      act("insert", "m" + i, Integer.toString(7 * i));
      assertSpansAddUp();
    }
    assertThat(act("insert", "one more", "1").said()).startsWith("This figure has room for 12");
    act("delete", "ann", "");
    assertSpansAddUp();
  }

  @Test
  void whatCannotBeDone_isSaid() {
    for (var score : List.of("", "nan", "abc", "1x", "\u00e9")) {
      assertThat(act("insert", "kim", score).said()).startsWith("The score is a number");
    }
    assertThat(act("insert", "ann", "1").said()).startsWith("ann is there already.");
    assertThat(act("insert", "x".repeat(65), "1").said()).startsWith("This figure has room");
    assertThat(act("rank", "nobody", "").said()).isEqualTo("There is no member nobody.");
    assertThat(act("delete", "", "").said()).isEqualTo("There is no member .");
  }
}
