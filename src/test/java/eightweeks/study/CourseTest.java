package eightweeks.study;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.BesideOthers;
import eightweeks.study.check.Checker;
import eightweeks.study.check.Compiler;
import eightweeks.study.check.GraftLoader;
import eightweeks.study.check.Reference;
import eightweeks.study.course.Course;
import eightweeks.study.course.Day;
import eightweeks.study.course.SourceText;
import eightweeks.study.program.Script;
import java.io.File;
import java.io.IOException;
import java.lang.Thread.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The course as it is: every day that is ready works, and the list of days is the truth. */
@BesideOthers
final class CourseTest {
  private static final int DAYS = 56;
  private static final Duration LAST_ROUND = Duration.ofSeconds(10);
  private static final Duration A_MOMENT = Duration.ofMillis(10);
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final Course COURSE = Course.at(ROOT);

  @TempDir static Path work;
  private static Checker checker;

  @BeforeAll
  static void compareWithTheClassesOfTheBuild() {
    var reference =
        Reference.compiled(ROOT.resolve("target/classes"), ROOT.resolve("src/main/java"));
    var loops = new EndableLoops(reference.classes());
    checker = new Checker(COURSE, reference, new Compiler(), work, loops);
  }

  /** Such a thread would keep a core busy until the last test of the build. */
  @AfterEach
  void noThreadOfAnExerciseIsLeftBusy() throws InterruptedException {
    long end = System.nanoTime() + LAST_ROUND.toNanos();
    for (var thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getContextClassLoader() instanceof GraftLoader) {
        while (isBusy(thread) && System.nanoTime() < end) {
          thread.join(A_MOMENT);
        }
        assertThat(isBusy(thread))
            .as("left busy: %s, at %s", thread, List.of(thread.getStackTrace()))
            .isFalse();
      }
    }
  }

  private static boolean isBusy(Thread thread) {
    return thread.getState() != State.WAITING && thread.getState() != State.TERMINATED;
  }

  /** All ready days; {@code -Dday=day15} is for who writes one of them. */
  static List<Day> readyDays() {
    var only = System.getProperty("day", "");
    return COURSE.days().ready().stream()
        .filter(day -> only.isEmpty() || day.id().equals(only))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readyDays")
  void readyDay_isRedAtFirstGreenOnItsAnswerAndCatchesWrongOnes(Day day) {
    assertThat(DayProof.problems(COURSE, checker, day)).isEmpty();
  }

  @Test
  void huntWhoseCommandIsMistyped_isToldTheServersError() {
    var day = COURSE.days().named("day13");
    var files =
        COURSE.given(day).stream()
            .map(
                file ->
                    new SourceText(
                        file.name(), file.text().replace("HGET shop:1 f7", "HGTE shop:1 f7")))
            .toList();
    assertThat(checker.check(day, files).refusal())
        .startsWith("Your test fails on the server without the bug, too")
        .endsWith(
            "The server replied with an error; is that what you want?\n"
                + "       HGTE shop:1 f7: ERR unknown command 'HGTE', with args beginning with:"
                + " 'shop:1' 'f7'");
  }

  @Test
  void list_hasFiftySixDays() {
    assertThat(COURSE.days().all()).hasSize(DAYS);
  }

  @Test
  void readme_saysWhichDaysAreThere() throws IOException {
    var ready = COURSE.days().ready().stream().map(Day::number).toList();
    int last = 1; // of those that are ready without a gap
    while (ready.contains(last + 1)) {
      last++;
    }
    assertThat(Files.readString(ROOT.resolve("README.adoc")))
        .contains("The course, days 01 to %02d::".formatted(last))
        .contains("days %02d to 56.".formatted(last + 1));
  }

  @Test
  void folders_areThoseOfReadyDays() throws IOException {
    var expected = new TreeSet<String>();
    for (var day : COURSE.days().ready()) {
      expected.add("exercises/" + day.folder());
      expected.add("solutions/" + day.folder());
    }
    var found = new TreeSet<String>();
    for (var top : List.of("exercises", "solutions")) {
      try (var walk = Files.walk(ROOT.resolve(top), 2)) {
        walk.map(COURSE::relative)
            .filter(path -> path.matches("\\w+/week\\d/day.*"))
            .forEach(found::add);
      }
    }
    assertThat(found)
        .as(
            "every folder of a day belongs to a day marked ready in weeks/days.tsv, and the other"
                + " way")
        .isEqualTo(expected);
  }

  @Test
  void tests_areThoseOfReadyDays() throws IOException {
    var expected = new TreeSet<String>();
    COURSE.days().ready().stream()
        .filter(COURSE::hasTest)
        .forEach(day -> expected.add(day.testName() + ".java"));
    try (var walk = Files.walk(COURSE.tests())) {
      assertThat(walk.map(path -> path.getFileName().toString()).filter(n -> n.startsWith("Day")))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void scripts_haveAReplyRecordedForEachThatTheyWaitFor() throws IOException {
    for (var day : COURSE.days().ready()) {
      var script = COURSE.exercise(day).resolve("diff.txt");
      if (Files.exists(script)) {
        var steps = Script.parse(Files.readString(script)).steps();
        var recorded =
            Script.recorded(Files.readString(COURSE.exercise(day).resolve("diff.replies.txt")));
        assertThat(recorded)
            .as(
                "replies of %s; to record them anew: bin/study diff %s --record",
                day.id(), day.id())
            .hasSize((int) steps.stream().filter(Script.Step::reply).count());
      }
    }
  }

  /** The launcher finds JUnit without Maven, so it has a list of its own. */
  @Test
  void librariesOfTheLauncher_areThoseOfTheBuild() throws IOException {
    var path = System.getProperty("java.class.path").split(File.pathSeparator);
    var jars =
        List.of(path).stream().map(entry -> Path.of(entry).getFileName().toString()).toList();
    for (var line : Files.readAllLines(ROOT.resolve("bin/lib/study.libs"))) {
      var part = line.split(":");
      assertThat(jars)
          .as("bin/lib/study.libs names %s; bring it in line with pom.xml", line)
          .contains(part[1] + "-" + part[2] + ".jar");
    }
  }
}
