package eightweeks.site;

import eightweeks.study.course.Day;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** The frame of every page: {@code src/site/web/page.html} with its places filled in. */
final class Template {
  /** The page of all weeks, if there is one. */
  static final String WEEKS = "weeks/index.html";

  private static final int MAX_DESCRIPTION = 160;

  /** A page's neighbour: where it is and what it is called. */
  record Neighbour(String path, String title) {}

  private final String frame;
  private final CoursePlan course;

  /** The paths of all pages. */
  private final Set<String> there;

  /** Other parts of the site, for the navigation: title by path. */
  private final Map<String, String> parts;

  Template(String frame, CoursePlan course, Set<String> there, Map<String, String> parts) {
    this.frame = frame;
    this.course = course;
    this.there = there;
    this.parts = parts;
  }

  String wrap(Page page, @Nullable Neighbour previous, @Nullable Neighbour next) {
    var day = course.at(page.path());
    var values = new LinkedHashMap<String, String>();
    values.put("title", Html.escape(page.title()));
    values.put("root", "../".repeat(page.path().split("/", -1).length - 1));
    values.put("layout", page.layout().name().toLowerCase(java.util.Locale.ROOT));
    values.put("day", day == null ? "" : " data-day=\"" + day.id() + "\"");
    values.put("nav", navigation(page));
    var contents = page.layout() == Page.Layout.READ ? contents(page.body()) : "";
    values.put("body", withContents(page.body(), contents));
    values.put("scripts", scripts(page));
    values.put("description", Html.escape(description(page)));
    values.put("done", day == null ? "" : done(day));
    values.put("pager", pager(page, previous, next));
    values.put(
        "toc",
        contents.isEmpty()
            ? ""
            : "<nav class=\"toc\" aria-label=\"On this page\"><p>On this page</p>"
                + contents
                + "</nav>");
    var html = frame;
    for (var value : values.entrySet()) {
      html = html.replace("${" + value.getKey() + "}", value.getValue());
    }
    return html;
  }

  /** Returns the scripts that only some pages need. */
  private String scripts(Page page) {
    var root = "../".repeat(page.path().split("/", -1).length - 1);
    var out = new StringBuilder();
    if (page.body().contains(" data-card=")) {
      out.append("<script src=\"").append(root).append("assets/cards.js\"></script>\n");
    }
    if (course.at(page.path()) != null) {
      out.append("<script src=\"").append(root).append("assets/present.js\"></script>\n");
    }
    if (page.layout() == Page.Layout.READ
        && List.of("figure", "predictions", "run").stream()
            .anyMatch(what -> page.body().contains(" data-" + what + "=\""))
        && !page.path().equals("docs/console.html")) {
      out.append("<script src=\"").append(root).append("assets/lab.js\"></script>\n");
    }
    return out.toString();
  }

  private static String done(Day day) {
    return """
    <p class="done"><button type="button" data-done="%s" aria-pressed="false" hidden>\
    <span class="box" aria-hidden="true"></span><span class="text">Mark day %s as done</span></button></p>
    """
        .formatted(day.id(), CoursePlan.number(day));
  }

  private static String pager(Page page, @Nullable Neighbour previous, @Nullable Neighbour next) {
    if (previous == null && next == null) {
      return "";
    }
    return "<nav class=\"pager\" aria-label=\"Previous and next\">"
        + (previous == null ? "<span></span>" : neighbour(page, previous, "prev", "Previous"))
        + (next == null ? "" : neighbour(page, next, "next", "Next"))
        + "</nav>";
  }

  private static String neighbour(Page page, Neighbour to, String rel, String word) {
    return "<a rel=\"%s\" href=\"%s\"><span class=\"quiet\">%s</span>%s</a>"
        .formatted(rel, Html.relative(page.path(), to.path), word, Html.escape(to.title));
  }

