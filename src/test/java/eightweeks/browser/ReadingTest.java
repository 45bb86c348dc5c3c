package eightweeks.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader's page remembers, folds, copies and prints. */
@ExtendWith(Reader.class)
final class ReadingTest {
  private static final String THEME = "document.documentElement.dataset.theme || 'system'";
  private static final String PAPER = "getComputedStyle(document.body).backgroundColor";
  private static final String LIGHT = "rgb(253, 252, 249)";
  private static final String DARK = "rgb(21, 23, 27)";
  private static final String TICKED =
      "[...document.querySelectorAll('%s li.is-done')].map(e => e.dataset.day)";
  private static final String DONE = "button[data-done]";

  // Theme.

  @Test
  void theme_isTheSystemsUntilOneIsChosen(Tab tab) {
    tab.systemTheme("dark");
    tab.open(Pages.HOME);
    assertThat(tab.text(PAPER)).isEqualTo(DARK);
    tab.systemTheme("light");
    assertThat(tab.text(PAPER)).isEqualTo(LIGHT);
  }

  @Test
  void chosenTheme_staysOverPagesAndReload(Tab tab) {
    tab.systemTheme("light");
    tab.open(Pages.HOME);
    tab.click("button.theme");
    assertThat(tab.text(THEME)).isEqualTo("light");
    tab.click("button.theme");
    assertThat(tab.text(THEME)).isEqualTo("dark");
    assertThat(tab.text("document.querySelector('button.theme').ariaLabel"))
        .isEqualTo("Theme: dark");
    tab.reload();
    assertThat(tab.text(PAPER)).isEqualTo(DARK);
    tab.open(Pages.SOURCE);
    assertThat(tab.text(PAPER)).isEqualTo(DARK);
    tab.click("button.theme");
    assertThat(tab.text(THEME)).isEqualTo("system");
    tab.open(Pages.DAY_07);
    assertThat(tab.text(PAPER)).isEqualTo(LIGHT);
  }

  // Days that are done.

  @Test
  void tick_staysAndShowsInTheContentsAndOnTheStartPage(Tab tab) {
    tab.open(Pages.days().getFirst());
    assertThat(tab.text("document.querySelector('" + DONE + "').textContent"))
        .isEqualTo("Mark day 01 as done");
    tab.click(DONE);
    assertThat(tab.text("document.querySelector('" + DONE + "').textContent"))
        .isEqualTo("Day 01 is done");
    tab.reload();
    assertThat(tab.text("document.querySelector('" + DONE + "').ariaPressed")).isEqualTo("true");
    assertThat(tab.texts(TICKED.formatted("nav.site"))).containsExactly("day01");
    tab.open(Pages.HOME);
    assertThat(tab.texts(TICKED.formatted("nav.site"))).containsExactly("day01");
    assertThat(tab.texts(TICKED.formatted("main"))).containsExactly("day01");
    assertThat(tab.text("document.querySelector('header .progress').innerText"))
        .contains("1 of 56 days");
  }

  @Test
  void continue_leadsToTheDayAfterTheLastOneDone(Tab tab) {
    tab.open(Pages.HOME);
    assertThat(tab.is("document.querySelector('[data-continue]').hidden")).isTrue();
    for (int day : new int[] {0, 1}) {
      tab.open(Pages.days().get(day));
      tab.click(DONE);
    }
    tab.open(Pages.HOME);
    assertThat(tab.text("document.querySelector('[data-continue]').textContent"))
        .isEqualTo("Continue with day 03");
    tab.load(() -> tab.click("[data-continue]"));
    assertThat(tab.text("location.href")).endsWith(Pages.days().get(2));
  }

  @Test
  void tickTakenBack_isGone(Tab tab) {
    tab.open(Pages.DAY_07);
    tab.click(DONE);
    tab.click(DONE);
    tab.reload();
    assertThat(tab.text("document.querySelector('" + DONE + "').ariaPressed")).isEqualTo("false");
    assertThat(tab.texts(TICKED.formatted("nav.site"))).isEmpty();
  }

  // Folded answers.

  @Test
  void foldedAnswer_opensByClickAndByKeyboard(Tab tab) {
    tab.open(Pages.DAY_07);
    var open = "document.querySelector('details.answer').open";
    var seen =
        "document.querySelector('details.answer .content').checkVisibility({contentVisibilityAuto:"
            + " true}) && document.querySelector('details.answer"
            + " .content').getBoundingClientRect().height > 0";
    assertThat(tab.is(open)).isFalse();
    tab.click("details.answer summary");
    assertThat(tab.is(open)).isTrue();
    assertThat(tab.is(seen)).isTrue();
    tab.value("document.querySelector('details.answer summary').focus()");
    tab.press("Enter");
    assertThat(tab.is(open)).isFalse();
    tab.press(" ");
    assertThat(tab.is(open)).isTrue();
  }

