package eightweeks.study;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.study.check.Checker;
import eightweeks.study.check.Compiler;
import eightweeks.study.check.Reference;
import eightweeks.study.check.Verdict;
import eightweeks.study.course.Course;
import eightweeks.study.course.SourceText;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A day of each kind, proven; and what is wrong with a day is noticed. */
final class FiveKindsTest {
  @TempDir Path folder;
  private ToyCourse toy;

  @BeforeEach
  void copy() {
    toy = new ToyCourse(folder.resolve("toy"));
  }

  private List<String> problems(String day) {
    var course = Course.at(toy.root);
    return DayProof.problems(course, checker(course), course.days().named(day));
  }

  private Checker checker(Course course) {
    var compiler = new Compiler();
    var work = folder.resolve("work");
    return new Checker(course, Reference.of(toy.root, work, compiler, _ -> {}), compiler, work);
  }

  @ParameterizedTest
  @ValueSource(strings = {"day01", "day02", "day03", "day04", "day05"})
  void dayOfEachKind_isProven(String day) {
    assertThat(problems(day)).isEmpty();
  }

  @Test
  void skeletonThatWasEdited_saysThatItIsDerived() {
    toy.replace("exercises/week1/day01-counter/Counter.java", "// Count up", "// Please count up");
    assertThat(problems("day01"))
        .singleElement()
        .asString()
        .startsWith("exercises/week1/day01-counter/Counter.java is derived, and differs")
        .endsWith("run: bin/study derive");
  }

  @Test
  void tagThatIsGone_isNamed() {
    toy.replace(
        "src/main/java/eightweeks/week1/toy/Counter.java", "    // end::day01-hole[]\n", "");
    assertThat(problems("day01"))
        .singleElement()
        .asString()
        .contains("Counter.java: the line \"// end::day01-hole[]\" is missing.");
  }

  @Test
  void wrongAnswerThatPasses_isReported() {
    toy.replace(
        "solutions/week1/day01-counter/wrong/no-limit.txt",
        "    count += n;",
        "    count = Math.min(MAX, count + n);");
    assertThat(problems("day01"))
        .containsExactly(
            "day01: the wrong answer no-limit.txt passes; add a test that catches it.");
  }

  @Test
  void wrongAnswerCaughtByAnotherTest_isReported() {
    toy.replace(
        "solutions/week1/day01-counter/wrong/no-limit.txt", "add_beyondTheLimit", "add_somehow");
    assertThat(problems("day01"))
        .singleElement()
        .asString()
        .contains("is not caught by add_somehow_staysThere", "add_beyondTheLimit_staysThere");
  }

  @Test
  void patchThatNoLongerFits_saysSo() {
    toy.replace("src/main/java/eightweeks/week1/toy/Window.java", "n >= from", "from <= n");
    assertThat(problems("day03"))
        .singleElement()
        .asString()
        .contains("no longer has the lines that it replaces");
  }

  @Test
  void missingHintAndMissingPage_areReported() {
    toy.replace("exercises/week1/day02-extra/hints.adoc", "== The concept", "The concept");
    toy.replace("solutions/week1/day02-extra/solution.adoc", "once.txt", "");
    assertThat(problems("day02"))
        .anySatisfy(problem -> assertThat(problem).contains("has 2 sections"))
        .anySatisfy(problem -> assertThat(problem).contains("does not tell of the wrong answer"));
  }

  // A hunt goes through stages.

