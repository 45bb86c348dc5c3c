package eightweeks.week1.transport;

import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.ListenException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.StringJoiner;

/**
 * Converts between the texts of an {@link Endpoint} and internet addresses of the system.
 *
 * <p>Answers to the calls of {@code getaddrinfo()} and {@code inet_ntop()} in {@code anet.c}. No
 * other class resolves names.
 */
public final class Addresses {
  private Addresses() {}

  /**
   * Returns the address to listen on. {@code *} stands for every IPv4 address and {@code ::*} for
   * every IPv6 address, as in the directive {@code bind}. Of a name, an IPv4 address is preferred.
   *
   * @throws ListenException if there is no such name
   */
  public static InetAddress toListenOn(String host) throws ListenException {
    try {
      return switch (host) {
        case "*" -> InetAddress.ofLiteral("0.0.0.0");
        case "::*" -> InetAddress.ofLiteral("::");
        default -> preferIpv4(InetAddress.getAllByName(host));
      };
    } catch (UnknownHostException _) {
      throw new ListenException(ListenException.Reason.OTHER, "Name or service not known");
    }
  }

  /**
   * Returns the address to connect to: the first one that the system knows for a name.
   *
   * @throws UnknownHostException if there is no such name
   */
  public static InetAddress toConnectTo(String host) throws UnknownHostException {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      var clear = new UnknownHostException("Name or service not known: " + host);
      clear.initCause(e);
      throw clear;
    }
  }

  private static InetAddress preferIpv4(InetAddress[] all) {
    for (var address : all) {
      if (address instanceof Inet4Address) {
        return address;
      }
    }
    return all[0];
  }

  /** Returns whether an address stands for all IPv6 addresses of the machine. */
  static boolean isAnyIpv6(InetAddress address) {
    return address instanceof Inet6Address && address.isAnyLocalAddress();
  }

  /**
   * Returns an address as text in its shortest form: four decimal numbers, or hexadecimal ones
   * without the longest run of zeros (RFC 5952). Java writes {@code 0:0:0:0:0:0:0:1}, Redis ::1.
   *
   * @param address 4 or 16 bytes
   */
  public static String text(byte[] address) {
    if (address.length == 4) {
      var decimal = new StringJoiner(".");
      for (byte part : address) {
        decimal.add(Integer.toString(part & 0xff));
      }
      return decimal.toString();
    }
    var joiner = new StringJoiner(":", ":", ":");
    for (int i = 0; i < 8; i++) {
      joiner.add(Integer.toHexString(group(address, i)));
    }
    String all = joiner.toString();
    for (int zeros = 8; zeros > 1; zeros--) {
      var run = ":" + "0:".repeat(zeros);
      int at = all.indexOf(run);
      if (at >= 0) { // with a colon at both ends, which "::" replaces
        int behind = at + run.length();
        return all.substring(Math.min(1, at), at)
            + "::"
            + all.substring(behind, Math.max(behind, all.length() - 1));
      }
    }
    return all.substring(1, all.length() - 1);
  }

  private static int group(byte[] address, int i) {
    return (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
  }
}
