package eightweeks.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import eightweeks.harness.TestServer;
import eightweeks.study.course.Days;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.ContainerCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The search, by keyboard alone, from a folder. */
@ExtendWith(Reader.class)
final class SearchTest {
  private static final String TARGETS =
      "[...document.querySelectorAll('#hits a')].map(a => a.getAttribute('href'))";
  private static final String CHOSEN = "document.querySelector('#hits a[aria-selected=\"true\"]')";

  private static void search(Tab tab, String words) {
    tab.press("/");
    tab.until("document.querySelector('dialog.search[open]')");
    tab.type(words);
    tab.until("document.querySelectorAll('#hits a').length > 0");
  }

  @Test
  void multibulk_leadsToDay07AndToTheSourceOfQuery(Tab tab) {
    tab.open(Pages.HOME);
    search(tab, "multibulk");
    assertThat(tab.texts(TARGETS).subList(0, 5))
        .as("the course comes first")
        .anyMatch(target -> target.startsWith(Pages.DAY_07));
    assertThat(tab.texts(TARGETS)).anyMatch(target -> target.startsWith(Pages.SOURCE));
    assertThat(tab.complaints()).isEmpty();
    assertThat(tab.requests()).allMatch(address -> address.startsWith("file:"));
  }

  /** Loads the index, without a look at the dialog. */
  private static void loadIndex(Tab tab) {
    tab.open(Pages.HOME);
    tab.value(
        """
        new Promise(good => {
          const script = document.createElement('script');
          script.src = 'assets/search-index.js';
          script.onload = () => good(true);
          document.head.append(script);
        })\
        """);
  }

  /**
   * Returns what does not come first: a hit above it is allowed only if the query is a name of that
   * one, too, such as SAVE, a command and a directive.
   */
  private static List<String> notFirst(Tab tab, Map<String, String> targetByQuery) {
    return tab.texts(
        """
        Object.entries(%s).flatMap(([query, target]) => {
          const hits = eightweeksSearch(query);
          const at = hits.findIndex(hit => hit[0] === target);
          const exact = hits.filter(hit => hit[1]).length;
          return at >= 0 && at < Math.max(1, exact) && hits[at][1]
              ? [] : [query + ': ' + target + ' is at ' + at + ', first is ' + (hits[0] || '-')];
        })\
        """
            .formatted(new Gson().toJson(targetByQuery)));
  }

  @Test
  void everyCommand_comesFirstForItsName(Tab tab) {
    loadIndex(tab);
    var commands = new TreeMap<String, String>();
    for (var command : TestServer.start().parts().commands().all()) {
      add(commands, command);
      if (command instanceof ContainerCommand container) {
        container.subcommands().forEach(sub -> add(commands, sub));
      }
    }
    assertThat(commands).hasSizeGreaterThan(200);
    assertThat(notFirst(tab, commands)).isEmpty();
    for (var name : new String[] {"SET", "GEOHASH", "geohash", "client list"}) {
      var path = "reference/commands/" + name.toLowerCase(Locale.ROOT).replace(' ', '-') + ".html";
      assertThat(tab.text("eightweeksSearch('" + name + "')[0][0]")).isEqualTo(path);
    }
  }

  @Test
  void commandToCome_saysWithWhichWeek(Tab tab) {
    loadIndex(tab);
    assertThat(tab.text("eightweeksSearch('XADD')[0][0]")).isEqualTo("index.html#week6");
    tab.press("/");
    tab.type("xadd");
    tab.until("document.querySelectorAll('#hits a').length > 0");
    assertThat(tab.text("document.querySelector('#hits a').innerText"))
        .contains("XADD", "Week 6 · to come");
  }

  private static void add(Map<String, String> commands, Command command) {
    commands.put(
        command.fullName().replace('|', ' ').toUpperCase(Locale.ROOT),
        "reference/commands/" + command.fullName().replaceAll("[^a-z0-9]+", "-") + ".html");
  }

  @Test
  void everyDirective_comesFirstForItsName(Tab tab) {
    loadIndex(tab);
    var directives = new TreeMap<String, String>();
    for (var directive : TestServer.start().parts().config().directives()) {
      var id = directive.name().replaceAll("[^a-z0-9]+", "-");
      directives.put(directive.name(), Pages.CONFIGURATION + "#" + id);
    }
    assertThat(directives).hasSizeGreaterThan(150);
    assertThat(notFirst(tab, directives)).isEmpty();
  }

  @Test
  void everyDay_comesFirst_alsoThoseToCome(Tab tab) {
    loadIndex(tab);
    for (var day : Days.read(Path.of("")).all()) {
      var chapter = day.chapter().replace(".adoc", ".html");
      var target = day.ready() ? chapter : "index.html#week" + day.week();
      for (var query : List.of(day.id(), "day " + day.number(), day.title())) {
        assertThat(tab.text("eightweeksSearch(" + new Gson().toJson(query) + ")[0][0]"))
            .as(query)
            .isEqualTo(target);
      }
    }
  }

