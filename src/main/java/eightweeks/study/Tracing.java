package eightweeks.study;

import eightweeks.study.check.Trees;
import eightweeks.study.course.CourseException;
import eightweeks.study.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code bin/study trace}: the way of a command through the server, the learner's classes in it.
 */
final class Tracing {
  private final Visit visit;

  Tracing(Visit visit) {
    this.visit = visit;
  }

  /**
   * Traces a command, or two, and prints the way.
   *
   * @param before commands that run before it each time
   * @param against another command, to compare with; null for none
   * @param svg a file to write the way to as a diagram; null for none
   * @param weeks how many weeks the server has; 0 for all there are
   * @param depth the steps with more others around them are left out
   */
  void run(
      String command,
      List<String> before,
      @Nullable String against,
      @Nullable Path svg,
      int weeks,
      int depth)
      throws IOException {
    var learner = visit.learner();
    var screen = visit.screen();
    if (command.isBlank()) {
      throw new CourseException("Which command? For example: bin/study trace \"SET k v\"");
    }
    var week = "src/main/java/eightweeks/week%d/Week%d.java".formatted(weeks, weeks);
    if (weeks != 0 && !Files.exists(visit.root().resolve(week))) {
      throw new CourseException("There is no week " + weeks + " yet.");
    }
    var grafts = new ArrayList<String>();
    var folder = learner.work().resolve("trace-" + ProcessHandle.current().pid());
    try {
      var graft = new Serving(learner).graftPassing(folder, screen, grafts);
      var trace = Trace.of(graft.path(), grafts, weeks, before, command).upTo(depth);
      if (against == null) {
        screen.say(trace.text().stripTrailing());
      } else {
        var other = Trace.of(graft.path(), grafts, weeks, before, against).upTo(depth);
        screen.say(trace.against(other).stripTrailing());
      }
      if (svg != null) {
        Files.writeString(svg, trace.svg());
        screen.say("The diagram is in " + svg);
      }
    } catch (IllegalArgumentException e) {
      throw new CourseException("A quote of the command is not closed: " + e.getMessage(), e);
    } finally {
      Trees.delete(folder);
    }
  }
}
