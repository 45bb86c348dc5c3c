package eightweeks.week3.snapshots;

/**
 * When compact values that come from outside are checked thoroughly: the values of {@code
 * sanitize-dump-payload}.
 *
 * <p>Answers to {@code server.h: SANITIZE_DUMP_NO} and its neighbours.
 */
enum SanitizePayload {
  NO,
  YES,

  /** What clients send, but not what is loaded. */
  CLIENTS;

  /** Returns whether payloads of RESTORE are checked thoroughly. */
  boolean checksPayloads() {
    return this != NO;
  }

  /** Returns whether files that are loaded are checked thoroughly. */
  boolean checksFiles() {
    return this == YES;
  }
}
