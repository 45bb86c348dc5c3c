package eightweeks.site;

import eightweeks.study.course.Day;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Shows a day's exercise on its page, at the end of Build: what is to be written, with the comment
 * that says how, the hints, each folded by itself, and a folded link to the solution.
 *
 * <p>A reader without a clone sees the task here. It comes with Build, not before.
 */
final class ExercisePart {
  private static final String HOLE = "hole.txt";

  /** What a chapter says at the end of Build, for those who read it on a forge. */
  private static final String FOLD = "Hints and solution";

  private static final List<String> STEPS =
      List.of("First hint: a nudge", "Second hint: the concept", "Third hint: almost the code");

  private final Place place;

  ExercisePart(Place place) {
    this.place = place;
  }

  /**
   * Adds it to a chapter.
   *
   * @param hints the body of the day's hints, or null if there are none
   */
  void add(Day day, String path, Document chapter, @Nullable Document hints) {
    var build =
        chapter.select("h2").stream()
            .filter(h -> h.text().startsWith("Build"))
            .findFirst()
            .map(Element::parent)
            .orElse(null);
    var folder = place.root().resolve("exercises").resolve(day.folder());
    if (build == null || !Files.isDirectory(folder)) {
      return;
    }
    var inside = build.selectFirst("> .sectionbody");
    var section = inside == null ? build : inside;
    section
        .select("> details:has(> summary:containsOwn(" + FOLD + "))")
        .remove(); // said better here
    var part = section.appendElement("div").addClass("exercise").attr("id", "exercise");
    switch (day.kind()) {
      case REBUILD -> hole(day, part);
      default -> files(day, part);
    }
    if (hints != null) {
      hints(part, hints, "exercises/" + day.folder() + "/hints.html", path);
    }
    var solution = "solutions/" + day.folder() + "/solution.html";
    if (Files.exists(place.bodies().resolve(solution))) {
      fold(part, "Solution")
          .append(
              "<p>Your own attempt teaches more than reading ours. <a href=\"%s\">Show the solution of day %s</a>.</p>"
                  .formatted(Html.relative(path, solution), CoursePlan.number(day)));
    }
  }

  /** What stands in place of the body that was taken out. */
  private void hole(Day day, Element part) {
    var file = place.root().resolve("exercises").resolve(day.folder()).resolve(HOLE);
    if (Files.exists(file)) {
      listing(
          part,
          "What you write, in " + Html.code(day.targetName() + ".java"),
          "java",
          outdented(Place.lines(file)));
    }
  }

  /** What {@code bin/study start} puts on the desk. */
  private void files(Day day, Element part) {
    var folder = place.root().resolve("exercises").resolve(day.folder());
    for (var file : Place.files(folder)) {
      var name = file.getFileName().toString();
      if (name.endsWith(".java")) {
        listing(part, Html.code(name), "java", Place.lines(file));
      } else if (name.endsWith(".properties")) {
        var lines = Place.lines(file);
        part.append(PredictionForm.of(day, lines));
        listing(part, Html.code(name), "properties", lines);
      }
    }
  }

  private static List<String> outdented(List<String> lines) {
    int indent =
        lines.stream()
            .filter(l -> !l.isBlank())
            .mapToInt(l -> l.length() - l.stripLeading().length())
            .min()
            .orElse(0);
    return lines.stream().map(l -> l.isBlank() ? "" : l.substring(indent)).toList();
  }

  private static void listing(Element part, String title, String language, List<String> lines) {
    var html = new StringBuilder("<pre class=\"hl\"><code>");
    for (var line : Highlighter.lines(language, String.join("\n", lines))) {
      html.append("<span class=\"l\"><span class=\"g\"></span>").append(line).append("\n</span>");
    }
    part.append(
        "<div class=\"listingblock language-%s\"><div class=\"title\"><span>%s</span></div><div class=\"content\">%s</code></pre></div></div>"
            .formatted(language, title, html));
  }

  private static void hints(Element part, Document hints, String from, String page) {
    var steps = new ArrayList<Element>();
    for (var section : hints.select("div.sect1")) {
      var copy = section.clone();
      copy.select("h2").remove();
      copy.select("[id]").removeAttr("id");
      for (var link : copy.select("a[href]")) {
        var href = link.attr("href");
        int hash = href.indexOf('#');
        var target = Polish.resolve(from, hash < 0 ? href : href.substring(0, hash));
        if (target != null && !href.matches("[a-z]+:.*")) {
          link.attr("href", Html.relative(page, target + (hash < 0 ? "" : href.substring(hash))));
        }
      }
      steps.add(copy);
    }
    for (int i = 0; i < steps.size(); i++) {
      var title = i < STEPS.size() ? STEPS.get(i) : "Hint " + (i + 1);
      fold(part, title).append(steps.get(i).html());
    }
  }

  private static Element fold(Element part, String title) {
    var details = part.appendElement("details").addClass("answer").addClass("unsearched");
    details.appendElement("summary").text(title);
    return details.appendElement("div").addClass("content");
  }
}
