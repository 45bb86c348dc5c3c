package eightweeks.week1.config;

/**
 * The clients that may do something that could harm the machine, such as CONFIG SET dir or DEBUG:
 * none, all, or those on this machine.
 */
public enum Protection {
  NO,
  YES,
  LOCAL;

  /** Returns whether a client may do it (answers to {@code config.c: allowProtectedAction()}). */
  public boolean allows(boolean clientIsLocal) {
    return this == YES || (this == LOCAL && clientIsLocal);
  }
}
