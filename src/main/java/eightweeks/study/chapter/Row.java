package eightweeks.study.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of a page, and what it is to Asciidoctor, as far as the rules ask.
 *
 * @param number from 1
 * @param text without blanks at its end
 */
record Row(int number, String text, Kind kind) {
  private static final Pattern VERBATIM = Pattern.compile("-{4,}|\\.{4,}|\\+{4,}|/{4,}|`{3}\\w*");
  private static final Pattern HEADING = Pattern.compile("={1,6} \\S.*");
  private static final Pattern MARKUP =
      Pattern.compile(
          "\\[.*]|\\.[^. ].*|:[\\w!-]+:.*|include::.*|(image|toc)::.*"
              + "|={4,}|\\*{4,}|_{4,}|--|\\+|\\|===|<<<|'''");

  /** The kinds of lines. */
  enum Kind {
    HEADING,
    /** Text for readers. */
    PROSE,
    /** Attributes, titles of blocks, includes, and the lines that open and close blocks. */
    MARKUP,
    /** The line that opens or closes a block whose lines are taken as they are. */
    FENCE,
    /** Inside such a block. */
    VERBATIM,
    COMMENT,
    BLANK
  }

  /** Reads a page. */
  static List<Row> of(List<String> lines) {
    var rows = new ArrayList<Row>(lines.size());
    String close = "";
    for (int i = 0; i < lines.size(); i++) {
      var text = lines.get(i).stripTrailing();
      Kind kind;
      if (!close.isEmpty()) {
        boolean ends = text.equals(close);
        kind = ends ? Kind.FENCE : Kind.VERBATIM;
        close = ends ? "" : close;
      } else if (VERBATIM.matcher(text).matches()) {
        kind = Kind.FENCE;
        close = text.startsWith("```") ? "```" : text;
      } else {
        kind = kind(text);
      }
      rows.add(new Row(i + 1, text, kind));
    }
    return rows;
  }

  private static Kind kind(String text) {
    if (text.isBlank()) {
      return Kind.BLANK;
    }
    if (text.startsWith("//")) {
      return Kind.COMMENT;
    }
    if (HEADING.matcher(text).matches()) {
      return Kind.HEADING;
    }
    return MARKUP.matcher(text).matches() ? Kind.MARKUP : Kind.PROSE;
  }

  /** Returns how deep a heading is: 0 for the page's title, 1 for a part, 2 for a stop. */
  int depth() {
    return text.indexOf(' ') - 1;
  }

  /** Returns the words of a heading. */
  String title() {
    return text.substring(depth() + 1).strip();
  }

  boolean isAttributes() {
    return kind == Kind.MARKUP && text.startsWith("[");
  }

  /** Returns the number of words of prose; a word has a letter or a digit. */
  int words() {
    if (kind != Kind.PROSE) {
      return 0;
    }
    int words = 0;
    for (var word : text.replaceFirst("^<[\\d.]+> ", "").split("\\s+")) {
      if (word.chars().anyMatch(Character::isLetterOrDigit)) {
        words++;
      }
    }
    return words;
  }
}
