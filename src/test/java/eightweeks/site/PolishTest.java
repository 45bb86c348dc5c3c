package eightweeks.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the HTML that Asciidoctor makes. */
final class PolishTest {
  private static final String PAGE = "weeks/week1/day01-count.html";

  @TempDir private Path root;
  private Trial trial;

  @BeforeEach
  void makeRepository() {
    trial = new Trial(root);
  }

  private Document polish(String html) {
    var snippets =
        trial.snippets().stream().collect(Collectors.toMap(Snippet::id, snippet -> snippet));
    return new Polish(trial.place, snippets).polish(PAGE, html);
  }

  /** Returns the lines of a listing with their indentation, without what is in the gutter. */
  private static List<String> columns(Document body) {
    body.select("span.g").remove();
    return body.select("span.l").stream().map(line -> line.wholeText().stripTrailing()).toList();
  }

  private Document listing() {
    trial.weave("", "include::{java}/week1/toy/Counter.java[tags=inside;!day01-hole,indent=0]", "");
    return polish(
        """
        <div class="listingblock snippet at-weeks-week1-day01-count-1">
        <div class="title">A title</div><div class="content">
        <pre class="highlight"><code class="language-java" data-lang="java">if (count &lt; limit) { // <b class="conum">(1)</b>
        }</code></pre></div></div>
        """);
  }

  @Test
  void snippet_hasItsMethodAroundItInGrey() {
    var lines = listing().select("span.l").eachText();
    assertThat(lines)
        .containsExactly(
            "public int add(", "int limit) {", "⋮", "1  if (count < limit) {", "⋮", "}", "⋮", "}");
    assertThat(listing().select("span.l.dim").eachText())
        .containsExactly("public int add(", "int limit) {", "⋮", "⋮", "⋮", "}");
  }

  @Test
  void snippetInsideAMethod_isIndentedBelowTheMethodsHead() {
    assertThat(columns(listing()))
        .containsExactly(
            "public int add(",
            "    int limit) {",
            "⋮",
            "  if (count < limit) {",
            "⋮",
            "  }",
            "⋮",
            "}");
  }

  @Test
  void snippetThatKeepsItsIndentation_hasTheMethodsHeadInItsOwnColumn() {
    trial.weave("", "include::{java}/week1/toy/Counter.java[tags=inside;!day01-hole]", "");
    var body =
        polish(
            """
            <div class="listingblock snippet at-weeks-week1-day01-count-1">
            <div class="title">A title</div><div class="content">
            <pre class="highlight"><code class="language-java" data-lang="java">    if (count &lt; limit) {
                }</code></pre></div></div>
            """);
    assertThat(columns(body))
        .containsExactly(
            "  public int add(",
            "      int limit) {",
            "⋮",
            "    if (count < limit) {",
            "⋮",
            "    }",
            "⋮",
            "  }");
  }

  @Test
  void snippet_linksToItsLinesInTheAnnotatedSource() {
    var where = listing().selectFirst("a.where");
    assertThat(where).isNotNull();
    assertThat(where.attr("href"))
        .isEqualTo("../../src/main/java/eightweeks/week1/toy/Counter.java.html#L26-L30");
    assertThat(where.text()).isEqualTo("Counter.java:26–30");
  }

  @Test
  void callout_isABadgeAndItsCommentSignsAreGone() {
    var listing = listing();
    assertThat(listing.select("b.co").eachText()).containsExactly("1");
    assertThat(listing.text()).doesNotContain("//");
  }

  @Test
  void sessionsCommands_areWhatIsCopied() {
    var body =
        polish(
            """
            <div class="listingblock"><div class="content"><pre class="highlight"><code data-lang="console">$ ls
            a  b</code></pre></div></div>
            """);
    assertThat(body.select("pre").attr("data-copy")).isEqualTo("ls");
  }

  @Test
  void inlineCode_isAsItWasTyped() {
    assertThat(polish("<p><code>a &#8656; b&#8594;c</code> &#8594;</p>").text())
        .isEqualTo("a <= b->c →");
  }

  @Test
  void linksToSourceAndFiles_goToTheirPages() {
    trial.file("exercises/a.txt", "text");
    var body =
        polish(
            """
            <a href="../../src/main/java/eightweeks/week1/toy/Limit.java">1</a>
            <a href="../../src/main/java/eightweeks/week1/toy">2</a>
            <a href="../../exercises/a.txt">3</a>
            <a href="day02-next.adoc#x">4</a>
            <a href="https://redis.io">5</a>
            """);
    assertThat(body.select("a").eachAttr("href"))
        .containsExactly(
            "../../src/main/java/eightweeks/week1/toy/Limit.java.html",
            "../../src/main/java/eightweeks/week1/toy/index.html",
            "../../exercises/a.txt.html",
            "day02-next.html#x",
            "https://redis.io");
  }

  @Test
  void diagram_isDrawnInTheThemesColours() {
    var svg =
        polish(
            """
            <div class="imageblock"><div class="content"><svg width="10"><rect id="a" fill='#F1F1F1' \
            style='stroke:#181818;stroke-width:0.5;'/><text fill='#000000'>x</text></svg></div></div>
            """);
    assertThat(svg.select("rect").attr("style"))
        .isEqualTo("fill:var(--dia-box);stroke:var(--dia-line);stroke-width:0.5;");
    assertThat(svg.select("text").attr("style")).contains("var(--dia-ink)");
    assertThat(svg.select("svg").attr("role")).isEqualTo("img");
  }

  @Test
  void minutesOfAHeading_standApart() {
    var body = polish("<h2 id=\"read\"><a class=\"anchor\" href=\"#read\"></a>Read (15 min)</h2>");
    assertThat(body.select("h2 .min").text()).isEqualTo("15 min");
    assertThat(body.select("h2 a.anchor").attr("href")).isEqualTo("#read");
  }

  @Test
  void wayFromPageToPage() {
    assertThat(Html.relative("a/b.html", "a/c.html")).isEqualTo("c.html");
    assertThat(Html.relative("a/b.html", "d/c.html#x")).isEqualTo("../d/c.html#x");
    assertThat(Html.relative("b.html", "d/c.html")).isEqualTo("d/c.html");
    assertThat(Html.relative("a/b.html", "a/b.html#x")).isEqualTo("#x");
    assertThat(Polish.resolve("a/b.html", "../c.html")).isEqualTo("c.html");
    assertThat(Polish.resolve("a/b.html", "../../c.html")).isNull();
    assertThat(Map.of("x", Html.slug("ae.c aeMain()"))).containsEntry("x", "ae-c-aemain");
  }
}
