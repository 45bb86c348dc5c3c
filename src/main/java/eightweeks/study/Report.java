package eightweeks.study;

import eightweeks.study.check.Verdict;
import eightweeks.study.course.Day;
import eightweeks.study.course.ExerciseKind;
import eightweeks.study.desk.Progress;
import eightweeks.study.screen.Screen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Verdicts and progress as a person reads them. */
final class Report {
  private static final int BAR = 20;

  private Report() {}

  /** Prints the result of a check, and what to do next. */
  static void verdict(Visit visit, Day day, Verdict verdict) {
    var screen = visit.screen();
    if (!verdict.refusal().isEmpty()) {
      screen.say(screen.bad(verdict.passed() ? "" : "Not yet") + ": " + verdict.refusal());
    }
    boolean taught = false;
    for (var test : verdict.tests()) {
      var result =
          test.passed()
              ? screen.good("ok    ")
              : test.ran() ? screen.bad("not ok") : screen.faint("-     ");
      screen.say(result + " " + test.name() + (test.ran() ? "" : " (not run)"));
      // One lesson at a time, because the tests go from the simple to the hard. Predictions do not
      // build on each other: each wrong one is explained.
      boolean explained = !taught || day.kind() == ExerciseKind.MEASURE;
      if (test.ran() && !test.passed() && explained) {
        var message = test.message().replace(day.chapter(), visit.toRead(day));
        message.lines().forEach(line -> screen.say("       " + line));
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
      if (day.kind() != ExerciseKind.MEASURE && day.kind() != ExerciseKind.PROVE) {
        screen.say("Your class in the real server: bin/study serve --port 7000");
      }
    } else {
      screen.say(
          screen.bad(day.id() + " is not done yet.")
              + (verdict.tests().isEmpty()
                  ? ""
                  : " %d of %d tests pass."
                      .formatted(
                          verdict.tests().stream().filter(Verdict.Outcome::passed).count(),
                          verdict.tests().size()))
              + " Stuck? bin/study hint "
              + day.id());
    }
  }

  /**
   * The table of the days.
   *
   * @param all also the weeks in which nothing is ready or begun, day by day
   */
  static void progress(Screen screen, List<Day> days, Progress progress, boolean all) {
    var weeks =
        days.stream()
            .collect(Collectors.groupingBy(Day::week, LinkedHashMap::new, Collectors.toList()));
    for (var week : weeks.values()) {
      var first = week.getFirst();
      if (all || week.stream().anyMatch(day -> day.ready() || progress.of(day).isPresent())) {
        screen.say(screen.strong("Week " + first.week()));
        week.forEach(day -> screen.say(row(screen, day, progress)));
      } else {
        screen.say(
            screen.faint(
                "Week %d: %s to %s are to come."
                    .formatted(first.week(), first.id(), week.getLast().id())));
      }
    }
    screen.line();
    long done =
        days.stream()
            .filter(day -> progress.hasPassed(day) && !progress.isSolutionShown(day))
            .count();
    long shown = days.stream().filter(progress::isSolutionShown).count();
    long ready = days.stream().filter(Day::ready).count();
    int filled = days.isEmpty() ? 0 : (int) (BAR * done / days.size());
    screen.say(
        String.format(
            Locale.ROOT,
            "%s%d of %d days done%s; %d are ready so far.",
            screen.isTerminal()
                ? screen.good("#".repeat(filled)) + "-".repeat(BAR - filled) + "  "
                : "",
            done,
            days.size(),
            shown == 0 ? "" : ", %d more with the solution shown".formatted(shown),
            ready));
    screen.say(
        "Minutes run from start to the first green check; a pause of a quarter of an hour or more"
            + " is none of them.");
  }

  private static String row(Screen screen, Day day, Progress progress) {
    var entry = progress.of(day).orElse(null);
    var state =
        progress.isSolutionShown(day)
            ? "solution shown"
            : progress.hasPassed(day)
                ? screen.good("done          ")
                : entry != null
                    ? "begun         "
                    : day.ready() ? "              " : screen.faint("to come       ");
    var minutes =
        entry == null
            ? "      of %2d min".formatted(day.minutes())
            : "%5d of %2d min".formatted((entry.seconds() + 59) / 60, day.minutes());
    return "  %s  %s  %s  %s".formatted(day.id(), state, minutes, day.title());
  }

  /** Days in a few words: {@code day01 to day03, day05}. They come in order. */
  static String days(List<Day> days) {
    var words = new ArrayList<String>();
    for (int i = 0; i < days.size(); ) {
      int last = i;
      while (last + 1 < days.size() && days.get(last + 1).number() == days.get(last).number() + 1) {
        last++;
      }
      words.add(days.get(i).id() + (last == i ? "" : " to " + days.get(last).id()));
      i = last + 1;
    }
    return String.join(", ", words);
  }
}
