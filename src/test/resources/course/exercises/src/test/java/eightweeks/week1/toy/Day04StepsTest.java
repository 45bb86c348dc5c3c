package eightweeks.week1.toy;

import eightweeks.study.lesson.Lesson;
import eightweeks.study.lesson.Predictions;
import org.junit.jupiter.api.Test;

final class Day04StepsTest {
  @Test
  void steps_areAsPredicted() {
    int steps = 0;
    var counter = new Counter();
    while (counter.count() < Counter.MAX) {
      counter.add(3);
      steps++;
    }
    Predictions.of(Day04StepsTest.class, "day04.properties")
        .check(
            "steps",
            steps,
            Lesson.because("the last step is a short one", "steps are three long")
                .readAgain("day 04"));
  }
}
