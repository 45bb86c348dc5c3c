package eightweeks.study.chapter;

import eightweeks.study.chapter.Chapter.Part;
import eightweeks.study.course.Course;
import eightweeks.study.course.CourseException;
import eightweeks.study.course.Day;
import eightweeks.study.course.ExerciseKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Nothing before Build shows what the reader is to write, or leads there; hints and solution stand
 * at the end of Build, folded.
 */
final class SpoilerRules {
  private static final String FOLD = ".Hints and solution";

  /** Shorter lines stand in many places: {@code return null;} */
  private static final int LEAST_TELLING = 14;

  private final Course course;
  private final Day day;
  private final Chapter chapter;
  private final List<String> problems = new ArrayList<>();

  SpoilerRules(Course course, Day day, Chapter chapter) {
    this.course = course;
    this.day = day;
    this.chapter = chapter;
  }

  private void add(int line, String problem) {
    problems.add("%s, line %d: %s".formatted(chapter.file(), line, problem));
  }

  List<String> problems() {
    for (var part : chapter.parts()) {
      if (part.name().equals("Build")) {
        build(part);
        return problems;
      }
      before(part);
    }
    return problems;
  }

  // Before Build.

  private void before(Part part) {
    for (var secret : secrets()) {
      for (var row : part.rows()) {
        if (!row.text().startsWith("include::")) {
          leads(row, secret);
          shows(row, secret);
        }
      }
    }
    part.rows().forEach(this::help);
  }

  /**
   * A class, and its lines that the chapter must not show yet.
   *
   * @param name the class, with its package
   * @param where what no session stops in: the class, or the method with a bug
   */
  private record Secret(String name, Pattern where, List<String> lines) {
    String shortName() {
      return name.substring(name.lastIndexOf('.') + 1);
    }
  }

  private List<Secret> secrets() {
    try {
      return switch (day.kind()) {
        case REBUILD -> List.of(hole());
        case HUNT ->
            course.planted(day).stream()
                .map(
                    bug ->
                        new Secret(
                            bug.target(),
                            at(bug.target() + "." + bug.method()),
                            telling(bug.original())))
                .toList();
        case EXTEND, MEASURE, PROVE -> List.of();
      };
    } catch (CourseException | TaggedLines.Missing _) {
      return List.of(); // The proof of the exercise says so.
    }
  }

  private Secret hole() throws TaggedLines.Missing {
    var lines = course.text(day.targetSource()).lines().toList();
    return new Secret(
        day.target(), at(day.target()), telling(TaggedLines.of(lines, day.id() + "-hole")));
  }

  private static Pattern at(String name) {
    return Pattern.compile(Pattern.quote(name) + "\\b");
  }

  private static List<String> telling(List<String> lines) {
    return lines.stream()
        .map(String::strip)
        .filter(line -> line.length() >= LEAST_TELLING && !line.startsWith("//"))
        .toList();
  }

  private void leads(Row row, Secret secret) {
    boolean session = row.kind() == Row.Kind.VERBATIM && secret.where.matcher(row.text()).find();
    boolean link =
        day.kind() == ExerciseKind.REBUILD
            && Pattern.compile("\\b" + secret.shortName() + "\\.(java|html)\\b")
                .matcher(row.text())
                .find();
    if (session || link) {
      add(
          row.number(),
          "this leads to %s, in which the reader is to %s; before Build, stop or look elsewhere."
              .formatted(
                  secret.shortName(),
                  day.kind() == ExerciseKind.HUNT ? "find the bug" : "write today's code"));
    }
  }

  private void shows(Row row, Secret secret) {
    for (var line : secret.lines) {
      if (row.text().contains(line)) {
        add(
            row.number(),
            "this shows a line of the answer (%s) before Build; take it out.".formatted(line));
      }
    }
  }

  private void help(Row row) {
    if (row.text().contains("hints.adoc") || row.text().contains("solution.adoc")) {
      add(
          row.number(),
          "hints and solution are linked at the end of Build, folded, and nowhere before.");
    }
  }

  // At the end of Build.

  private void build(Part build) {
    var rows = build.rows();
    int fold = -1;
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).text().equals(FOLD)) {
        fold = i;
      }
    }
    int from = fold - 1;
    int open = fold + 1;
    if (fold < 1
        || !rows.get(from).text().contains("%collapsible")
        || open == rows.size()
        || !rows.get(open).text().matches("={4,}")) {
      add(
          build.line(),
          "Build does not end with hints and solution, folded: [%collapsible], "
              + FOLD
              + ", and ==== around a link to each.");
      return;
    }
    rows.subList(0, from).forEach(this::help);
    int end = open + 1;
    var inside = new StringBuilder();
    while (end < rows.size() && !rows.get(end).text().equals(rows.get(open).text())) {
      inside.append(rows.get(end++).text()).append('\n');
    }
    for (var link :
        List.of(
            "exercises/" + day.folder() + "/hints.adoc",
            "solutions/" + day.folder() + "/solution.adoc")) {
      if (!inside.toString().contains("link:../../" + link + "[")) {
        add(rows.get(fold).number(), "the fold has no link to link:../../" + link + "[...].");
      }
    }
    for (int i = end + 1; i < rows.size(); i++) {
      if (rows.get(i).kind() != Row.Kind.BLANK) {
        add(
            rows.get(i).number(),
            "hints and solution are the last thing in Build; this goes above.");
        return;
      }
    }
  }
}
