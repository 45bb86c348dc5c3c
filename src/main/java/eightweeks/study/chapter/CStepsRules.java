package eightweeks.study.chapter;

import eightweeks.study.course.CFunctions;
import eightweeks.study.course.Course;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Each stop tells what its C function does, step by step, with a link to lines that are those of
 * {@code weeks/c-functions.tsv}.
 */
final class CStepsRules {
  private static final int FEWEST = 4;
  private static final int MOST = 10;

  /** What Redis calls and does not define: the system, the C library, and macros of its own. */
  private static final Set<String> FOREIGN =
      Set.of(
          "accept",
          "accept4",
          "bind",
          "close",
          "epoll_create",
          "epoll_ctl",
          "epoll_wait",
          "exit",
          "fork",
          "listen",
          "main",
          "memchr",
          "memcpy",
          "memmove",
          "read",
          "run_with_period",
          "serverPanic",
          "setlocale",
          "signal",
          "srand",
          "strcasecmp",
          "strchr",
          "strerror",
          "time",
          "write",
          "writev");

  private final String file;
  private final CFunctions functions;
  private final List<String> problems = new ArrayList<>();

  CStepsRules(Course course, Chapter chapter) {
    this.file = chapter.file();
    this.functions = CFunctions.read(course.root());
  }

  /** Looks at all sections of Read. Those with a snippet are stops, and have one list each. */
  List<String> problems(List<Stop> sections) {
    for (var stop : sections) {
      if (!stop.snippets().isEmpty() && stop.steps().size() != 1) {
        add(
            stop.line(),
            "the stop \"%s\" has %d lists of C steps and should have one: [.c-steps], and the title .%s{redis}/file.c#L1-L9[file.c: function()]"
                .formatted(stop.title(), stop.steps().size(), CSteps.HEAD));
      }
      stop.steps().forEach(steps -> look(stop, steps));
    }
    return problems;
  }

  private void add(int line, String problem) {
    problems.add("%s, line %d: %s".formatted(file, line, problem));
  }

  private void look(Stop stop, CSteps steps) {
    if (steps.function().isEmpty()) {
      add(
          steps.line(),
          "the title of C steps is .%s{redis}/file.c#L1-L9[file.c: function()], and not \"%s\"."
              .formatted(CSteps.HEAD, steps.title()));
      return;
    }
    var found =
        functions.named(steps.function()).stream()
            .filter(function -> function.title().equals(steps.function()))
            .findFirst();
    if (found.isEmpty()) {
      add(
          steps.line(),
          "%s has no function \"%s\"; correct the name."
              .formatted(CFunctions.FILE, steps.function()));
    } else if (!found.get().lines().equals(steps.address())) {
      add(
          steps.line(),
          "%s lies at %s, not at %s; write {redis}/%s."
              .formatted(
                  steps.function(), found.get().lines(), steps.address(), found.get().lines()));
    }
    if (!stop.functions().isEmpty() && !stop.functions().contains(steps.function())) {
      add(
          steps.line(),
          "the [.c] list of the stop \"%s\" does not name %s, whose steps it tells; name it there."
              .formatted(stop.title(), steps.function()));
    }
    int count = steps.steps().size();
    if (count < FEWEST || count > MOST) {
      add(
          steps.line(),
          "%s is told in %d steps, and %d to %d are right."
              .formatted(steps.function(), count, FEWEST, MOST));
    }
    if (2 * steps.withoutNames() > count) {
      add(
          steps.line(),
          "%d of the %d steps of %s name nothing; say what is called (`name()`) and which fields are set (`field`)."
              .formatted(steps.withoutNames(), count, steps.function()));
    }
    for (var name : steps.called()) {
      if (functions.named(name).isEmpty() && !FOREIGN.contains(name)) {
        add(
            steps.line(),
            "the steps of %s name %s(), which %s does not have; correct the name."
                .formatted(steps.function(), name, CFunctions.FILE));
      }
    }
  }
}
