package eightweeks.site;

import eightweeks.study.course.Day;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * What an instructor needs beside the guide: notes for the projector on each day's page, and
 * handouts for the room, which have the questions and no answers.
 */
final class Workshop {
  /** The cuts. A day's notes are those of the first that is about it. */
  private static final List<Cut> CUTS =
      List.of(
          new Cut("docs/workshop/half-day.html", "docs/workshop/handout.html", "half a day"),
          new Cut(
              "docs/workshop/two-days.html", "docs/workshop/handout-two-days.html", "two days"));

  /**
   * A selection of days for a room.
   *
   * @param guide the instructor's page
   * @param handout the page for the room
   * @param name how long it takes
   */
  private record Cut(String guide, String handout, String name) {}

  private Workshop() {}

  /** Returns the part of the guide that is about a day, or null. */
  private static @Nullable Element part(Day day, @Nullable Document guide) {
    if (guide == null) {
      return null;
    }
    for (var heading : guide.select("h2")) {
      if (heading.text().contains("Day " + CoursePlan.number(day))) {
        var section = heading.parent();
        return section == null ? null : section.selectFirst("> .sectionbody");
      }
    }
    return null;
  }

  /** Adds the guide's notes to a day's page: the projector shows them on demand. */
  static void notes(Day day, String path, Document body, Map<String, Document> bodies) {
    for (var cut : CUTS) {
      var part = part(day, bodies.get(cut.guide));
      if (part != null) {
        body.body()
            .appendElement("aside")
            .addClass("speaker")
            .addClass("unsearched")
            .attr("hidden", true)
            .append(RecallCards.moved(part, cut.guide, path));
        return;
      }
    }
  }

  /** Returns the handouts of all cuts that have a guide. */
  static List<Page> handouts(CoursePlan course, Map<String, Document> bodies) {
    return CUTS.stream()
        .filter(cut -> bodies.containsKey(cut.guide))
        .map(cut -> handout(cut, course, bodies))
        .toList();
  }

  private static Page handout(Cut cut, CoursePlan course, Map<String, Document> bodies) {
    var guide = bodies.get(cut.guide);
    var title = "Handout: " + cut.name;
    var out = new StringBuilder("<h1>" + title + "</h1>\n");
    out.append("<p class=\"intro\">For the room: print it, one for each participant. ");
    out.append("The chapters have the answers.</p>\n");
    for (var day : course.days()) {
      var chapter = bodies.get(CoursePlan.page(day));
      if (chapter != null && part(day, guide) != null) {
        day(out, day, chapter, cut.handout);
      }
    }
    return new Page(cut.handout, title, "Documents", out.toString(), Page.Layout.READ);
  }

  private static void day(StringBuilder out, Day day, Document chapter, String handout) {
    var path = CoursePlan.page(day);
    out.append("<section class=\"handout\"><h2 id=\"").append(day.id()).append("\">Day ");
    out.append(CoursePlan.number(day)).append(": ");
    out.append(Html.link(Html.relative(handout, path), Html.escape(day.title()))).append("</h2>\n");
    for (var paragraph : in(chapter, "Goal").select("> .paragraph")) {
      out.append(RecallCards.moved(paragraph, path, handout));
    }
    out.append("<p><b>New words:</b> ").append(Html.escape(String.join(", ", day.concepts())));
    out.append("</p>\n<p><b>Exercise:</b> ").append(Html.escape(day.exercise())).append("</p>\n");
    out.append("<pre><code>bin/study start ").append(day.id());
    out.append("\nbin/study check ").append(day.id()).append("\n</code></pre>\n");
    for (var box : chapter.select(".predict")) {
      out.append(RecallCards.moved(box, path, handout)).append("<p class=\"write\"></p>\n");
    }
    for (var fold : in(chapter, "Close").select("details")) {
      var question = fold.previousElementSibling();
      if (question != null && question.hasClass("paragraph")) {
        out.append(RecallCards.moved(question, path, handout)).append("<p class=\"write\"></p>\n");
      }
    }
    out.append("</section>\n");
  }

  /** Returns the body of a chapter's part; an empty element where there is none. */
  private static Element in(Document chapter, String part) {
    for (var heading : chapter.select("h2")) {
      var section = heading.parent();
      var inside = section == null ? null : section.selectFirst("> .sectionbody");
      if (inside != null && heading.text().startsWith(part)) {
        return inside;
      }
    }
    return new Element("div");
  }
}
