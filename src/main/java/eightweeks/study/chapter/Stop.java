package eightweeks.study.chapter;

import eightweeks.study.chapter.Chapter.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A section of Read.
 *
 * @param line the heading's
 * @param snippets the listings of real source in it; a stop has one
 * @param pasted the lines of Java listings that are not included from a file
 * @param functions the C functions of its [.c] lists, as {@code file.c: function()}
 * @param lists the text of each [.c] list
 * @param steps the lists of C steps in it; a stop has one
 */
record Stop(
    String title,
    int line,
    List<Snippet> snippets,
    List<Integer> pasted,
    List<String> functions,
    List<String> lists,
    List<CSteps> steps) {
  private static final Pattern INCLUDE = Pattern.compile("include::([^\\[]+)\\[(.*)]");
  private static final Pattern MARKS = Pattern.compile("\\bmarks=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern TAGS = Pattern.compile("\\btags?=(?:\"([^\"]*)\"|([^,\\]]+))");
  private static final Pattern CALLOUT = Pattern.compile("<(\\d+|\\.)> .*");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /**
   * A listing of real source.
   *
   * @param line of its include
   * @param path as written
   * @param tags what is included, as written: {@code words;!day07-hole}; empty for all
   * @param marks the text that each callout points at
   * @param callouts how many callouts are explained below it
   */
  record Snippet(int line, String path, String tags, List<String> marks, int callouts) {}

  static List<Stop> in(Part read) {
    var stops = new ArrayList<Stop>();
    var rows = read.rows();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).kind() == Row.Kind.HEADING) {
        int end = i + 1;
        while (end < rows.size() && rows.get(end).kind() != Row.Kind.HEADING) {
          end++;
        }
        stops.add(stop(rows.get(i), rows.subList(i + 1, end)));
      }
    }
    return stops;
  }

  private static Stop stop(Row heading, List<Row> rows) {
    var snippets = new ArrayList<Snippet>();
    var pasted = new ArrayList<Integer>();
    var functions = new ArrayList<String>();
    var lists = new ArrayList<String>();
    for (int i = 0; i < rows.size(); i++) {
      var text = rows.get(i).text();
      if (!rows.get(i).isAttributes()) {
        continue;
      }
      if (text.startsWith("[source")) {
        listing(rows, i, snippets, pasted);
      } else if (text.equals("[.c]")) {
        lists.add(list(rows, i + 1, functions));
      }
    }
    return new Stop(
        heading.title(), heading.number(), snippets, pasted, functions, lists, CSteps.in(rows));
  }

  private static void listing(
      List<Row> rows, int at, List<Snippet> snippets, List<Integer> pasted) {
    int open = at;
    while (open < rows.size() && rows.get(open).kind() == Row.Kind.MARKUP) {
      open++;
    }
    boolean included = false;
    int i = open + 1;
    for (; i < rows.size() && rows.get(i).kind() == Row.Kind.VERBATIM; i++) {
      var include = INCLUDE.matcher(rows.get(i).text());
      if (include.matches()) {
        included = true;
        var tags = TAGS.matcher(include.group(2));
        snippets.add(
            new Snippet(
                rows.get(i).number(),
                include.group(1),
                tags.find() ? tags.group(1) == null ? tags.group(2) : tags.group(1) : "",
                marks(rows.get(at).text()),
                callouts(rows, i)));
      }
    }
    if (!included && rows.get(at).text().startsWith("[source,java")) {
      pasted.add(rows.get(at).number());
    }
  }

  private static List<String> marks(String attributes) {
    var match = MARKS.matcher(attributes);
    return match.find() ? List.of(match.group(1).replace("\\\"", "\"").split(" \\| ")) : List.of();
  }

  /** Counts the callouts below the block that a row stands in. */
  private static int callouts(List<Row> rows, int inside) {
    int i = inside;
    while (i < rows.size() && rows.get(i).kind() == Row.Kind.VERBATIM) {
      i++;
    }
    int found = 0;
    for (i++; i < rows.size(); i++) {
      var row = rows.get(i);
      boolean afterBlank = rows.get(i - 1).kind() == Row.Kind.BLANK;
      if (CALLOUT.matcher(row.text()).matches()) {
        found++;
      } else if (row.kind() != Row.Kind.BLANK
          && (found == 0 || afterBlank || row.kind() != Row.Kind.PROSE)) {
        break;
      }
    }
    return found;
  }

  /** Reads a list up to the next blank line that no other term follows; returns its text. */
  private static String list(List<Row> rows, int from, List<String> functions) {
    var text = new StringBuilder();
    for (int i = from; i < rows.size(); i++) {
      var row = rows.get(i);
      boolean term = row.text().contains("::") && row.text().startsWith("`");
      if (row.kind() == Row.Kind.BLANK) {
        continue;
      }
      boolean afterBlank = i > from && rows.get(i - 1).kind() == Row.Kind.BLANK;
      if (row.kind() != Row.Kind.PROSE || (afterBlank && !term)) {
        break;
      }
      text.append(row.text()).append('\n');
      if (term) {
        functions.addAll(terms(row.text().substring(0, row.text().indexOf("::"))));
      }
    }
    return text.toString();
  }

  /** {@code `a.c: f()`, `g()`} names {@code a.c: f()} and {@code a.c: g()}. */
  private static List<String> terms(String head) {
    var found = new ArrayList<String>();
    String file = "";
    var match = CODE.matcher(head);
    while (match.find()) {
      var name = match.group(1).strip();
      if (name.contains(": ")) {
        file = name.substring(0, name.indexOf(": ") + 2);
        found.add(name);
      } else {
        found.add(name.endsWith("()") ? file + name : name);
      }
    }
    return found;
  }
}
