package eightweeks.site;

import eightweeks.study.course.Day;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pages that lead to the annotated source: one of all packages, and one for each package. */
final class SourceIndex {
  static final String PAGE = SourceTree.ROOT + "index.html";

  private final SourceTree sources;
  private final Map<String, List<SourcePage.Reading>> readings;
  private final CoursePlan course;

  SourceIndex(
      SourceTree sources, Map<String, List<SourcePage.Reading>> readings, CoursePlan course) {
    this.sources = sources;
    this.course = course;
    this.readings = readings;
  }

  List<Page> pages() {
    var pages = new ArrayList<Page>();
    var names = sources.packagesInReadingOrder();
    pages.add(overview(names));
    names.forEach(name -> pages.add(room(name)));
    return pages;
  }

  private Page overview(List<String> names) {
    var body = new StringBuilder("<h1>The source, annotated</h1>\n");
    body.append(
        """
        <p class="intro">Every class of the server and its client, with its own comments beside the code.
        The rooms stand in an order in which each uses only those before it.</p>
        """);
    var parts = new LinkedHashMap<String, List<String>>();
    var ordered = new ArrayList<>(names);
    ordered.sort(
        Comparator.comparingInt((String name) -> rank(part(name)))
            .thenComparing(name -> part(name).startsWith("Week ") ? part(name) : ""));
    for (var name : ordered) {
      parts.computeIfAbsent(part(name), _ -> new ArrayList<>()).add(name);
    }
    for (var part : parts.entrySet()) {
      body.append("<h2 id=\"").append(Html.slug(part.getKey())).append("\">");
      body.append(Html.escape(part.getKey())).append("</h2>\n<dl class=\"rooms\">\n");
      for (var name : part.getValue()) {
        var classes = sources.classes(name);
        int lines = classes.stream().mapToInt(f -> f.lines().size()).sum();
        body.append("<dt>")
            .append(
                Html.link(Html.relative(PAGE, SourceTree.page(name)), Html.code(roomName(name))))
            .append(" <span class=\"quiet\">")
            .append(classes.size())
            .append(classes.size() == 1 ? " class, " : " classes, ")
            .append(lines)
            .append(" lines</span></dt><dd>")
            .append(Html.escape(JavadocHtml.firstSentence(sign(name))))
            .append("</dd>\n");
      }
      body.append("</dl>\n");
    }
    return new Page(PAGE, "The source, annotated", "Source", body.toString(), Page.Layout.TABLE);
  }

  /** {@code Week 1} of {@code eightweeks.week1.resp}. */
  private static String part(String packageName) {
    var parts = packageName.split("\\.");
    if (parts.length < 2) {
      return "The main program";
    }
    return switch (parts[1]) {
      case "cli" -> "The client, redis-cli";
      case "study" -> "The course command, bin/study";
      default -> parts[1].startsWith("week") ? "Week " + parts[1].substring(4) : parts[1];
    };
  }

  /** The weeks come first, what goes with them after. */
  private static int rank(String part) {
    return part.startsWith("Week ") ? 0 : part.startsWith("The main") ? 1 : 2;
  }

  /** {@code resp} of {@code eightweeks.week1.resp}. */
  private static String roomName(String packageName) {
    var name = packageName.replaceFirst("^eightweeks\\.[a-z0-9]+\\.", "");
    return name.replaceFirst("^eightweeks\\.", "");
  }

  private String sign(String packageName) {
    var info = sources.packageInfo(packageName);
    return info == null ? "" : comment(info);
  }

  /** Returns the first documentation comment of a file in plain words. */
  static String comment(SourceTree.SourceFile file) {
    var text = file.text();
    for (var token : JavaLexer.tokens(text)) {
      if (token.kind() == JavaLexer.Kind.DOC) {
        return JavadocHtml.plain(text.substring(token.start(), token.end()));
      }
    }
    return "";
  }

  private Page room(String name) {
    var path = SourceTree.page(name);
    var body = new StringBuilder();
    body.append("<nav class=\"crumbs\" aria-label=\"Where this is\">")
        .append(Html.link(Html.relative(path, PAGE), "Source"))
        .append("</nav>\n<h1>")
        .append(Html.escape(name.replaceFirst("^eightweeks\\.", "")))
        .append("</h1>\n");
    var info = sources.packageInfo(name);
    if (info != null) {
      body.append("<div class=\"lead\">").append(signHtml(info, path)).append("</div>\n");
    }
    body.append("<h2 id=\"classes\">Classes</h2>\n<dl class=\"rooms\">\n");
    for (var file : sources.classes(name)) {
      body.append("<dt>")
          .append(Html.link(Html.relative(path, file.page()), Html.code(file.name())))
          .append(" <span class=\"quiet\">")
          .append(file.lines().size())
          .append(" lines</span>")
          .append(days(path, file))
          .append("</dt><dd>")
          .append(Html.escape(JavadocHtml.firstSentence(comment(file))))
          .append("</dd>\n");
    }
    body.append("</dl>\n");
    return new Page(
        path,
        name.replaceFirst("^eightweeks\\.", ""),
        "Source",
        body.toString(),
        Page.Layout.TABLE);
  }

  private String signHtml(SourceTree.SourceFile info, String page) {
    var text = info.text();
    for (var token : JavaLexer.tokens(text)) {
      if (token.kind() == JavaLexer.Kind.DOC) {
        var javadoc =
            new JavadocHtml(
                reference -> {
                  var target = sources.target(info, reference);
                  return target == null ? null : Html.relative(page, target);
                });
        return javadoc.html(JavadocHtml.text(text.substring(token.start(), token.end())));
      }
    }
    return "";
  }

  private String days(String page, SourceTree.SourceFile file) {
    var seen = new LinkedHashMap<Integer, Day>();
    readings.getOrDefault(file.path(), List.of()).forEach(r -> seen.put(r.day().number(), r.day()));
    var out = new StringBuilder();
    for (var day : seen.values()) {
      out.append(' ').append(course.chip(page, day));
    }
    return out.toString();
  }
}
