package eightweeks.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Watching, with a pause that does not wait. */
final class WatcherTest {
  private static List<String> doneFor(String... seen) {
    var states = new ArrayList<>(List.of(seen));
    var done = new ArrayList<String>();
    new Watcher(states::getFirst, () -> states.removeFirst() != null && !states.isEmpty())
        .run(() -> done.add(states.getFirst()));
    return done;
  }

  @Test
  void work_isDoneAtFirstAndWhenSomethingChanged() {
    assertThat(doneFor("a", "a", "b", "b", "b", "a", "a")).containsExactly("a", "b", "a");
  }

  @Test
  void stepsOfASave_areNotWorkedOn() {
    assertThat(doneFor("a", "a", "empty", "half", "b", "b")).containsExactly("a", "b");
    assertThat(doneFor("a", "a", "gone", "a", "a")).containsExactly("a");
  }

  @Test
  void work_thatSaysItIsEnough_endsTheWatch() {
    var pauses = new ArrayList<String>();
    new Watcher(() -> "a", () -> pauses.add("pause")).run(() -> false);
    assertThat(pauses).isEmpty();
  }
}
