package eightweeks.week1.toy;

import eightweeks.study.lesson.Lesson;
import org.junit.jupiter.api.Test;

final class Day01CounterTest {
  @Test
  void add_belowTheLimit_counts() {
    expect(5, 2, 3);
  }

  @Test
  void add_beyondTheLimit_staysThere() {
    expect(Counter.MAX, Counter.MAX, 1);
  }

  private static void expect(int expected, int... numbers) {
    var lesson = Lesson.because("MAX is the most", "nothing is added").readAgain("day 01");
    var counter = new Counter();
    for (int n : numbers) {
      lesson.calling(
          "adding " + n,
          () -> {
            counter.add(n);
            return n;
          });
    }
    lesson.same("the count", expected, counter.count());
  }
}
