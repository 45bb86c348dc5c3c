package eightweeks.week4.sentinel.instances;

/**
 * Where an instance is. Answers to {@code sentinel.c: sentinelAddr}.
 *
 * @param host the name or address as it was given
 * @param ip the numeric address; empty if the name leads nowhere at the moment
 * @param port 0 to 65535; 0 is that of an instance which cannot be reached
 */
public record Address(String host, String ip, int port) {
  /** Returns whether both are the same place, by their addresses or by their names. */
  public boolean isSameAs(Address other) {
    return port == other.port
        && (ip.equals(other.ip) && !ip.isEmpty() || host.equalsIgnoreCase(other.host));
  }
}
