package eightweeks.cli;

/** How replies are shown. */
enum OutputMode {
  /** For a person: types named, strings quoted. */
  STANDARD,
  /** For a program: bytes alone. */
  RAW,
  CSV,
  JSON,
  QUOTED_JSON
}
