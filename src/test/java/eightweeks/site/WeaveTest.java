package eightweeks.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WeaveTest {
  private static final String INSIDE =
      "include::{java}/week1/toy/Counter.java[tag=inside,indent=0]";

  @TempDir private Path root;
  private Trial trial;

  @BeforeEach
  void makeRepository() {
    trial = new Trial(root);
  }

  @Test
  void snippet_isPutInPlaceWithoutItsTags() {
    assertThat(trial.weave("", INSIDE, ""))
        .contains(
            """
            ----
            if (count < limit) {
              count++; // the least
            }
            ----
            """)
        .contains(".A title\n[source,java,role=\"snippet at-weeks-week1-day01-count-1\"]");
  }

  @Test
  void snippetInsideAMethod_knowsItsLinesAndWhatIsAround() {
    trial.weave("", INSIDE, "");
    var snippet = trial.snippets().getFirst();
    var lines = Trial.COUNTER.lines().toList();
    assertThat(snippet.file()).isEqualTo("src/main/java/eightweeks/week1/toy/Counter.java");
    assertThat(snippet.page()).isEqualTo("weeks/week1/day01-count.adoc");
    assertThat(snippet.member()).isEqualTo("Counter.add()");
    assertThat(lines.get(snippet.first() - 1)).contains("if (count < limit)");
    assertThat(lines.get(snippet.headFirst() - 1)).contains("public int add(");
    assertThat(lines.get(snippet.headLast() - 1)).contains("int limit) {");
    assertThat(lines.get(snippet.foot() - 1)).isEqualTo("  }");
    assertThat(snippet.foot()).isGreaterThan(snippet.last());
  }

  @Test
  void snippetOfAWholeMember_hasNothingAround() {
    trial.weave("", "include::{java}/week1/toy/Counter.java[tag=memory,indent=0]", "");
    var snippet = trial.snippets().getFirst();
    assertThat(snippet.headFirst()).isZero();
    assertThat(snippet.foot()).isZero();
    assertThat(snippet.member()).isEqualTo("Counter.count");
  }

  @Test
  void excludedTag_leavesAGapInTheLines() {
    trial.weave("", "include::{java}/week1/toy/Counter.java[tags=inside;!day01-hole]", "");
    var lines = trial.snippets().getFirst().lines();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1) - lines.get(0)).isEqualTo(4);
  }

  @Test
  void marks_becomeCallouts() {
    assertThat(trial.weave(",marks=\"count++ | if (count\"", INSIDE, "<1> One.\n<2> Two."))
        .contains("if (count < limit) { // <2>\n")
        .contains("count++; // the least // <1>\n")
        .doesNotContain("marks");
  }

  @Test
  void twoMarksOfOneLine_bothStandThere() {
    assertThat(trial.weave(",marks=\"count++ | the least\"", INSIDE, "<1> One.\n<2> Two."))
        .contains("count++; // the least // <1> <2>\n");
  }

  @Test
  void markThatIsNowhere_isReportedWithFileLineAndRemedy() {
    trial.page(",marks=\"if (count | nowhere\"", INSIDE, "<1> One.\n<2> Two.");
    assertThatThrownBy(new Weave(trial.place)::run)
        .isInstanceOf(SiteException.class)
        .hasMessage(
            "weeks/week1/day01-count.adoc, line 5: the mark \"nowhere\" is on no line of the"
                + " snippet. Copy a piece of the line that callout 2 is about, or take the mark and"
                + " its callout away.");
  }

  @Test
  void markWithoutCallout_isReported() {
    trial.page(",marks=\"if (count | count++\"", INSIDE, "<1> One.");
    assertThatThrownBy(new Weave(trial.place)::run)
        .hasMessageContaining("there are 2 marks and 1 callouts below the block");
  }

  @Test
  void tagThatIsMissing_isReportedWithTheTagsThatAreThere() {
    trial.page("", INSIDE.replace("inside", "insde"), "");
    assertThatThrownBy(new Weave(trial.place)::run)
        .hasMessageStartingWith("weeks/week1/day01-count.adoc, line 7: ")
        .hasMessageContaining("Counter.java has no tag \"insde\"")
        .hasMessageContaining("Its tags: memory, inside, day01-hole.")
        .hasMessageContaining("// tag::insde[]");
  }

  @Test
  void tagThatNeverEnds_isReported() {
    trial.file(
        "src/main/java/eightweeks/week1/toy/Counter.java",
        Trial.COUNTER.replace("// end::inside[]", ""));
    trial.page("", INSIDE, "");
    assertThatThrownBy(new Weave(trial.place)::run)
        .hasMessageContaining("begins the tag \"inside\" and never ends it");
  }

  @Test
  void fileThatIsMissing_isReported() {
    trial.page("", INSIDE.replace("Counter", "Kounter"), "");
    assertThatThrownBy(new Weave(trial.place)::run)
        .hasMessageContaining("there is no file src/main/java/eightweeks/week1/toy/Kounter.java");
  }

  @Test
  void allMistakes_areToldAtOnce() {
    trial.page("", INSIDE.replace("inside", "gone"), INSIDE.replace("Counter", "Lost"));
    assertThatThrownBy(new Weave(trial.place)::run)
        .hasMessageContaining("\"gone\"")
        .hasMessageContaining("Lost.java");
  }

  @Test
  void includeOfAPage_isLeftToAsciidoctorButItsTagIsChecked() {
    trial.file(
        "weeks/week1/day02-next.adoc", "= Day 02: Next\n\n// tag::check1[]\nQ\n// end::check1[]\n");
    assertThat(trial.weave("", INSIDE, "\ninclude::day02-next.adoc[tag=check1]"))
        .contains("\ninclude::day02-next.adoc[tag=check1]\n");
    trial.page("", INSIDE, "\ninclude::day02-next.adoc[tag=check9]");
    assertThatThrownBy(new Weave(trial.place)::run).hasMessageContaining("no tag \"check9\"");
  }

  @Test
  void escapedInclude_isOnlyShown() {
    assertThat(trial.weave("", "\\include::nothing.adoc[tag=x]", ""))
        .contains("\\include::nothing.adoc[tag=x]");
  }

  @Test
  void attributesOfABlock_areTakenApartAtCommasOutsideOfQuotes() {
    assertThat(Weaver.options("source,java,marks=\"a, b | c\",role=x").values())
        .containsExactly("source", "java", "a, b | c", "x");
  }

  @Test
  void mentionOfLines_choosesThem() {
    var tags = new Tags("f", List.of("a", "b", "c", "d"));
    assertThat(tags.select(Weaver.options("lines=2..3"))).containsExactly(2, 3);
    assertThat(tags.select(Weaver.options("lines=1;3.."))).containsExactly(1, 3, 4);
  }
}
