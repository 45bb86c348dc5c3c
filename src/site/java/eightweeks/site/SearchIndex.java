package eightweeks.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * The full-text index, made at build time and written as a script, because a page that is opened
 * from a folder may load scripts but not data.
 *
 * <p>Its units are sections, not pages: a hit leads to the place. A word of a title weighs more
 * than one of the text; a name such as {@code processMultibulkBuffer} is found by its parts too.
 */
final class SearchIndex {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|_+");
  private static final int TITLE_WEIGHT = 8;
  private static final int MAX_OF_A_WORD = 5;
  private static final int LONGEST_TEXT = 1500;

  /**
   * A unit.
   *
   * @param where in words: the page that the section is of
   * @param href from the site's root
   */
  record Unit(String title, String where, String href, String text) {}

  private final List<Unit> units = new ArrayList<>();

  List<Unit> units() {
    return units;
  }

  /** Adds the sections of a page. */
  void add(Page page) {
    var body = Jsoup.parseBodyFragment(page.body()).body();
    body.select(
            "pre, svg, nav, script, .filter, .chip, .quiet, .anchor, .min, .where, .uses,"
                + " details.imports")
        .remove();
    if (page.layout() == Page.Layout.HOME) {
      return;
    }
    var rows = body.select("[data-row][id]");
    for (var row : rows) {
      var name = row.selectFirst("th, dt");
      if (name != null) {
        var title = name.text();
        var file = row.closest("section[data-group]");
        var heading = file == null ? null : file.selectFirst("h2");
        name.remove();
        unit(heading == null ? title : heading.text() + ": " + title, page, row.id(), row.text());
      }
    }
    if (!rows.isEmpty()) {
      unit(page.title(), page, "", "");
    } else if (page.layout() == Page.Layout.SOURCE) {
      addSource(page, body);
    } else {
      addSections(page, body);
    }
  }

  private void addSource(Page page, Element body) {
    var lead = body.selectFirst(".lead");
    unit(page.title(), page, "", lead == null ? "" : lead.text());
    for (var segment : body.select("section.seg[data-name]")) {
      var note = segment.selectFirst(".note");
      unit(
          segment.attr("data-name"),
          page,
          segment.attr("data-at"),
          note == null ? "" : note.text());
    }
  }

  private void addSections(Page page, Element body) {
    for (var heading : body.select("h2[id], h3[id]")) {
      var section = heading.closest("div.sect1, div.sect2, section");
      var text = section == null ? null : section.clone();
      if (text != null) {
        text.select("h2, h3, div.sect2 div.sect2, div.sect1 div.sect2").remove();
        unit(heading.text(), page, heading.id(), text.text());
      }
    }
    body.select("h1, div.sect1, section").remove();
    unit(page.title(), page, "", body.text());
  }

  private void unit(String title, Page page, String anchor, String text) {
    var where = anchor.isEmpty() ? page.where() : page.where() + " · " + page.title();
    var href = anchor.isEmpty() ? page.path() : page.path() + "#" + anchor;
    var cut = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    units.add(new Unit(title, where, href, cut));
  }

  /** Returns the words of a text in lower case; a name with humps comes whole and in parts. */
  static List<String> words(String text) {
    var words = new ArrayList<String>();
    for (var match = WORD.matcher(text); match.find(); ) {
      var word = match.group();
      words.add(word.toLowerCase(Locale.ROOT));
      var parts = HUMP.split(word);
      for (var part : parts) {
        if (parts.length > 1 && part.length() > 1) {
          words.add(part.toLowerCase(Locale.ROOT));
        }
      }
    }
    return words;
  }

  /** Which units have a word, with its weight in each. */
  Map<String, Map<Integer, Integer>> postings() {
    var postings = new TreeMap<String, Map<Integer, Integer>>();
    for (int i = 0; i < units.size(); i++) {
      var weights = new HashMap<String, Integer>();
      for (var word : words(units.get(i).text)) {
        weights.merge(word, 1, (a, b) -> Math.min(MAX_OF_A_WORD, a + b));
      }
      Set<String> title = new LinkedHashSet<>(words(units.get(i).title));
      title.forEach(word -> weights.merge(word, TITLE_WEIGHT, Integer::sum));
      int unit = i;
      weights.forEach(
          (word, weight) -> postings.computeIfAbsent(word, _ -> new TreeMap<>()).put(unit, weight));
    }
    return postings;
  }

  /** Returns the script that sets {@code window.SEARCH}. */
  String script() {
    var out = new StringBuilder("window.SEARCH={docs:[\n");
    for (var unit : units) {
      out.append('[').append(quoted(unit.title)).append(',').append(quoted(unit.where));
      out.append(',')
          .append(quoted(unit.href))
          .append(',')
          .append(quoted(unit.text))
          .append("],\n");
    }
    out.append("],\nterms:")
        .append(quoted(String.join(" ", postings().keySet())))
        .append(",\nposts:\"");
    var rows = new ArrayList<String>();
    for (var row : postings().values()) {
      var cells = new StringBuilder();
      int previous = 0;
      for (var cell : row.entrySet()) {
        cells.append(cells.isEmpty() ? "" : " ").append(cell.getKey() - previous);
        cells.append(cell.getValue() == 1 ? "" : "." + cell.getValue());
        previous = cell.getKey();
      }
      rows.add(cells.toString());
    }
    return out.append(String.join(",", rows)).append("\"};\n").toString();
  }

  private static String quoted(String text) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n', '\r', '\t', '\u2028', '\u2029' -> out.append(' ');
        case '<' -> out.append("\\x3c");
        default -> out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
