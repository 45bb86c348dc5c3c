package eightweeks.build;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The sessions of one page: what is typed, and what is printed below it. How they are written is
 * said in docs/decisions/0004-chapters.adoc, "Sessions".
 *
 * @param name the page's path from the repository's root, with slashes
 * @param problems what is wrong with the blocks themselves, a sentence each
 */
record SessionPage(String name, List<Block> blocks, List<String> problems) {
  private static final Pattern CONSOLE = Pattern.compile("\\[source,\\s*console(,.*)?]");
  private static final Pattern SHOWN = Pattern.compile("\\[.*\\brole=\"?shown\\b.*]");
  private static final Pattern REASON = Pattern.compile("// shown: \\S.*");
  private static final String FIRST = "// first: ";
  private static final Pattern FENCE = Pattern.compile("-{4,}|\\.{4,}|\\+{4,}|/{4,}|```.*");
  private static final Pattern PROMPT =
      Pattern.compile(
          "((?:127\\.0\\.0\\.1:\\d+(?:\\[\\d+])?(?:\\(\\w[\\w ]*\\))?|not connected)>)(?: (.*))?");
  private static final Pattern CALLOUT = Pattern.compile("(\\s*<(\\d+|\\.)>)+\\s*$");
  private static final String CONTINUED = "> ";

  /** A line that the reader types. */
  enum Kind {
    /** {@code // first: …} above a block: done by then, and not shown. */
    FIRST,
    /** {@code $ …}: a command of the shell, or a server. */
    SHELL,
    /** {@code 127.0.0.1:7000> …}: typed into the redis-cli of this block. */
    PROMPT,
    /** Nothing: the lines are those that the server wrote into its log since. */
    LOG,
    /** {@code ^C}: the server is interrupted; below it stands the end of its log. */
    INTERRUPT
  }

  /** A line of a page, by its number from 1. */
  record Line(int number, String text) {}

  /**
   * Something typed, and what it is said to print.
   *
   * @param prompt what stands before the text, without the space; empty for LOG and INTERRUPT
   */
  record Step(Kind kind, int line, String prompt, String text, List<Line> output) {
    String typed() {
      return (prompt + " " + text).strip();
    }
  }

  /** A block {@code [source,console]}, in which one redis-cli stays open. */
  record Block(int line, List<Step> steps) {}

  /** Reads the sessions of a page. */
  static SessionPage parse(String name, List<String> lines) {
    var blocks = new ArrayList<Block>();
    var problems = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i).stripTrailing();
      if (CONSOLE.matcher(line).matches()) {
        int at = i;
        do {
          i++;
        } while (i < lines.size() && lines.get(i).matches("\\[.*]|\\.[^. ].*"));
        if (i == lines.size() || !lines.get(i).stripTrailing().equals("----")) {
          problems.add(
              where(name, at)
                  + "a session stands between two lines of four dashes, and here is none.");
          continue;
        }
        int end = end(lines, i);
        if (SHOWN.matcher(line).matches()) {
          if (at == 0 || !REASON.matcher(lines.get(at - 1)).matches()) {
            problems.add(
                where(name, at)
                    + "a session with role=shown is not typed by the build. Say why in the line"
                    + " above it: // shown: needs a debugger");
          }
        } else {
          var steps = first(lines, at);
          steps.addAll(steps(lines, i + 1, end));
          blocks.add(new Block(at + 1, steps));
        }
        i = end;
      } else if (FENCE.matcher(line).matches()) {
        i = end(lines, i);
      }
    }
    return new SessionPage(name, blocks, problems);
  }

  private static String where(String name, int index) {
    return name + ", line " + (index + 1) + ": ";
  }

  /** Returns the index of the line that closes what the line at an index opens. */
  private static int end(List<String> lines, int open) {
    var fence = lines.get(open).stripTrailing();
    var close = fence.startsWith("```") ? "```" : fence;
    int i = open + 1;
    while (i < lines.size() && !lines.get(i).stripTrailing().equals(close)) {
      i++;
    }
    return i;
  }

  /** What the comments directly above a block say was typed before it. */
  private static List<Step> first(List<String> lines, int block) {
    var steps = new ArrayList<Step>();
    for (int i = block - 1; i >= 0 && lines.get(i).startsWith("// "); i--) {
      if (lines.get(i).startsWith(FIRST)) {
        var command = lines.get(i).substring(FIRST.length()).strip();
        steps.addFirst(new Step(Kind.FIRST, i + 1, "// first:", command, List.of()));
      }
    }
    return steps;
  }

  private static List<Step> steps(List<String> lines, int from, int to) {
    var steps = new ArrayList<Step>();
    for (int i = from; i < to; i++) {
      var line = CALLOUT.matcher(lines.get(i)).replaceFirst("").stripTrailing();
      var prompt = PROMPT.matcher(line);
      if (line.startsWith("$ ")) {
        var command = new StringBuilder(line.substring(2));
        int at = i;
        while (i + 1 < to && isOpen(command) && lines.get(i + 1).startsWith(CONTINUED.strip())) {
          i++;
          var more = lines.get(i);
          command.append('\n').append(more.startsWith(CONTINUED) ? more.substring(2) : "");
        }
        steps.add(new Step(Kind.SHELL, at + 1, "$", command.toString(), new ArrayList<>()));
      } else if (prompt.matches()) {
        var text = prompt.group(2) == null ? "" : prompt.group(2);
        steps.add(new Step(Kind.PROMPT, i + 1, prompt.group(1), text, new ArrayList<>()));
      } else if (line.equals("^C")) {
        steps.add(new Step(Kind.INTERRUPT, i + 1, "", "^C", new ArrayList<>()));
      } else {
        if (steps.isEmpty()) {
          steps.add(new Step(Kind.LOG, i + 1, "", "(the server's log)", new ArrayList<>()));
        }
        steps.getLast().output().add(new Line(i + 1, line));
      }
    }
    for (var step : steps) {
      while (!step.output().isEmpty() && step.output().getLast().text().isEmpty()) {
        step.output().removeLast();
      }
    }
    return steps;
  }

  /**
   * Returns whether a shell would ask for another line: {@code \} at the end, or a here-document.
   */
  private static boolean isOpen(CharSequence command) {
    var text = command.toString();
    if (text.endsWith("\\")) {
      return true;
    }
    var here = Pattern.compile("<<-?\\s*'?(\\w+)'?").matcher(text);
    return here.find() && !text.contains("\n" + here.group(1));
  }
}
