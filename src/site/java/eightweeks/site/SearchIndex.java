package eightweeks.site;

import eightweeks.study.course.Day;
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
import org.jspecify.annotations.Nullable;

/**
 * The full-text index, made at build time and written as a script, because a page that is opened
 * from a folder may load scripts but not data.
 *
 * <p>Its units are sections, not pages: a hit leads to the place. Each unit has a kind and names; a
 * query that is exactly such a name comes before all others, in the order of the kinds. After that,
 * a word of a title weighs more than one of the text; a name such as {@code processMultibulkBuffer}
 * is found by its parts too.
 */
final class SearchIndex {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|_+");
  private static final int TITLE_WEIGHT = 8;
  private static final int MAX_OF_A_WORD = 5;
  private static final int MAX_TEXT = 1500;

  /** What a unit is about, in the order in which exact names are listed. */
  enum Kind {
    /** A day of the course, written or to come. */
    DAY,
    /** A command. */
    COMMAND,
    /** A directive of the configuration. */
    DIRECTIVE,
    /** A term of the glossary. */
    TERM,
    /** A class of the server. */
    CLASS,
    /** A function or structure of Redis's C source. */
    C,
    /** A page, or a section of one. */
    SECTION,
    /** A member of a class. */
    MEMBER
  }

  /**
   * A unit.
   *
   * @param where in words: the page that the section is of
   * @param href from the site's root
   * @param names what a reader may call it, as {@link #name} writes it
   */
  record Unit(
      String title, String where, String href, String text, Kind kind, List<String> names) {}

  private final List<Unit> units = new ArrayList<>();

  List<Unit> units() {
    return units;
  }

  /** Other words for a page, by its path: what readers type who do not know our title. */
  private final Map<String, List<String>> synonyms = new HashMap<>();

  /**
   * Adds other words for a page; has to come before the page.
   *
   * @param names separated by commas
   */
  void addSynonyms(String path, String names) {
    synonyms.put(path, List.of(names.split(",\\s*")));
  }

  /** Adds a day: the page of its chapter, or its place in the plan if it is still to come. */
  void addDay(Day day, boolean written, @Nullable Page page) {
    var title = "Day " + CoursePlan.number(day) + ": " + day.title();
    var text = day.exercise() + " " + String.join(", ", day.concepts());
    var names =
        List.of(
            "day " + CoursePlan.number(day),
            "day " + day.number(),
            "day" + day.number(),
            day.id(),
            title,
            day.title());
    if (written && page != null) {
      sections(page);
      var body = stripped(page);
      body.select("h1, div.sect1, section").remove();
      add(Kind.DAY, title, page.where(), page.path(), text + " " + body.text(), names);
    } else {
      add(
          Kind.DAY,
          title,
          "Week " + day.week() + " · to come",
          HomePage.PATH + "#week" + day.week(),
          text,
          names);
    }
  }

  /** Adds a command that comes with a later week. */
  void addCommandToCome(String name, int week) {
    add(
        Kind.COMMAND,
        name,
        "Week " + week + " · to come",
        HomePage.PATH + "#week" + week,
        "This server does not have " + name + " yet. It comes with week " + week + ".",
        List.of(name));
  }

  /** Adds the sections of a page. */
  void add(Page page) {
    if (page.layout() == Page.Layout.HOME) {
      add(
          Kind.SECTION,
          page.title(),
          "Start",
          page.path(),
          "",
          synonyms.getOrDefault(page.path(), List.of()));
      return;
    }
    var body = stripped(page);
    var rows = body.select("[data-row][id]");
    for (var row : rows) {
      var name = row.selectFirst("th, dt");
      if (name != null) {
        addRow(page, row, name);
      }
    }
    if (!rows.isEmpty()) {
      unit(Kind.SECTION, page.title(), page, "", "");
    } else if (page.layout() == Page.Layout.SOURCE) {
      addSource(page, body);
    } else if (page.path().startsWith("reference/commands/")
        && !page.path().equals(CommandPages.INDEX)) {
      body.select("h1").remove();
      unit(Kind.COMMAND, page.title(), page, "", body.text());
    } else {
      sections(page);
      addTerms(page, body);
      body.select("h1, div.sect1, section").remove();
      unit(Kind.SECTION, page.title(), page, "", body.text());
    }
  }

