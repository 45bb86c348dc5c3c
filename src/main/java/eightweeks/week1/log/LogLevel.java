package eightweeks.week1.log;

/** How much a line matters, and the character that says so in it (directive loglevel). */
public enum LogLevel {
  DEBUG('.'),
  VERBOSE('-'),
  NOTICE('*'),
  WARNING('#'),
  /** Only as a threshold: nothing is logged. */
  NOTHING(' ');

  final char mark;

  LogLevel(char mark) {
    this.mark = mark;
  }
}
