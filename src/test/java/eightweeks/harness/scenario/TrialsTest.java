package eightweeks.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrialsTest {
  private static final int CLIENTS = 10;
  private static final int FAULTS = 20;

  /** A bug that needs two of the faults and three clients. */
  private static void planted(Trial trial, Scenario scenario) {
    if (trial.seed() % 7 == 6 && trial.clients() >= 3) {
      scenario.note("the faults " + trial.faults());
      assertThat(trial.faults().containsAll(List.of(4, 17))).as("planted").isFalse();
    }
  }

  private static Trials trials() {
    return new Trials("planted", TrialsTest.class, CLIENTS, FAULTS, TrialsTest::planted);
  }

  @Test
  void seedThatFails_isShrunk() {
    var shrunk = trials().shrink(Trial.whole(6, CLIENTS, FAULTS));
    assertThat(shrunk.faults()).containsExactly(4, 17);
    assertThat(shrunk.clients()).isEqualTo(4); // 0, 1, 2, 4 or 8 clients are tried
  }

  @Test
  void report_hasTheCommandOfTheSmallestRun() {
    assertThatThrownBy(() -> trials().run(10))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed 6 fails")
        .hasMessageContaining("-Dplanted.seed=6 -Dplanted.clients=4 -Dplanted.faults=4,17")
        .hasMessageContaining("0 ms: the faults [4, 17]");
  }

  @Test
  void allSeedsRun_onceEach() {
    var seen = Collections.synchronizedList(new ArrayList<Long>());
    var trials =
        new Trials("planted", TrialsTest.class, 1, 1, (trial, _) -> seen.add(trial.seed()));
    trials.run(100);
    assertThat(seen).hasSize(100).doesNotHaveDuplicates();
    assertThat(trials.failed()).isEmpty();
  }

  /** What a fault draws does not depend on the faults before it. */
  @Test
  void part_drawsTheSame_whateverWasDrawnBefore() {
    var one = new Scenario(5);
    one.random().nextInt();
    one.reseed(3);
    var other = new Scenario(5);
    other.reseed(2);
    int ofPart2 = other.random().nextInt();
    other.reseed(3);
    int ofPart3 = other.random().nextInt();
    assertThat(one.random().nextInt()).isEqualTo(ofPart3).isNotEqualTo(ofPart2);
  }
}
