package eightweeks.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
