package eightweeks.week2;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.skiplist.SkipList;
import eightweeks.week2.skiplist.SkipListSearch;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** A search in a skip list as a figure shows it: one step, then a look. */
final class SkipListStepsTest {
  private static final int ELEMENTS = 300;

  private final SkipList list = new SkipList(new RandomStream(7));

  SkipListStepsTest() {
    for (int i = 0; i < ELEMENTS; i++) {
      list.insert(i, member(i));
    }
  }

  private static byte[] member(int i) {
    return Ascii.bytes("member " + i);
  }

  @Test
  void step_goesForwardOrDownALevel_andNeverBeyondTheElement() {
    var search = new SkipListSearch(list, 200, member(200));
    assertThat(search.level()).isEqualTo(list.levels() - 1).isGreaterThan(2);
    assertThat(search.node()).as("in front of the first").isNull();
    int steps = 0;
    var levels = new ArrayList<Integer>();
    while (true) {
      int level = search.level();
      int rank = search.rank();
      if (!search.step()) {
        break;
      }
      steps++;
      levels.add(level);
      boolean down = search.level() == level - 1 && search.rank() == rank;
      boolean ahead = search.level() == level && search.rank() > rank;
      assertThat(down ^ ahead).isTrue();
      assertThat(search.node() == null ? -1 : search.node().score())
          .as("so many elements passed")
          .isEqualTo(search.rank() - 1.0)
          .isLessThan(200);
    }
    assertThat(search.level()).isZero();
    assertThat(levels).as("none is left out").contains(list.levels() - 1, 2, 1);
    assertThat(steps).as("it is quick").isLessThan(ELEMENTS / 5);
  }

  @Test
  void theLastStep_endsWhereTheListFindsTheElement() {
    for (int i = 0; i < ELEMENTS; i++) {
      assertThat(rankByStepping(i, member(i))).isEqualTo(i).isEqualTo(list.rank(i, member(i)));
    }
    assertThat(rankByStepping(17.5, member(0))).as("what is not there").isEqualTo(18);
    assertThat(rankByStepping(1e9, member(0))).as("behind all").isEqualTo(ELEMENTS);
  }

  private int rankByStepping(double score, byte[] member) {
    var search = new SkipListSearch(list, score, member);
    boolean goesOn = true;
    while (goesOn) {
      goesOn = search.step();
    }
    return search.rank();
  }

  @Test
  void inAnEmptyList_thereIsNoStep() {
    var search = new SkipListSearch(new SkipList(new RandomStream(1)), 1, member(1));
    assertThat(search.step()).isFalse();
    assertThat(search.level()).isZero();
    assertThat(search.node()).isNull();
  }
}
