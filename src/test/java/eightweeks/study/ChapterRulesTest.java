package eightweeks.study;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.study.chapter.ChapterRules;
import eightweeks.study.course.Course;
import eightweeks.study.lesson.LessonRules;
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
                + ", line 5: the part \"Goal\" should stand before this. The order is Goal, Recall,"
                + " Read, Build, Run it, Close, Beyond the hour.");
    assertThat(said)
        .contains(
            TWO
                + ", line 9: the part \"Goal\" comes too late or twice. The order is Goal, Recall,"
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
    assertThat(after("A counter that knows", "word ".repeat(1000) + "A counter that knows"))
        .singleElement()
        .asString()
        .startsWith(TWO + ", line 1: the chapter has 1")
        .contains("words before Close (Goal 1007, Recall 0, Read ")
        .endsWith(
            "callouts and C steps among them, and an hour has room for 1000. Cut, or move something"
                + " beyond the hour.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<1> At most", ". Adds to `count`", "The limit.\n"})
  void wordsOfCalloutsCStepsAndFoldedAnswers_areCounted(String text) {
    assertThat(after(text, text.strip() + " word".repeat(1000) + "\n"))
        .anyMatch(problem -> problem.contains("an hour has room for 1000"));
  }

  @Test
  void wordsOfSessionsCloseAndBeyondTheHour_areNotCounted() {
    toy.replace(TWO, "> echo 10", "> echo 10" + " word".repeat(1000));
    toy.replace(TWO, "Because.", "word ".repeat(1000));
    assertThat(after("Count backwards.", "word ".repeat(1000))).isEmpty();
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
                + " 3 to 4.");
  }

  @Test
  void tooManyStops_areReported() {
    var text = toy.read(TWO);
    var stop = text.substring(text.indexOf("=== Four times"), text.indexOf("== Build"));
    assertThat(after(stop, stop.repeat(3))).singleElement().asString().contains("Read has 5 stops");
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
                + ": Read shows 120 lines of source, and 80 are enough for a day; show less of"
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
    toy.replace("weeks/days.tsv", "\tt.c: add()\t", "\tt.c: plus()\t");
    assertThat(problems("day01"))
        .containsExactly(
            ONE
                + ", line "
                + line(ONE, "== Read (22 min)")
                + ": no [.c] list names t.c: plus(), which weeks/days.tsv promises for day01; name"
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
            "weeks/week1/day03-window.adoc, line 11: day03 recalls one, three and seven days ago"
                + " (day02), not day01.");
  }

  @Test
  void questionAskedTwice_isReported() {
    assertThat(after("[tag=check3]", "[tag=check1]"))
        .containsExactly(
            TWO
                + ", line 15: the same question is asked twice; take another tag of check1 to"
                + " check3.");
  }

  @Test
  void questionThatIsGone_isReported() {
    toy.replace(ONE, "// tag::check3[]\n", "");
    toy.replace(ONE, "// end::check3[]\n", "");
    assertThat(problems("day02"))
        .containsExactly(
            TWO
                + ", line 15: weeks/week1/day01-counter.adoc has no tag \"check3\" (it has: check1,"
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
        .containsExactly(TWO + ", line 9: Recall has 2 questions and should have 3, from day01.");
  }

  @Test
  void firstDay_asksWhatTheReaderExpects() {
    toy.replace(ONE, ". Does it?\n", "");
    assertThat(problems("day01"))
        .containsExactly(
            ONE
                + ", line 9: day 01 has nothing to recall: ask 3 questions here about what the"
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
    assertThat(after("Into your journal (`bin/study journal`): `add()`; the limit.\n", ""))
        .singleElement()
        .asString()
        .contains("Close does not say what goes into the journal");
  }

  // C steps.

  private int steps(String function) {
    var text = toy.read(TWO).lines().toList();
    for (int i = 0; i < text.size(); i++) {
      if (text.get(i).startsWith(".In C, step by step") && text.get(i).contains(function)) {
        return i; // the number of the line above
      }
    }
    throw new AssertionError(function);
  }

  @Test
  void stopWithoutCSteps_isReported() {
    assertThat(
            after("[.c-steps]\n.In C, step by step: {redis}/t.c#L3-L6", ".Add: {redis}/t.c#L3-L6"))
        .containsExactly(
            TWO
                + ", line "
                + line(TWO, "=== Counting")
                + ": the stop \"Counting\" has 0 lists of C steps and should have one: [.c-steps],"
                + " and the title .In C, step by step: {redis}/file.c#L1-L9[file.c: function()]");
  }

  @Test
  void cStepsWithoutALink_areReported() {
    assertThat(after("{redis}/t.c#L8-L8[t.c: ratio()]", "ratio()"))
        .containsExactly(
            TWO
                + ", line "
                + steps("ratio()")
                + ": the title of C steps is .In C, step by step: {redis}/file.c#L1-L9[file.c:"
                + " function()], and not \"In C, step by step: ratio()\".");
  }

  @Test
  void cStepsOfOtherLines_areReported() {
    assertThat(after("t.c#L8-L8", "t.c#L8-L9"))
        .containsExactly(
            TWO
                + ", line "
                + steps("ratio()")
                + ": t.c: ratio() lies at t.c#L8-L8, not at t.c#L8-L9; write {redis}/t.c#L8-L8.");
  }

  @Test
  void cStepsOfAFunctionThatIsNotThere_areReported() {
    assertThat(after("[t.c: ratio()]", "[t.c: ration()]"))
        .containsExactly(
            TWO
                + ", line "
                + steps("ration()")
                + ": weeks/c-functions.tsv has no function \"t.c: ration()\"; correct the name.",
            TWO
                + ", line "
                + steps("ration()")
                + ": the [.c] list of the stop \"A ratio\" does not name t.c: ration(), whose steps"
                + " it tells; name it there.");
  }

  @Test
  void tooFewCSteps_areReported() {
    int line = steps("limit()");
    toy.replace(TWO, "[t.c: limit()]\n. Reads `n`.\n", "[t.c: limit()]\n");
    assertThat(problems("day02"))
        .containsExactly(
            TWO + ", line " + line + ": t.c: limit() is told in 3 steps, and 4 to 10 are right.");
  }

  @Test
  void cStepsWithoutNames_areReported() {
    int line = steps("limit()");
    toy.replace(
        TWO,
        "[t.c: limit()]\n. Reads `n`.\n. Calls `limit()`.\n. Adds to `count`.\n",
        "[t.c: limit()]\n. Reads.\n. Calls.\n. Adds.\n");
    assertThat(problems("day02"))
        .containsExactly(
            TWO
                + ", line "
                + line
                + ": 4 of the 4 steps of t.c: limit() name nothing; say what is called (`name()`)"
                + " and which fields are set (`field`).");
  }

  @Test
  void cStepThatNamesNoFunctionOfRedis_isReported() {
    int line = steps("limit()");
    toy.replace(
        TWO,
        "[t.c: limit()]\n. Reads `n`.\n. Calls `limit()`.",
        "[t.c: limit()]\n. Reads `n`.\n. Calls `limits()`, `memcpy()`.");
    assertThat(problems("day02"))
        .containsExactly(
            TWO
                + ", line "
                + line
                + ": the steps of t.c: limit() name limits(), which weeks/c-functions.tsv does not"
                + " have; correct the name.");
  }

  // No spoilers.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "link:{java}/week1/toy/Counter.java[Counter.java]",
        "[source,console,role=shown]\n----\n> stop in eightweeks.week1.toy.Counter.add\n----",
        "[source,console,role=shown]\n----\n[1] add (Counter.java:12)\n----"
      })
  void wayToTheHoleBeforeBuild_isReported(String lead) {
    toy.replace(ONE, "=== A ratio\n", "=== A ratio\n\n" + lead + "\n");
    assertThat(problems("day01"))
        .singleElement()
        .asString()
        .endsWith(
            ": this leads to Counter, in which the reader is to write today's code; before Build,"
                + " stop or look elsewhere.");
  }

  @Test
  void lineOfTheAnswerBeforeBuild_isReported() {
    toy.replace(
        ONE, "=== A ratio\n", "=== A ratio\n\nSo `count = Math.min(MAX, count + n);` does.\n");
    assertThat(problems("day01"))
        .containsExactly(
            ONE
                + ", line "
                + line(ONE, "So `count = Math.min(MAX, count + n);` does.")
                + ": this shows a line of the answer (count = Math.min(MAX, count + n);) before"
                + " Build; take it out.");
  }

  @Test
  void wayToTheBugOfAHuntBeforeBuild_isReported() {
    var lead =
        "[source,console,role=shown]\n----\n> stop in eightweeks.week1.toy.Window.contains\n----";
    toy.write(
        "weeks/week1/day03-window.adoc",
        toy.read(TWO)
            .replace(
                "=== A ratio\n",
                "=== A ratio\n\n" + lead + "\n\n    return n >= from && n <= to;\n"));
    assertThat(problems("day03"))
        .anyMatch(
            problem ->
                problem.endsWith(
                    ": this leads to Window, in which the reader is to find the bug; before Build,"
                        + " stop or look elsewhere."))
        .anyMatch(
            problem ->
                problem.endsWith(
                    ": this shows a line of the answer (return n >= from && n <= to;) before Build;"
                        + " take it out."));
  }

  @Test
  void hintsBeforeTheEndOfBuild_areReported() {
    toy.replace(
        ONE, "A counter that knows", "link:../../x/hints.adoc[Hints]. A counter that knows");
    assertThat(problems("day01"))
        .singleElement()
        .asString()
        .endsWith(
            ": hints and solution are linked at the end of Build, folded, and nowhere before.");
  }

  @Test
  void buildWithoutHintsAndSolution_isReported() {
    assertThat(after("[%collapsible]\n.Hints and solution\n", "[%collapsible]\n.Help\n"))
        .singleElement()
        .asString()
        .endsWith(
            ": Build does not end with hints and solution, folded: [%collapsible], .Hints and"
                + " solution, and ==== around a link to each.");
  }

  @Test
  void textBelowHintsAndSolution_isReported() {
    assertThat(after("== Run it (4 min)", "Try again.\n\n== Run it (4 min)"))
        .singleElement()
        .asString()
        .endsWith(": hints and solution are the last thing in Build; this goes above.");
  }

  @Test
  void foldWithoutTheSolution_isReported() {
    assertThat(after(", link:../../solutions/week1/day02-extra/solution.adoc[solution]", ""))
        .singleElement()
        .asString()
        .endsWith(
            ": the fold has no link to link:../../solutions/week1/day02-extra/solution.adoc[...].");
  }

  // What you will need.

  @Test
  void exerciseWithoutItsMethods_isReported() {
    assertThat(after("[.needs]\n", ""))
        .containsExactly(
            TWO
                + ", line "
                + line(TWO, "== Build (10 min)")
                + ": Build has no box of what is needed: [.needs], the title .What you will need,"
                + " and **** around a list of every method that the exercise uses, a line each.");
  }

  @Test
  void methodThatIsNotListed_isReported() {
    assertThat(after("`counter.add(n)`:: counts.", "`counter.count()`:: the count."))
        .containsExactly(
            TWO
                + ", line "
                + line(TWO, "== Build (10 min)")
                + ": \"What you will need\" does not list add(), which the answer calls; add a line"
                + " for each.");
    toy.replace(ONE, "`Math.min(a, b)`:: the smaller one.", "`Math`:: numbers.");
    assertThat(problems("day01")).singleElement().asString().contains("does not list min()");
  }

  @Test
  void typeThatTheDeskDoesNotImport_isReported() {
    assertThat(
            after(
                "`counter.add(n)`:: counts.",
                "`counter.add(n)`:: counts in `Ledger.Size`, a `java.util.List` of `Integer`."))
        .containsExactly(
            TWO
                + ", line "
                + line(TWO, "== Build (10 min)")
                + ": \"What you will need\" names Ledger, which the file on the desk does not"
                + " import; let it do so (a link in a comment keeps the import), or write the"
                + " package.");
  }

  // Run it.

  @Test
  void promptWithoutItsCommand_isReported() {
    assertThat(after("$ bin/redis-cli -p 7000\n", ""))
        .containsExactly(
            TWO
                + ", line "
                + line(TWO, "127.0.0.1:7000> echo 10")
                + ": this prompt has no command above it in its session; begin with $ bin/redis-cli"
                + " -p 7000");
  }

  @Test
  void serverWithoutTheClassOfTheReader_isReported() {
    assertThat(after("$ bin/study serve --port 7000", "$ bin/redis-server --port 7000"))
        .containsExactly(
            TWO
                + ", line "
                + line(TWO, "$ bin/redis-server --port 7000")
                + ": this is not the reader's server; there is a class of their own now: bin/study"
                + " serve",
            TWO
                + ", line "
                + line(TWO, "== Run it (4 min)")
                + ": Run it does not serve the reader's class: $ bin/study serve --port 7000");
  }

  @Test
  void serverBesideThatOfTheReader_isAllowed() {
    var serve = "$ bin/study serve --port 7000";
    assertThat(after(serve, serve + "\n$ bin/redis-server --port 7001")).isEmpty();
  }

  @Test
  void predictionWithoutAFold_isReported() {
    assertThat(after("[%collapsible]\n.Answer\n====\n[source,console]", "====\n[source,console]"))
        .singleElement()
        .asString()
        .contains("the answer of this prediction is not folded: below it come [%collapsible]");
  }

  @Test
  void predictionThatNothingShows_isReported() {
    toy.replace(TWO, "[source,console]\n", "[source,text]\n");
    assertThat(problems("day02"))
        .singleElement()
        .asString()
        .endsWith(
            ": the fold below this prediction has no session that shows what happens; add one"
                + " ([source,console]).");
  }

  @Test
  void numbersWithoutAReason_areReported() {
    assertThat(after("\nThe limit.\n", ""))
        .singleElement()
        .asString()
        .endsWith(
            ": the fold below this prediction explains no number; say where each comes from.");
  }

  // Close, and what is said of other days.

  @Test
  void dayThatDoesNotSayWhatIsThereNow_isReported() {
    assertThat(after("[.now]\n", ""))
        .singleElement()
        .asString()
        .endsWith(
            ": Close should begin with a paragraph [.now]: what the server can do now, and what the"
                + " reader can.");
  }

  @Test
  void journalThatAsksForWhatWasNotShown_isReported() {
    assertThat(after("`add()`; the limit", "`t.c: add()`, `t.c: start()`; the limit"))
        .singleElement()
        .asString()
        .endsWith(
            ": the journal asks for t.c: start(), which the day does not show; ask for what a"
                + " snippet or C steps showed.");
  }

  @Test
  void claimsAboutOtherWeeks_areReported() {
    toy.replace(
        "solutions/week1/day02-extra/solution.adoc",
        "= ",
        "Nobody can subscribe before week 6.\n\n= ");
    assertThat(
            after(
                "A counter that knows", "See week 1 and day 01, and day 06. A counter that knows"))
        .containsExactly(
            TWO
                + ", line 7: this says something of day 6, and nothing checks it; leave it out, or"
                + " show it in a session.",
            "solutions/week1/day02-extra/solution.adoc, line 1: this says something of week 6, and"
                + " nothing checks it; leave it out, or show it in a session.");
  }

  @Test
  void command_saysWhereAChapterIsAndWhereItWillBe() {
    assertThat(toy.type("start", "day02").text()).contains("The text, " + TWO + ",\n");
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
    return LessonRules.problems(course, course.days().named("day01"));
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

  // The causes that lessons name.

  private static final String TEST =
      "exercises/src/test/java/eightweeks/week1/toy/Day01CounterTest.java";
  private static final String TWO_CAUSES = "\"MAX is the most\", \"nothing is added\"";

  @Test
  void lessonThatGuessesOneCause_isReported() {
    toy.replace(TEST, TWO_CAUSES, "\"MAX is the most\"");
    assertThat(lessons())
        .containsExactly(
            TEST
                + ", line 18: this lesson guesses one cause. Name another that fits, or the cause"
                + " of the value that came (when), or show how it came about (history).");
    toy.replace(TEST, ".readAgain(", ".when(0, \"it was 0\").readAgain(");
    assertThat(lessons()).isEmpty();
  }

  @Test
  void causeThatIsCode_isReported() {
    toy.replace(TEST, "nothing is added", "say Math.min(MAX, count + n)");
    assertThat(lessons())
        .containsExactly(
            TEST
                + ", line 18: this cause is code: \"say Math.min(MAX, count + n)\". Name what is"
                + " wrong in words; code is for the third hint.");
  }
}
