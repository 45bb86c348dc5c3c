package eightweeks.week1.config;

import java.util.List;

/**
 * Reads the lines of a directive that is no setting, so that CONFIG GET and SET do not know it:
 * {@code rename-command}, {@code user}, {@code sentinel}, {@code loadmodule}.
 */
@FunctionalInterface
public interface FileDirective {
  /**
   * Does what a line asks for, while the configuration is being read.
   *
   * @param words the words after the name
   */
  void read(List<String> words) throws DirectiveException;

  /**
   * Does what a line asks for. A directive that waits for the rest of the configuration keeps
   * number and line, and later throws its exceptions with them.
   */
  default void read(List<String> words, int number, String line) throws DirectiveException {
    read(words);
  }

  /** Returns the option that a line sets, for {@link Rewriting}; by default the name alone. */
  default String option(String name, List<String> words) {
    return name;
  }

  /**
   * Writes the lines of this directive into a file that is being rewritten. By default the lines
   * stay as they are.
   */
  default void rewrite(Rewriting file) {}
}
