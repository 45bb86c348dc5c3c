package eightweeks.cli.format;

/** The format in which replies are shown. */
public enum OutputMode {
  /** For a person: with types, and strings in quotes. */
  STANDARD,
  /** For a program: the bytes of strings alone. */
  RAW,
  CSV,
  JSON,
  QUOTED_JSON
}
