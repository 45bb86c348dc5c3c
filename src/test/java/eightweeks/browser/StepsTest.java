package eightweeks.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import eightweeks.page.figure.FigureKind;
import eightweeks.page.figure.Stepper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The figures that step, in the page, beside the same figures on this JVM. */
@OneTab
@ExtendWith(Reader.class)
final class StepsTest {
  private static final Gson GSON = new Gson();
  private static final Pattern SHAPE = Pattern.compile("<(rect|text|line|polygon) ");

  /** Scripts and bytes that a reader may type; the first is longer than any figure draws. */
  private static final List<String> HOSTILE =
      List.of(
          "x".repeat(20_000),
          "",
          " ",
          "<img src=x onerror=alert(1)>",
          "\u00e9\u4e16\ud83d\ude00",
          "a\"b'c&d\\\t",
          "nan",
          "1e400",
          "-99999999999999999999");

  private static String form(FigureKind kind) {
    return "form[data-figure=" + kind.id() + "]";
  }

  private static String in(FigureKind kind, String selector) {
    return "document.querySelector('%s %s')".formatted(form(kind), selector);
  }

  private static Tab open(Tab tab, FigureKind kind) {
    tab.open(Pages.FIGURES);
    tab.value(in(kind, "[data-go=begin]") + ".click()");
    tab.until("window.figureBegin && " + in(kind, ".picture > svg") + " !== null");
    return tab;
  }

  private static void type(Tab tab, FigureKind kind, List<String> input) {
    tab.value(
        "document.querySelectorAll('%1$s input, %1$s select').forEach((e, i) => { e.value = %2$s[i]; })"
            .formatted(form(kind), GSON.toJson(input)));
  }

  private static void press(Tab tab, FigureKind kind, String action) {
    tab.value(in(kind, "[data-act=" + action + "]") + ".click()");
  }

  private static void go(Tab tab, FigureKind kind, String where) {
    tab.value(in(kind, "[data-go=" + where + "]") + ".click()");
  }

