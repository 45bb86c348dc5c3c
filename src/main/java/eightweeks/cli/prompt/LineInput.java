package eightweeks.cli.prompt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The source of the prompt's lines: an editor at a terminal, or any stream.
 *
 * <p>Implementations: {@link PlainInput}, and {@code LineEditor} if its library is there.
 */
public interface LineInput {

  /** What an editor asks while the user types. */
  interface Adviser {
    /** Returns the grey text behind the cursor; empty for none. */
    String hint(String typed);

    /** Returns the lines to which the typed beginning can be completed. */
    List<String> completions(String typed);
  }

  /**
   * Returns the next line without its end, or null when there are no more (end of input, Ctrl-C).
   */
  byte @Nullable [] readLine(String prompt);

  /** Adds a line to what the arrow keys bring back. */
  void remember(String line);

  /**
   * Waits at most for a time; returns true if the user has begun to type, a line is there, or the
   * input has ended.
   */
  boolean awaitTyping(int millis);

  void clearScreen();

  /** Reads a line that is not shown. */
  byte @Nullable [] readPassword(String prompt);

  /** Sets what Ctrl-C does while no line is being read. */
  void onInterrupt(Runnable action);

  void adviser(Adviser adviser);
}
