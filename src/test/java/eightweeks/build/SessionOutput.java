package eightweeks.build;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares printed lines with those of a page. In a line of the page {@code ...} stands for
 * anything on that line; a line that is only {@code ...} for any number of lines.
 */
final class SessionOutput {
  private static final String ANYTHING = "...";
  private static final int COLUMN = 48;
  private static final int ROWS = 40;

  private SessionOutput() {}

  /** Returns whether a printed line is what a line of the page says. */
  static boolean sameLine(String expected, String actual) {
    if (!expected.contains(ANYTHING)) {
      return expected.equals(actual);
    }
    var parts = expected.split(Pattern.quote(ANYTHING), -1);
    var regex = List.of(parts).stream().map(Pattern::quote).collect(Collectors.joining(".*"));
    return Pattern.compile(regex, Pattern.DOTALL).matcher(actual).matches();
  }

  /** Returns whether all that is printed is what the page says. */
  static boolean same(List<String> expected, List<String> actual) {
    // reached[j]: the lines of the page so far can be the first j printed ones.
    var reached = new boolean[actual.size() + 1];
    reached[0] = true;
    for (var line : expected) {
      var next = new boolean[actual.size() + 1];
      for (int j = 0; j <= actual.size(); j++) {
        if (line.equals(ANYTHING)) {
          next[j] = reached[j] || (j > 0 && next[j - 1]);
        } else {
          next[j] = j > 0 && reached[j - 1] && sameLine(line, actual.get(j - 1));
        }
      }
      reached = next;
    }
    return reached[actual.size()];
  }

  /**
   * Returns the index in a log, from an index on, of the line behind the last that the page shows,
   * where all of them are there in order; the number of lines found as a negative number less one,
   * where not.
   */
  static int behind(List<String> expected, List<String> log, int from) {
    int at = from;
    int found = 0;
    for (var line : expected) {
      if (!line.equals(ANYTHING)) {
        while (at < log.size() && !sameLine(line, log.get(at))) {
          at++;
        }
        if (at == log.size()) {
          return -1 - found;
        }
        at++;
      }
      found++;
    }
    return at;
  }

  /** Both side by side, with a mark at each line that differs. */
  static String sideBySide(List<String> expected, List<String> actual) {
    var rows = new ArrayList<String>();
    rows.add(row(' ', "the page says", "it printed"));
    int j = 0;
    for (int i = 0; i < expected.size(); i++) {
      var line = expected.get(i);
      if (line.equals(ANYTHING)) {
        rows.add(row(' ', line, ""));
        while (j < actual.size()
            && (i + 1 == expected.size() || !sameLine(expected.get(i + 1), actual.get(j)))) {
          rows.add(row(' ', "", actual.get(j++)));
        }
      } else if (j < actual.size()) {
        rows.add(row(sameLine(line, actual.get(j)) ? ' ' : '>', line, actual.get(j)));
        j++;
      } else {
        rows.add(row('>', line, "(nothing)"));
      }
    }
    while (j < actual.size()) {
      rows.add(row('>', "(nothing)", actual.get(j++)));
    }
    if (rows.size() > ROWS) {
      int left = rows.size() - ROWS;
      rows.subList(ROWS, rows.size()).clear();
      rows.add("    ... and " + left + " lines more");
    }
    return String.join("\n", rows);
  }

  private static String row(char mark, String left, String right) {
    return ("  "
            + mark
            + " "
            + left
            + " ".repeat(Math.max(0, COLUMN - left.length()))
            + " | "
            + right)
        .stripTrailing();
  }
}
