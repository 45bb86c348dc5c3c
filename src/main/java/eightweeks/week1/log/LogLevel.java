package eightweeks.week1.log;

/** The importance of a line, and the character that marks it (directive loglevel). */
public enum LogLevel {
  DEBUG('.'),
  VERBOSE('-'),
  NOTICE('*'),
  WARNING('#'),
  /** A threshold only: no line is logged. */
  NOTHING(' ');

  final char mark;

  LogLevel(char mark) {
    this.mark = mark;
  }
}
