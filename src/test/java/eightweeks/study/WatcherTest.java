package eightweeks.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Watching, with a pause that does not wait. */
final class WatcherTest {
  @Test
  void work_isDoneAtFirstAndWhenSomethingChanged() {
    var states = new ArrayList<>(List.of("a", "a", "b", "b", "b", "a"));
    var done = new ArrayList<String>();
    new Watcher(states::getFirst, () -> states.removeFirst() != null && !states.isEmpty())
        .run(() -> done.add(states.getFirst()));
    assertThat(done).containsExactly("a", "b", "a");
  }

  @Test
  void work_thatSaysItIsEnough_endsTheWatch() {
    var pauses = new ArrayList<String>();
    new Watcher(() -> "a", () -> pauses.add("pause")).run(() -> false);
    assertThat(pauses).isEmpty();
  }
}
