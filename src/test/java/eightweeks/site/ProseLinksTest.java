package eightweeks.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names in prose lead to what they name. */
final class ProseLinksTest {
  private static final String PAGE = "weeks/week1/day01-count.html";
  private static final String COUNTER =
      "../../src/main/java/eightweeks/week1/toy/Counter.java.html";
  private static final String GLOSSARY = "../../docs/glossary.html";

  @TempDir private Path root;
  private ProseLinks links;

  @BeforeEach
  void readNames() {
    var sources = new SourceTree(new Trial(root).root);
    var c = new CIndex();
    c.addSources(sources);
    var glossary =
        """
        <dl><dt><a id="turn"></a>turn</dt><dd>x</dd>
        <dt><a id="query-buffer"></a>query buffer</dt><dd>x</dd>
        <dt><a id="call"></a>call()</dt><dd>x</dd>
        <dt><a id="reset"></a>reset</dt><dd>x</dd>
        <dt><a id="rewrite"></a>rewrite (of the configuration)</dt><dd>x</dd>
        <dt><a id="base"></a>base (of a number)</dt><dd>x</dd>
        <dt><a id="aof-base"></a>base (of the append-only file)</dt><dd>x</dd>
        <dt><a id="resp"></a>RESP</dt><dd>x</dd></dl>
        """;
    links = new ProseLinks(sources, c, Jsoup.parseBodyFragment(glossary));
  }

  private Document linked(String html, String hidden) {
    var body = Jsoup.parseBodyFragment(html);
    body.outputSettings().prettyPrint(false);
    links.link(PAGE, body, hidden);
    return body;
  }

  @Test
  void classAndMethod_leadToTheSource() {
    var body = linked("<p><code>Counter</code> and <code>Counter.add()</code></p>", "");
    assertThat(body.select("a.name").eachAttr("href")).first().isEqualTo(COUNTER);
    assertThat(body.select("a.name").eachAttr("href").get(1)).startsWith(COUNTER + "#L");
  }

  @Test
  void cFunction_leadsToTheIndex() {
    var body = linked("<p><code>t.c: add()</code> and <code>addOne()</code></p>", "");
    assertThat(body.select("a.name").eachAttr("href"))
        .containsExactly(
            "../../reference/c-to-java.html#t-c-add", "../../reference/c-to-java.html#v-c-addone");
  }

  @Test
  void classOfTheDaysExercise_getsNoLink() {
    var body = linked("<p><code>Counter</code></p>", "eightweeks.week1.toy.Counter");
    assertThat(body.select("a")).isEmpty();
  }

  @Test
  void namesInListingsHeadingsAndLinks_stayAsTheyAre() {
    var html =
        "<h2><code>Counter</code></h2><pre><code>Counter</code></pre><a"
            + " href=\"x\"><code>Counter</code></a>";
    assertThat(linked(html, "").body().html()).isEqualTo(html);
  }

  @Test
  void firstUseOfATerm_leadsToTheGlossary() {
    var body = linked("<p>The query buffers of a turn. A turn again.</p>", "");
    assertThat(body.body().html())
        .isEqualTo(
            "<p>The <a class=\"term\" href=\""
                + GLOSSARY
                + "#query-buffer\">query buffers</a> of a <a class=\"term\" href=\""
                + GLOSSARY
                + "#turn\">turn</a>. A turn again.</p>");
  }

  @Test
  void termThatTheAuthorLinks_isNotLinkedAgain() {
    var body =
        linked("<p>A turn.</p><p><a href=\"../../docs/glossary.html#turn\">turn</a></p>", "");
    assertThat(body.select("a.term")).isEmpty();
  }

  @Test
  void abbreviation_isOneOnlyInCapitals() {
    assertThat(linked("<p>resp RESP</p>", "").select("a.term").eachText()).containsExactly("RESP");
    assertThat(linked("<p>It turns into one.</p>", "").select("a.term")).isEmpty();
  }

  @Test
  void nameOfAFunction_isNoTermWithoutItsParentheses() {
    assertThat(linked("<p>EXEC calls it, one call after the other.</p>", "").select("a")).isEmpty();
  }

  @Test
  void verb_isNoTerm() {
    var html = "<p>It resets what was reset, and will rewrite the file: a rewrite, a reset.</p>";
    assertThat(linked(html, "").body().html())
        .endsWith(
            "a <a class=\"term\" href=\""
                + GLOSSARY
                + "#rewrite\">rewrite</a>, a <a class=\"term\" href=\""
                + GLOSSARY
                + "#reset\">reset</a>.</p>")
        .startsWith("<p>It resets what was reset, and will rewrite the file: a ");
  }

  @Test
  void nameOfTwoTerms_isNotLinked() {
    assertThat(linked("<p>A base, and the base.</p>", "").select("a")).isEmpty();
  }

  @Test
  void command_isNoTerm() {
    assertThat(linked("<p>RESET, the RESET</p>", "").select("a")).isEmpty();
  }
}
