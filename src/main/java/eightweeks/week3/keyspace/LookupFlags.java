package eightweeks.week3.keyspace;

/**
 * Options of a lookup, as bits.
 *
 * <p>Answers to {@code server.h: LOOKUP_NONE} and its neighbours.
 */
public final class LookupFlags {
  /** An ordinary lookup of a command that reads. */
  public static final int NONE = 0;

  /** The use of the key is not noted: for commands that ask about a key and do not use it. */
  public static final int NOTOUCH = 1;

  /** A miss causes no "keymiss" event. */
  public static final int NONOTIFY = 1 << 1;

  /** Neither hit nor miss is counted. */
  public static final int NOSTATS = 1 << 2;

  /** The value is about to change. Implies NONOTIFY and NOSTATS. */
  public static final int WRITE = 1 << 3;

  /** An expired key is not deleted, and the lookup still does not find it. */
  public static final int NOEXPIRE = 1 << 4;

  /** The lookup has no effect that a client can see. */
  public static final int NOEFFECTS = NOTOUCH | NONOTIFY | NOSTATS | NOEXPIRE;

  private LookupFlags() {}
}
