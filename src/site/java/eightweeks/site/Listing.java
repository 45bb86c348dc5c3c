package eightweeks.site;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * A listing of a page: coloured, with its callouts, and, if it was taken from a file, with the
 * file's line numbers, a link to the annotated source and its surroundings in grey.
 */
final class Listing {
  private static final Pattern BEFORE_CALLOUT = Pattern.compile("\\s*(//|#|--|;;)?\\s*$");
  private static final int LONGEST_HEAD = 4;

  private final String page;
  private final @Nullable Snippet snippet;
  private final @Nullable List<String> file;
  private final StringBuilder text = new StringBuilder();

  /** The callouts of each line, from 0. */
  private final List<List<String>> callouts = new ArrayList<>();

  /**
   * @param file the lines of the snippet's file, null if there is none
   */
  Listing(String page, @Nullable Snippet snippet, @Nullable List<String> file) {
    this.page = page;
    this.snippet = snippet;
    this.file = file;
  }

  /** Replaces what Asciidoctor made of a block. */
  void replace(Element block) {
    var coloured = block.selectFirst("pre code");
    var code = coloured == null ? block.selectFirst("pre") : coloured;
    var content = block.selectFirst(".content");
    if (code == null || content == null) {
      return;
    }
    read(code);
    var language = code.attr("data-lang");
    var lines = Highlighter.lines(language, text.toString());
    var html = new StringBuilder();
    int most = callouts.stream().mapToInt(List::size).max().orElse(0);
    html.append("<pre class=\"hl").append(most == 0 ? "" : " co" + Math.min(most, 2));
    html.append('"');
    if (language.equals("console")) {
      html.append(" data-copy=\"")
          .append(Html.escape(Highlighter.commands(text.toString())))
          .append('"');
    }
    html.append("><code>");
    if (snippet != null && file != null && snippet.lines().size() == lines.size()) {
      woven(lines, html, snippet, file);
    } else {
      for (int i = 0; i < lines.size(); i++) {
        html.append(line(0, lines.get(i), i, ""));
      }
    }
    html.append("</code></pre>");
    content.html(html.toString());
    block.addClass("language-" + (language.isEmpty() ? "text" : language));
    if (snippet != null && file != null) {
      caption(block, snippet);
    }
  }

  /** Takes the text apart from the callouts. */
  private void read(Element code) {
    callouts.add(new ArrayList<>());
    for (Node node : code.childNodes()) {
      if (node instanceof TextNode piece) {
        for (char c : piece.getWholeText().toCharArray()) {
          text.append(c);
          if (c == '\n') {
            callouts.add(new ArrayList<>());
          }
        }
      } else if (node instanceof Element element) {
        if (element.hasClass("conum")) {
          var before = BEFORE_CALLOUT.matcher(text);
          int lineStart = text.lastIndexOf("\n") + 1;
          if (before.find(lineStart) && before.start() >= lineStart) {
            text.setLength(before.start());
          }
          callouts.getLast().add(element.text().replaceAll("\\D", ""));
        } else {
          text.append(element.wholeText());
        }
      }
    }
  }

  private void woven(List<String> lines, StringBuilder html, Snippet from, List<String> source) {
    int shift = shift(from, source);
    int least = leastIndent(from, source);
    // Asciidoctor's indent=0 puts the excerpt at the left edge, where the method's head belongs.
    var inner = " ".repeat(Math.max(0, shift - least));
    int outer = Math.min(shift, least);
    boolean java = from.file().endsWith(".java");
    int before = from.headFirst() == 0 ? 0 : from.headLast();
    if (from.headFirst() > 0) {
      int last = Math.min(from.headLast(), from.headFirst() + LONGEST_HEAD);
      surroundings(html, source, from.headFirst(), last, outer, java);
    }
    int previous = before;
    for (int i = 0; i < lines.size(); i++) {
      int number = from.lines().get(i);
      if (previous > 0 && number > previous + 1 && hides(source, previous + 1, number - 1)) {
        html.append("<span class=\"l dim gap\"><span class=\"g\"></span>⋮\n</span>");
      }
      html.append(line(number, lines.get(i).isBlank() ? "" : inner + lines.get(i), i, ""));
      previous = number;
    }
    if (from.foot() > 0) {
      if (hides(source, previous + 1, from.foot() - 1)) {
        html.append("<span class=\"l dim gap\"><span class=\"g\"></span>⋮\n</span>");
      }
      surroundings(html, source, from.foot(), from.foot(), outer, java);
    }
  }

  /** Returns by how many columns the excerpt stands further to the left than in its file. */
  private int shift(Snippet from, List<String> source) {
    var shown = text.toString().lines().toList();
    for (int i = 0; i < shown.size(); i++) {
      if (!shown.get(i).isBlank()) {
        return indent(source.get(from.lines().get(i) - 1)) - indent(shown.get(i));
      }
    }
    return 0;
  }

  /** Returns the indentation of the method around the excerpt; a large number if there is none. */
  private static int leastIndent(Snippet from, List<String> source) {
    int head = from.headFirst() == 0 ? Integer.MAX_VALUE : indent(source.get(from.headFirst() - 1));
    int foot = from.foot() == 0 ? Integer.MAX_VALUE : indent(source.get(from.foot() - 1));
    return Math.min(head, foot);
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  /** Returns whether lines that are left out say anything. */
  private static boolean hides(List<String> source, int first, int last) {
    for (int i = first; i <= last; i++) {
      if (!source.get(i - 1).isBlank() && !Tags.isDirective(source.get(i - 1))) {
        return true;
      }
    }
    return false;
  }

  private void surroundings(
      StringBuilder html, List<String> source, int first, int last, int indent, boolean java) {
    var shown = String.join("\n", source.subList(first - 1, last));
    var lines = Highlighter.lines(java ? "java" : "", shown);
    for (int i = 0; i < lines.size(); i++) {
      var text = lines.get(i).replaceFirst("^\\s{0," + indent + "}", "");
      html.append(line(first + i, text, -1, " dim"));
    }
  }

  private String line(int number, String html, int index, String css) {
    var out = new StringBuilder("<span class=\"l").append(css).append("\"");
    // Callouts stand in the gutter, which stays where it is when the code is scrolled sideways.
    out.append("><span class=\"g\"");
    if (number > 0) {
      out.append(" data-n=\"").append(number).append('"');
    }
    out.append('>');
    if (index >= 0 && index < callouts.size()) {
      for (var callout : callouts.get(index)) {
        out.append("<b class=\"co\">").append(callout).append("</b>");
      }
    }
    out.append("</span>").append(html);
    return out.append("\n</span>").toString();
  }

  private void caption(Element block, Snippet from) {
    block.attr("id", from.id());
    var title = block.selectFirst("> .title");
    if (title == null) {
      title = block.prependElement("div").addClass("title");
      title.appendElement("code").text(from.member().isEmpty() ? from.file() : from.member());
    }
    title.html("<span>" + title.html() + "</span>");
    var name = from.file().substring(from.file().lastIndexOf('/') + 1);
    var lines = from.first() == from.last() ? "" + from.first() : from.first() + "–" + from.last();
    title
        .appendElement("a")
        .addClass("where")
        .attr("href", Html.relative(page, from.file() + ".html#" + from.range()))
        .attr("title", from.file() + ", lines " + lines)
        .text(name + ":" + lines);
  }
}
