package eightweeks.week1.networking;

/**
 * How much may wait for a client that does not read (directive client-output-buffer-limit).
 *
 * <p>Answers to {@code networking.c: checkClientOutputBufferLimits()}. Beyond the hard limit a
 * client is closed at once; beyond the soft one when it has been there for more than so many
 * seconds without a break.
 */
public final class OutputLimits {
  /**
   * The limits of a type of client.
   *
   * @param hard bytes; 0 for none
   * @param soft bytes; 0 for none
   * @param softSeconds how long the soft limit may be exceeded
   */
  public record Limit(long hard, long soft, int softSeconds) {
    static final Limit NONE = new Limit(0, 0, 0);
  }

  private final Limit[] limits = {
    initial(ClientType.NORMAL), initial(ClientType.REPLICA), initial(ClientType.PUBSUB)
  };

  /** The limit of a type as long as nobody has set it. */
  static Limit initial(ClientType type) {
    return switch (type) {
      case NORMAL, MASTER -> Limit.NONE;
      case REPLICA -> new Limit(256L << 20, 64L << 20, 60);
      case PUBSUB -> new Limit(32L << 20, 8L << 20, 60);
    };
  }

  /** The limit of a type; a master is treated as a normal client. */
  public Limit of(ClientType type) {
    return limits[type == ClientType.MASTER ? 0 : type.ordinal()];
  }

  public void set(ClientType type, Limit limit) {
    limits[type.ordinal()] = limit;
  }

  /** Whether a client is beyond its limit now. */
  boolean isExceeded(Client client, long nowMillis) {
    var limit = of(client.type);
    long waiting = client.reply().size();
    if (limit.hard() != 0 && waiting >= limit.hard()) {
      return true;
    }
    if (limit.soft() == 0 || waiting < limit.soft()) {
      client.softLimitSinceMillis = 0;
      return false;
    }
    if (client.softLimitSinceMillis == 0) {
      client.softLimitSinceMillis = nowMillis;
      return false;
    }
    return nowMillis - client.softLimitSinceMillis > limit.softSeconds() * 1000L;
  }
}
