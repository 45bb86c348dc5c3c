package eightweeks.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.study.course.Days;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one document for the PDF, and what the list of days says about pages. */
final class BookTest {
  @TempDir private Path root;
  private Trial trial;

  @BeforeEach
  void makeRepository() {
    trial = new Trial(root);
    trial.file(
        Days.FILE,
        """
        01\t1\tcount\tCounting\t60\tlimit\tM\tcount\t-\tt.c: add()\tready
        02\t1\tlater\tLater\t60\tlimit\tM\tcount\t-\tt.c: add()\tto come
        """);
  }

  private String woven(String below) {
    trial.weave("", "include::{java}/week1/toy/Counter.java[tag=inside,indent=0]", below);
    return Place.read(trial.place.book().resolve("weeks/week1/day01-count.adoc"));
  }

  @Test
  void captions_sayWhereASnippetIsFrom() {
    assertThat(woven(""))
        .contains(".A title (_Counter.java_, line 26)\n[source%unbreakable,java,role=");
  }

  @Test
  void links_stayInsideTheBookOrBecomeText() {
    trial.file("docs/glossary.adoc", "= Glossary\n");
    trial.file("README.adoc", "= Read me\n");
    var page =
        woven(
            """

            xref:../../docs/glossary.adoc#query[query] xref:../../docs/glossary.adoc[Glossary]
            xref:../../README.adoc[the README] link:../../src/main/java/A.java[] link:https://redis.io[Redis]
            """);
    assertThat(page)
        .contains("xref:#query[query] xref:#page-docs-glossary[Glossary]")
        .contains("the README _src/main/java/A.java_ link:https://redis.io[Redis]");
  }

  @Test
  void chapters_standInTheirOrderAndThoseToComeAreLeftOut() {
    trial.file("docs/glossary.adoc", "= Glossary\n");
    trial.file("weeks/week1/index.adoc", "= Week 1\n");
    woven("");
    assertThat(Place.read(trial.place.book().resolve("book.adoc")).lines())
        .filteredOn(line -> line.startsWith("include::"))
        .containsExactly(
            "include::weeks/week1/index.adoc[leveloffset=+1]",
            "include::weeks/week1/day01-count.adoc[leveloffset=+1]",
            "include::docs/glossary.adoc[leveloffset=+1]");
  }

  /** The PDF could not be made: an id is there twice. */
  @ParameterizedTest
  @ValueSource(strings = {"[[two]]", "[#two]", "[#two.role]", "[.role#two]", "[abstract#two]"})
  void anchorOfTwoChapters_isReported(String anchor) {
    trial.file("docs/glossary.adoc", "= Glossary\n\n" + anchor + "\n== Two\n");
    assertThatThrownBy(() -> woven("\n[[two]]\nText.\n"))
        .isInstanceOf(SiteException.class)
        .hasMessage(
            "weeks/week1/day01-count.adoc and docs/glossary.adoc both have the anchor two, and are"
                + " chapters of one book. Rename one.");
  }

  @Test
  void readyDayWithoutChapter_isReported() {
    assertThatThrownBy(() -> new Frame(trial.place))
        .isInstanceOf(SiteException.class)
        .hasMessage(
            "weeks/days.tsv says that day01 is ready, and there is no weeks/week1/day01-count.adoc."
                + " Write the chapter, or set the day to \"to come\".");
  }
}
