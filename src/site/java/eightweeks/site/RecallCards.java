package eightweeks.site;

import eightweeks.study.course.Day;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The questions that each day closes with, as cards: on the days' pages, where a reader says what
 * was right, and on a page of their own, which shows those that are due.
 *
 * <p>A question has the same id wherever it stands, so that a later day's Recall knows of the
 * answer given in Close. What was right is kept by the browser ({@code cards.js}).
 */
final class RecallCards {
  static final String PATH = "cards.html";

  private record Card(Day day, String question, String answer) {}

  private final Map<String, Card> cards = new LinkedHashMap<>();

  /** Marks the cards of a day's page, and takes those of its Close. */
  void add(Day day, String path, Document body) {
    for (var heading : body.select("h2")) {
      boolean recall = heading.text().startsWith("Recall");
      var section = heading.parent();
      if (section == null || (!recall && !heading.text().startsWith("Close"))) {
        continue;
      }
      for (var fold : section.select("details.answer")) {
        var question = fold.previousElementSibling();
        var content = fold.selectFirst("> .content");
        if (question == null || content == null || !question.hasClass("paragraph")) {
          continue;
        }
        var id = id(question);
        fold.attr("data-card", id);
        if (!recall) {
          cards.putIfAbsent(id, new Card(day, moved(question, path), moved(content, path)));
        }
      }
    }
  }

  /** Returns the page of all cards. */
  Page page(CoursePlan course) {
    var out = new StringBuilder("<h1>Recall cards</h1>\n");
    out.append("<p class=\"intro\">The questions that the days close with. ");
    out.append(
        "Answer one aloud, then look. What you knew comes back after one day, after three, ");
    out.append("and after seven; what you did not know stays here. ");
    out.append("Only this browser remembers it.</p>\n");
    out.append("<p class=\"cards-state\" role=\"status\" hidden></p>\n");
    for (var card : cards.entrySet()) {
      var value = card.getValue();
      out.append("<section class=\"recall\" data-recall=\"").append(card.getKey()).append("\">");
      out.append("<p class=\"eyebrow\">").append(course.chip(PATH, value.day)).append("</p>");
      out.append(value.question);
      out.append("<details class=\"answer\" data-card=\"").append(card.getKey());
      out.append("\"><summary class=\"title\">Answer</summary><div class=\"content\">");
      out.append(value.answer).append("</div></details></section>\n");
    }
    out.append("<p><button type=\"button\" class=\"cards-all\" hidden>Show all cards</button></p>");
    return new Page(PATH, "Recall cards", "Course", out.toString(), Page.Layout.READ);
  }

  boolean isEmpty() {
    return cards.isEmpty();
  }

  private static String id(Element question) {
    var text = question.text().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    return "c" + Integer.toHexString(text.hashCode());
  }

  private static String moved(Element element, String path) {
    return moved(element, path, PATH);
  }

  /**
   * Returns an element's HTML for another page, without ids and with links that are right there; of
   * a fold's content, what is in it.
   */
  static String moved(Element element, String from, String to) {
    var copy = element.clone();
    copy.select("[id]").removeAttr("id");
    for (var link : copy.select("a[href]")) {
      var href = link.attr("href");
      int hash = href.indexOf('#');
      var file = hash < 0 ? href : href.substring(0, hash);
      if (href.matches("[a-z]+:.*")) {
        continue;
      }
      var target = file.isEmpty() ? from : Polish.resolve(from, file);
      if (target != null) {
        link.attr("href", Html.relative(to, target + (hash < 0 ? "" : href.substring(hash))));
      }
    }
    return element.hasClass("content") || element.hasClass("sectionbody")
        ? copy.html()
        : copy.outerHtml();
  }
}
