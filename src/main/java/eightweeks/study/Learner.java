package eightweeks.study;

import eightweeks.study.check.Checker;
import eightweeks.study.check.Compiler;
import eightweeks.study.check.Reference;
import eightweeks.study.check.Trees;
import eightweeks.study.check.Verdict;
import eightweeks.study.course.Course;
import eightweeks.study.course.CourseException;
import eightweeks.study.course.Day;
import eightweeks.study.course.SourceText;
import eightweeks.study.desk.Desk;
import eightweeks.study.desk.LockFile;
import eightweeks.study.desk.Progress;
import eightweeks.study.doctor.SourceEdits;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One learner at one repository: the course, the desk, the progress, and a checker that is made
 * when it is needed first, since the compiler takes a moment to get going.
 */
final class Learner {
  private static final String LOCK = "check.lock";
  private static final String WAITS = "waiting for another bin/study, which is checking ...";

  private final Course course;
  private final Desk desk;
  private final Progress progress;
  private final Path work;
  private final Consumer<String> said;
  private @Nullable Compiler compiler;

  Learner(Path root, Clock clock, Consumer<String> said) {
    this.course = Course.at(root);
    this.desk = new Desk(course, root.resolve(".study/kept"));
    this.progress = Progress.of(root, clock);
    this.work = root.resolve("target/study");
    this.said = said;
  }

  Course course() {
    return course;
  }

  Desk desk() {
    return desk;
  }

  Progress progress() {
    return progress;
  }

  /** Returns the folder for everything that is compiled here. */
  Path work() {
    return work;
  }

  Compiler compiler() {
    var there = compiler;
    if (there == null) {
      there = new Compiler();
      compiler = there;
    }
    return there;
  }

  /** Returns the server's classes for its sources as they are now. */
  Reference reference() {
    return Reference.of(course.root(), work, compiler(), said);
  }

  Checker checker() {
    return new Checker(course, reference(), compiler(), work);
  }

  /** Checks what is on the desk for a day, and notes the result. */
  Verdict check(Day day) {
    var digest = desk.digest(day);
    var files = filesToCheck(day);
    SourceEdits.find(course, List.of(day)).forEach(said);
    var verdict = verdict(day, files);
    if (!verdict.handOut().isEmpty()) {
      desk.put(day, verdict.handOut());
      digest = desk.digest(day);
    }
    progress.touched(day);
    note(day, verdict, digest);
    progress.save();
    return verdict;
  }

  /** Checks files. Two commands take turns, because they compile into the same folders. */
  private Verdict verdict(Day day, List<SourceText> files) {
    try (var _ = LockFile.take(work.resolve(LOCK), () -> said.accept(WAITS))) {
      return checker().check(day, files);
    }
  }

  /** Returns the files on the desk for a day; there must be at least one. */
  List<SourceText> filesToCheck(Day day) {
    var files = desk.files(day);
    if (files.isEmpty()) {
      throw new CourseException(
          "%s is not on the desk yet. To begin it: bin/study start %s"
              .formatted(day.id(), day.id()));
    }
    return files;
  }

  /**
   * Notes a result.
   *
   * @param digest of the files that were checked; they may have been saved again meanwhile
   */
  private void note(Day day, Verdict verdict, String digest) {
    if (verdict.passed()) {
      progress.passed(day, digest);
    } else {
      progress.failed(day);
    }
  }

  /**
   * Returns the day meant when none is named: the one worked on last, done or not, until another is
   * begun; before the first, the next one.
   */
  Day current() {
    return progress
        .last()
        .map(this::numbered)
        .filter(Day::ready)
        .or(this::nextOrInWork)
        .orElseThrow(() -> new CourseException("No day is ready yet."));
  }

  /** Returns the day to begin or to go on with; empty if all are done. */
  Optional<Day> nextOrInWork() {
    return inWork().or(this::next);
  }

  /** Returns the day that was begun and is not done; of several, the one worked on last. */
  Optional<Day> inWork() {
    return progress.current().map(this::numbered).filter(Day::ready);
  }

  private @Nullable Day numbered(int number) {
    var all = course.days().all();
    return number <= all.size() ? all.get(number - 1) : null; // another version had more days
  }

  /** Returns the first day that is ready and not done. */
  Optional<Day> next() {
    return course.days().ready().stream().filter(day -> !progress.hasPassed(day)).findFirst();
  }

  /**
   * Returns the days on the desk, each with whether it passes. Those whose files have changed since
   * they passed are checked once more.
   */
  Map<Day, Boolean> onDesk() {
    var days = new LinkedHashMap<Day, Boolean>();
    for (var day : desk.started()) {
      days.put(day, isAsItPassed(day) || passesNow(day));
    }
    if (!days.isEmpty()) {
      progress.save();
    }
    return days;
  }

  private boolean isAsItPassed(Day day) {
    return progress.of(day).map(Progress.Entry::digest).orElse("").equals(desk.digest(day));
  }

  private boolean passesNow(Day day) {
    var digest = desk.digest(day);
    var verdict = verdict(day, desk.files(day));
    note(day, verdict, digest);
    return verdict.passed();
  }

  /** Returns the days that are done. */
  List<Day> done() {
    return course.days().all().stream().filter(progress::hasPassed).toList();
  }

  /**
   * Checks which days are done, if the file with the progress is lost or damaged.
   *
   * @return whether there was anything to find out
   */
  boolean rebuildIfLost() {
    if (!progress.isDamaged() && !progress.isMissing()) {
      return false;
    }
    var started = desk.started();
    if (!progress.isDamaged() && started.isEmpty()) {
      return false; // a fresh clone
    }
    said.accept(
        progress.isDamaged()
            ? "The progress file cannot be read; it is made anew from what is on the desk. (The old"
                + " one: "
                + Progress.FILE
                + ".damaged)"
            : "There is no progress file; it is made anew from what is on the desk.");
    for (var day : started) {
      passesNow(day);
    }
    progress.save();
    return true;
  }

  /** Deletes everything that the command has made, besides the desk. */
  void forgetEverything() {
    Trees.delete(course.root().resolve(".study"));
    Trees.delete(work);
  }
}