  @Test
  void hunt_goesFromTestToPlaceToMending() {
    var course = Course.at(toy.root);
    var checker = checker(course);
    var day = course.days().named("day03");
    var answer = course.answer(day);
    var given = course.given(day);

    assertThat(checker.check(day, given).refusal())
        .contains("passes on the server with the bug")
        .endsWith(" This world differs from a real one: contains() is never called from outside.");

    var tests = named(answer, "Day03Hunt.java");
    assertThat(checker.check(day, List.of(tests, named(given, "day03.properties"))).refusal())
        .isEqualTo(
            "Your test shows the bug. Now say where it is: fill in class and method in"
                + " exercises/src/main/resources/day03.properties.");

    var nowhere = new SourceText("day03.properties", "class = Porthole\nmethod = add\n");
    assertThat(checker.check(day, List.of(tests, nowhere)).refusal())
        .isEqualTo(
            "Your test shows the bug. There is no class Porthole: name another place in"
                + " exercises/src/main/resources/day03.properties.");

    var turned =
        new SourceText(
            tests.name(), tests.text().replace("Assertions.assertFalse", "Assertions.assertTrue"));
    assertThat(checker.check(day, List.of(turned)).refusal())
        .isEqualTo(
            "Your test passes on the server with the bug and fails on the right one: the wrong way"
                + " round. Expect what the right server does.");

    var elsewhere = new SourceText("day03.properties", "class = Counter\nmethod = add\n");
    assertThat(checker.check(day, List.of(tests, elsewhere)).refusal())
        .isEqualTo(
            "Your test shows the bug. It is not in Counter.add(): name another place in"
                + " exercises/src/main/resources/day03.properties.");

    var method = new SourceText("day03.properties", "class = Window\nmethod = add\n");
    assertThat(checker.check(day, List.of(tests, method)).refusal())
        .isEqualTo(
            "Your test shows the bug. Window is the right class, add() is not the method: name"
                + " another one in exercises/src/main/resources/day03.properties.");

    var asFile = new SourceText("day03.properties", "class = window.java\nmethod =\n");
    assertThat(checker.check(day, List.of(tests, asFile)).refusal())
        .contains("Window is the right class. Which of its methods is it?");

    var place = named(answer, "day03.properties");
    var found = checker.check(day, List.of(tests, place));
    assertThat(found.refusal()).startsWith("That is the place. Window.java is on your desk now");
    var buggy = found.handOut().getFirst();
    assertThat(buggy.text()).contains("to + 1");

    var unmended = checker.check(day, List.of(tests, place, buggy));
    assertThat(unmended.passed()).isFalse();
    assertThat(unmended.failures())
        .extracting(Verdict.Outcome::name)
        .contains("ends_areInside_andTheirNeighboursOutside");

    assertThat(checker.check(day, answer).passed()).isTrue();
  }

  @Test
  void huntWithoutAnAssertion_isAskedForOne() {
    var course = Course.at(toy.root);
    var day = course.days().named("day03");
    var tests = named(course.answer(day), "Day03Hunt.java");
    var silent =
        new SourceText(tests.name(), tests.text().replaceAll("(?m)^ +Assertions\\..*;$", ""));
    assertThat(silent.text()).isNotEqualTo(tests.text());
    var place = named(course.given(day), "day03.properties");
    assertThat(checker(course).check(day, List.of(silent, place)).refusal())
        .contains("does not see it yet. Does each of your tests assert something?");
  }

  /** What a check of the hunt says to a test class with this body and no place named. */
  private String huntWith(String body) {
    return verdictOfHuntWith(body).refusal();
  }

  private Verdict verdictOfHuntWith(String body) {
    var course = Course.at(toy.root);
    var day = course.days().named("day03");
    var hunt =
        new SourceText(
            "Day03Hunt.java",
            """
            package eightweeks.week1.toy;
            import static org.junit.jupiter.api.Assertions.*;
            import org.junit.jupiter.api.*;
            final class Day03Hunt {
            %s
            }
            """
                .formatted(body));
    var place = named(course.given(day), "day03.properties");
    return checker(course).check(day, List.of(hunt, place));
  }

