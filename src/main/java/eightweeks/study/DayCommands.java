package eightweeks.study;

import eightweeks.study.chapter.Woven;
import eightweeks.study.course.CourseException;
import eightweeks.study.desk.Desk;
import eightweeks.study.desk.Journal;
import eightweeks.study.desk.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The way through the course: the commands about a day, a method each. */
abstract class DayCommands extends AroundCommands {
  /** A line of a page that fences a block off; in a terminal there is nothing to fence. */
  private static final Pattern FENCE = Pattern.compile("(?m)^\\.{4}\\R");

  DayCommands(Visit visit) {
    super(visit);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "What to do next: the day to begin or to go on with.")
  int next() {
    var learner = visit.learner();
    var day = learner.nextOrInWork();
    if (day.isEmpty()) {
      screen.say("All days that are ready are done. bin/study progress shows them.");
      return OK;
    }
    var done = learner.done();
    if (!done.isEmpty()) {
      screen.say("Done so far: " + Report.days(done));
      screen.line();
    }
    visit.describe(day.get());
    screen.line();
    if (learner.desk().files(day.get()).isEmpty()) {
      screen.say("Begin:  bin/study start " + day.get().id());
    } else {
      screen.say("Go on:  bin/study check " + day.get().id());
    }
    return OK;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Puts a day's files on your desk, exercises/src/main.")
  int start(
      @Parameters(
              arity = "0..1",
              paramLabel = "DAY",
              description = "The day; without one it is the one that bin/study next names.")
          @Nullable String asked,
      @Option(
              names = "--force",
              description = "Begin over, also where you edited; your version goes to .study/kept.")
          boolean force) {
    var learner = visit.learner();
    var day = asked == null ? learner.nextOrInWork().orElseGet(learner::current) : visit.day(asked);
    var desk = learner.desk();
    var edited = desk.edited(day);
    boolean there = !desk.files(day).isEmpty();
    if (there && !force && (edited.isEmpty() || !mayReplace(edited))) {
      screen.say(
          "%s is on your desk already%s."
              .formatted(
                  day.id(),
                  edited.isEmpty()
                      ? ""
                      : ", with your edits; to begin it over (they go to .study/kept): bin/study start %s --force"
                          .formatted(day.id())));
      learner.progress().touched(day);
      learner.progress().save();
      return Visit.code(edited.isEmpty());
    }
    var given = learner.course().given(day);
    if (given.isEmpty()) {
      throw new CourseException(
          "exercises/%s has no file to start with; get it anew, or run: bin/study derive"
              .formatted(day.folder()));
    }
    desk.clear(day); // a hunt may have handed out more files than it began with
    var places = desk.put(day, given);
    learner.progress().touched(day);
    learner.progress().save();
    sayWhatIsKept(desk);
    visit.describe(day);
    screen.line();
    places.forEach(place -> screen.say("On your desk:  " + place));
    screen.say("Check it:      bin/study check " + day.id());
    return OK;
  }

  /** Prints where the copies are of the files that were just replaced or deleted. */
  private void sayWhatIsKept(Desk desk) {
    desk.takeKeptNow().forEach(copy -> screen.say("Your version is kept: " + copy));
  }

  private boolean mayReplace(List<String> edited) {
    return screen.confirm(
        "You edited %s. Replace it? Your version goes to .study/kept."
            .formatted(String.join(", ", edited)));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Compiles what is on your desk for a day and runs its tests.")
  int check(
      @Parameters(arity = "0..1", paramLabel = "DAY", description = "The day.")
          @Nullable String asked) {
    var day = visit.day(asked);
    var verdict = visit.learner().check(day);
    Report.verdict(visit, day, verdict);
    return Visit.code(verdict.passed());
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Checks a day each time you save, until Ctrl-C.")
  int watch(
      @Parameters(arity = "0..1", paramLabel = "DAY", description = "The day.")
          @Nullable String asked)
      throws IOException, InterruptedException {
    var day = visit.day(asked);
    visit.learner().filesToCheck(day); // says so now if there are none
    return new Watching(visit).run(day);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Shows one more hint of three: a nudge, a concept, almost the code.")
  int hint(
      @Parameters(arity = "0..1", paramLabel = "DAY", description = "The day.")
          @Nullable String asked,
      @Option(names = "--step", paramLabel = "N", description = "This step again: 1, 2 or 3.")
          @Nullable Integer step) {
    var learner = visit.learner();
    var day = visit.day(asked);
    var hints = List.copyOf(learner.course().hints(day).entrySet());
    boolean begun = learner.progress().of(day).isPresent();
    if (step == null && begun) {
      learner.progress().hinted(day, hints.size());
      learner.progress().save();
    }
    int seen = learner.progress().of(day).map(Progress.Entry::hints).orElse(0);
    int number = step != null ? step : Math.max(1, seen);
    if (number < 1 || number > hints.size()) {
      throw new CourseException("There are hints 1 to " + hints.size() + ".");
    }
    if (step != null && number > Math.max(1, seen)) {
      throw new CourseException(
          "Hint %d comes after hint %d, which you have not seen yet. The next one: bin/study hint %s"
              .formatted(number, number - 1, day.id()));
    }
    var hint = hints.get(number - 1);
    screen.say(
        screen.strong(
            "%s, hint %d of %d: %s".formatted(day.id(), number, hints.size(), hint.getKey())));
    screen.line();
    screen.say(FENCE.matcher(hint.getValue() + "\n").replaceAll("").stripTrailing());
    screen.line();
    if (!begun) {
      screen.say("To begin the day, and to see the other hints: bin/study start " + day.id());
      return OK;
    }
    screen.say(
        number < hints.size()
            ? "One more: bin/study hint " + day.id()
            : "That was the last one. The whole answer: bin/study solution "
                + day.id()
                + " --give-up");
    return OK;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Shows the walk through an answer, once you passed or gave up.")
  int solution(
      @Parameters(arity = "0..1", paramLabel = "DAY", description = "The day.")
          @Nullable String asked,
      @Option(names = "--give-up", description = "Show it before you passed.") boolean giveUp,
      @Option(
              names = "--apply",
              description =
                  "Put the answer on your desk, which gives up, too; your version goes to"
                      + " .study/kept.")
          boolean apply,
      @Option(names = "--force", description = "Apply it without asking, also where you edited.")
          boolean force) {
    var learner = visit.learner();
    var day = visit.day(asked);
    var course = learner.course();
    if (apply) {
      var edited = learner.desk().edited(day);
      if (!edited.isEmpty() && !force && !mayReplace(edited)) {
        screen.say(
            "Your edits stay. To replace them all the same (they go to .study/kept): bin/study solution %s --apply --force"
                .formatted(day.id()));
        return NOT_WELL;
      }
      learner
          .desk()
          .put(day, course.answer(day))
          .forEach(place -> screen.say("The answer is in " + place));
      sayWhatIsKept(learner.desk());
      learner.progress().touched(day);
      learner.progress().solutionShown(day);
      learner.progress().save();
      screen.say("Check it: bin/study check " + day.id());
      return OK;
    }
    if (!giveUp
        && !learner.progress().hasPassed(day)
        && !screen.confirm(day.id() + " has not passed yet. Give up and see the answer?")) {
      screen.say(
          "%s has not passed yet. A hint may be enough: bin/study hint %s. To see the answer now: bin/study solution %s --give-up"
              .formatted(day.id(), day.id(), day.id()));
      return NOT_WELL;
    }
    learner.progress().solutionShown(day);
    learner.progress().save();
    screen.say(Woven.text(course, "solutions/" + day.folder() + "/solution.adoc").strip());
    return OK;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Takes a day off your desk, or with --all everything this command ever made.")
  int reset(
      @Parameters(
              arity = "0..1",
              paramLabel = "DAY",
              description = "The day. It has to be named: nothing is deleted by a slip.")
          @Nullable String asked,
      @Option(names = "--all", description = "All days, the progress and what was compiled.")
          boolean all,
      @Option(
              names = "--force",
              description =
                  "Do not ask about files that you edited, nor about the copies of such files in"
                      + " .study/kept, which --all deletes.")
          boolean force) {
    if (all) {
      return resetAll(force);
    }
    if (asked == null) {
      throw new CourseException(
          "Which day? Say bin/study reset %s, or bin/study reset --all for everything."
              .formatted(visit.learner().current().id()));
    }
    var learner = visit.learner();
    var day = visit.day(asked);
    if (learner.desk().files(day).isEmpty() && learner.progress().of(day).isEmpty()) {
      screen.say(
          "%s was never started, so there is nothing to reset. To begin it: bin/study start %s"
              .formatted(day.id(), day.id()));
      return NOT_WELL;
    }
    if (!mayDelete(learner.desk().edited(day), " (a copy stays in .study/kept)", force)) {
      return NOT_WELL;
    }
    learner.desk().clear(day).forEach(place -> screen.say("Gone: " + place));
    sayWhatIsKept(learner.desk());
    learner.progress().forget(day);
    learner.progress().save();
    screen.say(day.id() + " is off your desk, and its minutes and hints are forgotten.");
    return OK;
  }

  private int resetAll(boolean force) {
    var learner = visit.learner();
    var days = learner.desk().started();
    var kept = learner.desk().kept();
    var lost = new ArrayList<String>();
    days.forEach(day -> lost.addAll(learner.desk().edited(day)));
    lost.addAll(kept);
    if (!mayDelete(lost, "", force)) {
      return NOT_WELL;
    }
    for (var day : days) {
      learner.desk().clear(day).forEach(place -> screen.say("Gone: " + place));
      learner.progress().forget(day);
    }
    kept.forEach(copy -> screen.say("Gone: " + copy));
    learner.forgetEverything();
    Journal.removeUntouched(learner.course());
    screen.say("Your desk is empty, and the course does not know you any more.");
    return OK;
  }

  /** Returns whether files with a learner's work may be deleted; prints a message if not. */
  private boolean mayDelete(List<String> edited, String comfort, boolean force) {
    if (edited.isEmpty() || force) {
      return true;
    }
    var names = String.join(", ", edited);
    if (screen.confirm("This deletes %s with your edits%s. Go on?".formatted(names, comfort))) {
      return true;
    }
    boolean one = edited.size() == 1;
    screen.say(
        "Nothing was deleted: %s %s your edits. To delete %s all the same, add --force."
            .formatted(names, one ? "has" : "have", one ? "it" : "them"));
    return false;
  }
}