  @Test
  void foldedAnswer_isReachedWithTheTabKey(Tab tab) {
    tab.open(Pages.DAY_07);
    tab.value("document.querySelector('main').focus()");
    tab.tabTo("details.answer summary");
  }

  // Copying.

  @Test
  void copyOfASession_takesTheCommandsAlone(Tab tab) {
    tab.open("README.html");
    assertThat(tab.text("document.querySelector('pre[data-copy]').textContent")).startsWith("$ ");
    assertThat(copied(tab, "pre[data-copy]"))
        .isNotEmpty()
        .isEqualTo(tab.text("document.querySelector('pre[data-copy]').dataset.copy"))
        .doesNotContain("$ ", "Ready to accept");
  }

  @Test
  void copyOfASnippet_takesItsOwnLinesWithoutCallouts(Tab tab) {
    tab.open(Pages.DAY_07);
    var snippet = ".language-java pre:has(.co)";
    assertThat(tab.is("!!document.querySelector('" + snippet + " .dim')")).isTrue();
    var own =
        tab.text(
            "[...document.querySelectorAll('.language-java pre')].find(e => e.querySelector('.co'))"
                + ".querySelector('.l:not(.dim)').lastChild.previousSibling.textContent.trim()");
    assertThat(own).isNotEmpty();
    assertThat(copied(tab, snippet))
        .contains(own)
        .doesNotContain("⋮")
        .doesNotContainPattern("(?m)[ \\t]$|\\d$");
  }

  /** Presses the copy button of a listing; returns what a paste would bring. */
  private static String copied(Tab tab, String pre) {
    tab.value(
        """
        window.taken = '';
        document.addEventListener('copy', () => { window.taken = getSelection().toString(); });
        navigator.clipboard.writeText = text => { window.taken = text; return Promise.resolve(); };
        """);
    tab.value(
        "document.querySelector('%s').closest('.copybox').querySelector('.copy').id = 'wanted'"
            .formatted(pre));
    tab.click("#wanted");
    tab.until("document.querySelector('#wanted').textContent === 'Copied'");
    return tab.text("window.taken");
  }

  // Code.

  /**
   * Listings whose callouts cannot all be seen: the middle of a number has to be inside its box,
   * with nothing on it.
   */
  private static final String HIDDEN_CALLOUTS =
      """
      [...document.querySelectorAll('pre .co')].filter(co => {
        co.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
        const pre = co.closest('pre');
        for (const left of [0, 40, 10000]) {
          pre.scrollLeft = left;
          const r = co.getBoundingClientRect();
          const x = r.x + r.width / 2, y = r.y + r.height / 2;
          const seen = document.elementFromPoint(x, y);
          if (r.width < 8 || !(seen === co)) return true;
        }
        return false;
      }).map(co => co.closest('.listingblock').innerText.slice(0, 80) + ' ' + co.textContent)\
      """;

  @ParameterizedTest
  @ValueSource(ints = {360, 390, 768, 1280, 1440, 1600})
  void callouts_areSeenAtEveryWidth_howeverTheCodeIsScrolled(int width, Tab tab) {
    tab.window(width, 900);
    for (var day : Pages.days()) {
      tab.open(day);
      tab.value("document.querySelectorAll('main details').forEach(d => { d.open = true; })");
      assertThat(tab.number("document.querySelectorAll('pre .co').length")).as(day).isPositive();
      assertThat(tab.texts(HIDDEN_CALLOUTS)).as(day + " at " + width).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 1600})
  void snippets_fitTheirColumnAtADesk(int width, Tab tab) {
    tab.window(width, 900);
    for (var day : Pages.days()) {
      tab.open(day);
      assertThat(
              tab.texts(
                  """
                  [...document.querySelectorAll('.snippet pre')].filter(p => p.scrollWidth > p.clientWidth + 1)
                      .map(p => p.closest('.listingblock').innerText.slice(0, 80))\
                  """))
          .as(day + " at " + width)
          .isEmpty();
    }
  }

  @Test
  void linkToLines_marksThemAll(Tab tab) {
    tab.open(Pages.SOURCE + "#L20-L24");
    assertThat(tab.texts("[...document.querySelectorAll('.in-range')].map(e => e.id)"))
        .contains("L22");
  }

