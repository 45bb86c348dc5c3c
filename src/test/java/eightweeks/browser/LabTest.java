package eightweeks.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Forms, figures and sessions that run the server's own code in the page; recall cards. */
@ExtendWith(Reader.class)
final class LabTest {
  private static final String FORM = "form.predictions";
  private static final String SUM = "document.querySelector('.predictions .sum').textContent";
  private static final String TURN = "[data-figure=turn]";
  private static final String QUERY = "[data-figure=query]";

  /** The loop's own numbers; FiguresTest has them from the exercise's answer. */
  private static final int[] RIGHT = {25, 20, 45, 40, 7, 10, 5, 0};

  private static void button(Tab tab, String box, String text) {
    tab.value(
        "[...document.querySelectorAll('%s button')].find(b => b.textContent === %s).click()"
            .formatted(box, new Gson().toJson(text)));
  }

  // Predictions.

  private static void predict(Tab tab, int[] numbers) {
    tab.value(
        "[...document.querySelectorAll('%s input')].forEach((e, i) => { e.value = %s[i];"
                .formatted(FORM, new Gson().toJson(numbers))
            + " e.dispatchEvent(new Event('input')); })");
  }

  @Test
  void predictions_areCheckedByTheLoop(Tab tab) {
    tab.open(Pages.DAY_05);
    predict(tab, RIGHT);
    button(tab, FORM, "Check the predictions");
    tab.until(SUM + " === 'All 8 are right.'");
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void wrongPrediction_showsWhatTheLoopDid(Tab tab) {
    tab.open(Pages.DAY_05);
    var wrong = RIGHT.clone();
    wrong[2] = 15;
    predict(tab, wrong);
    button(tab, FORM, "Check the predictions");
    tab.until(SUM + ".startsWith('7 of 8 are right.')");
    assertThat(tab.text("document.querySelector('.is-wrong .said').innerText"))
        .contains("Not so.", "the command arrives, and waits", "B begins; it was due at 15")
        .doesNotContain("45");
  }

  @Test
  void missingPrediction_isAskedForBeforeAnythingIsShown(Tab tab) {
    tab.open(Pages.DAY_05);
    predict(tab, RIGHT);
    tab.value("document.querySelectorAll('.predictions input')[2].value = '1,000'");
    tab.value("document.querySelectorAll('.predictions input')[3].value = '4,5'");
    button(tab, FORM, "Check the predictions");
    assertThat(tab.text(SUM)).isEqualTo("One prediction is not a whole number yet.");
    assertThat(tab.is("document.activeElement.id === 'predict-reply-late'")).isTrue();
    assertThat(tab.texts("[...document.querySelectorAll('.said')].map(e => e.textContent)"))
        .containsOnly("");
  }

  @Test
  void predictions_areThereAfterAReload(Tab tab) {
    tab.open(Pages.DAY_05);
    predict(tab, RIGHT);
    tab.reload();
    assertThat(tab.text("document.querySelector('.predictions input').value")).isEqualTo("25");
  }

  // Figures.

  @Test
  void turn_isSteppedThrough_withTheLineInTheSnippet(Tab tab) {
    tab.open(Pages.DAY_05);
    button(tab, TURN, "Client sends a command of 30 ms");
    tab.until("document.querySelector('[data-figure=turn] .state').textContent.includes('waits')");
    for (int i = 0; i < 4; i++) {
      button(tab, TURN, "Next step");
    }
    assertThat(tab.text("document.querySelector('[data-figure=turn] .turn > .now').innerText"))
        .contains("Channels that are ready", "30 ms", "WORK ran for 30 ms");
    assertThat(tab.texts("[...document.querySelectorAll('.hl .now')].map(e => e.textContent)"))
        .singleElement()
        .asString()
        .contains("runFired(fired)");
    button(tab, TURN, "Whole turn");
    button(tab, TURN, "Whole turn");
    assertThat(tab.text("document.querySelector('[data-figure=turn]').innerText"))
        .contains("WRITE_REPLIES: +OK goes out", "Replies still to go out: 0.");
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void query_isFedByteByByte(Tab tab) {
    tab.open(Pages.DAY_07);
    button(tab, QUERY, "Next byte");
    tab.until("document.querySelector('[data-figure=query] .bytes').children.length > 20");
    for (int i = 1; i < 20; i++) {
      button(tab, QUERY, "Next byte");
    }
    var numbers =
        "[...document.querySelectorAll('[data-figure=query] .numbers dd')].map(e => e.innerText)";
    assertThat(tab.texts(numbers)).containsExactly("1", "5", "INCOMPLETE", "\"ECHO\"");
    button(tab, QUERY, "Up to the end of the command");
    assertThat(tab.texts(numbers)).containsExactly("0", "-1", "COMMAND", "\"ECHO\" \"hello\"");
    assertThat(tab.complaints()).isEmpty();
  }

  // Sessions.

  @Test
  void session_runsInThePage(Tab tab) {
    tab.open(Pages.DAY_05);
    button(tab, ".lab.run", "Run it here");
    tab.until("!document.querySelector('.lab.run .ran').hidden");
    assertThat(tab.text("document.querySelector('.lab.run .ran').textContent"))
        .contains("> config resetstat\nOK\n")
        .containsPattern("grep cycles:\neventloop_cycles:2\\d\n")
        .containsPattern("grep cycles:\neventloop_cycles:20\\d\n");
    assertThat(tab.complaints()).isEmpty();
  }

  // Recall cards.

  private static final String CARD = "document.querySelector('details[data-card]')";

  private static void setCards(Tab tab, String cards) {
    tab.value("localStorage.setItem('eightweeks.cards', JSON.stringify(" + cards + "))");
    tab.reload();
  }

  private static String today() {
    return "Math.floor((Date.now() / 60000 - new Date().getTimezoneOffset()) / 1440)";
  }

  @Test
  void cardThatWasRight_comesBackAfterOneThreeAndSevenDays(Tab tab) {
    tab.open(Pages.DAY_05);
    tab.value(CARD + ".open = true");
    var id = tab.text(CARD + ".dataset.card");
    int[] days = {1, 3, 7};
    for (int level = 0; level < days.length; level++) {
      if (level > 0) {
        setCards(tab, "{%s: [%d, %s]}".formatted(id, level, today()));
        assertThat(tab.text(CARD + ".querySelector('.knew').textContent")).contains("It is back");
        assertThat(tab.text("document.querySelector('header .due').innerText")).isEqualTo("1 card");
      }
      button(tab, "details[data-card]", "I knew it");
      assertThat(
              tab.number(
                  "JSON.parse(localStorage.getItem('eightweeks.cards'))['%s'][1] - %s"
                      .formatted(id, today())))
          .isEqualTo(days[level]);
      assertThat(tab.is("document.querySelector('header .due').hidden")).isTrue();
    }
    setCards(tab, "{%s: [3, %s]}".formatted(id, today()));
    button(tab, "details[data-card]", "I knew it");
    assertThat(tab.text(CARD + ".querySelector('.knew').textContent")).contains("not come back");
  }

  @Test
  void rightTwiceOnOneDay_countsOnce(Tab tab) {
    tab.open(Pages.DAY_05);
    button(tab, "details[data-card]", "I knew it");
    button(tab, "details[data-card]", "I knew it");
    assertThat(tab.text(CARD + ".querySelector('.knew').textContent")).contains("tomorrow");
  }

  @Test
  void cardsPage_showsThoseThatAreDue(Tab tab) {
    tab.open(Pages.CARDS);
    var shown = "[...document.querySelectorAll('[data-recall]')].filter(e => !e.hidden).length";
    int all = tab.number(shown);
    assertThat(all).isGreaterThanOrEqualTo(21);
    var ids =
        tab.texts("[...document.querySelectorAll('[data-recall]')].map(e => e.dataset.recall)");
    assertThat(ids).doesNotHaveDuplicates();
    setCards(
        tab, "{%s: [0, %s], %s: [1, %s + 1]}".formatted(ids.get(0), today(), ids.get(1), today()));
    assertThat(tab.number(shown)).isEqualTo(1);
    assertThat(tab.text("document.querySelector('.cards-state').textContent"))
        .isEqualTo("1 card is due today.");
    tab.value("document.querySelector('details[data-card]').open = true");
    button(tab, "details[data-card]", "I knew it");
    assertThat(tab.text("document.querySelector('.cards-state').textContent"))
        .isEqualTo("No card is due today. The next one comes back tomorrow.");
    tab.click(".cards-all");
    assertThat(tab.number(shown)).isEqualTo(all);
  }

  @Test
  void cardOfAnEarlierDay_isTheSameInRecallAndInClose(Tab tab) {
    tab.open("weeks/week1/day04-events.html");
    var close =
        tab.texts("[...document.querySelectorAll('details[data-card]')].map(e => e.dataset.card)");
    tab.open(Pages.DAY_05);
    assertThat(close)
        .contains(tab.text("document.querySelector('details[data-card]').dataset.card"));
  }
}
