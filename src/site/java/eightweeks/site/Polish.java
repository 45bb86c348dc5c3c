package eightweeks.site;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** Turns the body that Asciidoctor made of a page into the site's own HTML. */
final class Polish {
  private static final Pattern MINUTES = Pattern.compile("^(.*?)\\s*\\((\\d+) min\\)$");
  private static final Pattern COLOUR =
      Pattern.compile("(fill|stroke)\\s*[:=]\\s*'?(#[0-9A-Fa-f]{6})");

  /** Asciidoctor prettifies arrows, dots and quotes in code too; there they mean themselves. */
  private static final Map<String, String> AS_TYPED =
      Map.of(
          "→", "->", "⇒", "=>", "←", "<-", "⇐", "<=", "…", "...", "’", "'", "—", "--", "\u200b",
          "");

  /** The colours that PlantUML draws with (src/build/plantuml.cfg), and what they mean. */
  private static final Map<String, String> INK =
      Map.ofEntries(
          Map.entry("#000000", "ink"),
          Map.entry("#222222", "ink"),
          Map.entry("#181818", "line"),
          Map.entry("#F1F1F1", "box"),
          Map.entry("#E2E2F0", "box"),
          Map.entry("#DDDDDD", "band"),
          Map.entry("#E3E3E3", "band"),
          Map.entry("#FAFAFA", "note"),
          Map.entry("#EEEEEE", "band"),
          Map.entry("#FEFFDD", "note"),
          Map.entry("#F8F8F8", "note"),
          Map.entry("#FFFFFF", "paper"),
          // Those of the stills (eightweeks.page.figure.Ink) that PlantUML does not use.
          Map.entry("#655F54", "quiet"),
          Map.entry("#A0341C", "accent"),
          Map.entry("#F8E9E2", "soft"),
          Map.entry("#EAF2F4", "past"));

  private final Place place;
  private final Map<String, Snippet> snippets;

  /** Files of the repository that pages link to and that are no pages themselves. */
  private final Set<String> linkedFiles = new LinkedHashSet<>();

  Polish(Place place, Map<String, Snippet> snippets) {
    this.place = place;
    this.snippets = snippets;
  }

  Set<String> linkedFiles() {
    return linkedFiles;
  }

  /**
   * Works on a body.
   *
   * @param path of the page, from the site's root
   */
  Document polish(String path, String html) {
    var body = Jsoup.parseBodyFragment(html);
    body.outputSettings().prettyPrint(false);
    body.select("#toc").remove(); // the frame has its own
    headings(body);
    listings(path, body);
    inlineCode(body);
    links(path, body);
    tables(body);
    diagrams(body);
    boxes(body);
    return body;
  }

  private static void headings(Document body) {
    for (var anchor : body.select("a.anchor")) {
      var heading = anchor.parent();
      anchor.remove();
      if (heading != null) {
        var minutes = MINUTES.matcher(heading.text());
        if (minutes.matches()) {
          heading.text(minutes.group(1) + " ");
          heading.appendElement("span").addClass("min").text(minutes.group(2) + " min");
        }
        heading
            .appendElement("a")
            .addClass("anchor")
            .attr("href", anchor.attr("href"))
            .attr("aria-label", "Link to this section")
            .text("#");
      }
    }
  }

  private void listings(String path, Document body) {
    for (var block : body.select("div.listingblock, div.literalblock")) {
      var snippet = CIndex.snippetOf(block, snippets);
      @Nullable List<String> file =
          snippet == null ? null : Place.lines(place.root().resolve(snippet.file()));
      new Listing(path, snippet, file).replace(block);
      if (snippet != null && !snippet.file().startsWith(SourceTree.ROOT)) {
        linkedFiles.add(snippet.file());
      }
    }
  }

  private static void inlineCode(Document body) {
    for (var code : body.select("code")) {
      if (code.closest("pre") == null) {
        for (var child : code.childNodes()) {
          if (child instanceof TextNode node) {
            var text = node.getWholeText();
            for (var entry : AS_TYPED.entrySet()) {
              text = text.replace(entry.getKey(), entry.getValue());
            }
            node.text(text);
          }
        }
      }
    }
  }

