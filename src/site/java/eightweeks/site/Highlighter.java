package eightweeks.site;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Colours source, sessions and bytes: text in, one piece of HTML for each of its lines out. Only
 * CSS classes, so that the theme decides what is seen; every line is complete in itself, so that
 * lines can be marked, numbered and faded.
 */
final class Highlighter {
  private static final Pattern PROMPT =
      Pattern.compile(
          "(\\$ |(?:[\\w.-]+:\\d+|redis \\S+|not connected)(?:\\[\\d+])?(?:\\(TX\\))?> )(.*)");
  private static final Pattern BYTES =
      Pattern.compile("\\\\[rn]|(?<![\\w\\\\])[*$+:%~>-][0-9]+\\b");
  private static final Pattern COMMENT_LINE = Pattern.compile("\\s*(#|//).*");

  private Highlighter() {}

  /** Returns the lines of a listing, coloured. */
  static List<String> lines(String language, String text) {
    return switch (language) {
      case "java" -> java(text);
      case "console" -> console(text);
      case "resp" -> text.lines().map(Highlighter::resp).toList();
      case "sh", "bash", "conf", "properties" ->
          text.lines()
              .map(l -> COMMENT_LINE.matcher(l).matches() ? Html.span("hl-c", l) : Html.escape(l))
              .toList();
      default -> text.lines().map(Html::escape).toList();
    };
  }

  static List<String> java(String text) {
    return java(text, _ -> null);
  }

  /**
   * Returns the lines of Java source.
   *
   * @param types where a class's name leads, null if nowhere
   */
  static List<String> java(String text, Function<String, @Nullable String> types) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var token : JavaLexer.tokens(text)) {
      var pieces = text.substring(token.start(), token.end()).split("\n", -1);
      for (int i = 0; i < pieces.length; i++) {
        if (i > 0) {
          lines.add(line.toString());
          line.setLength(0);
        }
        var href = token.kind() == JavaLexer.Kind.TYPE ? types.apply(pieces[i]) : null;
        line.append(
            href == null
                ? Html.span(token.kind().css, pieces[i])
                : "<a class=\"hl-t\" href=\"%s\">%s</a>".formatted(href, pieces[i]));
      }
    }
    lines.add(line.toString());
    if (text.endsWith("\n")) {
      lines.removeLast();
    }
    return lines;
  }

  private static List<String> console(String text) {
    var lines = new ArrayList<String>();
    var previous = "";
    for (var line : text.lines().toList()) {
      var typed = typed(line, previous);
      if (typed == null) {
        lines.add(Html.span(line.startsWith("(error)") ? "hl-o hl-e" : "hl-o", line));
      } else {
        var prompt = line.substring(0, line.length() - typed.length());
        lines.add(Html.span("hl-p", prompt) + Html.span("hl-i", typed));
      }
      previous = typed == null ? "" : typed;
    }
    return lines;
  }

  /** What is typed in a session, without prompts and answers. */
  static String commands(String session) {
    var commands = new ArrayList<String>();
    var previous = "";
    for (var line : session.lines().toList()) {
      var typed = typed(line, previous);
      if (typed != null) {
        commands.add(typed);
      }
      previous = typed == null ? "" : typed;
    }
    return String.join("\n", commands);
  }

  /**
   * What is typed on a line behind its prompt, or null if the line was printed.
   *
   * @param previous what was typed on the line before, empty if that was printed; a backslash at
   *     its end, or the shell's second prompt here, makes this line its continuation
   */
  private static @Nullable String typed(String line, String previous) {
    var prompt = PROMPT.matcher(line);
    if (prompt.matches()) {
      return prompt.group(2);
    }
    boolean secondPrompt = line.startsWith("> ") && !previous.isEmpty();
    return secondPrompt ? line.substring(2) : previous.endsWith("\\") ? line : null;
  }

  private static String resp(String line) {
    var out = new StringBuilder();
    int from = 0;
    for (var match = BYTES.matcher(line); match.find(); ) {
      out.append(Html.escape(line.substring(from, match.start())));
      out.append(Html.span(match.group().startsWith("\\") ? "hl-c" : "hl-k", match.group()));
      from = match.end();
    }
    return out.append(Html.escape(line.substring(from))).toString();
  }
}
