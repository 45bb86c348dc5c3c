package eightweeks.site;

import java.util.Locale;

/** Small things about HTML. */
final class Html {
  private Html() {}

  static String escape(String text) {
    var out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  static String span(String css, String text) {
    return css.isEmpty() || text.isEmpty()
        ? escape(text)
        : "<span class=\"" + css + "\">" + escape(text) + "</span>";
  }

  static String link(String href, String html) {
    return "<a href=\"" + escape(href) + "\">" + html + "</a>";
  }

  static String code(String text) {
    return "<code>" + escape(text) + "</code>";
  }

  /** Returns a word for an id or a file's name: small letters, digits and dashes. */
  static String slug(String text) {
    var slug = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return slug.replaceAll("^-|-$", "");
  }

  /** Returns the way from a page to another file, both from the site's root. */
  static String relative(String fromPage, String to) {
    int anchor = to.indexOf('#');
    var file = anchor < 0 ? to : to.substring(0, anchor);
    var hash = anchor < 0 ? "" : to.substring(anchor);
    if (file.equals(fromPage) && !hash.isEmpty()) {
      return hash;
    }
    var from = fromPage.split("/", -1);
    var way = file.split("/", -1);
    int common = 0;
    while (common < from.length - 1
        && common < way.length - 1
        && from[common].equals(way[common])) {
      common++;
    }
    var path = new StringBuilder("../".repeat(from.length - 1 - common));
    for (int i = common; i < way.length; i++) {
      path.append(way[i]).append(i < way.length - 1 ? "/" : "");
    }
    return path + hash;
  }
}
