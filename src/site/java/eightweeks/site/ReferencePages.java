package eightweeks.site;

import eightweeks.study.course.CFunctions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From C to Java, and from Java to C. */
final class ReferencePages {
  static final String C_PAGE = "reference/c-to-java.html";
  static final String JAVA_PAGE = "reference/java-to-c.html";

  private ReferencePages() {}

  /**
   * Makes both pages.
   *
   * @param functions where the C functions are defined, so that each leads to its lines
   */
  static List<Page> pages(CIndex index, CoursePlan course, @Nullable CFunctions functions) {
    return List.of(fromC(index, course, functions), fromJava(index));
  }

  /** Returns the name of a C function, as a link to its lines where they are known. */
  private static String name(CAnchor anchor, @Nullable CFunctions functions) {
    var name = Html.code(anchor.name().isEmpty() ? "(the file)" : anchor.name());
    if (functions == null || !anchor.name().endsWith("()")) {
      return name;
    }
    var found = functions.named(anchor.file() + ": " + anchor.name());
    return found.size() == 1
        ? "<a class=\"ext name\" rel=\"external noopener\" href=\"%s\" title=\"in Redis’s source, %s\">%s</a>"
            .formatted(found.getFirst().link(), Html.escape(found.getFirst().lines()), name)
        : name;
  }

  /**
   * Returns a field that filters the rows of a page while the reader types; without scripts it is
   * hidden.
   */
  static String filter(String what) {
    return "<p class=\"filter\" hidden><label>Filter <input type=\"search\" data-filter placeholder=\"%s\" autocomplete=\"off\"></label> <span class=\"quiet\" role=\"status\"></span></p>\n"
        .formatted(Html.escape(what));
  }

  private static Page fromC(CIndex index, CoursePlan course, @Nullable CFunctions functions) {
    var byFile = new LinkedHashMap<String, StringBuilder>();
    for (var entry : index.entries()) {
      var row =
          new StringBuilder("<tr data-row id=\"")
              .append(entry.anchor().id())
              .append(entry.anchor().name().isEmpty() ? "\" data-whole=\"true" : "")
              .append("\"><th scope=\"row\">");
      row.append(name(entry.anchor(), functions));
      row.append("</th><td>");
      row.append(
          entry.java().stream()
              .map(j -> Html.link(Html.relative(C_PAGE, j.target()), Html.code(j.title())))
              .collect(Collectors.joining(", ")));
      row.append("</td><td>");
      entry.days().forEach(day -> row.append(course.chip(C_PAGE, day)).append(' '));
      row.append("</td></tr>\n");
      byFile.computeIfAbsent(entry.anchor().file(), _ -> new StringBuilder()).append(row);
    }
    var body = new StringBuilder("<h1>From C to Java</h1>\n");
    body.append(
        """
        <p class="intro">Every function of Redis 7.2.6 that the course or the source names, the Java that
        answers to it, and the days on which it is read. A name leads to the function’s lines in Redis’s own
        source, at tag 7.2.6. The other way round:
        <a href="java-to-c.html">from Java to C</a>.</p>
        """);
    body.append(filter("processMultibulkBuffer"));
    for (var file : byFile.entrySet()) {
      body.append("<section data-group><h2 id=\"")
          .append(Html.slug("file " + file.getKey()))
          .append("\">")
          .append(Html.code(file.getKey()))
          .append(
              "</h2>\n"
                  + "<div class=\"wide\"><table class=\"list\"><thead><tr><th"
                  + " scope=\"col\">C</th><th scope=\"col\">Java</th><th"
                  + " scope=\"col\">Days</th></tr></thead><tbody>\n")
          .append(file.getValue())
          .append("</tbody></table></div></section>\n");
    }
    return new Page(C_PAGE, "From C to Java", "Reference", body.toString(), Page.Layout.TABLE);
  }

  private static Page fromJava(CIndex index) {
    Map<String, CIndex.Java> java = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Map<String, TreeSet<CAnchor>> anchors = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (var entry : index.entries()) {
      for (var piece : entry.java()) {
        java.putIfAbsent(piece.title(), piece);
        anchors.computeIfAbsent(piece.title(), _ -> new TreeSet<>()).add(entry.anchor());
      }
    }
    var body = new StringBuilder("<h1>From Java to C</h1>\n");
    body.append(
        """
        <p class="intro">Every class and method that says which C function it answers to. The other way
        round: <a href="c-to-java.html">from C to Java</a>.</p>
        """);
    body.append(filter("Query"));
    body.append(
        "<div class=\"wide\"><table class=\"list\"><thead><tr><th scope=\"col\">Java</th><th"
            + " scope=\"col\">C</th></tr></thead><tbody>\n");
    for (var piece : java.values()) {
      body.append("<tr data-row><th scope=\"row\">")
          .append(Html.link(Html.relative(JAVA_PAGE, piece.target()), Html.code(piece.title())))
          .append("</th><td>")
          .append(
              anchors.getOrDefault(piece.title(), new TreeSet<>()).stream()
                  .map(
                      a ->
                          Html.link(
                              Html.relative(JAVA_PAGE, C_PAGE + "#" + a.id()),
                              Html.code(a.title())))
                  .collect(Collectors.joining(", ")))
          .append("</td></tr>\n");
    }
    body.append("</tbody></table></div>\n");
    return new Page(JAVA_PAGE, "From Java to C", "Reference", body.toString(), Page.Layout.TABLE);
  }
}
