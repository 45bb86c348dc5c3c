package eightweeks.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sequence diagrams of commands that chapters ask for. */
final class TracesTest {
  private static final String PAGE = "weeks/week1/day07-resp.adoc";

  @TempDir private Path root;
  private Trial trial;

  @BeforeEach
  void makeRepository() {
    trial = new Trial(root);
  }

  @Test
  void line_becomesADiagramOfARunOfToday_inTheServerOfThatWeek() {
    trial.file(PAGE, "= Day 07: RESP\n\n// trace: PING hello\n\nText behind.\n");
    new Weave(trial.place).run();
    assertThat(Place.read(trial.place.woven().resolve(PAGE)))
        .contains(".The way of PING hello, from a run of the server of weeks 1 to 1\n")
        .contains("image::../../traces/week1-ping-hello.svg[\"The way of PING hello: QueryReader.")
        .contains("Text behind.")
        .doesNotContain("// trace");
    assertThat(Place.read(trial.place.woven().resolve("traces/week1-ping-hello.svg")))
        .isEqualTo(Traces.run(1, "PING hello").svg())
        .contains(">Ping.run</text>")
        .doesNotContain("week3");
  }

  @Test
  void commandThatIsNotThere_orHasAnOpenQuote_isReported() {
    trial.file(PAGE, "= Day 07: RESP\n\n// trace: SET k v\n\n// trace: PING \"x\n");
    assertThatThrownBy(new Weave(trial.place)::run)
        .hasMessageContaining(
            PAGE + ", line 3: \"SET k v\" cannot be traced: -ERR unknown command 'SET'")
        .hasMessageContaining(
            PAGE + ", line 5: \"PING \"x\" cannot be traced: Invalid argument(s)");
  }

  @Test
  void book_hasTheDiagramInAFolderOfItsOwn() {
    trial.file(
        "weeks/days.tsv", "01\t1\tcount\tCounting\t60\tlimit\tM\tcount\t-\tt.c: add()\tto come\n");
    var chapter = "weeks/week1/day01-count.adoc";
    trial.file(chapter, "= Day 01: Counting\n\n// trace: PING\n");
    new Weave(trial.place).run();
    assertThat(Place.read(trial.place.book().resolve(chapter)))
        .contains("\nimage::traces/week1-ping.svg[");
    assertThat(trial.place.book().resolve("traces/week1-ping.svg")).exists();
  }
}
