package eightweeks.study.screen;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The screen on which the command writes and asks. Colours and questions are for a terminal; what
 * goes into a pipe or a file is plain, and there a question has the careful answer.
 */
public final class Screen {
  private static final String RESET = "\u001b[0m";

  private static final Pattern PLACE =
      Pattern.compile(
          "(?<![\\w./~-])(?:bin/study\\b|bin/redis-|(?:exercises|solutions|weeks|docs|journal|\\.study"
              + "|target/site|target/study|src/main|src/test)(?=/))");

  private String here = "";
  private final PrintStream out;
  private final BufferedReader in;
  private final boolean colours;
  private final boolean asks;

  /**
   * A screen.
   *
   * @param colours whether output goes to a terminal that wants them
   * @param asks whether a person can answer
   */
  public Screen(PrintStream out, BufferedReader in, boolean colours, boolean asks) {
    this.out = out;
    this.in = in;
    this.colours = colours;
    this.asks = asks;
  }

  public boolean isTerminal() {
    return colours;
  }

  /** Returns whether a person can answer, or work in an editor. */
  public boolean asks() {
    return asks;
  }

  /** Returns a writer to this screen, for a library that prints by itself. */
  public PrintWriter writer() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  /**
   * Prints a line. Paths of the repository in it become paths from the folder in which the command
   * was typed, so that a learner can copy them.
   */
  public void say(String line) {
    out.println(here.isEmpty() ? line : PLACE.matcher(line).replaceAll(here + "$0"));
  }

  /** Prints a line that is not the tool's own, as it is. */
  public void raw(String line) {
    out.println(line);
  }

  /**
   * Says in which folder the command was typed.
   *
   * @param folder an absolute path
   */
  public void typedIn(Path root, Path folder) {
    if (folder.equals(root)) {
      here = "";
    } else if (folder.startsWith(root)) {
      here = "../".repeat(root.relativize(folder).getNameCount());
    } else {
      here = Matcher.quoteReplacement(root.toString().replace('\\', '/') + "/");
    }
  }

  public void line() {
    out.println();
  }

  public String good(String text) {
    return coloured("\u001b[32m", text);
  }

  public String bad(String text) {
    return coloured("\u001b[31m", text);
  }

  public String strong(String text) {
    return coloured("\u001b[1m", text);
  }

  public String faint(String text) {
    return coloured("\u001b[2m", text);
  }

  private String coloured(String start, String text) {
    return colours ? start + text + RESET : text;
  }

  /** Clears a terminal; elsewhere draws a line. */
  public void fresh() {
    out.print(colours ? "\u001b[2J\u001b[H" : "--\n");
    out.flush();
  }

  /** Asks a question; the answer is no if no person can answer. */
  public boolean confirm(String question) {
    if (!asks) {
      return false;
    }
    out.print(question + " [y/N] ");
    out.flush();
    try {
      var answer = in.readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
