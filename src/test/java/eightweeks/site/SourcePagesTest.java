package eightweeks.site;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.study.course.Days;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotated source, and the way from C to Java and back. */
final class SourcePagesTest {
  private static final String COUNTER = "src/main/java/eightweeks/week1/toy/Counter.java";

  @TempDir private Path root;
  private Trial trial;
  private SourceTree sources;
  private final CIndex c = new CIndex();

  @BeforeEach
  void makeRepository() {
    trial = new Trial(root);
    trial.file(
        Days.FILE,
        "01\t1\tcount\tCounting\t60\tlimit\tM\tcount\t-\tt.c: add(); w.c: later()\tready\n");
    trial.weave("", "include::{java}/week1/toy/Counter.java[tag=inside]", "");
    sources = new SourceTree(root);
    c.addSources(sources);
  }

  private Document counterPage() {
    var file = sources.file(COUNTER);
    assertThat(file).isNotNull();
    var day = Days.read(root).all().getFirst();
    var readings = List.of(new SourcePage.Reading(day, trial.snippets().getFirst()));
    return Jsoup.parseBodyFragment(
        new SourcePage(file, sources, c, readings, trial.snippets()).page().body());
  }

  @Test
  void everyLineOfTheFile_hasItsAnchor() {
    var page = counterPage();
    for (int i = 1; i <= Trial.COUNTER.lines().count(); i++) {
      assertThat(page.select("#L" + i)).as("line " + i).hasSize(1);
    }
  }

  @Test
  void classComment_isProseWithLinks() {
    var lead = counterPage().selectFirst(".lead");
    assertThat(lead).isNotNull();
    assertThat(lead.text()).startsWith("Counts, up to a limit. See Limit.top and List.");
    assertThat(lead.select("a[href]").eachAttr("href"))
        .contains("Limit.java.html#L6", "../../../../../../reference/c-to-java.html#t-c-add");
  }

  @Test
  void memberComment_standsBesideItsCode() {
    var segment = counterPage().selectFirst("[data-name=Counter.add()]");
    assertThat(segment).isNotNull();
    assertThat(segment.select(".note").text()).startsWith("Adds one");
    assertThat(segment.select(".note dt").eachText()).containsExactly("limit");
    assertThat(segment.select("pre").text()).contains("public int add(").contains("// the least");
  }

  @Test
  void linesOfASnippet_haveAnAnchorTogether() {
    var snippet = trial.snippets().getFirst();
    assertThat(snippet.range()).matches("L\\d+-L\\d+");
    assertThat(counterPage().getElementById(snippet.range())).isNotNull();
  }

  @Test
  void bodyOfAnExercise_isFolded() {
    var hole = counterPage().selectFirst("details.hole");
    assertThat(hole).isNotNull();
    assertThat(hole.select("summary").text()).isEqualTo("Day 01’s exercise: show");
    assertThat(hole.select("pre").text()).contains("count++").doesNotContain("count <");
  }

  @Test
  void tags_areNotShown() {
    assertThat(counterPage().text()).doesNotContain("tag::").doesNotContain("end::");
  }

  @Test
  void linesOfADay_sayWhoReadsThem() {
    var page = counterPage();
    assertThat(page.select("pre a.chip").eachText()).containsExactly("Day 01 reads this");
    assertThat(page.select("pre a.chip").attr("href"))
        .endsWith("weeks/week1/day01-count.html#at-weeks-week1-day01-count-1");
    assertThat(page.select(".l.read").eachText()).anyMatch(l -> l.contains("count++"));
    assertThat(page.select(".facts").text()).contains("Read on day 01 Counting");
  }

  @Test
  void anchors_areReadFromComments() {
    assertThat(CAnchor.inComment("/** X.\n * <p>Answers to {@code db.c} and {@code expire.c}. */"))
        .containsExactly(new CAnchor("db.c", ""), new CAnchor("expire.c", ""));
    assertThat(
            CAnchor.inComment(
                "/** Answers to redis-cli.c: cliFormatReplyJson(), cli_common.c: esc(). More f()."
                    + " */"))
        .containsExactly(
            new CAnchor("redis-cli.c", "cliFormatReplyJson()"),
            new CAnchor("cli_common.c", "esc()"));
    assertThat(
            CAnchor.inComment("/** Answers to {@code server.h: redisDb} and {@code db.c: a()}. */"))
        .containsExactly(new CAnchor("server.h", "redisDb"), new CAnchor("db.c", "a()"));
    assertThat(CAnchor.inComment("/** Answers to {@code siphash.c}: SipHash as Redis has it. */"))
        .containsExactly(new CAnchor("siphash.c", ""));
    assertThat(CAnchor.inComment("/** Like {@code db.c: a()}. */")).isEmpty();
  }

  @Test
  void index_leadsFromCToJavaAndBack() {
    var days = Days.read(root).all();
    days.forEach(c::addDay);
    var pages = ReferencePages.pages(c, new CoursePlan(days, Set.of(1)), null);
    var fromC = Jsoup.parseBodyFragment(pages.get(0).body());
    var row = fromC.getElementById("v-c-addone");
    assertThat(row).isNotNull();
    assertThat(row.text()).isEqualTo("addOne() Counter.add()");
    assertThat(row.select("a").attr("href")).isEqualTo("../" + COUNTER + ".html#L22");
    var add = fromC.getElementById("t-c-add");
    assertThat(add).isNotNull();
    assertThat(add.text()).isEqualTo("add() Counter day 01");
    assertThat(fromC.getElementById("w-c-later")).isNotNull();

    var fromJava = Jsoup.parseBodyFragment(pages.get(1).body());
    assertThat(fromJava.select("tr[data-row]").eachText())
        .containsExactly(
            "Counter t.c: add(), t.c: sub(), u.h: counter", "Counter.add() v.c: addOne()");
  }

  @Test
  void chaptersList_addsItsJavaAndItsDay() {
    var day = Days.read(root).all().getFirst();
    var snippet = trial.snippets().getFirst();
    var body =
        Jsoup.parseBodyFragment(
            """
            <div class="sect2"><div class="listingblock snippet %s"></div>
            <div class="dlist c"><dl><dt><code>new.c: fresh()</code></dt><dd>x</dd></dl></div></div>
            """
                .formatted(snippet.id()));
    c.addChapter(day, body, java.util.Map.of(snippet.id(), snippet), sources);
    var entry = c.find(new CAnchor("new.c", "fresh()"));
    assertThat(entry).isNotNull();
    assertThat(entry.days()).containsExactly(day);
    assertThat(entry.java()).extracting(CIndex.Java::title).containsExactly("Counter.add()");
  }

  @Test
  void roomsPage_hasTheFirstSentenceOfEachClass() {
    var day = Days.read(root).all();
    var pages = new SourceIndex(sources, java.util.Map.of(), new CoursePlan(day, Set.of())).pages();
    assertThat(pages)
        .extracting(Page::path)
        .containsExactly(
            "src/main/java/index.html", "src/main/java/eightweeks/week1/toy/index.html");
    assertThat(pages.get(1).body()).contains("Counts, up to a limit.").contains("Limit.java.html");
  }
}
