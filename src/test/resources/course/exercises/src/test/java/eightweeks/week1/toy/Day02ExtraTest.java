package eightweeks.week1.toy;

import eightweeks.study.lesson.Lesson;
import org.junit.jupiter.api.Test;

final class Day02ExtraTest {
  @Test
  void addTwice_addsTwice() {
    var counter = new Counter();
    Extra.addTwice(counter, 2);
    Lesson.because("twice is two times", "once is not enough")
        .readAgain("weeks/week1/day02-extra.adoc, \"Counting\"")
        .same("the count", 4, counter.count());
  }
}
