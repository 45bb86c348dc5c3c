package eightweeks.study;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.study.ToyCourse.Said;
import eightweeks.study.desk.LockFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a learner types, and what comes of it. */
final class LearnerTest {
  private static final String DESK = "exercises/src/main/java/eightweeks/week1/toy/";
  private static final String COUNTER = DESK + "Counter.java";
  private static final String FILLED = "count = Math.min(MAX, count + n);";
  private static final String NOT_WRITTEN =
      "throw new UnsupportedOperationException(\"add() is still to be written\");";

  /** The body of a loop without end that leaves the processor to other tests. */
  private static final String WAIT = "java.util.concurrent.locks.LockSupport.park();";

  @TempDir Path folder;
  private ToyCourse toy;

  @BeforeEach
  void copy() {
    toy = new ToyCourse(folder.resolve("toy"));
  }

  private void fillTheHole() {
    toy.replace(COUNTER, NOT_WRITTEN, FILLED);
  }

  @Test
  void day_goesFromStartByRedToGreenAndAway() throws IOException {
    var before = files();
    assertThat(toy.type("next").text())
        .contains("Day 01, week 1: Counting")
        .contains("Begin:  bin/study start day01");
    assertThat(toy.type("start").text()).contains("On your desk:  " + COUNTER);
    assertThat(toy.type("next").text()).contains("Go on:  bin/study check day01");

    var red = toy.type("check", "day01");
    assertThat(red.code()).isEqualTo(1);
    assertThat(red.text())
        .contains(
            """
            not ok add_belowTheLimit_counts
                   adding 2
                     Expected: an answer
                     Actual:   nothing yet: add() is still to be written
                     Likely:   the body is still the one that the day began with
                     Read:     day 01
            not ok add_beyondTheLimit_staysThere
            """)
        .contains("day01 is not done yet. 0 of 2 tests pass. Stuck? bin/study hint day01");

    fillTheHole();
    var green = toy.type("check");
    assertThat(green.code()).isZero();
    assertThat(green.text())
        .contains("The tests ran with your own class eightweeks.week1.toy.Counter.")
        .contains("day01 is done.");
    assertThat(toy.type("next").text()).contains("Day 02");

    assertThat(toy.type("reset", "--all", "--force").code()).isZero();
    assertThat(files()).isEqualTo(before);
  }

  /** Returns all files but what is compiled, which Maven's clean takes away, too. */
  private TreeSet<String> files() throws IOException {
    try (var walk = Files.walk(toy.root)) {
      var files = new TreeSet<String>();
      walk.map(path -> toy.root.relativize(path).toString())
          .filter(path -> !path.equals("target") && !path.equals("exercises/src/main"))
          .filter(path -> !path.equals("exercises/src/main/java"))
          .forEach(files::add);
      return files;
    }
  }

  @Test
  void check_whileAnotherIsChecking_waitsForItsTurn() throws Exception {
    toy.type("start", "day01");
    fillTheHole();
    assertThat(toy.type("check").code()).isZero();
    try (var pool = Executors.newSingleThreadExecutor()) {
      Future<Said> second;
      try (var _ = LockFile.take(toy.root.resolve("target/study/check.lock"), () -> {})) {
        var waits = new CountDownLatch(1);
        second = pool.submit(() -> toy.typeAndTell(waits, "waiting for another", "check", "day01"));
        assertThat(waits.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.isDone()).isFalse();
      }
      var said = second.get(30, TimeUnit.SECONDS);
      assertThat(said.code()).isZero();
      assertThat(said.text())
          .containsOnlyOnce("waiting for another bin/study, which is checking ...")
          .contains("day01 is done.");
    }
  }

  @Test
  void progress_ofTwoCommandsAtOnce_keepsBothDays() {
    var clock = Clock.fixed(ToyCourse.START, ZoneOffset.UTC);
    toy.type("start", "day01");
    var watch = new Learner(toy.root, clock, _ -> {});
    var day01 = watch.course().days().readyNamed("day01");
    var day02 = watch.course().days().readyNamed("day02");

    toy.type("start", "day02");
    watch.progress().passed(day01, "digest");
    watch.progress().save();

    var after = new Learner(toy.root, clock, _ -> {}).progress();
    assertThat(after.hasPassed(day01)).isTrue();
    assertThat(after.of(day02)).isPresent();
    assertThat(after.last()).contains(2);

    toy.type("reset", "day02", "--force");
    watch.progress().touched(day01);
    watch.progress().save();
    assertThat(new Learner(toy.root, clock, _ -> {}).progress().of(day02)).isEmpty();
  }

