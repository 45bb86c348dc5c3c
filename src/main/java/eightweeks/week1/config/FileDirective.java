package eightweeks.week1.config;

import java.util.List;

/**
 * Something that a configuration file can ask for and that is no setting: CONFIG GET and SET do not
 * know it. {@code include}, {@code rename-command}, {@code user} and {@code loadmodule} are such.
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
   * Writes the lines of this directive into a file that is being rewritten; unless something else
   * is said here, the lines that are there stay as they are.
   */
  default void rewrite(Rewriting file) {}
}
