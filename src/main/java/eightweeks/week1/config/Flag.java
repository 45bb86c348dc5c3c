package eightweeks.week1.config;

/** The properties of a directive. Answers to the {@code *_CONFIG} flags of server.h. */
public enum Flag {
  /** Is read at start only; CONFIG SET refuses it. */
  IMMUTABLE,
  /** CONFIG SET accepts it only if {@code enable-protected-configs} allows it. */
  PROTECTED,
  /** A secret: commands that set it are shown without it in logs, SLOWLOG and MONITOR. */
  SENSITIVE,
  /** CONFIG SET answers -LOADING while a data set is being loaded. */
  DENY_LOADING,
  /** Not found by a glob, only by its exact name. */
  HIDDEN,
  /** Takes several words: a line may have any number of them, CONFIG SET splits at spaces. */
  MULTI_ARG,
  /**
   * Setting it to its current value counts as a change, because the file that it names may have
   * changed.
   */
  VOLATILE
}
