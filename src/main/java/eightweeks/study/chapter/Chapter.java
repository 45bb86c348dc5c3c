package eightweeks.study.chapter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A chapter as it is written: its title and parts. What stands in a part is read from its rows.
 *
 * @param file its path from the repository's root, with slashes
 * @param title the page's title; empty if its first line is none
 * @param attributes those of the header: {@code java} to {@code ../../src/main/java/eightweeks}
 * @param rows all lines
 */
record Chapter(
    String file, String title, Map<String, String> attributes, List<Row> rows, List<Part> parts) {
  private static final Pattern PART = Pattern.compile("(.*?)(?: \\((\\d+) min\\))?");
  private static final Pattern ATTRIBUTE = Pattern.compile(":([\\w-]+):\\s*(.*)");

  /**
   * A part of the day, a section of the first level.
   *
   * @param minutes as its heading says; empty where it says none
   * @param line the heading's
   * @param rows all lines below the heading
   */
  record Part(String name, Optional<Integer> minutes, int line, List<Row> rows) {
    /** Returns the words of prose, callouts and C steps among them. */
    int words(boolean withFolds) {
      int words = 0;
      boolean folded = false;
      boolean inside = false;
      for (var row : rows) {
        if (row.text().startsWith("[%collapsible")) {
          folded = true;
        } else if (folded && row.text().matches("={4,}")) {
          inside = !inside;
          folded = inside;
        }
        words += folded && !withFolds ? 0 : row.words();
      }
      return words;
    }
  }

  static Chapter parse(String file, List<String> lines) {
    var rows = Row.of(lines);
    var title =
        !rows.isEmpty() && rows.getFirst().text().startsWith("= ") ? rows.getFirst().title() : "";
    var attributes = new HashMap<String, String>();
    var headings = new ArrayList<Integer>();
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      if (row.kind() == Row.Kind.HEADING && row.depth() == 1) {
        headings.add(i);
      }
      var attribute = ATTRIBUTE.matcher(row.text());
      if (headings.isEmpty() && row.kind() == Row.Kind.MARKUP && attribute.matches()) {
        attributes.put(attribute.group(1), attribute.group(2));
      }
    }
    var parts = new ArrayList<Part>();
    for (int i = 0; i < headings.size(); i++) {
      int from = headings.get(i);
      int to = i + 1 < headings.size() ? headings.get(i + 1) : rows.size();
      parts.add(part(rows.get(from), rows.subList(from + 1, to)));
    }
    return new Chapter(file, title, Map.copyOf(attributes), rows, List.copyOf(parts));
  }

  private static Part part(Row heading, List<Row> rows) {
    var match = PART.matcher(heading.title());
    if (!match.matches()) {
      throw new IllegalStateException("every title matches");
    }
    var minutes = Optional.ofNullable(match.group(2)).map(Integer::valueOf);
    return new Part(match.group(1), minutes, heading.number(), List.copyOf(rows));
  }

  /** Returns the first part of a name. */
  Optional<Part> part(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst();
  }

  /** Returns all titles of sections, as a reader sees them. */
  List<String> sections() {
    return rows.stream()
        .filter(row -> row.kind() == Row.Kind.HEADING && row.depth() > 0)
        .map(row -> plain(part(row, List.of()).name()))
        .toList();
  }

  /** Text without the marks of Asciidoctor's that a title may have. */
  static String plain(String title) {
    return title.replaceAll("[`_*]", "");
  }

  /** Returns a path in an include, with attributes replaced; from the repository's root. */
  String resolved(String include) {
    var path = include;
    for (var attribute : attributes.entrySet()) {
      path = path.replace("{" + attribute.getKey() + "}", attribute.getValue());
    }
    var folder = Path.of(file).getParent();
    var there = folder == null ? Path.of(path) : folder.resolve(path);
    return there.normalize().toString().replace('\\', '/');
  }
}
