package eightweeks.week1.config;

/** A configuration file while CONFIG REWRITE works on it, as directives see it. */
public interface Rewriting {
  /**
   * Writes a line. It replaces the first line of this option that was not replaced yet. If there is
   * none, the line is added at the end if it is needed.
   *
   * @param option the directive's name
   * @param values the text after the name, quoted as needed
   * @param needed whether the file must have this line: the value is not the initial one
   */
  void line(String option, String values, boolean needed);

  /** Ends an option: its lines that were not replaced are removed. */
  void done(String option);
}