  private static Element stripped(Page page) {
    var body = Jsoup.parseBodyFragment(page.body()).body();
    body.select(
            "pre, svg, nav, script, .filter, .chip, .quiet, .anchor, .min, .where, .uses,"
                + " .unsearched, details.imports")
        .remove();
    return body;
  }

  private void addRow(Page page, Element row, Element heading) {
    var name = heading.text();
    var group = row.closest("section[data-group]");
    var file = group == null ? null : group.selectFirst("h2");
    heading.remove();
    if (page.path().equals(ReferencePages.C_PAGE) && file != null) {
      boolean whole = row.attr("data-whole").equals("true");
      var title = whole ? file.text() : file.text() + ": " + name;
      unit(Kind.C, title, page, row.id(), row.text(), whole ? title : name);
    } else {
      var kind = page.path().equals(ConfigPage.PATH) ? Kind.DIRECTIVE : Kind.SECTION;
      unit(kind, name, page, row.id(), row.text(), name);
    }
  }

  private void addTerms(Page page, Element body) {
    for (var anchor : body.select("dl dt > a[id]")) {
      var term = anchor.parent();
      var text = term == null ? null : term.nextElementSibling();
      if (term != null && text != null && page.path().equals(ProseLinks.GLOSSARY)) {
        var names = new ArrayList<>(List.of(term.text().split(",\\s*")));
        names.add(anchor.id().replace('-', ' '));
        unit(Kind.TERM, term.text(), page, anchor.id(), text.text(), names.toArray(String[]::new));
      }
    }
  }

  private void addSource(Page page, Element body) {
    var lead = body.selectFirst(".lead");
    unit(
        Kind.CLASS,
        page.title(),
        page,
        "",
        lead == null ? "" : lead.text(),
        page.title(),
        page.title() + ".java");
    for (var segment : body.select("section.seg[data-name]")) {
      var note = segment.selectFirst(".note");
      unit(
          Kind.MEMBER,
          segment.attr("data-name"),
          page,
          segment.attr("data-at"),
          note == null ? "" : note.text());
    }
  }

  private void sections(Page page) {
    var body = stripped(page);
    for (var heading : body.select("h2[id], h3[id]")) {
      var section = heading.closest("div.sect1, div.sect2, section");
      var text = section == null ? null : section.clone();
      if (text != null) {
        text.select("h2, h3, div.sect2 div.sect2, div.sect1 div.sect2").remove();
        unit(Kind.SECTION, heading.text(), page, heading.id(), text.text());
      }
    }
  }

  private void unit(
      Kind kind, String title, Page page, String anchor, String text, String... names) {
    var where = anchor.isEmpty() ? page.where() : page.where() + " · " + page.title();
    var href = anchor.isEmpty() ? page.path() : page.path() + "#" + anchor;
    var all = new ArrayList<>(List.of(names));
    all.add(title);
    if (anchor.isEmpty()) {
      all.addAll(synonyms.getOrDefault(page.path(), List.of()));
    }
    add(kind, title, where, href, text, all);
  }

  private void add(
      Kind kind, String title, String where, String href, String text, List<String> names) {
    var cut = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    var plain = names.stream().map(SearchIndex::name).filter(n -> !n.isEmpty()).distinct().toList();
    units.add(new Unit(title, where, href, cut, kind, plain));
  }

  /** Returns a name as a query is compared with it: words in lower case, a space between. */
  static String name(String text) {
    var words = new ArrayList<String>();
    for (var match = WORD.matcher(text); match.find(); ) {
      words.add(match.group().toLowerCase(Locale.ROOT));
    }
    return String.join(" ", words);
  }

  /** Returns the words of a text in lower case; a name with humps comes whole and in parts. */
  static List<String> words(String text) {
    var words = new ArrayList<String>();
    for (var match = WORD.matcher(text); match.find(); ) {
      var word = match.group();
      if (word.length() == 1) {
        continue; // matches too much to help
      }
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
      units.get(i).names.forEach(name -> title.addAll(words(name)));
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
          .append(',')
          .append(unit.kind.ordinal())
          .append(',')
          .append(quoted(String.join("|", unit.names)))
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
