package eightweeks.study;

import eightweeks.study.check.Verdict;
import eightweeks.study.course.Day;
import eightweeks.study.desk.Progress;
import java.util.List;
import java.util.Locale;

/** Verdicts and progress as a person reads them. */
final class Report {
  private static final int BAR = 20;

  private Report() {}

  /** Says what came of a check, and what to do next. */
  static void verdict(Screen screen, Day day, Verdict verdict) {
    if (!verdict.refusal().isEmpty()) {
      screen.say(screen.bad(verdict.passed() ? "" : "Not yet") + ": " + verdict.refusal());
    }
    boolean taught = false;
    for (var test : verdict.tests()) {
      screen.say(
          (test.passed() ? screen.good("ok    ") : screen.bad("not ok")) + " " + test.name());
      // One lesson at a time: the tests go from the simple to the hard.
      if (!test.passed() && !taught) {
        test.message().lines().forEach(line -> screen.say("       " + line));
        taught = true;
      }
    }
    screen.line();
    if (verdict.passed()) {
      verdict.notes().forEach(note -> screen.say(screen.faint(note)));
      screen.say(
          screen.good(day.id() + " is done.")
              + " The walk through an answer: bin/study solution "
              + day.id());
      screen.say("Your class in the real server: bin/study serve --port 7000");
    } else {
      screen.say(
          screen.bad(day.id() + " is not done yet.")
              + (verdict.tests().isEmpty()
                  ? ""
                  : " %d of %d tests pass."
                      .formatted(
                          verdict.tests().size() - verdict.failures().size(),
                          verdict.tests().size()))
              + " Stuck? bin/study hint "
              + day.id());
    }
  }

  /** The table of all days. */
  static void progress(Screen screen, List<Day> days, Progress progress) {
    int week = 0;
    int done = 0;
    int ready = 0;
    for (var day : days) {
      if (day.week() != week) {
        week = day.week();
        screen.say(screen.strong("Week " + week));
      }
      var entry = progress.of(day).orElse(null);
      boolean passed = entry != null && entry.state() == Progress.State.PASSED;
      done += passed ? 1 : 0;
      ready += day.ready() ? 1 : 0;
      var state =
          passed
              ? screen.good("done   ")
              : entry != null ? "begun  " : day.ready() ? "       " : screen.faint("to come");
      var minutes =
          entry == null
              ? "      of %2d min".formatted(day.minutes())
              : "%5d of %2d min".formatted((entry.seconds() + 59) / 60, day.minutes());
      screen.say("  %s  %s  %s  %s".formatted(day.id(), state, minutes, day.title()));
    }
    screen.line();
    int filled = days.isEmpty() ? 0 : BAR * done / days.size();
    screen.say(
        String.format(
            Locale.ROOT,
            "%s%d of %d days done; %d are ready so far.",
            screen.isTerminal()
                ? screen.good("#".repeat(filled)) + "-".repeat(BAR - filled) + "  "
                : "",
            done,
            days.size(),
            ready));
  }
}
