package eightweeks.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The projector, and the handout. */
@ExtendWith(Reader.class)
final class WorkshopTest {
  private static final String TITLE = "document.querySelector('.present .slide h2').textContent";

  @Test
  void projector_showsOneStopAtATime_andFiguresFullScreen(Tab tab) {
    tab.open(Pages.DAY_05);
    tab.click(".present-open button");
    assertThat(tab.text(TITLE)).isEqualTo("Goal");
    tab.press("ArrowRight");
    assertThat(tab.text(TITLE)).isEqualTo("Recall");
    for (int i = 0; i < 20 && !tab.is("!!document.querySelector('.present .whole svg')"); i++) {
      tab.press("ArrowRight");
    }
    assertThat(
            tab.is(
                "(r => r.height > innerHeight * 0.6 && r.bottom <= innerHeight && r.width <="
                    + " innerWidth)(document.querySelector('.present .whole"
                    + " svg').getBoundingClientRect())"))
        .isTrue();
    assertThat(tab.number("document.querySelectorAll('.present .slide').length")).isEqualTo(1);
    tab.press("ArrowLeft");
    tab.press("Escape");
    tab.until("!document.querySelector('dialog.present[open]')");
    assertThat(tab.text("location.pathname")).endsWith(Pages.DAY_05);
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void speakersNotes_areThoseOfTheGuide(Tab tab) {
    tab.open(Pages.DAY_05 + "?present");
    assertThat(tab.is("document.querySelector('.present .notes').hidden")).isTrue();
    tab.value(
        "[...document.querySelectorAll('.present .bar button')]"
            + ".find(b => b.textContent.startsWith('Notes')).click()");
    assertThat(tab.text("document.querySelector('.present .notes').innerText"))
        .contains("What people get stuck on", "Expected");
  }

  @Test
  void handout_hasQuestionsWithoutAnswers(Tab tab) {
    tab.open("docs/workshop/handout.html");
    assertThat(tab.number("document.querySelectorAll('.handout').length")).isEqualTo(5);
    assertThat(tab.number("document.querySelectorAll('.handout .write').length"))
        .isGreaterThanOrEqualTo(15);
    assertThat(tab.number("document.querySelectorAll('main details.answer').length")).isZero();
    tab.open("docs/workshop/handout-two-days.html");
    assertThat(tab.number("document.querySelectorAll('.handout').length")).isEqualTo(15);
  }

  @Test
  void timetable_leadsToChaptersHintsAndSolutions(Tab tab) {
    tab.open("docs/workshop/half-day.html");
    assertThat(
            tab.texts("[...document.querySelectorAll('main a')].map(a => a.getAttribute('href'))"))
        .contains(
            "#day-05",
            "../../weeks/week1/day05-turn.html#exercise",
            "../../exercises/week1/day07-resp/hints.html",
            "../../solutions/week1/day07-resp/solution.html");
    tab.open("docs/workshop/two-days.html");
    assertThat(
            tab.texts("[...document.querySelectorAll('main a')].map(a => a.getAttribute('href'))"))
        .contains(
            "#day-19",
            "../../weeks/week3/day15-commands.html#exercise",
            "../../exercises/week3/day16-call/hints.html",
            "../../solutions/week3/day19-rdb-save/solution.html",
            "../../weeks/week3/index.html#seven-questions-of-week-3");
  }
}
