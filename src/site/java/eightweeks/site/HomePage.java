package eightweeks.site;

import eightweeks.study.course.Day;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The start page: what this is, the eight weeks, where to begin. */
final class HomePage {
  static final String PATH = "index.html";

  /** The PDF. */
  static final String BOOK = "eightweeks.pdf";

  private HomePage() {}

  /**
   * Makes it.
   *
   * @param hasBook whether the PDF was made
   * @param repository the address of the repository; empty where it has none yet
   * @param weekTitles the titles of the weeks that have a page of their own
   */
  static Page page(
      CoursePlan course,
      Map<Integer, String> weekTitles,
      boolean hasBook,
      String repository,
      String frame) {
    var first = course.days().stream().filter(course::has).findFirst().orElse(null);
    var html =
        frame
            .replace("${begin}", begin(first))
            .replace("${commands}", commands(repository))
            .replace(
                "${where}", repository.isEmpty() ? "In a clone of the repository these" : "These")
            .replace(
                "${book}", hasBook ? "All chapters as <a href=\"" + BOOK + "\">one PDF</a>." : "")
            .replace("${weeks}", weeks(course, weekTitles))
            .replace("${days}", String.valueOf(course.days().size()))
            .replace("${written}", String.valueOf(course.written().size()));
    return new Page(PATH, "A Redis in Java that reads like a book", "", html, Page.Layout.HOME);
  }

  /** Returns the commands to begin with, as a listing. */
  private static String commands(String repository) {
    var commands = new ArrayList<String>();
    if (!repository.isEmpty()) {
      commands.add("git clone " + repository + " eightweeks && cd eightweeks");
    }
    commands.addAll(List.of("bin/study doctor", "bin/study next", "bin/redis-server"));
    var out = new StringBuilder("<pre class=\"hl\" data-copy=\"");
    out.append(Html.escape(String.join("\n", commands))).append("\"><code>");
    for (var command : commands) {
      out.append("<span class=\"l\"><span class=\"g\"></span>")
          .append(Html.escape(command))
          .append("\n</span>");
    }
    return out.append("</code></pre>").toString();
  }

  private static String begin(@Nullable Day first) {
    return first == null
        ? ""
        : "<a class=\"button\" href=\"%s\">Begin with day %s</a>"
            .formatted(CoursePlan.page(first), CoursePlan.number(first));
  }

  private static String weeks(CoursePlan course, Map<Integer, String> titles) {
    var out = new StringBuilder();
    for (var week : course.byWeek().entrySet()) {
      int number = week.getKey();
      var title = titles.getOrDefault(number, "Week " + number);
      var heading =
          titles.containsKey(number)
              ? Html.link(CoursePlan.weekPage(number), Html.escape(title))
              : Html.escape(title);
      out.append("<section class=\"week-card\"><h3 id=\"week")
          .append(number)
          .append("\">")
          .append(heading)
          .append("</h3><ol>\n");
      days(out, course, week.getValue());
      out.append("</ol></section>\n");
    }
    return out.toString();
  }

  private static void days(StringBuilder out, CoursePlan course, List<Day> days) {
    for (var day : days) {
      var inside =
          "<span class=\"no\">%s</span><span>%s</span>"
              .formatted(CoursePlan.number(day), Html.escape(day.title()));
      out.append(
          course.has(day)
              ? "<li data-day=\"%s\"><a href=\"%s\">%s</a></li>\n"
                  .formatted(day.id(), CoursePlan.page(day), inside)
              : "<li class=\"to-come\">" + inside + "<span class=\"sr\"> (to come)</span></li>\n");
    }
  }
}