  @Test
  void start_neverOverwritesEdits() {
    toy.type("start", "day01");
    fillTheHole();
    var again = toy.type("start", "day01");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.text()).contains("is on your desk already, with your edits");
    assertThat(toy.typeAtTerminal("n\n", "start", "day01").code()).isEqualTo(1);
    assertThat(toy.read(COUNTER)).contains(FILLED);

    var over = toy.type("start", "day01", "--force");
    assertThat(over.code()).isZero();
    assertThat(over.text()).contains("Your version is kept: .study/kept/day01-Counter.java.1\n");
    assertThat(toy.read(COUNTER)).contains(NOT_WRITTEN);
    assertThat(toy.read(".study/kept/day01-Counter.java.1")).contains(FILLED);
  }

  @Test
  void start_atATerminal_asksAndKeepsACopy() {
    toy.type("start", "day01");
    fillTheHole();
    assertThat(toy.typeAtTerminal("y\n", "start", "day01").text()).contains("Replace it?");
    assertThat(toy.read(COUNTER)).contains(NOT_WRITTEN);
    assertThat(toy.read(".study/kept/day01-Counter.java.1")).contains(FILLED);
  }

  @Test
  void start_ofWhatIsUntouched_saysThatItIsThere() {
    toy.type("start", "day01");
    var again = toy.type("start", "day01");
    assertThat(again.text()).isEqualTo("day01 is on your desk already.\n");
    assertThat(again.code()).isZero();
  }

  @Test
  void reset_doesNotDeleteEditsWithoutAsking() {
    toy.type("start", "day01");
    fillTheHole();
    for (var words : new String[][] {{"reset", "day01"}, {"reset", "--all"}}) {
      var said = toy.type(words);
      assertThat(said.code()).isEqualTo(1);
      assertThat(said.text()).contains("Nothing was deleted: " + COUNTER + " has your edits.");
      assertThat(toy.read(COUNTER)).contains(FILLED);
    }
    assertThat(toy.typeAtTerminal("y\n", "reset", "day01").code()).isZero();
    assertThat(toy.has(COUNTER)).isFalse();
    assertThat(toy.read(".study/kept/day01-Counter.java.1")).contains(FILLED);
  }

  @Test
  void solution_showsAfterAPassOrGivingUp() {
    toy.type("start", "day01");
    var refused = toy.type("solution", "day01");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.text()).contains("--give-up").doesNotContain("= An answer");
    assertThat(toy.type("solution", "day01", "--give-up").text()).contains("= An answer");

    assertThat(toy.type("solution", "day01", "--apply").code()).isZero();
    assertThat(toy.type("check", "day01").code()).isZero();
    assertThat(toy.type("solution", "day01").text()).contains("= An answer");
  }

  @Test
  void solutionApplied_doesNotOverwriteEdits() {
    toy.type("start", "day01");
    toy.replace(COUNTER, NOT_WRITTEN, "count += n; // mine");
    assertThat(toy.type("solution", "day01", "--apply").text()).contains("Your edits stay.");
    assertThat(toy.read(COUNTER)).contains("// mine");
    assertThat(toy.type("solution", "day01", "--apply", "--force").code()).isZero();
    assertThat(toy.read(".study/kept/day01-Counter.java.1")).contains("// mine");
  }

  @Test
  void check_ofWhatDoesNotCompile_showsThePlace() {
    toy.type("start", "day01");
    toy.replace(COUNTER, NOT_WRITTEN, "count = nonsense;");
    var said = toy.type("check", "day01");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.text())
        .contains("It does not compile:")
        .contains("exercises/src/main/java/eightweeks/week1/toy/Counter.java:12: error:")
        .contains("nonsense");
  }

  @Test
  void check_ofAChangedSignature_saysWhichMember() {
    toy.type("start", "day01");
    fillTheHole();
    toy.replace(COUNTER, "public int count()", "public long count()");
    assertThat(toy.type("check", "day01").text())
        .contains("Other classes rely on how these look")
        .contains("Counter.count() should be: public int; it is: public long");

    toy.replace(COUNTER, "public long count()", "public int counted()");
    assertThat(toy.type("check", "day01").text())
        .contains("Counter.count() is gone, or has other types");

    toy.replace(COUNTER, "public int counted()", "public int count()");
    toy.replace(
        COUNTER, "  public int count()", "  int helper() { return 1; }\n\n  public int count()");
    assertThat(toy.type("check", "day01").code()).as("more members are welcome").isZero();
  }

  @Test
  void check_ofALoopThatDoesNotEnd_isALessonAndKeepsWhatPassed() {
    toy.type("start", "day01");
    toy.replace(
        COUNTER,
        NOT_WRITTEN,
        "while (count + n > 5 && !Thread.currentThread().isInterrupted()) {"
            + WAIT
            + "} "
            + FILLED);
    toy.replace(
        "exercises/src/test/java/eightweeks/week1/toy/Day01CounterTest.java",
        "  private static void expect(",
        "  @Test\n  void a_nameThatWouldComeFirst() {}\n\n  private static void expect(");
    assertThat(toy.type("check", "day01").text())
        .contains(
            """
            ok     add_belowTheLimit_counts
            not ok add_beyondTheLimit_staysThere
                   adding 10
                     Expected: an answer
                     Actual:   none after 4 seconds; it was at Counter.java:12
                     Likely:   a loop does not end: each time round, something has to change;
                       or:     MAX is the most;
                       or:     nothing is added
                     Read:     day 01
            -      a_nameThatWouldComeFirst (not run)
            """)
        .contains("1 of 3 tests pass.");
  }

  @Test
  void check_namesTheTextOfADay_andItsPageOnceTheSiteIsBuilt() {
    toy.type("start", "day02");
    assertThat(toy.type("check", "day02").text())
        .contains("Read:     weeks/week1/day02-extra.adoc, \"Counting\"");
    toy.write("target/site/weeks/week1/day02-extra.html", "");
    assertThat(toy.type("check", "day02").text())
        .contains("Read:     target/site/weeks/week1/day02-extra.html, \"Counting\"");
  }

  @Test
  void check_ofALoopOutsideOfALesson_saysWhereItWas() {
    toy.type("start", "day01");
    fillTheHole();
    toy.replace(
        COUNTER,
        "return count;",
        "while (!Thread.currentThread().isInterrupted()) {" + WAIT + "} return count;");
    assertThat(toy.type("check", "day01").text())
        .contains("It had not ended after 5 seconds. Is there a loop that does not end?")
        .contains("at Counter.count (Counter.java:")
        .contains("-      add_beyondTheLimit_staysThere (not run)");
  }

  @Test
  void withoutADay_itIsTheOneWorkedOnLast() {
    toy.type("solution", "day01", "--apply");
    toy.type("check", "day01");
    assertThat(toy.type("journal").text()).startsWith("journal/day01.adoc");
    assertThat(toy.type("check").text()).contains("day01 is done.");
    assertThat(toy.type("next").text()).contains("Done so far: day01").contains("Day 02, week 1");
    assertThat(toy.type("hint").text()).as("next only looks").startsWith("day01, hint 1");

    toy.type("start");
    assertThat(toy.type("journal").text()).startsWith("journal/day02.adoc");
    assertThat(toy.type("check").text()).contains("day02 is not done yet.");
    toy.type("start", "day04");
    assertThat(toy.type("hint").text()).startsWith("day04, hint 1");
    toy.type("hint", "day02");
    assertThat(toy.type("next").text()).contains("Go on:  bin/study check day02");
    toy.type("hint", "day03");
    assertThat(toy.type("next").text())
        .as("day 03 was never started: a look at its hint does not begin it")
        .contains("Go on:  bin/study check day02");
    toy.type("check", "day04");
    assertThat(toy.type("journal").text()).startsWith("journal/day04.adoc");
    assertThat(toy.type("next").text()).contains("Go on:  bin/study check day04");
  }

  @Test
  void watch_ofADayNotStarted_saysHowToBegin() {
    assertThat(toy.type("watch").text())
        .isEqualTo("day01 is not on the desk yet. To begin it: bin/study start day01\n");
  }

  @Test
  void reset_wantsADay() {
    toy.type("start", "day01");
    var said = toy.type("reset");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.text()).startsWith("Which day? Say bin/study reset day01, or");
    assertThat(toy.has(COUNTER)).isTrue();
    var never = toy.type("reset", "day05");
    assertThat(never.code()).isEqualTo(1);
    assertThat(never.text()).startsWith("day05 was never started, so there is nothing to reset.");
    assertThat(toy.type("reset", "day01").text())
        .isEqualTo(
            "Gone: "
                + COUNTER
                + "\nday01 is off your desk, and its minutes and hints are forgotten.\n");
  }

  @Test
  void resetAll_asksAboutCopiesOfEdits() {
    toy.type("start", "day01");
    fillTheHole();
    toy.type("start", "day01", "--force");
    assertThat(toy.type("reset", "--all").text())
        .startsWith("Nothing was deleted: .study/kept/day01-Counter.java.1 has your edits.");
    assertThat(toy.type("reset", "--all", "--force").text())
        .contains("Gone: .study/kept/day01-Counter.java.1");
    assertThat(toy.has(".study")).isFalse();
  }

  @Test
  void predictions_areAllMadeBeforeACheck() {
    toy.type("start", "day04");
    var given = "exercises/src/main/resources/day04.properties";
    toy.replace(given, "steps = ?", "steps = 4\nmore = ?\nmost =");
    assertThat(toy.type("check", "day04").text())
        .contains("Fill in all predictions before you check")
        .contains("Still a question mark: more, most")
        .doesNotContain("steps");
    toy.replace(given, "\nmore = ?\nmost =", "");
    assertThat(toy.type("check", "day04").text())
        .contains("day04 is done.")
        .doesNotContain("bin/study serve");
  }

  @Test
  void wrongPredictions_areExplainedTogether() {
    toy.type("start", "day04");
    toy.replace("exercises/src/main/resources/day04.properties", "steps = ?", "steps = 5");
    toy.replace(
        "exercises/src/test/java/eightweeks/week1/toy/Day04StepsTest.java",
        "  @Test\n",
        "  @Test\n  void another_isAsPredicted() {\n    steps_areAsPredicted();\n  }\n\n  @Test\n");
    var text = toy.type("check", "day04").text();
    assertThat(text).contains("not ok another_isAsPredicted", "not ok steps_areAsPredicted");
    assertThat(text.split("Expected: 5 \\(your prediction\\)", -1)).hasSize(3);
  }

  @Test
  void chapter_isNamedAsAPageOnceItIsRendered() {
    assertThat(toy.type("next").text())
        .contains("  read       target/site/weeks/week1/day01-counter.html in a browser, once")
        .contains("The text, weeks/week1/day01-counter.adoc,\n")
        .contains("mvn -B package -DskipTests");
    toy.write("target/site/weeks/week1/day01-counter.html", "");
    assertThat(toy.type("next").text())
        .contains("  read       target/site/weeks/week1/day01-counter.html in a browser\n")
        .doesNotContain("mvn");
  }

  @Test
  void check_afterTheServerChanged_usesItsNewClasses() {
    toy.type("start", "day01");
    fillTheHole();
    assertThat(toy.type("check", "day01").code()).isZero();
    toy.replace(
        "exercises/src/test/java/eightweeks/week1/toy/Day01CounterTest.java",
        "lesson.same(\"the count\", expected, counter.count());",
        "lesson.same(\"the percentage\", 10 * expected, Ratio.percent(counter));");
    assertThat(toy.type("check", "day01").code()).isZero();
    toy.replace("src/main/java/eightweeks/week1/toy/Ratio.java", "100 * counter", "1000 * counter");
    var said = toy.type("check", "day01");
    assertThat(said.text()).contains("compiling the server").contains("Actual:   500");
  }

  @Test
  void check_ofAnotherConstant_reachesWhatInlinedIt() {
    toy.type("start", "day01");
    fillTheHole();
    toy.replace(
        "exercises/src/test/java/eightweeks/week1/toy/Day01CounterTest.java",
        "lesson.same(\"the count\", expected, counter.count());",
        "lesson.same(\"the limits\", \"20 40 80\", Counter.MAX + \" \" + Ratio.TWICE + \" \" +"
            + " Fourfold.limit());");
    assertThat(toy.type("check", "day01").text()).contains("Actual:   10 20 40");
    toy.replace(COUNTER, "MAX = 10", "MAX = 20");
    assertThat(toy.type("check", "day01").code()).isZero();
    toy.replace(COUNTER, "MAX = 20", "MAX = 10");
    assertThat(toy.type("check", "day01").text())
        .as("nothing of the other constant is left")
        .contains("Actual:   10 20 40");
  }

  @Test
  void check_ofADayNotStarted_saysHowToBegin() {
    assertThat(toy.type("check", "day01"))
        .isEqualTo(
            new Said("day01 is not on the desk yet. To begin it: bin/study start day01\n", 1));
  }

  @Test
  void daysToCome_sayThatTheyAre() {
    var said = toy.type("start", "day06");
    assertThat(said.text()).startsWith("day06 (To come) is still to come. Ready: day01, day02");
    assertThat(said.code()).isEqualTo(1);
    assertThat(toy.type("start", "day60").text())
        .isEqualTo("There is no day \"day60\": they are named day01 to day06.\n");
  }

  @Test
  void hints_comeOneByOne() {
    toy.type("start", "day01");
    assertThat(toy.type("hint").text()).contains("hint 1 of 3: A nudge").contains("Think.");
    assertThat(toy.type("hint").text()).contains("hint 2 of 3: The concept");
    assertThat(toy.type("hint").text()).contains("hint 3 of 3: Almost the code");
    assertThat(toy.type("hint", "--step", "3").text())
        .as("without the page's fences")
        .contains("Write it.")
        .doesNotContain("....");
    assertThat(toy.type("hint").text()).contains("hint 3 of 3").contains("--give-up");
    assertThat(toy.type("hint", "--step", "1").text()).contains("hint 1 of 3");
    toy.type("start", "day02");
    toy.type("hint");
    var skipped = toy.type("hint", "--step", "3");
    assertThat(skipped.code()).isEqualTo(1);
    assertThat(skipped.text())
        .startsWith("Hint 3 comes after hint 2, which you have not seen yet.");
    assertThat(toy.type("hint", "--step", "7").text()).contains("There are hints 1 to 3.");
  }

  @Test
  void hunt_putsTheBuggyClassOnTheDeskWhenItsPlaceIsFound() {
    toy.type("start", "day03");
    var answer = "solutions/week1/day03-window/answer/";
    toy.write(DESK + "Day03Hunt.java", toy.read(answer + "Day03Hunt.java"));
    toy.write(
        "exercises/src/main/resources/day03.properties", toy.read(answer + "day03.properties"));
    assertThat(toy.type("check", "day03").text()).contains("That is the place.");
    toy.replace(DESK + "Window.java", "to + 1", "to");
    assertThat(toy.type("check", "day03").code()).isZero();

    assertThat(toy.type("start", "day03", "--force").code()).isZero();
    assertThat(toy.has(DESK + "Window.java"))
        .as("the mended class belongs to the end of the hunt")
        .isFalse();
  }

  @Test
  void classThatEndsTheJvm_isRejectedBeforeItRuns() {
    toy.type("start", "day01");
    for (var call :
        new String[] {
          "System.exit(0)", "Runtime.getRuntime().exit(0)", "Runtime.getRuntime().halt(0)"
        }) {
      toy.type("start", "day01", "--force");
      toy.replace(COUNTER, NOT_WRITTEN, call + ";");
      var said = toy.type("check", "day01");
      assertThat(said.code()).isEqualTo(1);
      assertThat(said.text()).contains("() in add(): that ends the whole server");
    }
    toy.type("start", "day01", "--force");
    toy.replace(COUNTER, NOT_WRITTEN, "Runnable run = () -> System.exit(0); run.run();");
    assertThat(toy.type("check", "day01").text()).contains("Counter calls System.exit()");
  }

  @Test
  void emptyFile_andAFileWithAnotherClass_areNamed() {
    toy.type("start", "day01");
    toy.write(COUNTER, "");
    assertThat(toy.type("check", "day01").text())
        .contains(COUNTER.replace(DESK, "") + " is empty.")
        .doesNotContain("Other classes rely");
    toy.write(COUNTER, "package eightweeks.week1.toy; class Count {}");
    assertThat(toy.type("check", "day01").text())
        .contains("should declare the class Counter of the package eightweeks.week1.toy")
        .doesNotContain("Other classes rely");
  }

  @Test
  void editOfTheServersOwnClass_isNoticed() throws Exception {
    git("init", "-q");
    git("add", "-A");
    git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "all");
    toy.type("start", "day01");
    assertThat(toy.type("check", "day01").text()).doesNotContain("has changes");
    var own = "src/main/java/eightweeks/week1/toy/Counter.java";
    toy.replace(own, FILLED, "count += n;");
    var said = own + " has changes. It is the server's own class; yours is " + COUNTER;
    assertThat(toy.type("check", "day01").text()).contains(said);
    assertThat(toy.type("doctor").text()).contains(said);
    toy.replace(own, "count += n;", "count += ;");
    assertThat(toy.type("check", "day01").text())
        .contains(said)
        .contains("Your classes are those in exercises/src/main; src/main is the server itself.");
  }

  private void git(String... words) throws Exception {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    var process = new ProcessBuilder(command).directory(toy.root.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void daySolvedByTheSolution_isNotPlainDone() {
    toy.type("start", "day01");
    toy.type("solution", "day01", "--apply");
    toy.type("check", "day01");
    toy.type("solution", "day02", "--give-up");
    assertThat(toy.type("progress").text())
        .contains("  day01  solution shown ")
        .as("day 02 was never started")
        .doesNotContain("day02  solution shown")
        .contains("0 of 6 days done, 1 more with the solution shown;");
    toy.type("start", "day02");
    toy.type("solution", "day02", "--give-up");
    assertThat(toy.type("progress").text()).contains("  day02  solution shown ");
  }

  @Test
  void solutionSeenAfterAPass_leavesTheDayDone() {
    toy.type("start", "day01");
    fillTheHole();
    toy.type("check", "day01");
    toy.type("solution", "day01");
    assertThat(toy.type("progress").text()).contains("  day01  done ");
  }

  @Test
  void solution_printsTheCodeThatItIncludes() {
    toy.write(
        "solutions/week1/day01-counter/solution.adoc",
        """
        = An answer
        include::../../../src/main/java/eightweeks/week1/toy/Counter.java[tag=day01-hole,indent=0]
        no-limit.txt
        """);
    assertThat(toy.type("solution", "day01", "--give-up").text())
        .isEqualTo("= An answer\n" + FILLED + "\nno-limit.txt\n");
  }

  @Test
  void progress_countsTheTimeBetweenCommandsButNotLunch() {
    toy.type("start", "day01");
    toy.now = toy.now.plusSeconds(600);
    toy.type("check", "day01");
    toy.now = toy.now.plusSeconds(3600);
    toy.type("check", "day01");
    toy.now = toy.now.plusSeconds(120);
    fillTheHole();
    toy.type("check", "day01");
    assertThat(toy.type("progress").text())
        .contains("  day01  done               12 of 60 min  Counting\n")
        .contains("  day06  to come               of 60 min  To come\n")
        .contains("1 of 6 days done; 5 are ready so far.");
  }

  @Test
  void progress_showsAWeekToComeInOneLine() {
    var days = toy.read("weeks/days.tsv");
    var later = days.lines().filter(line -> line.startsWith("06")).findFirst().orElseThrow();
    toy.write(
        "weeks/days.tsv",
        days
            + later.replace("06\t1\tlater", "07\t1\tlast")
            + "\n"
            + later.replace("06\t1\tlater", "08\t2\tnew")
            + "\n"
            + later.replace("06\t1\tlater", "09\t2\tnewer")
            + "\n");
    assertThat(toy.type("progress").text())
        .contains("  day07  to come")
        .contains("Week 2: day08 to day09 are to come.\n");
    assertThat(toy.type("progress", "--all").text()).contains("Week 2\n  day08  to come");
  }

  @Test
  void damagedProgress_isMadeAnewFromTheDesk() {
    toy.type("start", "day01");
    fillTheHole();
    toy.type("check", "day01");
    toy.type("start", "day02");
    var good = toy.read(".study/progress.tsv");
    for (var bad : new String[] {"garbage\n", "", good.replace("# end\n", "")}) {
      toy.write(".study/progress.tsv", bad);
      var said = toy.type("progress").text();
      assertThat(said)
          .contains("The progress file cannot be read; it is made anew")
          .contains("day01  done")
          .contains("day02  begun");
      assertThat(toy.read(".study/progress.tsv.damaged")).isEqualTo(bad);
      assertThat(toy.type("progress").text()).doesNotContain("made anew");
    }
  }

  @Test
  void missingProgress_isMadeAnewIfThereIsSomethingOnTheDesk() throws IOException {
    assertThat(toy.type("progress").text()).doesNotContain("made anew");
    toy.type("start", "day01");
    fillTheHole();
    Files.delete(toy.root.resolve(".study/progress.tsv"));
    assertThat(toy.type("progress").text())
        .contains("There is no progress file; it is made anew")
        .contains("day01  done");
  }

  @Test
  void progressOfDaysThatAreNotInTheListAnyMore_isKept() {
    toy.type("start", "day01");
    toy.replace(
        ".study/progress.tsv",
        "# end",
        "77\tPASSED\t2026-01-01T00:00:00Z\t2026-01-01T00:00:00Z\t2026-01-01T00:00:00Z\t9\t0\tab\n"
            + "# end");
    assertThat(toy.type("check", "day01").code()).isEqualTo(1);
    assertThat(toy.read(".study/progress.tsv")).contains("77\tPASSED");
  }

  @Test
  void journal_beginsAPageAndLeavesItAlone() {
    assertThat(toy.type("journal", "day01").text()).startsWith("journal/day01.adoc\n");
    assertThat(toy.read("journal/day01.adoc"))
        .contains(
            "= Day 01: Counting",
            "`t.c: add()`::\n`t.c: ratio()`::\n`t.c: limit()`::\n\n",
            "limit::",
            "== Design ideas");
    toy.write("journal/day01.adoc", "mine");
    toy.type("journal", "day01");
    assertThat(toy.read("journal/day01.adoc")).isEqualTo("mine");
  }

  @Test
  void pathsAndCommands_canBeCopiedInASubfolder() {
    toy.from = toy.root.resolve("exercises/src");
    assertThat(toy.type("start", "day01").text())
        .contains("On your desk:  ../../" + COUNTER)
        .contains("Check it:      ../../bin/study check day01");
    toy.replace(COUNTER, NOT_WRITTEN, "count = nonsense;");
    assertThat(toy.type("check").text()).contains("\n../../" + COUNTER + ":12: error:");
    toy.from = folder;
    assertThat(toy.type("start", "day01").text())
        .contains(toy.root + "/bin/study start day01 --force");
  }

  @Test
  void output_isPlainInAPipeAndColouredAtATerminal() {
    toy.type("start", "day01");
    for (var words :
        new String[][] {
          {"--help"}, {"next"}, {"check"}, {"progress"}, {"hint"}, {"check", "--help"}, {"doctor"}
        }) {
      assertThat(toy.type(words).text()).doesNotContain("\u001b");
    }
    assertThat(toy.typeAtTerminal("", "check").text()).contains("\u001b[31mnot ok\u001b[0m");
    assertThat(toy.typeAtTerminal("", "progress").text()).contains("\u001b[");
  }

  @Test
  void everyCommand_explainsItself() {
    var help = toy.type("--help").text();
    for (var command :
        new String[] {
          "next",
          "start",
          "check",
          "watch",
          "hint",
          "solution",
          "reset",
          "serve",
          "journal",
          "progress",
          "doctor",
          "c",
          "diff"
        }) {
      assertThat(help).contains("  " + command + " ");
      assertThat(toy.type(command, "--help").text()).startsWith("Usage: bin/study " + command);
    }
    assertThat(toy.type("help").text()).isEqualTo(help);
    assertThat(toy.type("help", "check").text()).startsWith("Usage: bin/study check");
    assertThat(toy.type("nonsense").code()).isEqualTo(2);
  }
}
