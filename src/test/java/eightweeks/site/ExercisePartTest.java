package eightweeks.site;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.study.course.Days;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exercise on the page of its day. */
final class ExercisePartTest {
  private static final String PAGE = "weeks/week1/day01-count.html";

  @TempDir private Path root;

  @Test
  void hints_areFoldedOneByOneInPlaceOfTheChaptersLinks() {
    var trial =
        new Trial(root)
            .file(Days.FILE, "01\t1\tcount\tCounting\t60\tlimit\tM\tcount\t-\t-\tready\n")
            .file("exercises/week1/day01-count/day01.properties", "# How many?\ncount = ?\n");
    var chapter =
        Jsoup.parseBodyFragment(
            """
            <div class="sect1"><h2>Build (22 min)</h2><div class="sectionbody">
            <p>Predict.</p>
            <details><summary class="title">Hints and solution</summary><p>links</p></details>
            </div></div>
            <div class="sect1"><h2>Run it (6 min)</h2><div class="sectionbody">
            <details><summary class="title">Answer</summary><p>ten</p></details>
            </div></div>
            """);
    var hints =
        Jsoup.parseBodyFragment(
            """
            <div class="sect1"><h2>A nudge</h2><p>Think.</p></div>
            <div class="sect1"><h2>The concept</h2><p>Think harder.</p></div>
            """);
    new ExercisePart(trial.place).add(Days.read(root).all().getFirst(), PAGE, chapter, hints);
    assertThat(chapter.select("summary").eachText())
        .containsExactly("First hint: a nudge", "Second hint: the concept", "Answer");
    assertThat(chapter.select("details[open]")).isEmpty();
    assertThat(chapter.select("div.exercise").text()).contains("count = ?");
  }
}