  private void links(String path, Document body) {
    for (var link : body.select("a[href]")) {
      var href = link.attr("href");
      if (href.matches("[a-z]+:.*")) {
        link.addClass("ext").attr("rel", "external noopener");
        link.removeAttr("target");
      } else if (!href.startsWith("#")) {
        link.attr("href", mapped(path, href));
      }
    }
  }

  /** Links to files of the repository go to the pages that show them. */
  private String mapped(String page, String href) {
    int hash = href.indexOf('#');
    var file = hash < 0 ? href : href.substring(0, hash);
    var anchor = hash < 0 ? "" : href.substring(hash);
    var target = resolve(page, file);
    if (target == null || file.endsWith(".html")) {
      return href;
    }
    if (file.endsWith(".adoc")) {
      return file.substring(0, file.length() - ".adoc".length()) + ".html" + anchor;
    }
    var real = place.root().resolve(target);
    if (java.nio.file.Files.isDirectory(real) && target.startsWith("src/main/java")) {
      return Html.relative(page, target.replaceFirst("/$", "") + "/index.html");
    }
    if (java.nio.file.Files.isRegularFile(real) && !isImage(target)) {
      if (!target.startsWith(SourceTree.ROOT)) {
        linkedFiles.add(target);
      }
      return Html.relative(page, target + ".html" + anchor);
    }
    return href;
  }

  static boolean isImage(String path) {
    return path.matches(".*\\.(svg|png|jpe?g|gif|webp)");
  }

  /** Returns a relative link as a path from the root, or null if it leads out of it. */
  static @Nullable String resolve(String page, String link) {
    var base = java.nio.file.Path.of("/").resolve(page);
    var depth = java.nio.file.Path.of(page).getNameCount() - 1;
    if (link.startsWith("/") || (link + "/").split("\\.\\./", -1).length - 1 > depth) {
      return null;
    }
    return java.nio.file.Path.of("/")
        .relativize(base.resolveSibling(link).normalize())
        .toString()
        .replace('\\', '/');
  }

  private static void tables(Document body) {
    for (var table : body.select("table.tableblock")) {
      table.wrap("<div class=\"wide\"></div>");
      table.select("col").forEach(col -> col.removeAttr("style"));
      // The corner over a column of names heads nothing.
      table.select("th").stream().filter(th -> th.text().isBlank()).forEach(th -> th.tagName("td"));
    }
  }

  private static void diagrams(Document body) {
    for (var svg : body.select("svg")) {
      var block = svg.closest("div.imageblock");
      var title = block == null ? null : block.selectFirst("> .title");
      svg.attr("role", "img").attr("aria-label", title == null ? "Diagram" : title.text());
      svg.removeAttr("preserveAspectRatio");
      var width = svg.attr("width").replace("px", "") + "px";
      svg.attr("style", "max-width:" + width + ";--width:" + width);
      if (svg.parent() != null) {
        svg.parent().addClass("diagram");
      }
      var text = svg.outerHtml();
      for (var element : svg.select("*")) {
        recolour(element);
        if (!text.contains("#" + element.id())) {
          element.removeAttr("id"); // PlantUML gives the same one to several things
        }
      }
    }
  }

  /** Colours become variables of the style sheet, so that a diagram is right in both themes. */
  private static void recolour(Element element) {
    for (var property : List.of("fill", "stroke")) {
      var ink = INK.get(element.attr(property).toUpperCase(java.util.Locale.ROOT));
      if (ink != null) {
        element.removeAttr(property);
        element.attr("style", property + ":var(--dia-" + ink + ");" + element.attr("style"));
      }
    }
    var style = element.attr("style");
    if (style.contains("#")) {
      element.attr(
          "style",
          COLOUR
              .matcher(style)
              .replaceAll(
                  m -> {
                    var ink = INK.get(m.group(2).toUpperCase(java.util.Locale.ROOT));
                    return m.group(1) + ":" + (ink == null ? m.group(2) : "var(--dia-" + ink + ")");
                  }));
    }
  }

  /** The boxes of a day get their names. */
  private static void boxes(Document body) {
    for (var box : body.select(".predict")) {
      label(box, "Predict first");
    }
    for (var box : body.select(".sidebarblock.invariants")) {
      label(box, "Invariants");
    }
    for (var box : body.select(".dlist.c")) {
      label(box, "In C");
    }
    body.select("details").forEach(d -> d.addClass("answer"));
  }

  private static void label(Element box, String text) {
    box.prependElement("div").addClass("label").text(text);
  }
}
