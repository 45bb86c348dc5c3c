package eightweeks.page.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class RehashFigureTest {
  private final Stepper figure = FigureKind.REHASH.begin();

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

  /** How often the scan has shown a key. */
  private int came(String key) {
    var state = figure.scene().state();
    var shown = state.substring(state.indexOf("Came:") + 5) + " ";
    var match = Pattern.compile(" " + key + "( x(\\d+))? ").matcher(shown);
    return !match.find() ? 0 : match.group(2) == null ? 1 : Integer.parseInt(match.group(2));
  }

  @Test
  void fifthKey_beginsTheRehash_andEachFurtherOneMovesABucket() {
    assertThat(act("add", "e").said())
        .startsWith("Table 0 is full: 4 keys in 4 buckets. Table 1 with 8 buckets is made")
        .contains("e goes to bucket ");
    assertThat(fact("rehashidx")).isEqualTo("0");
    assertThat(fact("table 0")).isEqualTo("4 of 4");
    assertThat(fact("table 1")).isEqualTo("1 of 8");
    assertThat(act("add", "f").said()).contains(" moves to table 1: ");
    assertThat(Integer.parseInt(fact("rehashidx"))).isPositive();
  }

  @Test
  void step_movesOneBucket_untilTable1TakesThePlaceOfTable0() {
    act("add", "e");
    Scene scene = figure.scene();
    for (int i = 0; i < 4 && !fact("rehashidx").equals("-1"); i++) {
      scene = act("rehash", "");
    }
    assertThat(scene.said()).endsWith("Table 0 is empty: table 1 takes its place.");
    assertThat(fact("table 0")).isEqualTo("5 of 8");
    assertThat(act("rehash", "").said()).startsWith("Nothing to move");
  }

  @Test
  void scan_showsEveryKey_thoughTheDictGrowsInTheMiddle() {
    act("scan", "");
    act("scan", "");
    act("add", "e");
    act("rehash", "");
    act("scan", "");
    act("rehash", "");
    for (int i = 0; i < 32 && !fact("cursor").equals("0: end"); i++) {
      act("scan", "");
    }
    for (char key = 'a'; key <= 'd'; key++) {
      assertThat(came(String.valueOf(key))).as("%s was there all the time", key).isEqualTo(1);
    }
    assertThat(act("scan", "").said()).isEqualTo("The scan is complete. Begin a new one.");
  }

  @Test
  void scanOfATableThatShrinks_showsSomeKeysTwice_andMissesNone() {
    act("add", "e f g h i");
    while (!fact("rehashidx").equals("-1")) {
      act("rehash", "");
    }
    assertThat(fact("table 0")).isEqualTo("9 of 16");
    act("delete", "a b");
    for (int i = 0; i < 7; i++) {
      act("scan", ""); // the cursor is in the middle of a group now
    }
    assertThat(act("shrink", "").said()).contains("a table of 8 buckets is made");
    while (!fact("rehashidx").equals("-1")) {
      act("rehash", "");
    }
    while (!fact("cursor").equals("0: end")) {
      act("scan", "");
    }
    assertThat(List.of("c", "d", "e", "f", "g", "h", "i")).allMatch(key -> came(key) > 0);
    assertThat(figure.scene().state()).contains(" x2");
  }

  @Test
  void whatCannotBeDone_isSaid() {
    assertThat(act("add", "").said()).isEqualTo("No key.");
    assertThat(act("add", "a").said()).isEqualTo("a is there already.");
    assertThat(act("delete", "z").said()).isEqualTo("There is no key z.");
    assertThat(act("add", "x".repeat(65)).said()).startsWith("This figure has room for 32 keys");
    assertThat(act("shrink", "").said()).isEqualTo("4 keys need 4 buckets.");
    var many = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      many.append("key").append(i).append(' ');
    }
    assertThat(act("add", many.toString()).said()).startsWith("This figure has room for");
    assertThat(act("delete", "key0").said()).contains("key0 is deleted.");
  }
}
