package eightweeks.week1.toy;

import eightweeks.study.lesson.Lesson;
import org.junit.jupiter.api.Test;

final class Day03WindowTest {
  @Test
  void ends_areInside_andTheirNeighboursOutside() {
    var lesson =
        Lesson.because("the ends are included", "the neighbours are not").readAgain("day 03");
    var window = new Window(1, 3);
    lesson.same("0", false, window.contains(0));
    lesson.same("1", true, window.contains(1));
    lesson.same("3", true, window.contains(3));
    lesson.same("4", false, window.contains(4));
  }
}
