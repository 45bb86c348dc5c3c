package eightweeks.study.chapter;

import eightweeks.study.course.Course;
import eightweeks.study.course.Day;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The part Recall: three questions of one, three and seven days ago. */
final class RecallRules {
  private static final Pattern INCLUDE = Pattern.compile("include::([^\\[]+)\\[tag=(check[1-3])]");
  private static final List<Integer> DAYS_AGO = List.of(1, 3, 7);
  private static final int QUESTIONS = 3;

  private final Course course;
  private final Day day;
  private final Chapter chapter;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> asked = new HashSet<>();
  private final Set<Integer> from = new TreeSet<>();
  private int count;

  RecallRules(Course course, Day day, Chapter chapter) {
    this.course = course;
    this.day = day;
    this.chapter = chapter;
  }

  List<String> problems() {
    return problems;
  }

  private void add(int line, String problem) {
    problems.add("%s, line %d: %s".formatted(chapter.file(), line, problem));
  }

  /** Returns the days that this one recalls. */
  private List<Integer> sources() {
    return DAYS_AGO.stream().map(ago -> day.number() - ago).filter(number -> number > 0).toList();
  }

  private String names() {
    return String.join(", ", sources().stream().map(number -> dayOf(number).id()).toList());
  }

  private Day dayOf(int number) {
    return course.days().all().get(number - 1);
  }

  /** Looks at one include. */
  void question(Row row) {
    var include = INCLUDE.matcher(row.text());
    if (!include.matches()) {
      add(
          row.number(),
          "Recall takes its questions from other chapters: include::dayNN-slug.adoc[tag=check1]");
      return;
    }
    count++;
    var file = chapter.resolved(include.group(1));
    var source = course.days().all().stream().filter(of -> of.chapter().equals(file)).findFirst();
    if (source.isEmpty() || !sources().contains(source.get().number())) {
      add(
          row.number(),
          "%s recalls one, three and seven days ago (%s), not %s."
              .formatted(day.id(), names(), source.map(Day::id).orElse(file)));
      return;
    }
    from.add(source.get().number());
    if (!asked.add(row.text())) {
      add(row.number(), "the same question is asked twice; take another tag of check1 to check3.");
    }
    missing(source.get(), include.group(2))
        .ifPresent(
            what -> add(row.number(), "%s %s; its Close should have it.".formatted(file, what)));
  }

  private Optional<String> missing(Day source, String tag) {
    if (!Files.exists(course.root().resolve(source.chapter()))) {
      return Optional.of("is not there");
    }
    try {
      TaggedLines.of(course.text(source.chapter()).lines().toList(), tag);
      return Optional.empty();
    } catch (TaggedLines.Missing e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  /** Looks at all of them together. */
  void whole(int line) {
    if (count != QUESTIONS) {
      add(
          line,
          "Recall has %d questions and should have %d, from %s."
              .formatted(count, QUESTIONS, names()));
    } else if (problems.isEmpty() && !from.containsAll(sources())) {
      add(line, "Recall should have a question from each of %s.".formatted(names()));
    }
  }
}
