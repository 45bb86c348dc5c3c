package eightweeks.week1.config;

import java.util.List;

/**
 * A line of a configuration file that is no setting, so that CONFIG GET and SET do not know it:
 * {@code include}, {@code rename-command}, {@code user}, {@code loadmodule}.
 */
@FunctionalInterface
public interface FileDirective {
  /**
   * Does what a line asks for, in the middle of reading the configuration.
   *
   * @param words the words behind the name
   */
  void read(List<String> words) throws DirectiveException;

  /**
   * Writes the lines of this directive into a file that is being rewritten. By default the lines
   * stay as they are.
   */
  default void rewrite(Rewriting file) {}
}
