package eightweeks.week5.clients;

import eightweeks.week1.networking.ClientType;

/**
 * How many bytes of replies may wait for a client that does not read them (directive
 * client-output-buffer-limit).
 *
 * <p>Answers to {@code networking.c: checkClientOutputBufferLimits()}. A client that exceeds the
 * hard limit is closed at once. A client that exceeds the soft limit without a break for longer
 * than the seconds of the limit is closed, too.
 */
public final class OutputLimits {
  /**
   * The limit of a type of clients.
   *
   * @param hard bytes; 0 for none
   * @param soft bytes; 0 for none
   * @param softSeconds for how many seconds the soft limit may be exceeded
   */
  public record Limit(long hard, long soft, int softSeconds) {
    static final Limit NONE = new Limit(0, 0, 0);
  }

  private final Limit[] limits = {
    initial(ClientType.NORMAL), initial(ClientType.REPLICA), initial(ClientType.PUBSUB)
  };

  /** Returns the initial limit of a type. */
  static Limit initial(ClientType type) {
    return switch (type) {
      case NORMAL, MASTER -> Limit.NONE;
      case REPLICA -> new Limit(256L << 20, 64L << 20, 60);
      case PUBSUB -> new Limit(32L << 20, 8L << 20, 60);
    };
  }

  /** Returns the limit of a type; a master has that of a normal client. */
  public Limit of(ClientType type) {
    return limits[type == ClientType.MASTER ? 0 : type.ordinal()];
  }

  public void set(ClientType type, Limit limit) {
    limits[type.ordinal()] = limit;
  }
}
