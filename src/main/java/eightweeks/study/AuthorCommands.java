package eightweeks.study;

import eightweeks.study.chapter.ChapterRules;
import eightweeks.study.course.Course;
import eightweeks.study.lesson.LessonRules;
import eightweeks.study.program.RdbFiles;
import eightweeks.study.screen.Screen;
import eightweeks.study.trace.WayFiles;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** For authors of the course; a learner does not see them in the list. */
abstract class AuthorCommands {
  static final int OK = Visit.OK;
  static final int NOT_WELL = Visit.NOT_WELL;

  final Visit visit;
  final Screen screen;

  AuthorCommands(Visit visit) {
    this.visit = visit;
    this.screen = visit.screen();
  }

  @Command(
      mixinStandardHelpOptions = true,
      hidden = true,
      description =
          "For authors: writes the derived files of all exercises and of the documents anew, after"
              + " a change of the source.")
  int derive() {
    var changed = Course.at(visit.root()).derive();
    if (WayFiles.areIn(visit.root())) {
      changed.addAll(WayFiles.write(visit.root(), visit.learner().reference().classes()));
    }
    if (Files.exists(visit.root().resolve(RdbFiles.EXAMPLE))) {
      changed.addAll(RdbFiles.derive(visit.root(), visit.learner().reference().classes()));
    }
    changed.forEach(file -> screen.say("Wrote " + file));
    if (changed.isEmpty()) {
      screen.say("All derived files are as their sources make them.");
    }
    return OK;
  }

  @Command(
      mixinStandardHelpOptions = true,
      hidden = true,
      description = "For authors: says what a day's chapter lacks, or those of all days.")
  int proofread(
      @Parameters(arity = "0..1", paramLabel = "DAY", description = "The day.")
          @Nullable String asked) {
    var course = Course.at(visit.root());
    var days = asked == null ? course.days().all() : List.of(course.days().named(asked));
    var problems = new ArrayList<String>();
    for (var day : days) {
      problems.addAll(ChapterRules.problems(course, day));
      problems.addAll(LessonRules.problems(course, day));
      if (asked != null && !ChapterRules.isThere(course, day) && !day.ready()) {
        screen.say("There is no " + day.chapter() + " yet.");
      }
    }
    problems.forEach(screen::say);
    if (problems.isEmpty()) {
      screen.say("Nothing is missing.");
    }
    return Visit.code(problems.isEmpty());
  }
}
