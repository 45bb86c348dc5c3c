package eightweeks.site;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import eightweeks.page.figure.Control;
import eightweeks.page.figure.FigureKind;
import eightweeks.study.course.Day;
import java.util.ArrayList;
import java.util.Map;
import org.jsoup.nodes.Document;

/**
 * Puts a figure that steps through the real code below the snippet that it is about. The code is
 * the server's own, compiled for the page ({@code eightweeks.page}); the script is {@code lab.js}.
 */
final class Figures {
  /** The figure of a member's snippet, in week 1. */
  private static final Map<String, String> BY_MEMBER =
      Map.of("EventLoop.turn()", "turn", "Query.arguments()", "query");

  /** Widths of the drawing that is there before the server is loaded: at a desk, on a phone. */
  private static final int WIDE = 640;

  private static final int NARROW = 300;

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private Figures() {}

  /** Adds the figures of a day's page. A figure stands only on the day that builds its member. */
  static void add(Day day, Document body, Map<String, Snippet> snippets) {
    for (var block : body.select("div.listingblock[id]")) {
      var snippet = snippets.get(block.id());
      var figure = snippet == null ? null : BY_MEMBER.get(snippet.member());
      boolean wanted =
          figure != null
              && (figure.equals("turn") ? day.number() == 5 : day.number() == 7)
              && body.select("[data-figure=" + figure + "]").isEmpty();
      if (wanted) {
        var below = block.nextElementSibling();
        var after = below != null && below.hasClass("colist") ? below : block;
        after.after(
            "<div class=\"lab figure\" data-figure=\"%s\" data-of=\"%s\" hidden></div>"
                .formatted(figure, block.id()));
      }
    }
  }

  /** Puts each figure in front of its strip of stills. */
  static void addBeforeStills(Document body, Map<String, Snippet> snippets) {
    for (var strip : body.select(".stills")) {
      for (var css : strip.classNames()) {
        var kind =
            css.startsWith(Stills.CSS) ? FigureKind.of(css.substring(Stills.CSS.length())) : null;
        if (kind != null) {
          strip.before(html(kind, snippetsOf(kind, body, snippets)));
        }
      }
    }
  }

  /** Returns the ids of the snippets that show a member of the figure, with blanks between. */
  private static String snippetsOf(FigureKind kind, Document body, Map<String, Snippet> snippets) {
    var found = new ArrayList<String>();
    for (var element : body.select("div.listingblock[id]")) {
      var snippet = snippets.get(element.id());
      if (snippet != null && kind.members().contains(snippet.member())) {
        found.add(element.id());
      }
    }
    return String.join(" ", found);
  }

  private static String html(FigureKind kind, String shown) {
    var scene = kind.begin().scene();
    var out = new StringBuilder("<form class=\"lab figure steps\" data-figure=\"");
    out.append(kind.id()).append("\" data-of=\"").append(shown).append("\" hidden aria-label=\"");
    out.append(Html.escape(kind.title())).append(", step by step\" autocomplete=\"off\">");
    out.append("<div class=\"label\">Step through it: ").append(Html.escape(kind.title()));
    out.append("</div><div class=\"fields\">");
    for (var field : kind.control().fields()) {
      out.append("<label").append(field.wide() ? " class=\"long\">" : ">");
      out.append(Html.escape(field.label())).append(' ').append(input(field)).append("</label>");
    }
    out.append("</div><div class=\"buttons\">");
    for (var action : kind.control().actions()) {
      boolean first = action.equals(kind.control().actions().getFirst());
      out.append(
          button(first ? "submit" : "button", "data-act=\"" + action.name(), action.label()));
    }
    out.append("</div><p class=\"state\" role=\"status\">").append(Html.escape(scene.said()));
    out.append("</p><div class=\"picture\" role=\"img\" aria-label=\"");
    out.append(Html.escape(scene.state())).append("\"><div class=\"desk\">");
    out.append(scene.draw(WIDE, false)).append("</div><div class=\"phone\">");
    out.append(scene.draw(NARROW, false)).append("</div></div><dl class=\"numbers\">");
    for (var fact : scene.facts()) {
      out.append("<div><dt>").append(Html.escape(fact.name())).append("</dt><dd>");
      out.append(Html.escape(fact.value())).append("</dd></div>");
    }
    out.append("</dl><div class=\"buttons\">").append(button("button", "data-go=\"back", "Back"));
    out.append(button("button", "data-go=\"forward", "Next step"));
    out.append(button("button", "data-go=\"begin", "From the beginning"));
    out.append("</div>");
    if (kind.isRecorded()) {
      out.append("<script type=\"application/json\" class=\"recorded\">");
      out.append(recorded(kind)).append("</script>");
    }
    return out.append("</form>").toString();
  }

  private static String input(Control.Field field) {
    if (field.choices().isEmpty()) {
      return "<input spellcheck=\"false\" autocapitalize=\"off\" value=\"%s\">"
          .formatted(Html.escape(field.initial()));
    }
    var out = new StringBuilder("<select>");
    for (var choice : field.choices()) {
      out.append("<option>").append(Html.escape(choice)).append("</option>");
    }
    return out.append("</select>").toString();
  }

  /** Returns the scenes of the recorded run, which are shown before the server is loaded. */
  private static String recorded(FigureKind kind) {
    var scenes = new ArrayList<Map<String, String>>();
    for (var scene : kind.recorded()) {
      scenes.add(
          Map.of(
              "said",
              scene.said(),
              "state",
              scene.state(),
              "facts",
              scene.factLines(),
              "desk",
              scene.draw(WIDE, false),
              "phone",
              scene.draw(NARROW, false)));
    }
    return GSON.toJson(scenes).replace("</", "<\\/"); // so that nothing ends the script
  }

  private static String button(String type, String data, String label) {
    return "<button type=\"" + type + "\" " + data + "\">" + Html.escape(label) + "</button>";
  }
}
