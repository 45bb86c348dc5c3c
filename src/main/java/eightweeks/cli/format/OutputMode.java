package eightweeks.cli.format;

/** How replies are shown. */
public enum OutputMode {
  /** For a person: types named, strings quoted. */
  STANDARD,
  /** For a program: bytes alone. */
  RAW,
  CSV,
  JSON,
  QUOTED_JSON
}
