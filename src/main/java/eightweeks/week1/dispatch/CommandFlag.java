package eightweeks.week1.dispatch;

import java.util.Locale;

/**
 * The properties of a command that the server checks before the command runs (answers to {@code
 * server.h: CMD_*}).
 *
 * <p>The order is that in which COMMAND INFO lists them; those marked hidden it leaves out.
 */
public enum CommandFlag {
  /** May change the keyspace. */
  WRITE,
  /** Reads the keyspace and changes nothing. */
  READONLY,
  /** Takes memory: refused when there is none left. */
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
  /** Allowed while a snapshot is being loaded. */
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
  /** Positions alone do not tell which arguments are keys. */
  MOVABLEKEYS,
  /** Allowed while a script or module keeps the server busy. */
  ALLOW_BUSY,
  /** Exists in Sentinel too (hidden). */
  SENTINEL,
  /** Exists in Sentinel only (hidden). */
  ONLY_SENTINEL,
  /** Changes keys that its arguments do not name (hidden). */
  TOUCHES_ARBITRARY_KEYS;

  /** As COMMAND INFO writes it. */
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
