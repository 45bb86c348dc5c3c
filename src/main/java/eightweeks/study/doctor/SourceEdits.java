package eightweeks.study.doctor;

import eightweeks.study.course.Course;
import eightweeks.study.course.Day;
import eightweeks.study.course.ExerciseKind;
import eightweeks.study.course.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out whether a learner edited a class of the server in {@code src/main} instead of the copy
 * on the desk. A check never looks at such an edit, so nothing else would tell.
 *
 * <p>Git knows what has changed. Without Git, or outside a clone, nothing is found.
 */
public final class SourceEdits {
  private SourceEdits() {}

  /**
   * Returns a sentence for each class of an exercise that has changed in {@code src/main}.
   *
   * @param days the days whose classes are looked at
   */
  public static List<String> find(Course course, List<Day> days) {
    var sources = new ArrayList<String>();
    var desks = new ArrayList<String>();
    for (var day : days) {
      for (var file : classes(course, day)) {
        var desk = course.relative(course.desk().resolve(file.place()));
        // The class of a hunt is named only after the learner has found it.
        if (day.kind() == ExerciseKind.REBUILD || Files.exists(course.root().resolve(desk))) {
          sources.add("src/main/java/" + file.className().replace('.', '/') + ".java");
          desks.add(desk);
        }
      }
    }
    if (sources.isEmpty()) {
      return List.of();
    }
    var changed = changed(course, sources);
    var said = new ArrayList<String>();
    for (int i = 0; i < sources.size(); i++) {
      if (changed.contains(sources.get(i))) {
        said.add(
            "%s has changes. It is the server's own class; yours is %s, and only that one is checked. Move your code there; then take the change back: git checkout -- %s"
                .formatted(sources.get(i), desks.get(i), sources.get(i)));
      }
    }
    return said;
  }

  private static List<SourceText> classes(Course course, Day day) {
    return switch (day.kind()) {
      case REBUILD, HUNT ->
          course.answer(day).stream()
              .filter(SourceText::isJava)
              .filter(file -> !file.text().contains("org.junit"))
              .toList();
      case EXTEND, MEASURE, PROVE -> List.of();
    };
  }

  /** Returns those of some paths that differ from the last commit. */
  private static List<String> changed(Course course, List<String> paths) {
    var command = new ArrayList<>(List.of("git", "status", "--porcelain", "--"));
    command.addAll(paths);
    try {
      var process =
          new ProcessBuilder(command)
              .directory(course.root().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        return List.of();
      }
      // " M src/main/java/…"; a clone inside another repository has longer paths.
      var lines = text.lines().map(line -> line.substring(Math.min(3, line.length()))).toList();
      return paths.stream()
          .filter(path -> lines.stream().anyMatch(line -> line.endsWith(path)))
          .toList();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
