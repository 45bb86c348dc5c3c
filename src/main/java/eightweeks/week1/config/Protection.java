package eightweeks.week1.config;

/**
 * Who may do something that could harm the machine, such as CONFIG SET dir or DEBUG: nobody, every
 * client, or those of this machine.
 */
public enum Protection {
  NO,
  YES,
  LOCAL;

  /** Answers to {@code config.c: allowProtectedAction()}. */
  public boolean allows(boolean clientIsLocal) {
    return this == YES || (this == LOCAL && clientIsLocal);
  }
}
