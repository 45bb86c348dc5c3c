package eightweeks.study;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.study.chapter.ChapterRules;
import eightweeks.study.chapter.LessonReferences;
import eightweeks.study.course.Course;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about chapters that lack something. */
final class ChapterRulesTest {
  private static final String ONE = "weeks/week1/day01-counter.adoc";
  private static final String TWO = "weeks/week1/day02-extra.adoc";
  private static final String COUNTER = "src/main/java/eightweeks/week1/toy/Counter.java";

  @TempDir Path folder;
  private ToyCourse toy;

  @BeforeEach
  void copy() {
    toy = new ToyCourse(folder.resolve("toy"));
  }

  private List<String> problems(String day) {
    var course = Course.at(toy.root);
    return ChapterRules.problems(course, course.days().named(day));
  }

  /** What is said of day 02 after a change of its chapter. */
  private List<String> after(String from, String to) {
    toy.replace(TWO, from, to);
    return problems("day02");
  }

  private int line(String path, String text) {
    return 1 + toy.read(path).lines().toList().indexOf(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"day01", "day02"})
  void wholeChapter_hasNoProblem(String day) {
    assertThat(problems(day)).isEmpty();
  }

  @Test
  void readyDayWithoutAChapter_isReported() {
    assertThat(problems("day03"))
        .containsExactly(
            "weeks/week1/day03-window.adoc: day03 is ready, and its chapter is not there. Write it,"
                + " or mark the day as \"to come\" in weeks/days.tsv.");
    assertThat(problems("day06")).as("it is to come").isEmpty();
  }

  @Test
  void otherTitle_isReported() {
    assertThat(after("= Day 02: Extending", "= Day 2: Extending"))
        .containsExactly(
            TWO
                + ", line 1: the title should be \"= Day 02: Extending\", as in weeks/days.tsv;"
                + " change the one that is wrong.");
  }

  @Test
  void missingPart_isReported() {
    assertThat(after("== Beyond the hour", "=== Beyond the hour"))
        .containsExactly(
            TWO
                + ", line "
                + toy.read(TWO).lines().count()
                + ": the part \"Beyond the hour\" is missing here; write it: == Beyond"
                + " the hour");
  }

  @Test
  void partInTheMiddleThatIsMissing_isReportedWhereItShouldStand() {
    int build = line(TWO, "== Build (10 min)");
    assertThat(after("== Build (10 min)", "=== Build"))
        .contains(
            TWO
                + ", line "
                + line(TWO, "== Run it (4 min)")
                + ": the part \"Build\" is missing here; write it: == Build (5 min)",
            TWO
                + ", line 1: the minutes of its parts add up to 20, and weeks/days.tsv says 30 for"
                + " day02; change one of them.");
    assertThat(build).isPositive();
  }

  @Test
  void partsInAnotherOrder_areReported() {
    var said = after("== Goal\n", "== Close\n\nNothing.\n\n== Goal\n");
    assertThat(said.getFirst())
        .isEqualTo(
            TWO
                + ", line 4: the part \"Goal\" should stand before this. The order is Goal, Recall,"
                + " Read, Build, Run it, Close, Beyond the hour.");
    assertThat(said)
        .contains(
            TWO
                + ", line 8: the part \"Goal\" comes too late or twice. The order is Goal, Recall,"
                + " Read, Build, Run it, Close, Beyond the hour.");
  }

  @Test
  void partOfAnotherName_isReported() {
    assertThat(after("== Beyond the hour", "== More\n\n== Beyond the hour"))
        .containsExactly(
            TWO
                + ", line "
                + line(TWO, "== More")
                + ": a day has no part \"More\". Its parts are Goal, Recall, Read, Build, Run it,"
                + " Close, Beyond the hour; make it a section of one of them (===).");
  }

  @Test
  void minutesThatDoNotAddUp_areReported() {
    assertThat(after("== Read (10 min)", "== Read (12 min)"))
        .containsExactly(
            TWO
                + ", line 1: the minutes of its parts add up to 32, and weeks/days.tsv says 30 for"
                + " day02; change one of them.");
  }

