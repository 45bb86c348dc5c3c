package eightweeks.study;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.study.chapter.ChapterRules;
import eightweeks.study.course.Course;
import eightweeks.study.course.Day;
import eightweeks.study.lesson.LessonRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chapters as they are: each has what docs/decisions/0004-chapters.adoc says a day has. */
final class ChapterTest {
  private static final Course COURSE = Course.at(Path.of("").toAbsolutePath());

  /** Returns the days that are ready; a chapter that is being written is not complete yet. */
  static List<String> days() {
    return COURSE.days().ready().stream().map(Day::id).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("days")
  void chapter_hasWhatADayHasToHave(String day) {
    assertThat(ChapterRules.problems(COURSE, COURSE.days().named(day))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("days")
  void lessons_sendToSectionsThatAreThere(String day) {
    assertThat(LessonRules.problems(COURSE, COURSE.days().named(day))).isEmpty();
  }

  @Test
  void pagesNamedForADay_areThoseOfTheList() throws IOException {
    var chapters = COURSE.days().all().stream().map(Day::chapter).toList();
    try (var walk = Files.walk(COURSE.root().resolve("weeks"))) {
      assertThat(walk.map(COURSE::relative).filter(file -> file.matches(".*/day\\d+.*\\.adoc")))
          .as("a chapter is named for number and slug of its day in weeks/days.tsv")
          .isSubsetOf(chapters);
    }
  }
}
