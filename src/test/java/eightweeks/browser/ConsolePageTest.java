package eightweeks.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import eightweeks.page.Transcript;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page with a server in it. */
@ExtendWith(Reader.class)
final class ConsolePageTest {
  private static final String LAST = "document.querySelector('#console [data-part=log]').lastChild";

  private static void open(Tab tab) {
    tab.open(Pages.CONSOLE);
    assertThat(tab.complaints()).as("the server in the page starts").isEmpty();
  }

  private static void button(Tab tab, String text) {
    tab.value(
        "[...document.querySelectorAll('#console button')].find(b => b.textContent === %s).focus()"
            .formatted(new JsonPrimitive(text)));
    tab.press("Enter");
  }

  /** PageServerTest has the same talk on the JVM. */
  @Test
  void transcript_isTheSameAsOnTheJvm(Tab tab) throws IOException {
    open(tab);
    for (var step : Transcript.read()) {
      if (step.passMillis() > 0) {
        assertThat(tab.text("eightweeksConsole.pass(" + step.passMillis() + ")")).isEmpty();
      } else {
        assertThat(tab.text("eightweeksConsole.run(" + new JsonPrimitive(step.line()) + ")"))
            .as("> %s", step.line())
            .isEqualTo(step.shown());
      }
    }
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void typedLine_showsReplyAndTheBytesOfBoth(Tab tab) {
    open(tab);
    tab.click("#console-line");
    tab.type("SET k v");
    tab.press("Enter");
    assertThat(tab.text(LAST + ".innerText").lines().map(String::strip))
        .containsSequence("127.0.0.1:6379> SET k v", "OK")
        .containsSequence("*3\\r\\n", "$3\\r\\n", "SET\\r\\n", "$1\\r\\n", "k\\r\\n")
        .endsWith("+OK\\r\\n");
    assertThat(tab.text(LAST + ".innerText")).contains("request, 27 bytes", "reply, 5 bytes");
    assertThat(tab.text("document.querySelector('#console-line').value")).isEmpty();
    assertThat(tab.is("document.activeElement.id === 'console-line'")).isTrue();
  }

  @Test
  void keyboardAlone_suffices(Tab tab) {
    open(tab);
    tab.value("document.querySelector('main').focus()");
    tab.tabTo("#console [data-run='SET k v']");
    tab.press(" ");
    assertThat(tab.text(LAST + ".querySelector('.console-reply').textContent")).isEqualTo("OK");
    tab.tabTo("#console-line");
    tab.type("STRLEN k");
    tab.press("Enter");
    assertThat(tab.text(LAST + ".querySelector('.console-reply').textContent"))
        .isEqualTo("(integer) 1");
    tab.press("ArrowUp");
    assertThat(tab.text("document.activeElement.value")).isEqualTo("STRLEN k");
    tab.tabTo("#console [data-part=restart]");
    tab.press("Enter");
    assertThat(tab.is("document.querySelector('#console .console-entry') === null")).isTrue();
  }

  @Test
  void timeButtons_letKeysExpire(Tab tab) {
    open(tab);
    for (var name : new String[] {"SET k v", "EXPIRE k 10", "1 second"}) {
      button(tab, name);
    }
    button(tab, "TTL k");
    assertThat(tab.text(LAST + ".querySelector('.console-reply').textContent"))
        .isEqualTo("(integer) 9");
    button(tab, "10 seconds");
    button(tab, "GET k");
    assertThat(tab.text(LAST + ".querySelector('.console-reply').textContent")).isEqualTo("(nil)");
  }

  @Test
  void everyButton_works(Tab tab) {
    open(tab);
    int buttons = tab.number("document.querySelectorAll('#console [data-run]').length");
    for (int i = 0; i < buttons; i++) {
      tab.value("document.querySelectorAll('#console [data-run]')[" + i + "].click()");
    }
    assertThat(tab.number("document.querySelectorAll('#console .console-entry').length"))
        .isEqualTo(buttons)
        .isGreaterThan(5);
    assertThat(tab.text("document.querySelector('#console [data-part=log]').innerText"))
        .doesNotContain("(error)");
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void exampleOfACommandsPage_runsHere(Tab tab) {
    tab.open("reference/commands/set.html");
    tab.load(() -> tab.click("a.button[href*='run=']"));
    assertThat(
            tab.texts(
                "[...document.querySelectorAll('#console .console-reply')].map(e =>"
                    + " e.textContent)"))
        .startsWith("OK", "\"Ada\"", "(nil)");
    assertThat(tab.is("document.activeElement.id === 'console-line'")).isTrue();
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void blockedClient_saysSo(Tab tab) {
    open(tab);
    assertThat(tab.text("eightweeksConsole.run('BLPOP jobs 5')")).startsWith("Blocked: ");
    assertThat(tab.is("document.querySelector('#console form').matches('.is-blocked')")).isTrue();
  }

  @Test
  void blockedClient_isInterrupted(Tab tab) {
    open(tab);
    tab.value("eightweeksConsole.run('BLPOP jobs 0')");
    assertThat(tab.is("document.querySelector('#console-line').readOnly")).isTrue();
    tab.click("#console [data-part=interrupt]");
    assertThat(tab.is("document.querySelector('#console form').matches('.is-blocked')")).isFalse();
    assertThat(tab.is("document.activeElement.id === 'console-line'")).isTrue();
    assertThat(tab.text("eightweeksConsole.run('PING')")).isEqualTo("PONG\n");
  }

  @Test
  void secondClient_givesTheBlockedOneItsReply(Tab tab) {
    open(tab);
    tab.value("eightweeksConsole.run('BLPOP jobs 0')");
    button(tab, "A second client");
    assertThat(tab.is("document.activeElement.id === 'console-line-2'")).isTrue();
    tab.type("RPUSH jobs first");
    tab.press("Enter");
    assertThat(tab.text(LAST + ".textContent"))
        .contains("The reply to BLPOP jobs 0:", "1) \"jobs\"", "2) \"first\"");
    assertThat(tab.is("document.querySelector('#console form').matches('.is-blocked')")).isFalse();
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void blockedClient_hasItsReplyWhenTimeHasPassed(Tab tab) {
    open(tab);
    tab.value("eightweeksConsole.run('BLPOP jobs 5')");
    button(tab, "10 seconds");
    assertThat(tab.text(LAST + ".textContent")).contains("The reply to BLPOP jobs 5:", "(nil)");
  }

  @Test
  void message_isShownWhereItArrives(Tab tab) {
    open(tab);
    tab.value("eightweeksConsole.run('SUBSCRIBE news')");
    button(tab, "A second client");
    tab.type("PUBLISH news hello");
    tab.press("Enter");
    assertThat(tab.text(LAST + ".textContent"))
        .contains("Pushed by the server:", "1) \"message\"", "3) \"hello\"");
  }

  @Test
  void infoAndHelp_areShownAsInATerminal(Tab tab) {
    open(tab);
    assertThat(tab.text("eightweeksConsole.run('INFO server')"))
        .startsWith("# Server\r\nredis_version:7.2.6");
    assertThat(tab.text("eightweeksConsole.run('help get')"))
        .contains("GET key", "summary: ", "group: string")
        .doesNotContain("\u001b");
    assertThat(tab.text("eightweeksConsole.run('HELP')")).contains("help @<group>");
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void shutdown_endsTheServerVisibly(Tab tab) {
    open(tab);
    tab.click("#console-line");
    tab.type("SHUTDOWN NOSAVE");
    tab.press("Enter");
    assertThat(tab.text(LAST + ".textContent")).contains("The server has ended.");
    assertThat(tab.text("document.querySelector('#console label').textContent"))
        .isEqualTo("not connected>");
    assertThat(tab.text("document.activeElement.textContent")).isEqualTo("Start a new server");
    tab.press("Enter");
    assertThat(tab.text("eightweeksConsole.run('PING')")).isEqualTo("PONG\n");
  }

  @Test
  void clickOnAnExample_leavesTheFocusInTheLine(Tab tab) {
    open(tab);
    tab.click("#console [data-run='PING']");
    assertThat(tab.is("document.activeElement.id === 'console-line'")).isTrue();
  }

  @Test
  void field_isLargeEnoughThatAPhoneDoesNotZoom(Tab tab) {
    tab.window(390, 800);
    open(tab);
    assertThat(
            tab.is(
                "parseFloat(getComputedStyle(document.querySelector('#console-line')).fontSize) >="
                    + " 16"))
        .isTrue();
  }

  @Test
  void unbalancedQuotes_areSaidToBe(Tab tab) {
    open(tab);
    tab.click("#console-line");
    tab.type("SET \"k");
    tab.press("Enter");
    assertThat(tab.text(LAST + ".innerText")).contains("Invalid argument(s)");
  }

  @Test
  void markupInAReply_isText(Tab tab) {
    open(tab);
    tab.click("#console-line");
    tab.type("ECHO <b>bold</b>");
    tab.press("Enter");
    assertThat(tab.text(LAST + ".querySelector('.console-reply').textContent"))
        .isEqualTo("\"<b>bold</b>\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 1400})
  void longReply_staysInItsBox(int width, Tab tab) {
    tab.window(width, 800);
    open(tab);
    tab.value(
        "eightweeksConsole.run('COMMAND INFO get'), eightweeksConsole.run('ECHO ' +"
            + " 'x'.repeat(500))");
    assertThat(tab.number("document.scrollingElement.scrollWidth")).isEqualTo(width);
    assertThat(
            tab.is(
                "(e => e.scrollWidth <= e.clientWidth)(document.querySelector('#console"
                    + " [data-part=log]'))"))
        .isTrue();
  }
}
