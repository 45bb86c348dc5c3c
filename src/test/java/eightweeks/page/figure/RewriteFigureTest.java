package eightweeks.page.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figure of day 24: the files at each step of a rewrite, and what a kill would leave. */
final class RewriteFigureTest {
  private final Stepper figure = FigureKind.REWRITE.begin();

  /** Does an action; returns all of its scenes. */
  private List<Scene> act(String action, String input) {
    figure.act(action, List.of(input));
    var scenes = new ArrayList<Scene>();
    do {
      scenes.add(figure.scene());
    } while (figure.forward());
    return scenes;
  }

  private static List<String> said(List<Scene> scenes) {
    return scenes.stream().map(scene -> scene.said().replaceFirst(" Killed here.*", "")).toList();
  }

  private static List<String> killed(List<Scene> scenes) {
    return scenes.stream()
        .map(scene -> scene.said().replaceFirst("^.* a start loads ", ""))
        .toList();
  }

  @Test
  void rewrite_isAStepForEachChangeOfAFile() {
    assertThat(said(act("begin", "")))
        .containsExactly(
            "The new increment is created. The manifest does not name it yet.",
            "The manifest names the new increment: from now on commands go there.",
            "The snapshot is taken, and a temporary file created for the base.");
    assertThat(said(act("finish", "")))
        .containsExactly(
            "The base is written and synced.",
            "The base is complete and gets its name. No manifest names it yet.",
            "The manifest is replaced: the new base counts, and what it replaces is history.",
            "A file of the history is deleted.",
            "A file of the history is deleted.",
            "The manifest forgets the history.");
  }

  @Test
  void killAtAnyStep_losesNothing() {
    act("incr", "4");
    assertThat(killed(act("begin", "")))
        .containsExactly(
            "1.base.aof, 1.incr.aof: counter is 5.",
            "1.base.aof, 1.incr.aof, 2.incr.aof: counter is 5.",
            "1.base.aof, 1.incr.aof, 2.incr.aof: counter is 5.");
    act("incr", "2");
    assertThat(killed(act("finish", "")))
        .containsExactly(
            "1.base.aof, 1.incr.aof, 2.incr.aof: counter is 7.",
            "1.base.aof, 1.incr.aof, 2.incr.aof: counter is 7.",
            "2.base.aof, 2.incr.aof: counter is 7.",
            "2.base.aof, 2.incr.aof: counter is 7.",
            "2.base.aof, 2.incr.aof: counter is 7.",
            "2.base.aof, 2.incr.aof: counter is 7.");
  }

  @Test
  void commandsDuringARewrite_areInTheNewIncrementOnly() {
    act("begin", "");
    act("incr", "2");
    assertThat(act("finish", "").getLast().state())
        .startsWith(
            "2.base.aof: type b, base, SELECT 0, SET counter 1, SET greeting hello. "
                + "2.incr.aof: type i, increment, SELECT 0, INCR counter (2 times). ");
  }

  @Test
  void actionsThatAreNotPossible_changeNothing() {
    assertThat(act("finish", "").getLast().said()).startsWith("No rewrite runs.");
    act("begin", "");
    var state = figure.scene().state();
    assertThat(act("begin", "").getLast().said()).startsWith("A rewrite runs already");
    assertThat(figure.scene().state()).isEqualTo(state);
  }
}
