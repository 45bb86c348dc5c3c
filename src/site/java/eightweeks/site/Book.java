package eightweeks.site;

import eightweeks.study.course.Days;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The same pages as one document, for a PDF: {@code target/site-book/book.adoc} includes the
 * chapters in their order and what is to be looked up behind them.
 *
 * <p>On paper nothing can be clicked, so that file and lines of a snippet go into its caption.
 */
final class Book {
  private static final Pattern NAMED_DIAGRAM = Pattern.compile("\\[plantuml,[^\\],]+,svg\\]");
  private static final Pattern DRAWN =
      Pattern.compile("image::(?:\\.\\./)+(" + Stills.FOLDER + "|" + Traces.FOLDER + ")/");
  private static final Pattern CAPTION =
      Pattern.compile(
          "(?m)(?:^\\.(\\S.*)\\n"
              + ")?(\\[[^\\n"
              + "]*role=\"snippet ([\\w-]+)\"[^\\n"
              + "]*\\])\\n"
              + "(?:\\.(\\S.*)\\n"
              + ")?");
  private static final Pattern LINK =
      Pattern.compile("\\b(xref|link):(?!https?:)([^\\s\\[#]*)(#[^\\s\\[]*)?\\[([^\\]]*)]");

  /** What gives a block or a section an id: {@code [[id]]}, {@code [#id]}, {@code [#id.role]}. */
  private static final Pattern ANCHOR = Pattern.compile("(?m)^\\[(?:\\[|[\\w.%-]*#)([\\w-]+)");

  private static final List<String> APPENDIX =
      List.of("docs/architecture.adoc", "docs/glossary.adoc");

  private final Place place;
  private final Map<String, Snippet> snippets;

  Book(Place place, List<Snippet> snippets) {
    this.place = place;
    this.snippets = snippets.stream().collect(Collectors.toMap(Snippet::id, Function.identity()));
  }

  /**
   * Writes it.
   *
   * @throws SiteException if two of its pages have an anchor of the same name
   */
  void write() {
    Place.clear(place.book());
    var anchors = new HashMap<String, String>();
    for (var path : chapters()) {
      var page = onPaper(path, Place.read(place.woven().resolve(path)));
      requireOwnAnchors(path, page, anchors);
      Place.write(place.book().resolve(path), page);
    }
    for (var file : Place.files(place.woven())) {
      var path = Place.relative(place.woven(), file);
      if (Polish.isImage(path)) {
        Place.copy(file, place.book().resolve(path));
      }
    }
    Place.write(place.book().resolve("book.adoc"), whole());
  }

  /**
   * Two pages of the site may have anchors of one name, two chapters of the book must not.
   *
   * @param pages the page of each anchor so far
   */
  private static void requireOwnAnchors(String path, String page, Map<String, String> pages) {
    var anchors = ANCHOR.matcher(page);
    while (anchors.find()) {
      var other = pages.putIfAbsent(anchors.group(1), path);
      if (other != null) {
        throw new SiteException(
            "%s and %s both have the anchor %s, and are chapters of one book. Rename one."
                .formatted(other, path, anchors.group(1)));
      }
    }
  }

  private String whole() {
    var text =
        new StringBuilder(
            """
            = A Redis in Java that reads like a book: eight weeks, an hour a day
            :doctype: book
            :toc:
            :toclevels: 1

            """);
    for (var path : chapters()) {
      // Sections of different chapters have the same names, and so would their ids.
      text.append(":idprefix: ").append(id(path)).append("-\n\n[#").append(id(path)).append("]\n");
      text.append("include::").append(path).append("[leveloffset=+1]\n\n");
    }
    return text.toString();
  }

  private List<String> chapters() {
    var chapters = new ArrayList<String>();
    int week = 0;
    for (var day : Days.read(place.root()).all()) {
      if (day.week() != week) {
        week = day.week();
        chapters.add("weeks/week" + week + "/index.adoc");
      }
      chapters.add(day.chapter());
    }
    chapters.addAll(APPENDIX);
    chapters.removeIf(path -> !Files.exists(place.woven().resolve(path)));
    return chapters;
  }

  private static String id(String path) {
    return "page-" + Html.slug(path.replace(".adoc", ""));
  }

  /** Returns a page without what only a screen can do. */
  String onPaper(String path, String page) {
    // Two diagrams of one name would be one file.
    var text = NAMED_DIAGRAM.matcher(page).replaceAll("[plantuml,format=svg]");
    text = DRAWN.matcher(text).replaceAll("image::$1/"); // from the book's folder
    text = new Paper(id(path)).of(text);
    text = CAPTION.matcher(text).replaceAll(m -> Matcher.quoteReplacement(caption(m)));
    var there = chapters();
    return LINK.matcher(text).replaceAll(m -> Matcher.quoteReplacement(link(m, path, there)));
  }

  private String caption(MatchResult match) {
    var snippet = snippets.get(match.group(3));
    if (snippet == null) {
      return match.group();
    }
    var title = match.group(1) == null ? match.group(4) : match.group(1);
    var name = snippet.file().substring(snippet.file().lastIndexOf('/') + 1);
    var where = "_" + name + "_, line " + snippet.first();
    return "."
        + (title == null ? where : title + " (" + where + ")")
        + "\n"
        + match.group(2)
        + "\n";
  }

  /** Links inside the book stay, those to files of the repository become text. */
  private static String link(MatchResult match, String path, List<String> there) {
    var target = Polish.resolve(path, match.group(2));
    if (target == null || match.group(2).isEmpty()) {
      return match.group();
    }
    var anchor = match.group(3);
    if (there.contains(target)) {
      return "xref:" + (anchor == null ? "#" + id(target) : anchor) + "[" + match.group(4) + "]";
    }
    return match.group(4).isEmpty() ? "_" + target + "_" : match.group(4);
  }
}
