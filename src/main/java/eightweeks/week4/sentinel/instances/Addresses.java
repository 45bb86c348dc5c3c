package eightweeks.week4.sentinel.instances;

import eightweeks.week1.log.Log;
import eightweeks.week1.world.OperatingSystem;
import eightweeks.week4.machine.HostNames;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses of hosts, and says how they are shown.
 *
 * <p>Answers to {@code sentinel.c: createSentinelAddr(), sentinelAddrEqualsHostname(),
 * announceSentinelAddr()}. Unless {@code resolve-hostnames} allows it, a host is a number: a search
 * for a name may block the whole Sentinel.
 */
public final class Addresses {
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[^:]*:[^:]*:.*");

  private final HostNames hosts;
  private final Log log;

  /** Whether names of hosts may be used (resolve-hostnames). */
  public boolean resolvesNames;

  /** Whether names are told to clients and other Sentinels (announce-hostnames). */
  public boolean announcesNames;

  Addresses(OperatingSystem system, Log log) {
    hosts = HostNames.of(system);
    this.log = log;
  }

  /**
   * Returns the address of a host.
   *
   * @param mayBeUnknown whether a name that leads nowhere is allowed
   * @throws AddressException with the reason that Redis gives
   */
  public Address find(String host, long port, boolean mayBeUnknown) throws AddressException {
    if (port < 0 || port > 65535) {
      throw new AddressException("Invalid port number.");
    }
    var ip = resolve(host);
    if (ip == null) {
      log.warning("Failed to resolve hostname '" + host + "'");
      if (!resolvesNames || !mayBeUnknown) {
        throw new AddressException("Can't resolve instance hostname.");
      }
      ip = "";
    }
    return new Address(host, ip, (int) port);
  }

  /** Returns the numeric address of a host; null if there is none, or names are not allowed. */
  public @Nullable String resolve(String host) {
    return resolvesNames || NUMERIC.matcher(host).matches() ? hosts.resolve(host) : null;
  }

  /** Returns whether a host is that of an address. */
  boolean isHostOf(Address address, String host) {
    var ip = resolve(host);
    if (ip == null) {
      return (resolvesNames ? address.host() : address.ip()).equalsIgnoreCase(host);
    }
    return address.ip().equalsIgnoreCase(ip);
  }

  /** Returns whether host and port are those of an address. */
  public boolean isAt(Address address, @Nullable String host, int port) {
    return address.port() == port && host != null && isHostOf(address, host);
  }

  /** Returns the host as clients and other Sentinels are told of it. */
  public String shown(Address address) {
    return announcesNames ? address.host() : address.ip();
  }

  /** Returns {@code host:port}, which is the name of a replica. */
  String nameOf(Address address) {
    var host = shown(address);
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.port();
  }
}
