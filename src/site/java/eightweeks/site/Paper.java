package eightweeks.site;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page's AsciiDoc as paper wants it: folded answers stand at the chapter's end, boxes have their
 * labels, listings stay in one piece, and code means what it says.
 *
 * <p>On the screen the labels and the characters are {@link Polish}'s work.
 */
final class Paper {
  private static final Pattern DELIMITER = Pattern.compile("(-{4,}|\\.{4,}|\\+{4,}|/{4,})\\s*");
  private static final Pattern CODE = Pattern.compile("`([^`+\\n]+)`");

  /** What Asciidoctor would make into another character. */
  private static final Pattern REPLACED = Pattern.compile("->|=>|<-|<=|--|\\.\\.\\.|'");

  private final String id;
  private final List<String> answers = new ArrayList<>();
  private String question = "";

  /**
   * @param id of the chapter, which begins the ids of its answers
   */
  Paper(String id) {
    this.id = id;
  }

  /** Returns the text of a page. */
  String of(String page) {
    var in = page.lines().toList();
    var out = new ArrayList<String>();
    var inside = "";
    for (int i = 0; i < in.size(); i++) {
      var line = in.get(i);
      var delimiter = DELIMITER.matcher(line);
      if (!inside.isEmpty()) {
        inside = line.stripTrailing().equals(inside) ? "" : inside;
        out.add(line);
      } else if (delimiter.matches()) {
        inside = delimiter.group(1);
        out.add(line);
      } else if (line.startsWith("[%collapsible")) {
        i = answer(in, i, out);
      } else {
        out.add(plain(line, i == 0 ? "" : in.get(i - 1)));
      }
    }
    if (!answers.isEmpty()) {
      out.add("");
      out.add("== Answers");
      out.addAll(answers);
    }
    return String.join("\n", out) + "\n";
  }

  private String plain(String line, String before) {
    if (line.startsWith("*") && line.endsWith("*") && !line.startsWith("* ")) {
      question = asTyped(line);
    }
    if (line.equals("[.predict]")) {
      return ".Predict first\n[.predict]";
    }
    if (line.equals("[.c]")) {
      return (before.startsWith(".") ? "" : ".In C\n") + "[.c]";
    }
    if (line.equals("[.invariants]")) {
      return (before.startsWith(".") ? "" : ".Invariants\n") + "[.invariants%unbreakable]";
    }
    if (line.startsWith("[source") && !line.contains("%")) {
      return "[source%unbreakable" + line.substring("[source".length());
    }
    return asTyped(line);
  }

  /** Keeps arrows, dots and quotes in inline code as they were typed. */
  private static String asTyped(String line) {
    return CODE.matcher(line)
        .replaceAll(
            match -> {
              var code = match.group(1);
              return java.util.regex.Matcher.quoteReplacement(
                  REPLACED.matcher(code).find() ? "`+" + code + "+`" : match.group());
            });
  }

  /**
   * Moves a folded block to the end, and leaves a reference.
   *
   * @return the index of its last line
   */
  private int answer(List<String> in, int first, List<String> out) {
    int open = first + 1;
    while (open < in.size() && !in.get(open).startsWith("====")) {
      open++;
    }
    int close = open + 1;
    while (close < in.size()
        && !in.get(close).stripTrailing().equals(in.get(open).stripTrailing())) {
      close++;
    }
    if (close >= in.size()) {
      out.addAll(in.subList(first, in.size()));
      return in.size();
    }
    int number = answers.stream().filter(line -> line.startsWith("[#")).toList().size() + 1;
    var anchor = id + "-answer-" + number;
    out.add("_See xref:#" + anchor + "[answer " + number + "] at the chapter's end._");
    answers.add("");
    answers.add("[#" + anchor + "]");
    answers.add("_Answer " + number + "._ " + question);
    answers.add("");
    in.subList(open + 1, close).forEach(line -> answers.add(plain(line, "")));
    question = "";
    return close;
  }
}
