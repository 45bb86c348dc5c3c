package eightweeks.browser;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.page.figure.FigureKind;
import eightweeks.page.figure.Scene;
import eightweeks.page.figure.Stepper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The failover in a page, beside the same simulation on this JVM. */
@ExtendWith(Reader.class)
final class FailoverPageTest {
  private static final String ALL = "all others";
  private static final String FORM = "form[data-figure=failover]";

  private static String in(String selector) {
    return "document.querySelector('%s %s')".formatted(FORM, selector);
  }

  private static void press(Tab tab, String button) {
    tab.value(in("[data-%s]".formatted(button)) + ".click()");
  }

  private static void assertShown(Tab tab, Scene scene) {
    assertThat(tab.text(in(".state") + ".textContent")).isEqualTo(scene.said());
    assertThat(tab.text(in(".picture") + ".getAttribute('aria-label')")).isEqualTo(scene.state());
    var numbers =
        "[...%s.children].map(e => e.children[0].textContent + '\\t' + e.children[1].textContent)";
    assertThat(String.join("\n", tab.texts(numbers.formatted(in(".numbers")))) + "\n")
        .isEqualTo(scene.factLines());
  }

  /** The build has put the run into the page; nothing is loaded for it. */
  @Test
  void recordedRun_isThatOfTheJvm_forwardAndBack(Tab tab) {
    tab.open(Pages.FAILOVER);
    var scenes = FigureKind.FAILOVER.recorded();
    assertThat(scenes).hasSizeBetween(20, 80);
    assertShown(tab, scenes.getFirst());
    for (var scene : scenes.subList(1, scenes.size())) {
      press(tab, "go=forward");
      assertShown(tab, scene);
    }
    assertThat(tab.text(in("[data-go=forward]") + ".getAttribute('aria-disabled')"))
        .isEqualTo("true");
    press(tab, "go=back");
    assertShown(tab, scenes.get(scenes.size() - 2));
    press(tab, "go=begin");
    assertShown(tab, scenes.getFirst());
    assertThat(tab.is("window.figureBegin === undefined")).as("no server was loaded").isTrue();
    assertThat(tab.complaints()).isEmpty();
  }

  private static void act(Tab tab, Stepper jvm, String action, String machine, String other) {
    jvm.act(action, List.of(machine, other));
    var choose =
        "document.querySelectorAll('%s select').forEach((e, i) => { e.value = ['%s', '%s'][i]; })";
    tab.value(choose.formatted(FORM, machine, other));
    press(tab, "act=" + action);
    tab.until(
        "window.figureBeginAt && figurePlace('failover').startsWith('%d ')"
            .formatted(jvm.before()));
    assertLive(tab, jvm);
    while (jvm.forward()) {
      press(tab, "go=forward");
      assertLive(tab, jvm);
    }
  }

  private static void assertLive(Tab tab, Stepper jvm) {
    assertShown(tab, jvm.scene());
    int width = Math.min(900, tab.number(in(".picture") + ".clientWidth"));
    assertThat(tab.text("figureDraw('failover', %d)".formatted(width)))
        .isEqualTo(jvm.scene().draw(width, false));
  }

  @Test
  void readerWhoActs_seesWhatTheJvmSees(Tab tab) {
    tab.open(Pages.FAILOVER);
    for (int i = 0; i < 3; i++) {
      press(tab, "go=forward");
    }
    var jvm = FigureKind.FAILOVER.begin(3);
    act(tab, jvm, "cut", "sentinel 1", ALL);
    act(tab, jvm, "jump", "sentinel 2", "server 1");
    act(tab, jvm, "deaf", "server 3", "sentinel 3");
    act(tab, jvm, "later", "server 1", ALL);
    for (int i = 0; i < 6; i++) {
      act(tab, jvm, "next", "server 1", ALL);
    }
    press(tab, "go=back");
    jvm.back();
    assertLive(tab, jvm);
    act(tab, jvm, "stop", "server 1", ALL);
    act(tab, jvm, "later", "server 1", ALL);
    assertThat(tab.complaints()).isEmpty();
  }

  /** With the master cut off, a new one is elected: who is master is what the Sentinels say. */
  @Test
  void masterThatIsCutOff_isReplaced(Tab tab) {
    tab.open(Pages.FAILOVER);
    var jvm = FigureKind.FAILOVER.begin(0);
    act(tab, jvm, "cut", "server 1", ALL);
    act(tab, jvm, "later", "server 1", ALL);
    assertThat(jvm.scene().state())
        .contains("server 1 is a master.")
        .doesNotContain("takes server 1");
    press(tab, "go=begin");
    assertShown(tab, FigureKind.FAILOVER.begin(0).scene());
  }

  @Test
  void keys_areEnough_andAPhoneIsWideEnough(Tab tab) {
    tab.window(360, 800);
    tab.open(Pages.FAILOVER);
    assertThat(tab.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
    tab.tabTo(FORM + " [data-go=forward]");
    tab.press("Enter");
    assertShown(tab, FigureKind.FAILOVER.begin(1).scene());
    tab.press("ArrowRight");
    assertShown(tab, FigureKind.FAILOVER.begin(2).scene());
    tab.press("ArrowLeft");
    assertShown(tab, FigureKind.FAILOVER.begin(1).scene());
    act(tab, FigureKind.FAILOVER.begin(1), "jump", "sentinel 1", ALL);
    assertThat(tab.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
    assertThat(tab.number(in(".picture") + ".scrollWidth"))
        .isLessThanOrEqualTo(tab.number(in(".picture") + ".clientWidth"));
  }

  @Test
  void onPaper_thereAreStills(Tab tab) {
    tab.open(Pages.FAILOVER);
    var shown =
        "[...document.querySelectorAll('%s')].filter(e => e.getClientRects().length).length";
    assertThat(tab.number(shown.formatted(".stills svg"))).isZero();
    tab.onPaper();
    assertThat(tab.number(shown.formatted(".stills svg"))).isEqualTo(5);
    assertThat(tab.number(shown.formatted("form.steps"))).isZero();
  }
}
