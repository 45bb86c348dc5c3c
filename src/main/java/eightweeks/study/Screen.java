package eightweeks.study;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where the command writes and asks. Colours and questions are for a terminal; what goes into a
 * pipe or a file is plain, and there a question has the careful answer.
 */
public final class Screen {
  private static final String RESET = "\u001b[0m";

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

  /** For a library that writes by itself. */
  PrintWriter writer() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  public void say(String line) {
    out.println(line);
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
  void fresh() {
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
