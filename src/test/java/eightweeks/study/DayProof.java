package eightweeks.study;

import eightweeks.study.check.Checker;
import eightweeks.study.check.Verdict;
import eightweeks.study.course.Course;
import eightweeks.study.course.CourseException;
import eightweeks.study.course.Day;
import eightweeks.study.course.ExerciseKind;
import eightweeks.study.course.WrongAnswer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves that a day's exercise works: red on what a learner begins with, green on the answer, and
 * every wrong answer caught by the test that is named for it.
 */
final class DayProof {
  private static final int HINTS = 3;
  private static final int LINES = 20;

  private final Course course;
  private final Checker checker;
  private final Day day;
  private final List<String> problems = new ArrayList<>();

  private DayProof(Course course, Checker checker, Day day) {
    this.course = course;
    this.checker = checker;
    this.day = day;
  }

  /** What is wrong with a day, a sentence each that says what to do. */
  static List<String> problems(Course course, Checker checker, Day day) {
    var proof = new DayProof(course, checker, day);
    try {
      proof.files();
      if (proof.problems.isEmpty()) {
        proof.redAtFirst();
        proof.greenOnTheAnswer();
        course.wrongAnswers(day).forEach(proof::caught);
      }
    } catch (CourseException | IllegalStateException e) {
      proof.add(String.valueOf(e.getMessage()));
    }
    return proof.problems;
  }

  private void add(String problem) {
    problems.add(day.id() + ": " + problem);
  }

  private void files() {
    problems.addAll(course.stale(day));
    if (course.given(day).isEmpty()) {
      add("there is nothing to begin with in " + course.relative(course.exercise(day)) + ".");
    }
    int hints = course.hints(day).size();
    if (hints != HINTS) {
      add("hints.adoc has %d sections (== ...) and should have %d steps.".formatted(hints, HINTS));
    }
    var page = course.solution(day).resolve("solution.adoc");
    if (!Files.exists(page)) {
      add("write " + course.relative(page) + ", the walk through the answer.");
    }
    if (course.wrongAnswers(day).isEmpty()) {
      add("there is no wrong answer in " + course.relative(course.solution(day)) + "/wrong.");
    } else {
      var text = Files.exists(page) ? course.text(course.relative(page)) : "";
      for (var wrong : course.wrongAnswers(day)) {
        if (!text.contains(wrong.name())) {
          add(
              "solution.adoc does not tell of the wrong answer %s; name its file there and say what is wrong."
                  .formatted(wrong.name()));
        }
      }
    }
    if (day.kind() == ExerciseKind.REBUILD && course.hole(day).linesToWrite() > LINES) {
      add("the hole has more than %d lines to write; make it smaller.".formatted(LINES));
    }
  }

  private void redAtFirst() {
    var verdict = checker.check(day, course.given(day));
    if (verdict.refusal().contains("does not compile")) {
      add("the skeleton does not compile. " + verdict.refusal());
    } else if (verdict.passed()) {
      add("the tests pass on the skeleton; nobody would have anything to do.");
    } else if (day.kind() == ExerciseKind.MEASURE) {
      if (verdict.refusal().isEmpty()) {
        add("the predictions to begin with should be question marks: key = ?");
      }
    } else if (day.kind() != ExerciseKind.HUNT
        && day.kind() != ExerciseKind.PROVE
        && !teaches(verdict)) {
      add(
          "no failure on the skeleton is a lesson; say it with eightweeks.study.lesson.Lesson. It"
              + " says: "
              + verdict.failures());
    }
  }

  private static boolean teaches(Verdict verdict) {
    return verdict.failures().stream()
        .map(Verdict.Outcome::message)
        .anyMatch(
            message ->
                message.contains("Expected: ")
                    && message.contains("Likely:   ")
                    && message.contains("Read:     "));
  }

  private void greenOnTheAnswer() {
    var verdict = checker.check(day, course.answer(day));
    if (!verdict.passed()) {
      add("the answer does not pass: " + verdict.refusal() + verdict.failures());
    }
  }

  private void caught(WrongAnswer wrong) {
    var verdict = checker.check(day, course.files(day, wrong));
    if (verdict.passed()) {
      add("the wrong answer %s passes; add a test that catches it.".formatted(wrong.name()));
      return;
    }
    for (var name : wrong.caughtBy()) {
      boolean byTest = verdict.failures().stream().anyMatch(test -> test.name().equals(name));
      if (!byTest && !verdict.refusal().contains(name)) {
        add(
            "the wrong answer %s is not caught by %s, as its first line says, but by: %s%s"
                .formatted(
                    wrong.name(),
                    name,
                    verdict.refusal(),
                    verdict.failures().stream().map(Verdict.Outcome::name).toList()));
      }
    }
  }
}
