package eightweeks.site;

import static eightweeks.site.SearchIndex.Kind.SECTION;
import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.study.course.Days;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SearchIndexTest {
  private static SearchIndex index(Page.Layout layout, String body) {
    var index = new SearchIndex();
    index.add(new Page("weeks/a.html", "The page", "Week 1", body, layout));
    return index;
  }

  @Test
  void sections_areUnits() {
    var index =
        index(
            Page.Layout.READ,
            """
            <h1>The page</h1><p>Before.</p>
            <div class="sect1"><h2 id="one">One <span class="min">5 min</span></h2><p>First <code>word</code>.</p>
            <div class="sect2"><h3 id="inner">Inner</h3><p>Within.</p><pre>code</pre></div></div>
            """);
    assertThat(index.units())
        .containsExactlyInAnyOrder(
            new SearchIndex.Unit(
                "One",
                "Week 1 · The page",
                "weeks/a.html#one",
                "First word.",
                SECTION,
                List.of("one")),
            new SearchIndex.Unit(
                "Inner",
                "Week 1 · The page",
                "weeks/a.html#inner",
                "Within.",
                SECTION,
                List.of("inner")),
            new SearchIndex.Unit(
                "The page", "Week 1", "weeks/a.html", "Before.", SECTION, List.of("the page")));
  }

  @Test
  void rowsOfTheCIndex_haveFunctionAndFileAsNames() {
    var index = new SearchIndex();
    index.add(
        new Page(
            ReferencePages.C_PAGE,
            "From C to Java",
            "From C to Java",
            """
            <section data-group><h2 id="f">ae.c</h2><table><tr data-row id="m"><th>aeMain()</th><td>EventLoop.run()</td></tr></table></section>
            """,
            Page.Layout.TABLE));
    assertThat(index.units())
        .contains(
            new SearchIndex.Unit(
                "ae.c: aeMain()",
                "From C to Java · From C to Java",
                ReferencePages.C_PAGE + "#m",
                "EventLoop.run()",
                SearchIndex.Kind.C,
                List.of("aemain", "ae c aemain")));
  }

  @Test
  void name_isFoundWholeAndByItsParts() {
    assertThat(SearchIndex.words("processMultibulkBuffer() of BIG_BULK"))
        .containsExactly(
            "processmultibulkbuffer",
            "process",
            "multibulk",
            "buffer",
            "of",
            "big_bulk",
            "big",
            "bulk");
  }

  @Test
  void wordOfATitle_weighsMore() {
    var index =
        index(
            Page.Layout.READ,
            """
            <div class="sect1"><h2 id="a">Buffers</h2><p>x</p></div>
            <div class="sect1"><h2 id="b">Other</h2><p>buffers buffers</p></div>
            """);
    var weights = index.postings().get("buffers");
    assertThat(weights).isNotNull();
    assertThat(weights.get(0)).isGreaterThan(weights.get(1));
  }

  @Test
  void script_cannotBreakOutOfItsStrings() {
    var index = index(Page.Layout.READ, "<h1>The page</h1><p>a \"b\" \\ &lt;/script&gt;</p>");
    assertThat(index.script())
        .contains("\"a \\\"b\\\" \\\\ \\x3c/script>\"")
        .doesNotContain("</script>");
  }

  @Test
  void dayToCome_isFoundAndLeadsToItsWeek(@TempDir Path root) {
    Place.write(
        root.resolve(Days.FILE),
        "01\t1\tskiplist\tSkip list: spans\t60\tspan\tR\tlink a node\t-\tt_zset.c\tto come\n");
    var index = new SearchIndex();
    index.addDay(Days.read(root).all().getFirst(), false, null);
    assertThat(index.units())
        .singleElement()
        .satisfies(
            unit -> {
              assertThat(unit.title()).isEqualTo("Day 01: Skip list: spans");
              assertThat(unit.where()).isEqualTo("Week 1 · to come");
              assertThat(unit.href()).isEqualTo("index.html#week1");
              assertThat(unit.names()).contains("day 01", "day01", "day 1", "skip list spans");
            });
  }

  @Test
  void singleLetters_areNoTerms() {
    assertThat(SearchIndex.words("a b cd")).containsExactly("cd");
  }

  @Test
  void synonyms_areNamesOfTheirPage() {
    var index = new SearchIndex();
    index.addSynonyms("docs/console.html", "playground, try redis");
    index.add(
        new Page(
            "docs/console.html", "A server", "Documents", "<h1>A server</h1>", Page.Layout.READ));
    assertThat(index.units().getFirst().names())
        .containsExactly("a server", "playground", "try redis");
  }

  @Test
  void terms_areInTheOrderThatTheSearchHalves() {
    var terms = index(Page.Layout.READ, "<p>b a Z 10 9</p>").postings().keySet();
    assertThat(java.util.List.copyOf(terms)).isSorted();
  }
}
