package eightweeks.study;

import eightweeks.study.course.Course;
import eightweeks.study.course.CourseException;
import eightweeks.study.course.Day;
import eightweeks.study.desk.Journal;
import eightweeks.study.desk.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands of bin/study, a method each. */
@Command(
    name = "bin/study",
    synopsisSubcommandLabel = "COMMAND",
    description = "The course: an hour a day, an exercise each, checked in seconds.",
    mixinStandardHelpOptions = true,
    version = "eightweeks 1.0",
    footer = {
      "",
      "Begin with:  bin/study doctor, then bin/study next",
      "More about a command:  bin/study COMMAND --help",
      "A DAY is written day07, 07 or 7. Without one it is the day you worked on last."
    })
final class Commands implements Runnable {
  private static final int OK = 0;
  private static final int NOT_WELL = 1;

  /** The exit code of a watching process that has a test running on without end. */
  private static final int START_AGAIN = 75;

  private static final int POLL_MILLIS = 200;

  private final Path root;
  private final Screen screen;
  private final Clock clock;
  private @Nullable Learner known;

  @Spec private @Nullable CommandSpec spec;

  Commands(Path root, Screen screen, Clock clock) {
    this.root = root;
    this.screen = screen;
    this.clock = clock;
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(screen.writer());
    }
  }

  private Learner learner() {
    var there = known;
    if (there == null) {
      there = new Learner(root, clock, screen::say);
      known = there;
      there.rebuildIfLost();
    }
    return there;
  }

  private Day day(@Nullable String asked) {
    return asked == null ? learner().current() : learner().course().days().readyNamed(asked);
  }

  private int code(boolean well) {
    return well ? OK : NOT_WELL;
  }

  // The way through the course.

  @Command(
      mixinStandardHelpOptions = true,
      description = "What to do next: the day to begin or to go on with.")
  int next() {
    var learner = learner();
    var day = learner.inWork().or(learner::next);
    if (day.isEmpty()) {
      screen.say("All days that are ready are done. bin/study progress shows them.");
      return OK;
    }
    describe(day.get());
    screen.line();
    if (learner.desk().files(day.get()).isEmpty()) {
      screen.say("Begin:  bin/study start " + day.get().id());
    } else {
      screen.say("Go on:  bin/study check " + day.get().id());
    }
    return OK;
  }

  private void describe(Day day) {
    screen.say(
        screen.strong("Day %02d, week %d: %s".formatted(day.number(), day.week(), day.title())));
    screen.say("  minutes    " + day.minutes());
    screen.say("  new        " + String.join(", ", day.concepts()));
    screen.say("  in C       " + String.join(", ", day.anchors()));
    screen.say("  exercise   %s: %s".formatted(day.kind().word(), day.exercise()));
    screen.say("  read       " + day.chapter());
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Puts a day's files on your desk, exercises/src/main.")
  int start(
      @Parameters(arity = "0..1", paramLabel = "DAY", description = "The day.")
          @Nullable String asked,
      @Option(
              names = "--force",
              description = "Begin over, also where you edited; your version goes to .study/kept.")
          boolean force) {
    var learner = learner();
    var day = day(asked);
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
      return code(edited.isEmpty());
    }
    var given = learner.course().given(day);
    if (given.isEmpty()) {
      throw new CourseException(
          "exercises/%s has no file to start with; get it anew, or run: bin/study derive"
              .formatted(day.folder()));
    }
    var places = desk.put(day, given);
    learner.progress().touched(day);
    learner.progress().save();
    describe(day);
    screen.line();
    places.forEach(place -> screen.say("On your desk:  " + place));
    screen.say("Check it:      bin/study check " + day.id());
    return OK;
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
    var day = day(asked);
    var verdict = learner().check(day);
    Report.verdict(screen, day, verdict);
    return code(verdict.passed());
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Checks a day each time you save, until Ctrl-C.")
  int watch(
      @Parameters(arity = "0..1", paramLabel = "DAY", description = "The day.")
          @Nullable String asked)
      throws IOException, InterruptedException {
    var day = day(asked);
    if (System.getProperty("eightweeks.watching") == null) {
      int code;
      do {
        code = watchingProcess(day).start().waitFor();
      } while (code == START_AGAIN);
      return code;
    }
    var endless = new boolean[1];
    new Watcher(() -> learner().desk().digest(day), Commands::pause)
        .run(
            () -> {
              screen.fresh();
              try {
                var verdict = learner().check(day);
                Report.verdict(screen, day, verdict);
                endless[0] = verdict.leftSomethingRunning();
              } catch (CourseException e) {
                screen.say(String.valueOf(e.getMessage()));
              }
              screen.say(screen.faint("Watching; save to check again, Ctrl-C to end."));
              return !endless[0];
            });
    return endless[0] ? awaitChange(day) : OK;
  }

  /** A loop that does not end keeps a core busy: the next check has a new process. */
  private int awaitChange(Day day) {
    var before = learner().desk().digest(day);
    while (before.equals(learner().desk().digest(day))) {
      pause();
    }
    return START_AGAIN;
  }

  private static boolean pause() {
    try {
      Thread.sleep(POLL_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private ProcessBuilder watchingProcess(Day day) {
    var command = new ArrayList<String>();
    command.add(Serving.java());
    command.addAll(
        List.of(
            "-Deightweeks.watching=true",
            "-Deightweeks.home=" + root,
            "-Deightweeks.terminals=" + System.getProperty("eightweeks.terminals", ""),
            "-cp",
            System.getProperty("java.class.path"),
            Study.class.getName(),
            "watch",
            day.id()));
    return new ProcessBuilder(command).inheritIO();
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Shows one more hint of three: a nudge, a concept, almost the code.")
  int hint(
      @Parameters(arity = "0..1", paramLabel = "DAY", description = "The day.")
          @Nullable String asked,
      @Option(names = "--step", paramLabel = "N", description = "This step again: 1, 2 or 3.")
          @Nullable Integer step) {
    var learner = learner();
    var day = day(asked);
    var hints = List.copyOf(learner.course().hints(day).entrySet());
    if (step == null) {
      learner.progress().hinted(day, hints.size());
      learner.progress().save();
    }
    int number =
        step != null ? step : learner.progress().of(day).map(Progress.Entry::hints).orElse(1);
    if (number < 1 || number > hints.size()) {
      throw new CourseException("There are hints 1 to " + hints.size() + ".");
    }
    var hint = hints.get(number - 1);
    screen.say(
        screen.strong(
            "%s, hint %d of %d: %s".formatted(day.id(), number, hints.size(), hint.getKey())));
    screen.line();
    screen.say(hint.getValue());
    screen.line();
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
    var learner = learner();
    var day = day(asked);
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
      learner.progress().touched(day);
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
    screen.say(course.text("solutions/" + day.folder() + "/solution.adoc").strip());
    return OK;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Takes a day off your desk, or with --all everything this command ever made.")
  int reset(
      @Parameters(arity = "0..1", paramLabel = "DAY", description = "The day.")
          @Nullable String asked,
      @Option(names = "--all", description = "All days, the progress and what was compiled.")
          boolean all,
      @Option(names = "--force", description = "Do not ask about files that you edited.")
          boolean force) {
    var learner = learner();
    var days = all ? learner.desk().started() : List.of(day(asked));
    var edited = days.stream().flatMap(day -> learner.desk().edited(day).stream()).toList();
    if (!edited.isEmpty()
        && !force
        && !screen.confirm(
            "This deletes %s with your edits%s. Go on?"
                .formatted(
                    String.join(", ", edited), all ? "" : " (a copy stays in .study/kept)"))) {
      screen.say(
          "Nothing was deleted: %s has your edits. To delete it all the same, add --force."
              .formatted(String.join(", ", edited)));
      return NOT_WELL;
    }
    for (var day : days) {
      learner.desk().clear(day).forEach(place -> screen.say("Gone: " + place));
      learner.progress().forget(day);
    }
    if (all) {
      learner.forgetEverything();
      Journal.removeUntouched(learner.course());
      screen.say("Your desk is empty, and the course does not know you any more.");
    } else {
      learner.progress().save();
    }
    return OK;
  }

  // Around it.

  @Command(
      mixinStandardHelpOptions = true,
      description = "Runs the whole server with your passing classes in place of its own.")
  int serve(
      @Parameters(
              arity = "0..*",
              paramLabel = "OPTION",
              description = "Options of redis-server: --port 7000.")
          @Nullable List<String> words)
      throws IOException, InterruptedException {
    var learner = learner();
    var days = learner.passing();
    if (days.isEmpty()) {
      screen.say("No day on your desk passes yet: this is the server as it is.");
    }
    return new Serving(learner).run(days, words == null ? List.of() : words);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Plays a day's commands to your server and to a real redis-server, or compares with its"
              + " recorded replies, up to the first byte that differs.")
  int diff(
      @Parameters(arity = "0..1", paramLabel = "DAY", description = "The day.")
          @Nullable String asked,
      @Option(
              names = "--recorded",
              description =
                  "Compare with the recorded replies also where a redis-server is installed.")
          boolean recorded,
      @Option(names = "--record", hidden = true, description = "Record the real server's replies.")
          boolean record)
      throws Exception {
    var redis = recorded ? null : Machine.onPath("redis-server", root);
    return code(new Differ(learner(), screen).run(day(asked), redis, record));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Opens today's page of your journal, journal/dayNN.adoc.")
  int journal(
      @Parameters(arity = "0..1", paramLabel = "DAY", description = "The day.")
          @Nullable String asked)
      throws IOException, InterruptedException {
    var learner = learner();
    var page = Journal.page(learner.course(), day(asked));
    var editor =
        Optional.ofNullable(System.getenv("VISUAL"))
            .or(() -> Optional.ofNullable(System.getenv("EDITOR")));
    if (screen.isTerminal() && editor.isPresent() && !editor.get().isBlank()) {
      var command = new ArrayList<>(List.of(editor.get().strip().split("\\s+")));
      command.add(page.toString());
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
    screen.say(learner.course().relative(page));
    return OK;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "A table of all days: done, minutes spent and planned.")
  int progress() {
    Report.progress(screen, learner().course().days().all(), learner().progress());
    return OK;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Looks at this machine and says what is missing for the course.")
  int doctor() {
    boolean well = true;
    for (var finding : Doctor.examine(Machine.facts(root))) {
      var grade =
          switch (finding.grade()) {
            case OK -> screen.good("ok     ");
            case NOTE -> screen.strong("note   ");
            case MISSING -> screen.bad("missing");
          };
      screen.say("%s  %-8s %s".formatted(grade, finding.about(), finding.text()));
      well &= finding.grade() != Doctor.Grade.MISSING;
    }
    screen.line();
    screen.say(
        well
            ? "All is well: bin/study next"
            : "Something is missing; mend it, then ask again: bin/study doctor");
    return code(well);
  }

  @Command(
      mixinStandardHelpOptions = true,
      hidden = true,
      description =
          "For authors: writes the derived files of all exercises anew, after a change of the"
              + " source.")
  int derive() {
    var changed = Course.at(root).derive();
    changed.forEach(file -> screen.say("Wrote " + file));
    if (changed.isEmpty()) {
      screen.say("All derived files are as their sources make them.");
    }
    return OK;
  }
}