  @Test
  void partWithoutMinutes_isReported() {
    assertThat(after("== Close (3 min)", "== Close"))
        .contains(
            TWO
                + ", line "
                + line(TWO, "== Close")
                + ": say how long this part takes: == Close (5 min)");
  }

  @Test
  void tooManyWords_areCountedByPart() {
    assertThat(after("A counter that knows", "word ".repeat(900) + "A counter that knows"))
        .singleElement()
        .asString()
        .startsWith(TWO + ", line 1: the chapter has 9")
        .contains("words (Goal 907, Recall 0, Read ")
        .endsWith("and an hour has room for 900. Cut, or move something beyond the hour.");
  }

  @Test
  void wordsOfSnippetsSessionsAndBeyondTheHour_areNotCounted() {
    toy.replace(TWO, "$ echo 10", "$ echo 10" + " word".repeat(900));
    assertThat(after("Count backwards.", "word ".repeat(900))).isEmpty();
  }

  @Test
  void tooFewStops_areReported() {
    var text = toy.read(TWO);
    int from = text.indexOf("=== A ratio");
    int to = text.indexOf("== Build");
    assertThat(after(text.substring(from, to), ""))
        .containsExactly(
            TWO
                + ", line "
                + line(TWO, "== Read (10 min)")
                + ": Read has 1 stops (a heading === with a snippet of real source) and should have"
                + " 3 to 6.");
  }

  @Test
  void tooManyStops_areReported() {
    var text = toy.read(TWO);
    var stop = text.substring(text.indexOf("=== Four times"), text.indexOf("== Build"));
    assertThat(after(stop, stop.repeat(5))).singleElement().asString().contains("Read has 7 stops");
  }

  @Test
  void twoSnippetsInAStop_areReported() {
    assertThat(after("=== Four times\n", ""))
        .contains(
            TWO
                + ", line "
                + line(TWO, "=== A ratio")
                + ": the stop \"A ratio\" has 2 snippets; make each a stop of its own.");
  }

  @Test
  void longSnippet_isReported() {
    toy.replace(COUNTER, "  // tag::add[]\n", "  // tag::add[]\n" + "  // more\n".repeat(110));
    assertThat(problems("day02"))
        .containsExactly(
            TWO
                + ", line "
                + line(TWO, "include::{java}/week1/toy/Counter.java[tags=add,indent=0]")
                + ": the snippet has 113 lines, and a stop shows at most about 30; set the tags"
                + " closer.",
            TWO
                + ", line "
                + line(TWO, "== Read (10 min)")
                + ": Read shows 120 lines of source, and 100 are enough for a day; show less of"
                + " each stop.");
  }

  @Test
  void tagThatIsGone_isReported() {
    toy.replace(COUNTER, "  // tag::add[]\n", "");
    toy.replace(COUNTER, "  // end::add[]\n", "");
    assertThat(problems("day02"))
        .containsExactly(
            TWO
                + ", line "
                + line(TWO, "include::{java}/week1/toy/Counter.java[tags=add,indent=0]")
                + ": "
                + COUNTER
                + " has no tag \"add\" (it has: day01-hole). Put the tag back into the source, or"
                + " name another here.");
  }

  @Test
  void fileThatIsGone_isReported() {
    assertThat(after("toy/Counter.java", "toy/Counters.java"))
        .singleElement()
        .asString()
        .endsWith(
            ": there is no file src/main/java/eightweeks/week1/toy/Counters.java; correct the"
                + " path.");
  }

  @Test
  void markThatIsNotFound_isReported() {
    toy.replace(COUNTER, "Math.min(MAX, count + n)", "Math.max(MAX, count + n)");
    assertThat(problems("day02"))
        .containsExactly(
            TWO
                + ", line "
                + line(TWO, "include::{java}/week1/toy/Counter.java[tags=add,indent=0]")
                + ": no line of the snippet contains the mark \"Math.min\"; its lines have changed,"
                + " so read the callout again, too.");
  }

  @Test
  void calloutsThatAreNotAsManyAsMarks_areReported() {
    assertThat(after("<2> What there is.\n", ""))
        .singleElement()
        .asString()
        .endsWith(": the snippet has 2 marks and 1 callouts (<1> …) below it; each mark has one.");
  }