  /** What a terminal or a page makes of a text: UTF-8, one character a byte. */
  private static String latin(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** All that a figure shows, asked for at once: each question is a turn of two programs. */
  private static final String SHOWN =
      """
      (() => {
        const form = document.querySelector('form[data-figure=FIGURE]');
        const picture = form.querySelector('.picture');
        const width = Math.min(900, picture.clientWidth);
        return {
          said: form.querySelector('.state').textContent,
          state: picture.getAttribute('aria-label'),
          facts: [...form.querySelector('.numbers').children].map(
              e => e.children[0].textContent + '\\t' + e.children[1].textContent).join('\\n') + '\\n',
          width: width,
          drawn: figureDraw('FIGURE', width),
          shapes: picture.querySelector('svg').children.length,
          place: figurePlace('FIGURE')
        };
      })()\
      """;

  private static void assertSame(Tab tab, FigureKind kind, Stepper jvm, String after) {
    var scene = jvm.scene();
    var shown = tab.value(SHOWN.replace("FIGURE", kind.id())).getAsJsonObject();
    var drawn = scene.draw(shown.get("width").getAsInt(), false);
    assertThat(shown.get("said").getAsString()).as(after).isEqualTo(scene.said());
    assertThat(shown.get("state").getAsString()).as(after).isEqualTo(scene.state());
    assertThat(shown.get("facts").getAsString()).as(after).isEqualTo(scene.factLines());
    assertThat(shown.get("drawn").getAsString()).as(after).isEqualTo(drawn);
    assertThat(shown.get("shapes").getAsInt())
        .as("shapes, after " + after)
        .isEqualTo((int) SHAPE.matcher(drawn).results().count());
    assertThat(shown.get("place").getAsString()).isEqualTo(jvm.before() + " " + jvm.behind());
  }

  /** An action of a reader, or {@code back}, {@code forward}, {@code begin}. */
  private record Press(String what, List<String> input) {
    static Press of(String what, String... input) {
      return new Press(what, List.of(input));
    }
  }

  private static List<Press> script(FigureKind kind) {
    return switch (kind) {
      case SDS ->
          List.of(
              Press.of("append", "hello", "1"),
              Press.of("forward"),
              Press.of("append", "\u00e9\u4e16", "1"),
              Press.of("append", "x", "100"),
              Press.of("back"),
              Press.of("back"),
              Press.of("cut", "", ""),
              Press.of("append", "abc", "300000"),
              Press.of("trim", "", ""),
              Press.of("append", "abcdef", "1"));
      case REHASH ->
          List.of(
              Press.of("scan", ""),
              Press.of("scan", ""),
              Press.of("add", "e i j \u00e9 a"),
              Press.of("scan", ""),
              Press.of("rehash", ""),
              Press.of("back"),
              Press.of("back"),
              Press.of("rehash", ""),
              Press.of("delete", "a b c d nobody"),
              Press.of("scan", ""),
              Press.of("shrink", ""),
              Press.of("rescan", ""),
              Press.of("scan", ""));
      case SKIPLIST ->
          List.of(
              Press.of("insert", "kim", "45"),
              Press.of("rank", "kim", ""),
              Press.of("insert", "zo\u00eb", "-1.5"),
              Press.of("back"),
              Press.of("insert", "last", "inf"),
              Press.of("insert", "ann", "1"),
              Press.of("delete", "dan", ""),
              Press.of("rank", "gus", ""));
      case LISTPACK ->
          List.of(
              Press.of("append", "hello", ""),
              Press.of("append", "127", ""),
              Press.of("append", "128", ""),
              Press.of("insert", "-70000", "1"),
              Press.of("back"),
              Press.of("insert", "9000000000", "0"),
              Press.of("append", "x".repeat(64), ""),
              Press.of("walk", "", ""),
              Press.of("replace", "\u4e16", "1"),
              Press.of("delete", "", "0"),
              Press.of("append", "x".repeat(5000), ""));
      case SET ->
          List.of(
              Press.of("add", "3 1 2 70000", ""),
              Press.of("add", "ann", ""),
              Press.of("back"),
              Press.of("add", "5", ""),
              Press.of("remove", "5 4", ""),
              Press.of("limit", "", "2 3 5"),
              Press.of("add", "a b \u00e9 longer", ""),
              Press.of("remove", "a b longer", ""));
      case GATES ->
          List.of(
              Press.of("send", "SET k v"),
              Press.of("multi", ""),
              Press.of("memory", ""),
              Press.of("send", "GET k"),
              Press.of("send", "SET k \u00e9"),
              Press.of("back"),
              Press.of("send", "EXEC"),
              Press.of("replica", ""),
              Press.of("disk", ""),
              Press.of("loading", ""),
              Press.of("send", "INCR k"),
              Press.of("loading", ""),
              Press.of("memory", ""),
              Press.of("replica", ""),
              Press.of("disk", ""),
              Press.of("pause", ""),
              Press.of("send", "INCR k"),
              Press.of("pause", ""),
              Press.of("subscribe", ""),
              Press.of("send", "GET k"),
              Press.of("password", ""),
              Press.of("send", "GET k"));
      case REWRITE ->
          List.of(
              Press.of("incr", "3"),
              Press.of("begin", "3"),
              Press.of("incr", "2"),
              Press.of("begin", "2"),
              Press.of("finish", "2"),
              Press.of("back"),
              Press.of("incr", "1"),
              Press.of("finish", "1"));
      case EXPIRY ->
          List.of(
              Press.of("turn", "", "180"),
              Press.of("get", "lock page nobody", ""),
              Press.of("set", "\u00e9 page", "90"),
              Press.of("back"),
              Press.of("cycle", "", ""),
              Press.of("turn", "", "1000"),
              Press.of("set", "\u00e9", "50"),
              Press.of("get", "user", ""),
              Press.of("cycle", "", ""),
              Press.of("turn", "", "20"),
              Press.of("turn", "", "300"));
      case RDB ->
          List.of(
              Press.of("run", "SET greeting hello"),
              Press.of("run", "HSET user name \u00e9 born 1815"),
              Press.of("keys", ""),
              Press.of("back"),
              Press.of("back"),
              Press.of("run", "SELECT 3"),
              Press.of("run", "SETRANGE gap 299 x"),
              Press.of("run", "SET lock 123456 PX 5000"),
              Press.of("run", "ZADD z 1.5 a"),
              Press.of("file", ""));
      case CAPTURE ->
          List.of(
              Press.of("write", "c"),
              Press.of("write", "c d"),
              Press.of("read", "h"),
              Press.of("step", ""),
              Press.of("back"),
              Press.of("write", "h \u00e9 new"),
              Press.of("delete", "a nobody"),
              Press.of("step", ""),
              Press.of("step", ""),
              Press.of("write", "i j k l m n o p q"),
              Press.of("step", ""),
              Press.of("save", ""),
              Press.of("write", "a new"),
              Press.of("delete", "b"));
      case AOF ->
          List.of(
              Press.of("send", "SPOP deck", "everysec"),
              Press.of("send", "SET session alice EX 100", "everysec"),
              Press.of("turn", "", "everysec"),
              Press.of("back"),
              Press.of("turn", "", "everysec"),
              Press.of("second", "", "everysec"),
              Press.of("send", "INCR visits", "always"),
              Press.of("turn", "", "always"),
              Press.of("kill", "", "always"),
              Press.of("send", "INCR visits", "no"),
              Press.of("turn", "", "no"),
              Press.of("turn", "", "no"),
              Press.of("power", "", "no"));
      case FAILOVER -> throw new IllegalArgumentException("see FailoverPageTest");
    };
  }

  private static void run(Tab tab, FigureKind kind, Stepper jvm, Press press) {
    switch (press.what) {
      case "back" -> jvm.back();
      case "forward" -> jvm.forward();
      default -> jvm.act(press.what, pair(press.input));
    }
    if (press.input.isEmpty()) {
      go(tab, kind, press.what);
    } else {
      type(tab, kind, press.input);
      press(tab, kind, press.what);
    }
    var typed = press.input.toString();
    assertSame(tab, kind, jvm, press.what + " " + typed.substring(0, Math.min(40, typed.length())));
  }

  /** The page gives every figure two texts. */
  private static List<String> pair(List<String> input) {
    return List.of(latin(input.get(0)), input.size() > 1 ? latin(input.get(1)) : "");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FAILOVER")
  void figure_comesToTheStatesOfTheJvm(FigureKind kind, Tab tab) {
    var jvm = kind.begin();
    open(tab, kind);
    assertSame(tab, kind, jvm, "the beginning");
    for (var press : script(kind)) {
      run(tab, kind, jvm, press);
      while (jvm.behind() > 0 && press.input.size() > 0) {
        run(tab, kind, jvm, Press.of("forward"));
      }
    }
    assertThat(tab.complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FAILOVER")
  void anyInputOfAReader_isTakenOrRefused_andFitsAPhone(FigureKind kind, Tab tab) {
    tab.window(390, 800);
    var jvm = kind.begin();
    open(tab, kind);
    int fields = kind.control().fields().size();
    for (var action : kind.control().actions()) {
      for (var text : HOSTILE) {
        var other = kind.control().fields().getLast().initial();
        run(
            tab,
            kind,
            jvm,
            Press.of(
                action.name(), fields == 2 ? new String[] {text, other} : new String[] {text}));
        if (fields == 2) {
          run(
              tab,
              kind,
              jvm,
              Press.of(action.name(), kind.control().fields().getFirst().initial(), text));
        }
      }
      assertThat(tab.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
    }
    assertThat(tab.is("document.querySelector('.picture img') === null")).isTrue();
    assertThat(tab.complaints()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FAILOVER")
  void keys_areEnough(FigureKind kind, Tab tab) {
    open(tab, kind);
    tab.value(in(kind, "input") + ".focus()");
    tab.press("Enter");
    tab.until("figurePlace('%s')[0] === '1'".formatted(kind.id()));
    tab.tabTo(form(kind) + " [data-go=back]");
    tab.press("Enter");
    assertThat(tab.text("figurePlace('%s')".formatted(kind.id()))).startsWith("0 ");
    assertThat(tab.is("document.activeElement.matches('[data-go=back]')"))
        .as("the focus stays, though there is no way back")
        .isTrue();
    assertThat(tab.text("document.activeElement.getAttribute('aria-disabled')")).isEqualTo("true");
    tab.press("ArrowRight");
    assertThat(tab.text("figurePlace('%s')".formatted(kind.id()))).startsWith("1 ");
    tab.press("ArrowLeft");
    assertThat(tab.text("figurePlace('%s')".formatted(kind.id()))).startsWith("0 ");
  }

  @Test
  void onPaperAndWithoutScripts_thereAreStills(Tab tab) {
    tab.open(Pages.FIGURES);
    var shown =
        "[...document.querySelectorAll('%s')].filter(e => e.getClientRects().length).length";
    int figures = FigureKind.values().length - 1; // one has a page of its own
    assertThat(tab.number(shown.formatted(".stills svg"))).isZero();
    assertThat(tab.number(shown.formatted("form.steps"))).isEqualTo(figures);
    tab.onPaper();
    assertThat(tab.number(shown.formatted(".stills svg"))).isGreaterThanOrEqualTo(3 * figures);
    assertThat(tab.number(shown.formatted("form.steps"))).isZero();
  }

  /** In a chapter the figure marks the lines that do what it shows. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FAILOVER")
  void chapterOfItsDay_hasTheFigure_andItMarksALine(FigureKind kind, Tab tab) {
    var day = "/day%02d-".formatted(kind.day());
    var page = Pages.days().stream().filter(path -> path.contains(day)).findFirst().orElseThrow();
    tab.open(page);
    Assumptions.assumeTrue(
        tab.is("document.querySelector('" + form(kind) + "') !== null"),
        "the chapter shows no member of the figure yet");
    go(tab, kind, "begin");
    tab.until("window.figureBegin && " + in(kind, ".picture > svg") + " !== null");
    var marked = new ArrayList<String>();
    for (var action : kind.control().actions()) {
      press(tab, kind, action.name());
      for (int i = 0; i < 8; i++) {
        var now = tab.texts("[...document.querySelectorAll('.hl .now')].map(e => e.textContent)");
        assertThat(now).hasSizeLessThanOrEqualTo(1);
        marked.addAll(now);
        go(tab, kind, "forward");
      }
    }
    assertThat(marked).isNotEmpty();
    assertThat(tab.complaints()).isEmpty();
  }

  @Test
  void drawingIsMadeAnew_whenTheWindowBecomesNarrow(Tab tab) {
    open(tab, FigureKind.SDS);
    tab.window(390, 800);
    tab.until("+" + in(FigureKind.SDS, ".picture svg") + ".getAttribute('width') < 360");
  }
}
