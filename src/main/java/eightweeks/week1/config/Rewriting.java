package eightweeks.week1.config;

/** A configuration file while CONFIG REWRITE works on it, as directives see it. */
public interface Rewriting {
  /**
   * Writes a line. It takes the place of the first line of this option that the file has and that
   * is not taken yet; if there is none, the line goes to the end if it must be there.
   *
   * @param option the directive's name
   * @param values what follows the name, quoted as needed
   * @param needed whether the file must have this line: the value is not the initial one
   */
  void line(String option, String values, boolean needed);

  /** Says that an option needs no line (any more): what the file still has of it is taken out. */
  void done(String option);
}