  @Test
  void pastedSource_isReported() {
    assertThat(after("=== A ratio\n", "=== A ratio\n\n[source,java]\n----\nint i;\n----\n"))
        .singleElement()
        .asString()
        .endsWith(
            ": this Java is pasted, so it will be stale one day; weave it from its file:"
                + " include::{java}/…[tag=…,indent=0]");
  }

  @Test
  void todaysHole_isNotShown() {
    toy.replace(ONE, "add;!day01-hole", "add");
    assertThat(problems("day01"))
        .singleElement()
        .asString()
        .endsWith(
            ": the snippet shows what the reader is to write; leave it out: tags=…;!day01-hole");
  }

  @Test
  void holeOfALaterDay_mayBeShown() {
    toy.replace(
        "weeks/days.tsv", "R\tcount up to a limit\teightweeks.week1.toy.Counter", "P\tx\t-");
    toy.replace(ONE, "add;!day01-hole", "add");
    assertThat(problems("day01")).isEmpty();
  }

  @Test
  void missingAnchor_isReported() {
    toy.replace(ONE, "`t.c: add()`::", "`t.c: plus()`::");
    assertThat(problems("day01"))
        .containsExactly(
            ONE
                + ", line "
                + line(ONE, "== Read (22 min)")
                + ": no [.c] list names t.c: add(), which weeks/days.tsv promises for day01; name"
                + " it, or change the list of days.");
  }

  @Test
  void stopWithoutCFunctions_isReported() {
    assertThat(after("[.c]\n`t.c: limit()`::", "`t.c: limit()`::"))
        .singleElement()
        .asString()
        .contains("the stop \"Four times\" names no C function; add a list below [.c]");
  }

  @Test
  void listThatDoesNotSayWhatIsDifferent_isReported() {
    assertThat(after("*Different:* the compiler", "The compiler"))
        .singleElement()
        .asString()
        .contains("the [.c] list of the stop \"Four times\" should say both");
  }

  @Test
  void missingInvariants_areReported() {
    assertThat(after("[.invariants]\n", ""))
        .singleElement()
        .asString()
        .contains("Read has 0 boxes of invariants and should have one");
  }

  @Test
  void questionOfAnotherDay_isReported() {
    toy.replace("weeks/days.tsv", "03\t1\twindow\tHunting\t60", "03\t1\twindow\tExtending\t30");
    toy.write(
        "weeks/week1/day03-window.adoc",
        toy.read(TWO).replace("Day 02", "Day 03").replace("start day02", "start day03"));
    assertThat(problems("day03"))
        .contains(
            "weeks/week1/day03-window.adoc, line 10: day03 recalls one, three and seven days ago"
                + " (day02), not day01.");
  }

  @Test
  void questionAskedTwice_isReported() {
    assertThat(after("[tag=check3]", "[tag=check1]"))
        .containsExactly(
            TWO
                + ", line 14: the same question is asked twice; take another tag of check1 to"
                + " check3.");
  }

  @Test
  void questionThatIsGone_isReported() {
    toy.replace(ONE, "// tag::check3[]\n", "");
    toy.replace(ONE, "// end::check3[]\n", "");
    assertThat(problems("day02"))
        .containsExactly(
            TWO
                + ", line 14: weeks/week1/day01-counter.adoc has no tag \"check3\" (it has: check1,"
                + " check2); its Close should have it.");
    assertThat(problems("day01"))
        .containsExactly(
            ONE
                + ", line "
                + line(ONE, "== Close (5 min)")
                + ": Close has no question between // tag::check3[] and // end::check3[]; later"
                + " days recall it by that tag.");
  }

  @Test
  void tooFewQuestions_areReported() {
    assertThat(after("include::day01-counter.adoc[tag=check2]\n\n", ""))
        .containsExactly(TWO + ", line 8: Recall has 2 questions and should have 3, from day01.");
  }

  @Test
  void firstDay_asksWhatTheReaderExpects() {
    toy.replace(ONE, ". Does it?\n", "");
    assertThat(problems("day01"))
        .containsExactly(
            ONE
                + ", line 8: day 01 has nothing to recall: ask 3 questions here about what the"
                + " reader expects; there are 2.");
  }

