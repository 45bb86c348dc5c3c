package eightweeks.site;

import java.util.ArrayList;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/**
 * A documentation comment as HTML: {@code {@code}}, {@code {@link}}, {@code {@value}}, {@code
 * {@snippet}}, block tags, and the HTML that stands in comments.
 */
final class JavadocHtml {
  private static final Pattern BLOCK_TAG =
      Pattern.compile("(?m)^@(param|return|throws|see|since) ");
  private static final Pattern SENTENCE = Pattern.compile("\\.(?=\\s|$)");

  /** Where a reference such as {@code Args#moved} leads; null if nowhere on the site. */
  private final Function<String, @Nullable String> links;

  JavadocHtml(Function<String, @Nullable String> links) {
    this.links = links;
  }

  /** Returns a comment without its slashes and stars. */
  static String text(String comment) {
    if (comment.startsWith("//")) {
      return String.join(
          "\n", comment.lines().map(l -> l.strip().replaceFirst("^//+ ?", "")).toList());
    }
    var inner = comment.replaceFirst("^/\\*\\*?", "").replaceFirst("\\*/\\s*$", "");
    var lines = new ArrayList<String>();
    for (var line : inner.lines().toList()) {
      lines.add(line.replaceFirst("^\\s*\\* ?", "").stripTrailing());
    }
    if (!lines.isEmpty()) {
      lines.set(0, lines.getFirst().strip());
    }
    return String.join("\n", lines).strip();
  }

  /** Returns the comment in words alone, without tags of any sort, on one line. */
  static String plain(String comment) {
    var html = new JavadocHtml(_ -> null).html(text(comment));
    return Jsoup.parseBodyFragment(html).text();
  }

  /** Returns the first sentence of a text. */
  static String firstSentence(String text) {
    var match = SENTENCE.matcher(text);
    while (match.find()) {
      if (!text.substring(0, match.end()).endsWith("e.g.")) {
        return text.substring(0, match.end());
      }
    }
    return text;
  }

  /** Converts a text that {@link #text} gave. */
  String html(String text) {
    var blocks = new ArrayList<int[]>();
    var match = BLOCK_TAG.matcher(text);
    while (match.find()) {
      blocks.add(new int[] {match.start(), match.end()});
    }
    int bodyEnd = blocks.isEmpty() ? text.length() : blocks.getFirst()[0];
    var html = new StringBuilder();
    var body = text.substring(0, bodyEnd).strip();
    if (!body.isEmpty()) {
      html.append("<p>").append(inline(body)).append('\n');
    }
    if (!blocks.isEmpty()) {
      html.append("<dl class=\"tags\">");
      for (int i = 0; i < blocks.size(); i++) {
        int end = i + 1 < blocks.size() ? blocks.get(i + 1)[0] : text.length();
        var tag = text.substring(blocks.get(i)[0] + 1, blocks.get(i)[1] - 1);
        html.append(tag(tag, text.substring(blocks.get(i)[1], end).strip()));
      }
      html.append("</dl>");
    }
    var parsed = Jsoup.parseBodyFragment(html.toString());
    parsed.outputSettings().prettyPrint(false);
    for (var paragraph : parsed.select("p")) {
      if (paragraph.childrenSize() == 0 && paragraph.text().isBlank()) {
        paragraph.remove();
      }
    }
    parsed.select("table").wrap("<div class=\"wide\"></div>");
    return parsed.body().html();
  }

  private String tag(String tag, String rest) {
    if (tag.equals("return")) {
      return "<dt>returns</dt><dd>" + inline(rest) + "</dd>";
    }
    if (tag.equals("see")) {
      return "<dt>see</dt><dd>" + link(rest) + "</dd>";
    }
    if (tag.equals("since")) {
      return "<dt>since</dt><dd>" + inline(rest) + "</dd>";
    }
    int blank = rest.indexOf(' ');
    var name = blank < 0 ? rest : rest.substring(0, blank);
    var what = blank < 0 ? "" : inline(rest.substring(blank + 1));
    return "<dt>"
        + (tag.equals("throws") ? "throws " : "")
        + (tag.equals("throws") ? link(name) : Html.code(name))
        + "</dt><dd>"
        + what
        + "</dd>";
  }

  private String inline(String text) {
    var html = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int tag = text.indexOf("{@", at);
      if (tag < 0) {
        break;
      }
      int end = closingBrace(text, tag);
      html.append(text, at, tag);
      html.append(inlineTag(text.substring(tag + 2, end)));
      at = Math.min(end + 1, text.length());
    }
    return html.append(text, Math.min(at, text.length()), text.length()).toString();
  }

  private String inlineTag(String inside) {
    var words = inside.split("\\s", 2);
    var rest = words.length > 1 ? words[1] : "";
    return switch (words[0]) {
      case "link", "linkplain", "value" -> link(rest.replaceAll("\\s+", " ").strip());
      case "snippet" -> snippet(rest.replaceFirst("^\\s*:\\s*\\n?", ""));
      default ->
          rest.strip().contains("\n") && rest.startsWith("\n")
              ? Html.escape(rest)
              : Html.code(rest.replaceAll("\\s*\n\\s*", " ").strip());
    };
  }

  private static String snippet(String code) {
    return "<pre class=\"hl\"><code>"
        + String.join("\n", Highlighter.java(code.stripTrailing().stripIndent()))
        + "</code></pre>";
  }

  private String link(String reference) {
    int parenthesis = reference.indexOf('(');
    int blank = reference.indexOf(' ', parenthesis < 0 ? 0 : reference.indexOf(')') + 1);
    var target = blank < 0 ? reference : reference.substring(0, blank);
    var label = blank < 0 ? shown(target) : reference.substring(blank + 1);
    var href = links.apply(target);
    return href == null ? Html.code(label) : Html.link(href, Html.code(label));
  }

  /** {@code Args#moved} as a reader expects it: {@code Args.moved}. */
  private static String shown(String target) {
    var shown = target.startsWith("#") ? target.substring(1) : target.replace('#', '.');
    return shown.replaceFirst("^(?:[a-z0-9]+\\.)+(?=[A-Z])", "");
  }

  private static int closingBrace(String text, int from) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '{') {
        depth++;
      } else if (text.charAt(i) == '}' && --depth == 0) {
        return i;
      }
    }
    return text.length();
  }
}
