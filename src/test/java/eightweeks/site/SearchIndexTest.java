package eightweeks.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
            new SearchIndex.Unit("One", "Week 1 · The page", "weeks/a.html#one", "First word."),
            new SearchIndex.Unit("Inner", "Week 1 · The page", "weeks/a.html#inner", "Within."),
            new SearchIndex.Unit("The page", "Week 1", "weeks/a.html", "Before."));
  }

  @Test
  void rowsOfAReference_areUnits() {
    var index =
        index(
            Page.Layout.TABLE,
            """
            <section data-group><h2 id="f">ae.c</h2><table><tr data-row id="m"><th>aeMain()</th><td>EventLoop.run()</td></tr></table></section>
            """);
    assertThat(index.units())
        .contains(
            new SearchIndex.Unit(
                "ae.c: aeMain()", "Week 1 · The page", "weeks/a.html#m", "EventLoop.run()"));
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
  void terms_areInTheOrderThatTheSearchHalves() {
    var terms = index(Page.Layout.READ, "<p>b a Z 10 9</p>").postings().keySet();
    assertThat(java.util.List.copyOf(terms)).isSorted();
  }
}