  @Test
  void buildThatDoesNotSayHow_isReported() {
    assertThat(after("`bin/study start day02`", "`bin/study start day01`"))
        .singleElement()
        .asString()
        .endsWith(": Build does not say how: name \"bin/study start day02\" in it.");
  }

  @Test
  void nothingToPredict_isReported() {
    assertThat(after("[.predict]\n", ""))
        .singleElement()
        .asString()
        .endsWith(
            ": Run it shows something without asking first: add a paragraph with [.predict] above"
                + " it that asks what will happen.");
  }

  @Test
  void predictionBehindTheSession_isReported() {
    toy.replace(TWO, "[.predict]\nWhat does it print?\n\n", "");
    assertThat(after("10\n----\n", "10\n----\n\n[.predict]\nWhat did it print?\n"))
        .singleElement()
        .asString()
        .contains("after the prediction comes no session that shows what happens");
  }

  @Test
  void answerThatIsNotFolded_isReported() {
    assertThat(after("[%collapsible]\n====\nBecause.\n====\n", "Because.\n"))
        .containsExactly(
            TWO
                + ", line "
                + line(TWO, "// tag::check2[]")
                + ": the answer of check2 is not folded: put [%collapsible] above it, and ===="
                + " around it.");
  }

  @Test
  void missingJournal_isReported() {
    assertThat(after("Into your journal: the limit.\n", ""))
        .singleElement()
        .asString()
        .contains("Close does not say what goes into the journal");
  }

  @Test
  void command_saysWhereAChapterIsAndWhereItWillBe() {
    assertThat(toy.type("start", "day02").text()).contains("  read       " + TWO + "\n");
    assertThat(toy.type("start", "day03").text())
        .contains("  read       weeks/week1/day03-window.adoc (still to be written)\n");
  }

  @Test
  void proofread_saysWhatIsMissing() {
    assertThat(toy.type("proofread", "day02"))
        .isEqualTo(new ToyCourse.Said("Nothing is missing.\n", 0));
    toy.replace(TWO, "[.invariants]\n", "");
    assertThat(toy.type("proofread", "day02").text()).contains("Read has 0 boxes of invariants");
    assertThat(toy.type("proofread").code()).isEqualTo(1);
  }

  // Where lessons send a learner.

  private List<String> lessons() {
    var course = Course.at(toy.root);
    return LessonReferences.problems(course, course.days().named("day01"));
  }

  private void sendTo(String expression) {
    toy.replace(
        "exercises/src/test/java/eightweeks/week1/toy/Day01CounterTest.java",
        "readAgain(\"day 01\")",
        "readAgain(" + expression + ")");
    toy.replace(
        "exercises/src/test/java/eightweeks/week1/toy/Day01CounterTest.java",
        "final class Day01CounterTest {",
        "final class Day01CounterTest {\n  private static final String CHAPTER = \""
            + ONE
            + ", \";");
  }

  @Test
  void lessonThatSendsToASection_isFine() {
    sendTo("CHAPTER + \"\\\"Four times\\\"\"");
    assertThat(lessons()).isEmpty();
  }

  @Test
  void lessonThatSendsNowhere_isReported() {
    sendTo("CHAPTER + \"\\\"Five times\\\"\"");
    assertThat(lessons())
        .containsExactly(
            "exercises/src/test/java/eightweeks/week1/toy/Day01CounterTest.java, line 19: the"
                + " lesson sends to the section \"Five times\" of "
                + ONE
                + ", which has no such section. It has: Goal; Recall; Read; Counting; A ratio; Four"
                + " times; Build; Run it; Close; Beyond the hour.");
  }

  @Test
  void lessonThatSendsToNoChapter_isReported() {
    sendTo("\"weeks/week1/day03-window.adoc, \\\"Ends\\\"\"");
    assertThat(lessons())
        .singleElement()
        .asString()
        .endsWith("the lesson sends to weeks/week1/day03-window.adoc, which is not there.");
  }

  @Test
  void placeThatTheBuildCannotSee_isReported() {
    sendTo("String.join(\", \", CHAPTER)");
    assertThat(lessons())
        .singleElement()
        .asString()
        .contains("the build cannot see which place readAgain(String.join");
  }
}
