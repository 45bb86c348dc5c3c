package eightweeks.cli.prompt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the prompt's lines come from: an editor at a terminal, or any stream.
 *
 * <p>Implementations: {@link PlainInput}, and {@code LineEditor} where its library is there.
 */
public interface LineInput {

  /** What an editor asks while the user types. */
  interface Adviser {
    /** Returns the grey text behind the cursor; empty for none. */
    String hint(String typed);

    /** Whole lines that the typed beginning could become. */
    List<String> completions(String typed);
  }

  /**
   * Returns the next line without its end, or null when there are no more (end of input, Ctrl-C).
   */
  byte @Nullable [] readLine(String prompt);

  /** Adds a line to what the arrow keys bring back. */
  void remember(String line);

  /**
   * Waits for so long at most; true if the user has begun to type, or there is a line, or no more.
   */
  boolean awaitTyping(int millis);

  void clearScreen();

  /** Reads a line that is not shown. */
  byte @Nullable [] readPassword(String prompt);

  /** What to do on Ctrl-C while no line is being read. */
  void onInterrupt(Runnable action);

  void adviser(Adviser adviser);
}
