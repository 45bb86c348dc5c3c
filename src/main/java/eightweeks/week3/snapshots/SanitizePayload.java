package eightweeks.week3.snapshots;

import eightweeks.week1.networking.Client;
import eightweeks.week3.command.ClientFlags;

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

  /** Returns whether payloads of RESTORE from a client are checked thoroughly. */
  boolean checksPayloadsOf(Client client) {
    boolean trusted = client.has(ClientFlags.MUST_OBEY) || client.user.isTrusted();
    return this == YES || (this == CLIENTS && !trusted);
  }

  /** Returns whether files that are loaded are checked thoroughly. */
  boolean checksFiles() {
    return this == YES;
  }
}