  @Test
  void everyCFunction_comesFirstForItsName(Tab tab) {
    tab.open("reference/c-to-java.html");
    var rows =
        tab.texts(
            """
            [...document.querySelectorAll('tr[data-row]:not([data-whole])')].map(row =>
                row.closest('section').querySelector('h2').textContent + ': '
                + row.querySelector('th').textContent + '|' + row.id)\
            """);
    loadIndex(tab);
    var functions = new TreeMap<String, String>();
    for (var row : rows) {
      var target = "reference/c-to-java.html#" + row.substring(row.indexOf('|') + 1);
      functions.put(row.substring(0, row.indexOf('|')), target);
      functions.put(row.substring(row.indexOf(": ") + 2, row.indexOf('|')), target);
    }
    assertThat(functions).hasSizeGreaterThan(300);
    assertThat(notFirst(tab, functions)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "playground, docs/console.html",
    "getting started, README.html",
    "docker, README.html",
    "how do I get started with docker, README.html",
    "workshop, docs/workshop/index.html",
    "Query, src/main/java/eightweeks/week1/resp/Query.java.html"
  })
  void whatReadersType_leadsToThePage(String query, String page, Tab tab) {
    loadIndex(tab);
    assertThat(tab.text("eightweeksSearch('" + query + "')[0][0]")).isEqualTo(page);
  }

  @Test
  void oneLetterAndStopWords_matchNothingByThemselves(Tab tab) {
    loadIndex(tab);
    assertThat(tab.number("eightweeksSearch('x').length")).isZero();
    assertThat(tab.texts("eightweeksSearch('the query buffer').slice(0, 5).map(h => h[0])"))
        .isEqualTo(tab.texts("eightweeksSearch('query buffer').slice(0, 5).map(h => h[0])"));
  }

  @ParameterizedTest
  @CsvSource({"expirre, reference/commands/expire.html", "maxmemroy, reference/configuration.html"})
  void wordWithTwoWrongLetters_isFound(String query, String page, Tab tab) {
    loadIndex(tab);
    assertThat(tab.texts("eightweeksSearch('" + query + "').slice(0, 10).map(h => h[0])"))
        .anyMatch(target -> target.startsWith(page));
  }

  @Test
  void controlK_opensTheSearch(Tab tab) {
    tab.open(Pages.HOME);
    tab.value(
        "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'k', ctrlKey: true, bubbles:"
            + " true}))");
    tab.until("document.querySelector('dialog.search[open]')");
  }

  @Test
  void arrowKeysAndEnter_goToAHit(Tab tab) {
    tab.open(Pages.CONSOLE);
    search(tab, "multibulk");
    var third = tab.text("document.querySelectorAll('#hits a')[2].href");
    tab.press("ArrowDown");
    tab.press("ArrowDown");
    tab.press("ArrowDown");
    tab.press("ArrowUp");
    assertThat(tab.text(CHOSEN + ".href")).isEqualTo(third);
    assertThat(tab.text("document.activeElement.getAttribute('aria-activedescendant')"))
        .as("what a screen reader reads out")
        .isEqualTo(tab.text(CHOSEN + ".id"));
    tab.load(() -> tab.press("Enter"));
    assertThat(tab.text("location.href")).isEqualTo(third);
  }

  @Test
  void arrowUpFromTheFirstHit_choosesTheLast(Tab tab) {
    tab.open(Pages.HOME);
    search(tab, "multibulk");
    tab.press("ArrowUp");
    assertThat(tab.is(CHOSEN + " === [...document.querySelectorAll('#hits a')].at(-1)")).isTrue();
  }

  @Test
  void severalWords_mustAllBeThere(Tab tab) {
    tab.open(Pages.HOME);
    search(tab, "zz");
    tab.value("document.querySelector('dialog input').select()");
    tab.type("query buffer");
    tab.until("document.querySelector('#hits mark')");
    assertThat(tab.text("document.querySelector('#hits a').textContent.toLowerCase()"))
        .contains("query", "buffer");
  }

  @Test
  void wordWithAWrongLetter_isFoundAllTheSame(Tab tab) {
    tab.open(Pages.HOME);
    search(tab, "multibulc");
    assertThat(tab.texts(TARGETS)).anyMatch(target -> target.startsWith(Pages.DAY_07));
  }

  @Test
  void wordThatIsNowhere_saysSo(Tab tab) {
    tab.open(Pages.HOME);
    tab.press("/");
    tab.type("qqqqqqqq");
    tab.until("document.querySelector('.search .hint').textContent === 'Nothing found.'");
    assertThat(tab.is("document.querySelector('#hits').hidden")).isTrue();
  }

  @Test
  void escape_closesAndGivesTheFocusBack(Tab tab) {
    tab.open(Pages.DAY_07);
    tab.tabTo("button.search-open");
    tab.press("Enter");
    tab.until("document.querySelector('dialog.search[open]')");
    tab.press("Escape");
    tab.until("!document.querySelector('dialog.search[open]')");
    assertThat(tab.is("document.activeElement.matches('button.search-open')")).isTrue();
  }

  @Test
  void slashInAField_isASlash(Tab tab) {
    tab.open(Pages.CONFIGURATION);
    tab.value("document.querySelector('input[data-filter]').focus()");
    tab.press("/");
    assertThat(tab.text("document.activeElement.value")).isEqualTo("/");
    assertThat(tab.is("document.querySelector('dialog.search') === null")).isTrue();
  }

  @Test
  void filterOfALongList_leavesWhatFits(Tab tab) {
    tab.open(Pages.CONFIGURATION);
    tab.click("input[data-filter]");
    tab.type("maxclients");
    tab.until("document.querySelectorAll('[data-row]:not([hidden])').length < 20");
    assertThat(
            tab.texts(
                "[...document.querySelectorAll('[data-row]:not([hidden]) dt')].map(e =>"
                    + " e.textContent)"))
        .anyMatch(name -> name.contains("maxclients"));
  }
}