  @Test
  void bodyOfAnExercise_isFoldedInItsSource(Tab tab) {
    tab.open(Pages.SOURCE);
    assertThat(tab.is("document.querySelector('details.hole').open")).isFalse();
    assertThat(tab.text("document.querySelector('details.hole summary').textContent"))
        .isEqualTo("Day 07’s exercise: show");
    var line = tab.text("document.querySelector('details.hole .l').id");
    tab.open(Pages.SOURCE + "?x#" + line);
    assertThat(tab.is("document.querySelector('details.hole').open")).isTrue();
  }

  // Moving about.

  @Test
  void contentsOfThePage_followTheScroll(Tab tab) {
    tab.window(1600, 900);
    tab.open(Pages.DAY_07);
    var here = "document.querySelector('nav.toc a.here').getAttribute('href')";
    var last = "[...document.querySelectorAll('nav.toc a')].at(-1).getAttribute('href')";
    assertThat(tab.text(here)).isNotEqualTo(tab.text(last));
    tab.value("scrollTo(0, document.scrollingElement.scrollHeight)");
    tab.until(here + " === " + last);
  }

  @Test
  void arrowKeys_turnThePage(Tab tab) {
    tab.open(Pages.days().get(1));
    tab.load(() -> tab.press("ArrowRight"));
    assertThat(tab.text("location.pathname")).endsWith(Pages.days().get(2));
    tab.load(() -> tab.press("ArrowLeft"));
    assertThat(tab.text("location.pathname")).endsWith(Pages.days().get(1));
  }

  @Test
  void skipLink_leadsPastTheContents(Tab tab) {
    tab.open(Pages.DAY_07);
    tab.press("Tab");
    assertThat(tab.is("document.activeElement.matches('.skip')")).isTrue();
    tab.press("Enter");
    tab.until("document.activeElement.matches('main')");
    tab.press("Tab");
    assertThat(tab.is("!!document.activeElement.closest('main')")).isTrue();
  }

  @Test
  void contentsOnAPhone_openAndCloseByKeyboard(Tab tab) {
    var seen = "document.querySelector('nav.site a').checkVisibility({visibilityProperty: true})";
    tab.window(360, 740);
    tab.open(Pages.DAY_07);
    assertThat(tab.is(seen)).isFalse();
    tab.tabTo("button.menu");
    tab.press("Enter");
    tab.until(seen);
    tab.press("Escape");
    tab.until("!(" + seen + ")");
    assertThat(tab.text("document.querySelector('button.menu').ariaExpanded")).isEqualTo("false");
  }

  // Paper, and no scripts.

  @Test
  void onPaper_answersAreOpenAndNavigationIsGone(Tab tab) {
    tab.systemTheme("dark");
    tab.open(Pages.DAY_07);
    tab.onPaper();
    assertThat(tab.texts(shown("details.answer .content"))).isNotEmpty().containsOnly("true");
    assertThat(
            tab.texts(shown("header.top, nav.site, nav.toc, .pager, .done, .copy, .anchor, .skip")))
        .isNotEmpty()
        .containsOnly("false");
    assertThat(tab.is("document.querySelector('details.answer').open"))
        .as("and folded again on the screen")
        .isFalse();
  }

  /** How many bytes each page of a printed document has to draw, compressed. */
  private static List<Integer> printed(Tab tab) {
    var pdf =
        new String(
            Base64.getDecoder()
                .decode(tab.call("Page.printToPDF", new JsonObject()).get("data").getAsString()),
            StandardCharsets.ISO_8859_1);
    var lengths = new ArrayList<Integer>();
    var page = Pattern.compile("/Type /Page\n.*?/Contents (\\d+) 0 R", Pattern.DOTALL).matcher(pdf);
    while (page.find()) {
      var content =
          Pattern.compile("\n" + page.group(1) + " 0 obj\n<<.*?/Length (\\d+)", Pattern.DOTALL)
              .matcher(pdf);
      lengths.add(content.find() ? Integer.parseInt(content.group(1)) : 0);
    }
    return lengths;
  }

