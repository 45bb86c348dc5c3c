package eightweeks.study.chapter;

import eightweeks.study.course.Course;
import eightweeks.study.course.Day;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a page says of other weeks becomes wrong when they are written, and no build notices. So
 * nothing is said of them before Beyond the hour, in hints and in the solution.
 */
final class ClaimRules {
  private static final Pattern WEEK = Pattern.compile("\\b[Ww]eek (\\d+)\\b");
  private static final Pattern DAY = Pattern.compile("\\b[Dd]ays? (\\d\\d)\\b");

  private final Course course;
  private final Day day;
  private final List<String> problems = new ArrayList<>();

  ClaimRules(Course course, Day day) {
    this.course = course;
    this.day = day;
  }

  List<String> problems(Chapter chapter) {
    int beyond =
        chapter.part("Beyond the hour").map(part -> part.line() - 1).orElse(chapter.rows().size());
    look(chapter.file(), chapter.rows().subList(0, beyond));
    for (var page :
        List.of(
            "exercises/" + day.folder() + "/hints.adoc",
            "solutions/" + day.folder() + "/solution.adoc")) {
      if (Files.exists(course.root().resolve(page))) {
        look(page, Row.of(course.text(page).lines().toList()));
      }
    }
    return problems;
  }

  private void look(String file, List<Row> rows) {
    for (var row : rows) {
      if (row.kind() != Row.Kind.PROSE) {
        continue;
      }
      WEEK.matcher(row.text())
          .results()
          .map(match -> Integer.parseInt(match.group(1)))
          .filter(week -> week != day.week())
          .findFirst()
          .ifPresent(week -> add(file, row, "week " + week));
      DAY.matcher(row.text())
          .results()
          .map(match -> Integer.parseInt(match.group(1)))
          .filter(number -> !isReady(number))
          .findFirst()
          .ifPresent(number -> add(file, row, "day " + number));
    }
  }

  private boolean isReady(int number) {
    var all = course.days().all();
    return number > 0 && number <= all.size() && all.get(number - 1).ready();
  }

  private void add(String file, Row row, String what) {
    problems.add(
        "%s, line %d: this says something of %s, and nothing checks it; leave it out, or show it in a session."
            .formatted(file, row.number(), what));
  }
}