  private static String contents(String body) {
    var parsed = Jsoup.parseBodyFragment(body);
    var headings = parsed.select("h2[id], h3[id]");
    if (headings.size() < 3) {
      return "";
    }
    var out = new StringBuilder("<ul>");
    for (var heading : headings) {
      heading.select("a.anchor, span.min").remove();
      out.append("<li class=\"")
          .append(heading.tagName())
          .append("\"><a href=\"#")
          .append(heading.id())
          .append("\">")
          .append(heading.html().strip())
          .append("</a></li>");
    }
    return out.append("</ul>").toString();
  }

  /**
   * Puts the contents of a page below its title, folded, for screens that are too narrow to show
   * them beside it.
   */
  private static String withContents(String body, String contents) {
    int title = body.indexOf("</h1>");
    if (contents.isEmpty() || title < 0) {
      return body;
    }
    int end = title + "</h1>".length();
    return body.substring(0, end)
        + "\n<details class=\"toc-inline\"><summary>On this page</summary>"
        + contents
        + "</details>"
        + body.substring(end);
  }

  /** Returns what a search engine shows of a page: its first sentences. */
  private static String description(Page page) {
    var body = Jsoup.parseBodyFragment(page.body()).body();
    var first = body.select("p.intro, .lead p, .paragraph p, .sectionbody p, dd");
    var text = first.isEmpty() ? page.title() : first.getFirst().text();
    return text.length() <= MAX_DESCRIPTION
        ? text
        : text.substring(0, text.lastIndexOf(' ', MAX_DESCRIPTION)) + " …";
  }

  private String navigation(Page page) {
    var out = new StringBuilder();
    out.append("<ul class=\"parts\">");
    item(out, page, HomePage.PATH, "Start");
    if (there.contains(WEEKS)) {
      item(out, page, WEEKS, "The eight weeks");
    }
    if (there.contains(RecallCards.PATH)) {
      item(out, page, RecallCards.PATH, "Recall cards");
    }
    out.append("</ul>");
    var here = course.at(page.path());
    for (var week : course.byWeek().entrySet()) {
      out.append(week(page, week.getKey(), week.getValue(), here));
    }
    out.append("<p class=\"head\">Reference</p><ul class=\"parts\">");
    parts.forEach((path, title) -> item(out, page, path, title));
    return out.append("</ul>").toString();
  }

  private static void item(StringBuilder out, Page page, String path, String title) {
    out.append("<li><a href=\"")
        .append(Html.relative(page.path(), path))
        .append('"')
        .append(page.path().equals(path) ? " aria-current=\"page\"" : "")
        .append('>')
        .append(Html.escape(title))
        .append("</a></li>");
  }

  private String week(Page page, int week, List<Day> days, @Nullable Day here) {
    boolean written = days.stream().anyMatch(course::has);
    boolean current = page.path().startsWith("weeks/week" + week + "/");
    boolean open = current || (here == null && written && week == 1);
    var out = new StringBuilder("<details class=\"week\" data-week=\"" + week + "\"");
    out.append(open ? " open>" : ">").append("<summary>Week ").append(week);
    out.append("</summary><ol>");
    if (there.contains(CoursePlan.weekPage(week))) {
      out.append("<li class=\"overview\"><a href=\"")
          .append(Html.relative(page.path(), CoursePlan.weekPage(week)))
          .append('"')
          .append(page.path().equals(CoursePlan.weekPage(week)) ? " aria-current=\"page\"" : "")
          .append(">Overview</a></li>");
    }
    for (var day : days) {
      var label =
          "<span class=\"no\">%s</span><span>%s</span>"
              .formatted(CoursePlan.number(day), Html.escape(day.title()));
      if (course.has(day)) {
        out.append("<li data-day=\"").append(day.id()).append("\"><a href=\"");
        out.append(Html.relative(page.path(), CoursePlan.page(day))).append('"');
        out.append(day == here ? " aria-current=\"page\"" : "").append('>');
        out.append(label).append("</a></li>");
      } else {
        out.append("<li class=\"to-come\">").append(label);
        out.append("<span class=\"sr\"> (to come)</span></li>");
      }
    }
    return out.append("</ol></details>").toString();
  }
}