  private static final String EXAMPLE =
      "@Test void inside() { assertTrue(new Window(1, 3).contains(2)); }\n";
  private static final String BUG = "{ assertFalse(new Window(1, 3).contains(4)); }";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          void bug()               | bug() did not run: it has no @Test above it.
          @Test private void bug() | bug() did not run: a test must not be private.
          @Test static void bug()  | bug() did not run: a test must not be static.
          """)
  void huntWhoseTestDoesNotRun_isToldWhy(String head, String why) {
    assertThat(huntWith(EXAMPLE + head + BUG))
        .startsWith("Your test passes on the server with the bug: it does not see it yet. " + why);
    assertThat(huntWith(head + BUG))
        .isEqualTo("There is no test yet: write one that shows the bug. " + why);
  }

  @Test
  void huntWithATestThatIsPrivate_printsNothingOfJUnits() {
    var printed = new ByteArrayOutputStream();
    var before = System.err;
    System.setErr(new PrintStream(printed, true, UTF_8));
    try {
      huntWith(EXAMPLE + "@Test private void bug()" + BUG);
    } finally {
      System.setErr(before);
    }
    assertThat(printed.toString(UTF_8)).isEmpty();
  }

  @Test
  void huntThatFailsOnTheRightServer_showsItsOtherTestsToo() {
    var verdict = verdictOfHuntWith(EXAMPLE + "@Test void wrong() { fail(); }");
    assertThat(verdict.tests())
        .extracting(Verdict.Outcome::name)
        .containsExactlyInAnyOrder("inside", "wrong");
    assertThat(verdict.failures()).extracting(Verdict.Outcome::name).containsExactly("wrong");
  }

  @Test
  void huntWhoseTestReturnsSomething_isToldWhy() {
    assertThat(huntWith("@Test int bug() { return 1; }"))
        .endsWith("bug() did not run: a test returns nothing, so it is void.");
  }

  @Test
  void helpersOfAHunt_areNotTakenForTests() {
    assertThat(
            huntWith(
                EXAMPLE
                    + "private void help() {} void help(int n) {} int number() { return 1; }"
                    + "@BeforeEach void before() { Runnable r = () -> help(); }"))
        .doesNotContain("did not run");
  }

  @Test
  void huntWhoseCommandGetsAnError_isToldTheError() {
    var report =
        "@AfterEach void tell(TestReporter reporter) { errors.forEach(e ->"
            + " reporter.publishEntry(\"error\", e)); }\n";
    var errors =
        "final java.util.List<String> errors = java.util.List.of(\"GTE k: ERR unknown"
            + " command\");\n";
    assertThat(huntWith(errors + report + EXAMPLE))
        .endsWith(
            "The server replied with an error; is that what you want?\n"
                + "       GTE k: ERR unknown command");
    assertThat(huntWith(errors + report + "@Test void wrong() { fail(); }"))
        .startsWith("Your test fails on the server without the bug, too")
        .endsWith("GTE k: ERR unknown command");
    assertThat(huntWith(report.replace("errors.", "java.util.List.<String>of().") + EXAMPLE))
        .doesNotContain("error");
  }

  private static SourceText named(List<SourceText> files, String name) {
    return files.stream().filter(file -> file.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void plantedBug_isNotReadableInWhatIsShipped() {
    assertThat(toy.read("exercises/week1/day03-window/planted.bin"))
        .doesNotContain("Window", "contains");
  }

  @Test
  void proofThatAsksForSomethingElse_isRefused() {
    var course = Course.at(toy.root);
    var day = course.days().named("day05");
    var answer = course.answer(day).getFirst();
    var wrong =
        new SourceText(answer.name(), answer.text().replace("assertTrue(new", "assertFalse(new"));
    assertThat(checker(course).check(day, List.of(wrong)).refusal())
        .startsWith("Your tests fail on the server as it is");
  }

  @Test
  void extensionWithAHelperOfItsOwn_isCompiledWithIt() {
    var course = Course.at(toy.root);
    var day = course.days().named("day02");
    var files = new ArrayList<SourceText>();
    files.add(
        new SourceText(
            "Extra.java",
            """
            package eightweeks.week1.toy;
            public final class Extra {
              public static void addTwice(Counter counter, int n) { Helper.add(counter, n); }
            }
            """));
    files.add(
        new SourceText(
            "Helper.java",
            """
            package eightweeks.week1.toy;
            final class Helper {
              static void add(Counter counter, int n) { counter.add(2 * n); }
            }
            """));
    assertThat(checker(course).check(day, files).passed()).isTrue();
  }
}
