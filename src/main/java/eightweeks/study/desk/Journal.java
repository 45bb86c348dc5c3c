package eightweeks.study.desk;

import eightweeks.study.chapter.ChapterRules;
import eightweeks.study.course.Course;
import eightweeks.study.course.Day;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The learner's journal: {@code journal/day07.adoc}, a page a day, begun from a template. */
public final class Journal {
  private Journal() {}

  /**
   * Returns the page of a day; one that is not there is begun, one that is there stays as it is.
   */
  public static Path page(Course course, Day day) {
    var page = course.root().resolve("journal").resolve(day.id() + ".adoc");
    try {
      if (!Files.exists(page)) {
        Files.createDirectories(course.root().resolve("journal"));
        Files.writeString(page, template(course, day));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page;
  }

  /** Deletes the pages without entries. */
  public static void removeUntouched(Course course) {
    try {
      var folder = course.root().resolve("journal");
      for (var day : course.days().all()) {
        var page = folder.resolve(day.id() + ".adoc");
        if (Files.exists(page) && Files.readString(page).equals(template(course, day))) {
          Files.delete(page);
        }
      }
      if (Files.isDirectory(folder)) {
        try (var left = Files.list(folder)) {
          if (left.findAny().isPresent()) {
            return;
          }
        }
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the C functions that the day shows; a file as a whole is none. */
  private static List<String> functions(Course course, Day day) {
    var shown = ChapterRules.functions(course, day);
    return shown.isEmpty()
        ? day.anchors().stream().filter(anchor -> anchor.endsWith("()")).toList()
        : shown;
  }

  static String template(Course course, Day day) {
    var text =
        new StringBuilder(
            "= Day %02d: %s\n\n== Key functions\n\n".formatted(day.number(), day.title()));
    text.append("// What does each do, in a sentence? Who calls it, and when?\n");
    for (var function : functions(course, day)) {
      text.append("`").append(function).append("`::\n");
    }
    text.append("\n== Data structures\n\n// Fields, invariants, and why this shape.\n");
    for (var concept : day.concepts()) {
      text.append(concept).append("::\n");
    }
    return text.append(
            """

            == Design ideas

            // What would you have done differently? What does Redis win by its way, and what does it pay?

            == Open questions

            """)
        .toString();
  }
}
