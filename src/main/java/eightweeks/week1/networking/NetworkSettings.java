package eightweeks.week1.networking;

import eightweeks.week1.resp.ProtocolLimits;

/** What of the configuration the way of every query needs to know. */
public interface NetworkSettings {
  /** Bytes that may wait in a query buffer (client-query-buffer-limit). */
  long queryLimit();

  /** The limits of a client that has shown its password, or needs none. */
  ProtocolLimits protocolLimits();

  /** The limits of a client that has not shown its password yet. */
  ProtocolLimits unauthenticatedLimits();

  /** Whether a new client must show a password before it may do anything. */
  boolean passwordNeeded();
}
