package eightweeks.week1.toy;

import eightweeks.study.lesson.Lesson;
import org.junit.jupiter.api.Test;

final class Day02ExtraTest {
  @Test
  void addTwice_addsTwice() {
    var counter = new Counter();
    Extra.addTwice(counter, 2);
    Lesson.because("twice is two times", "once is not enough")
        .readAgain("day 02")
        .same("the count", 4, counter.count());
  }
}