  @Test
  void day05OnPaper_hasNoBlankPage_wholeFigures_andItsCallouts(Tab tab) {
    tab.open(Pages.DAY_05);
    assertThat(printed(tab)).hasSizeBetween(6, 13).allMatch(bytes -> bytes > 400);
    tab.onPaper();
    tab.window(680, 900);
    assertThat(
            tab.texts(
                "[...document.querySelectorAll('.diagram svg')].map(e => { const r ="
                    + " e.getBoundingClientRect(); return '' + (r.height <= 570 && r.width <= 680"
                    + " && getComputedStyle(e.closest('.imageblock')).breakInside === 'avoid');"
                    + " })"))
        .isNotEmpty()
        .containsOnly("true");
    assertThat(
            tab.texts(
                "[...document.querySelectorAll('.co')].map(e => { const c = getComputedStyle(e);"
                    + " return c.color + ' ' + c.backgroundColor; })"))
        .as("without backgrounds, as browsers print")
        .isNotEmpty()
        .containsOnly("rgb(0, 0, 0) rgba(0, 0, 0, 0)");
    assertThat(tab.texts(shown(".lab"))).as("what needs a click").containsOnly("false");
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 390})
  void smallFigure_isNotWiderThanAPhone(int width, Tab tab) {
    tab.window(width, 844);
    for (var day : Pages.days()) {
      tab.open(day);
      assertThat(
              tab.texts(
                  """
                  [...document.querySelectorAll('.diagram svg')].filter(e => {
                    const own = parseFloat(e.getAttribute('width'));
                    const shown = e.getBoundingClientRect().width;
                    return shown > own + 1
                        || (own <= e.parentNode.clientWidth && e.parentNode.scrollWidth > e.parentNode.clientWidth);
                  }).map(e => e.getAttribute('aria-label'))\
                  """))
          .as(day)
          .isEmpty();
    }
  }

  // What a clone knows.

  @Test
  void ticks_areTakenFromTheClonesFileAndFromItsTable(Tab tab) {
    tab.open(Pages.HOME);
    tab.value("document.querySelector('details.import').open = true");
    tab.click(".import textarea");
    tab.value(
        "document.querySelector('.import textarea').value = '# Kept by bin/study\\n"
            + "1\\tPASSED\\t2026-01-01T00:00:00Z\\n"
            + "2\\tSTARTED\\t-\\n"
            + "# end'");
    tab.click(".import button");
    assertThat(tab.text("document.querySelector('.import [role=status]').textContent"))
        .isEqualTo("1 day has got a tick.");
    tab.value(
        "document.querySelector('.import textarea').value = 'Week 1\\n"
            + "  day01  done               12 of 60 min  A\\n"
            + "  day03  solution shown      1 of 60 min  B' + '\\n"
            + "  day04  begun               3 of 60 min  done'");
    tab.click(".import button");
    assertThat(tab.texts(TICKED.formatted("nav.site"))).containsExactly("day01", "day03");
    tab.reload();
    assertThat(tab.texts(TICKED.formatted("nav.site"))).containsExactly("day01", "day03");
  }

  @Test
  void linksToDocuments_haveTheirTitles(Tab tab) {
    for (var page : new String[] {"docs/index.html", "docs/architecture.html"}) {
      tab.open(page);
      assertThat(
              tab.texts("[...document.querySelectorAll('main a')].map(e => e.textContent.trim())"))
          .noneMatch(text -> text.endsWith(".html"));
    }
  }

  @Test
  void functionInTheCIndex_leadsToItsLines(Tab tab) {
    tab.open("reference/c-to-java.html");
    assertThat(tab.text("document.querySelector('#networking-c-processinputbuffer th a').href"))
        .matches("https://github.com/redis/redis/blob/7\\.2\\.6/src/networking\\.c#L\\d+-L\\d+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {Pages.HOME, Pages.DAY_07, Pages.SOURCE, Pages.CONSOLE, Pages.CONFIGURATION})
  void withoutScripts_pageIsThere(String page, Tab tab) {
    tab.withoutScripts();
    tab.open(page);
    assertThat(tab.text("document.querySelector('main').innerText").length()).isGreaterThan(1000);
    assertThat(tab.texts(shown("nav.site > details > summary"))).containsOnly("true");
    assertThat(tab.texts(shown("button")))
        .as("buttons that would do nothing")
        .doesNotContain("true");
  }

  @Test
  void withoutScripts_foldedAnswersOpen(Tab tab) {
    tab.withoutScripts();
    tab.open(Pages.DAY_07);
    assertThat(tab.texts(shown("details.answer .content"))).containsOnly("false");
    tab.click("details.answer summary");
    assertThat(tab.texts(shown("details.answer .content")).getFirst()).isEqualTo("true");
  }

  @Test
  void withoutScripts_contentsAreReadableOnAPhone(Tab tab) {
    tab.withoutScripts();
    tab.window(360, 740);
    tab.open(Pages.DAY_07);
    assertThat(tab.texts(shown("nav.site > details > summary"))).containsOnly("true");
    assertThat(tab.number("document.scrollingElement.scrollWidth")).isEqualTo(360);
  }

  /** Returns whether elements can be seen, in order. */
  private static String shown(String selector) {
    return """
    [...document.querySelectorAll('%s')].map(e => '' + (e.checkVisibility({visibilityProperty: true})
        && e.getBoundingClientRect().height > 0))\
    """
        .formatted(selector);
  }
}
