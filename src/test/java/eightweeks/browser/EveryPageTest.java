package eightweeks.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import eightweeks.harness.BesideOthers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for a page of every kind. */
@BesideOthers
@OneTab
@ExtendWith(Reader.class)
final class EveryPageTest {
  private static final String ALL_RULES = "{preload: false, resultTypes: ['violations']}";
  private static final String CONTRAST =
      "{preload: false, resultTypes: ['violations'], runOnly: ['color-contrast']}";
  private static final String ALL_BUT_CONTRAST =
      "{preload: false, resultTypes: ['violations'], rules: {'color-contrast': {enabled: false}}}";
  private static final String UNFOLD =
      "document.querySelectorAll('main details').forEach(d => { d.open = true; })";

  /** The rows of a long list, and the parts of a long source, are all alike: some of them do. */
  private static final String SHORTEN =
      """
      for (const kind of ['[data-row]', 'section.seg', '.commands > div'])
        [...document.querySelectorAll(kind)].slice(30).forEach(e => e.remove());\
      """;

  /** The days whose colours are looked at, unless some pages are asked for: all have the same. */
  private static final String FIRST_OF_A_WEEK = ".*/day(01|08|15|22|29|36|43|50)-.*";

  /** One page of every kind; {@code -Dpages=.*} visits all that match, which takes half an hour. */
  static List<String> pages() {
    var pattern = System.getProperty("pages", "");
    return pattern.isEmpty() ? Pages.ofEveryKind() : Pages.matching(pattern);
  }

  /**
   * Elements that reach beyond the right edge, the outermost and widest first, to find the fault.
   */
  private static final String WIDE =
      """
      [...document.querySelectorAll('body *')]
          .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
          .filter(e => !e.closest('pre, .wide, .diagram, nav.site'))
          .slice(0, 5)
          .map(e => e.outerHTML.slice(0, 120))\
      """;

  /** One visit, because each costs a second: at a desk in both themes, then on a phone. */
  @ParameterizedTest
  @MethodSource("pages")
  void page_asksForNothingOutside_isAccessible_andFitsAPhone(String page, Tab tab)
      throws IOException {
    tab.systemTheme("light");
    tab.open(page);
    var soft = new SoftAssertions();
    soft.assertThat(tab.requests())
        .as("requests")
        .isNotEmpty()
        .allMatch(address -> address.matches("(file|data|blob):.*"));
    tab.value(UNFOLD);
    tab.value(SHORTEN);
    loadAxe(tab);
    boolean looksAtColours =
        !System.getProperty("pages", "").isEmpty()
            || !Pages.days().contains(page)
            || page.matches(FIRST_OF_A_WEEK);
    var rules = looksAtColours ? ALL_RULES : ALL_BUT_CONTRAST;
    soft.assertThat(violations(tab, rules)).as("axe, light").isEmpty();
    tab.systemTheme("dark");
    if (looksAtColours) {
      soft.assertThat(violations(tab, CONTRAST)).as("axe, dark").isEmpty();
    }
    soft.assertThat(tab.complaints()).as("errors and warnings").isEmpty();
    tab.window(360, 740);
    tab.reload();
    tab.value(UNFOLD);
    soft.assertThat(tab.texts(WIDE)).as("what is too wide for a phone").isEmpty();
    tab.value("scrollTo(500, 0)");
    soft.assertThat(tab.number("scrollX")).as("scrolled sideways").isZero();
    soft.assertAll();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void search_isAccessible(String theme, Tab tab) throws IOException {
    tab.systemTheme(theme);
    tab.open(Pages.HOME + "?q=multibulk");
    tab.until("document.querySelectorAll('#hits a').length > 3");
    loadAxe(tab);
    assertThat(violations(tab, ALL_RULES)).isEmpty();
  }

  @Test
  void contentsOnAPhone_areAccessible(Tab tab) throws IOException {
    tab.window(360, 740);
    tab.open(Pages.DAY_07);
    tab.click("button.menu");
    tab.until("getComputedStyle(document.querySelector('nav.site')).transform === 'none'");
    loadAxe(tab);
    assertThat(violations(tab, ALL_RULES)).isEmpty();
  }

  /** axe-core stands in the jar of its Selenium binding. */
  private static void loadAxe(Tab tab) throws IOException {
    try (var in = EveryPageTest.class.getResourceAsStream("/axe.min.js")) {
      var script = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      tab.value(script + "; true");
    }
  }

  /** What axe finds, a line for each place. */
  private static List<String> violations(Tab tab, String options) {
    var found = new ArrayList<String>();
    var violations =
        tab.value("axe.run(document, %s).then(r => r.violations)".formatted(options))
            .getAsJsonArray();
    for (JsonElement element : violations) {
      var violation = element.getAsJsonObject();
      JsonArray nodes = violation.getAsJsonArray("nodes");
      for (var node : nodes.asList().subList(0, Math.min(3, nodes.size()))) {
        found.add(
            "%s (%s): %s\n  %s"
                .formatted(
                    violation.get("id").getAsString(),
                    violation.get("impact").getAsString(),
                    node.getAsJsonObject().get("html").getAsString(),
                    node.getAsJsonObject().get("failureSummary").getAsString()));
      }
    }
    return found;
  }
}
