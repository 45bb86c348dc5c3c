package eightweeks.week3.snapshots;

/**
 * Decides which compact values from outside are checked thoroughly: the values of {@code
 * sanitize-dump-payload}.
 *
 * <p>Answers to {@code server.h: SANITIZE_DUMP_NO} and its neighbours.
 */
enum SanitizePayload {
  NO,
  YES,

  /** Payloads from clients, but not files that are loaded. */
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
