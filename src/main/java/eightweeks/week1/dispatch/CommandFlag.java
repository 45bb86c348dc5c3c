package eightweeks.week1.dispatch;

import java.util.Locale;

/**
 * The properties of a command, for the checks before it runs and for clients (answers to {@code
 * server.h: CMD_*}).
 *
 * <p>COMMAND INFO lists them in this order, without those that are marked hidden.
 */
public enum CommandFlag {
  /** May change the keyspace. */
  WRITE,
  /** Reads the keyspace and changes nothing. */
  READONLY,
  /** May take memory: rejected when the server is above maxmemory. */
  DENYOOM,
  /** Comes from a module. */
  MODULE,
  /** For operators. */
  ADMIN,
  /** Belongs to publish and subscribe. */
  PUBSUB,
  /** Not allowed inside scripts. */
  NOSCRIPT,
  /** May block its client. */
  BLOCKING,
  /** Allowed while a data set is being loaded. */
  LOADING,
  /** Allowed on a replica whose data may be old. */
  STALE,
  /** Not shown to MONITOR. */
  SKIP_MONITOR,
  /** Not noted in the slow log. */
  SKIP_SLOWLOG,
  /** Allowed on a slot that is being imported, as if ASKING had come before. */
  ASKING,
  /** Takes constant or logarithmic time. */
  FAST,
  /** Allowed before the client has authenticated. */
  NO_AUTH,
  /** May have something to replicate though it does not write (hidden). */
  MAY_REPLICATE,
  /** Its key arguments are optional. */
  NO_MANDATORY_KEYS,
  /** Needs the permission of a directive (hidden). */
  PROTECTED,
  /** Not allowed while a replica loads in the background. */
  NO_ASYNC_LOADING,
  /** Not allowed between MULTI and EXEC. */
  NO_MULTI,
  /** A first and a last position and a step do not tell which arguments are keys. */
  MOVABLEKEYS,
  /** Allowed while a script or module keeps the server busy. */
  ALLOW_BUSY,
  /** Exists in Sentinel too (hidden). */
  SENTINEL,
  /** Exists in Sentinel only (hidden). */
  ONLY_SENTINEL,
  /** Changes keys that its arguments do not name (hidden). */
  TOUCHES_ARBITRARY_KEYS;

  /** The name in COMMAND INFO. */
  public final String wireName = name().toLowerCase(Locale.ROOT);

  public boolean isHidden() {
    return switch (this) {
      case MAY_REPLICATE, PROTECTED, SENTINEL, ONLY_SENTINEL, TOUCHES_ARBITRARY_KEYS -> true;
      default -> false;
    };
  }

  long bit() {
    return 1L << ordinal();
  }
}
