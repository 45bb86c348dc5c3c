package eightweeks.browser;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.site.Traces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sequence diagram of day 16, in the finished page, beside a run of the server of today. */
@ExtendWith(Reader.class)
final class TracePageTest {
  private static final String DAY_16 = "weeks/week3/day16-call.html";

  private static String svg() {
    return "[...document.querySelectorAll('.diagram svg')].find(e =>"
        + " e.getAttribute('aria-label').includes('The way of SET k v'))";
  }

  @Test
  void chapter_showsTheWayThatSetTakesNow(Tab tab) {
    tab.open(DAY_16);
    assertThat(tab.is(svg() + " !== undefined")).as("the chapter has the diagram of SET").isTrue();
    var steps = Traces.run(3, "SET k v").way().steps().stream().map(step -> step.call()).toList();
    assertThat(tab.texts("[..." + svg() + ".querySelectorAll('text')].map(e => e.textContent)"))
        .containsSubsequence(steps);
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void diagram_fitsADesk_andIsOnPaper(Tab tab) {
    tab.window(1280, 900);
    tab.open(DAY_16);
    assertThat(tab.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(1280);
    tab.onPaper();
    assertThat(tab.is(svg() + ".getClientRects().length > 0")).isTrue();
  }
}
