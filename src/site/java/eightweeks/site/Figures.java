package eightweeks.site;

import eightweeks.study.course.Day;
import java.util.Map;
import org.jsoup.nodes.Document;

/**
 * Puts a figure that steps through the real code below the snippet that it is about. The code is
 * the server's own, compiled for the page ({@code eightweeks.page}); the script is {@code lab.js}.
 */
final class Figures {
  /** The figure of a member's snippet. */
  private static final Map<String, String> BY_MEMBER =
      Map.of("EventLoop.turn()", "turn", "Query.arguments()", "query");

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
}
