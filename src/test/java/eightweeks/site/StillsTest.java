package eightweeks.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the stills of a figure stand. */
final class StillsTest {
  private static final String CHAPTER = "weeks/week2/day08-sds.adoc";
  private static final String SDS = "src/main/java/eightweeks/week2/sds/Sds.java";
  private static final String STRIP = "[.stills.stills-sds]\n--\n.pass:c[";

  @TempDir private Path root;
  private Trial trial;

  @BeforeEach
  void makeRepository() {
    trial = new Trial(root);
    trial.file(
        SDS,
        """
        package eightweeks.week2.sds;

        final class Sds {
          // tag::append[]
          void append() {
            int one = 1;
          }
          // end::append[]

          // tag::room[]
          void ensureAvailable() {
            int two = 2;
          }
          // end::room[]
        }
        """);
  }

  private String woven(String path, String page) {
    trial.file(path, page);
    new Weave(trial.place).run();
    return Place.read(trial.place.woven().resolve(path));
  }

  private static String listing(String tag) {
    return "[source,java,marks=\"int\"]\n----\ninclude::../../" + SDS + "[tag=" + tag + "]\n----\n";
  }

  @Test
  void strip_standsBelowTheCalloutsOfTheBestSnippet() {
    var page =
        "= Day 08: SDS\n\n%s<1> Two.\n\n%s\n<1> One.\n\nText behind.\n"
            .formatted(listing("room"), listing("append"));
    assertThat(woven(CHAPTER, page))
        .containsOnlyOnce(STRIP)
        .contains("<1> One.\n\n" + STRIP)
        .contains("\n--\n\n\nText behind.\n")
        .contains("image::../../figures/sds-1.svg[\"len 5, free 5, alloc 10: hello\",opts=inline]");
    assertThat(trial.place.woven().resolve("figures/sds-1.svg")).exists();
  }

  @Test
  void strip_standsOnlyInTheChapterOfItsDay() {
    var page = "= Day 09: SDS\n\n%s<1> One.\n".formatted(listing("append"));
    assertThat(woven("weeks/week2/day09-sds.adoc", page)).doesNotContain(STRIP);
  }

  @Test
  void line_putsItWhereThePageWantsIt_andNotTwice() {
    var page =
        "= Day 08: SDS\n\n%s<1> One.\n\nBetween.\n\n// figure: sds\n\nText behind.\n"
            .formatted(listing("append"));
    assertThat(woven(CHAPTER, page))
        .containsOnlyOnce(STRIP)
        .contains("Between.\n\n\n" + STRIP)
        .doesNotContain("// figure");
  }

  @Test
  void figureThatIsNotThere_isReported() {
    trial.file("docs/some.adoc", "= Some\n\n// figure: sdz\n");
    assertThatThrownBy(new Weave(trial.place)::run)
        .hasMessageStartingWith(
            "docs/some.adoc, line 3: there is no figure \"sdz\". There are: [sds");
  }

  @Test
  void book_hasThemInAFolderOfItsOwn() {
    trial.file(
        "weeks/days.tsv", "01\t1\tcount\tCounting\t60\tlimit\tM\tcount\t-\tt.c: add()\tto come\n");
    var chapter = "weeks/week1/day01-count.adoc";
    woven(chapter, "= Day 01: Counting\n\n// figure: sds\n");
    var book = trial.place.book();
    assertThat(Place.read(book.resolve(chapter))).contains("\nimage::figures/sds-1.svg[");
    assertThat(Files.exists(book.resolve("figures/sds-1.svg"))).isTrue();
  }
}
