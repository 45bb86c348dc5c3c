package eightweeks.page.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SetFigureTest {
  private final Stepper figure = FigureKind.SET.begin();

  private Scene act(String action, String members, String limits) {
    figure.act(action, List.of(members, limits));
    while (figure.forward()) {
      // on to the last scene
    }
    return figure.scene();
  }

  @Test
  void integers_areAnIntset_untilThereAreTooMany() {
    assertThat(act("add", "3 1 2", "").state()).startsWith("intset: 1 2 3.");
    assertThat(act("add", "70000", "").said())
        .isEqualTo("70000 needs 4 bytes, so every integer takes as many from now on.");
    assertThat(act("add", "4", "").said())
        .isEqualTo(
            "4: 5 integers are more than 4 (set-max-intset-entries). The set becomes a hash"
                + " table.");
    assertThat(figure.scene().state()).startsWith("hashtable:");
  }

  @Test
  void aMemberThatIsNoInteger_makesItAListpack() {
    act("add", "1 2", "");
    assertThat(act("add", "ann", "").said())
        .isEqualTo(
            "ann: it is no integer. Members are few and short enough. The set becomes a listpack.");
    assertThat(figure.scene().state()).startsWith("listpack: 1 2 ann.");
  }

  @Test
  void aListpack_becomesAHashTable_byCountOrByLength() {
    assertThat(act("add", "a b c d e f", "").state()).startsWith("listpack:");
    assertThat(act("add", "g", "").said())
        .isEqualTo(
            "g: 7 members are more than 6 (set-max-listpack-entries). The set becomes a hash"
                + " table.");
    act("limit", "", "4 6 8");
    act("add", "a", "");
    assertThat(act("add", "elizabeth", "").said())
        .isEqualTo(
            "elizabeth: 9 bytes are more than 8 (set-max-listpack-value). The set becomes a hash"
                + " table.");
  }

  @Test
  void aSet_neverBecomesMoreCompact() {
    act("add", "1 ann", "");
    assertThat(act("remove", "ann", "").said()).contains("The set stays a listpack");
    assertThat(act("remove", "1", "").state()).startsWith("none:");
  }

  @Test
  void limits_areTheReaders() {
    act("limit", "", "512 128 64");
    assertThat(act("add", "1 2 3 4 5 6 7 8 9", "").state())
        .isEqualTo("intset: 1 2 3 4 5 6 7 8 9. Limits 512, 128, 64");
    for (var limits : List.of("", "1 2", "1 2 3 4", "a b c", "-1 2 3", "1 2 99999999999")) {
      assertThat(act("limit", "", limits).said()).startsWith("Three whole numbers are needed");
    }
    act("limit", "", "0 0 0");
    assertThat(act("add", "1", "").state()).startsWith("hashtable: 1.");
  }

  @Test
  void whatCannotBeDone_isSaid() {
    assertThat(act("add", " ", "").said()).isEqualTo("No member.");
    assertThat(act("remove", "x", "").said()).isEqualTo("x is no member.");
    act("add", "x", "");
    assertThat(act("add", "x", "").said()).isEqualTo("x is there already.");
    assertThat(act("add", "y".repeat(10_001), "").said()).startsWith("This figure takes");
  }
}
