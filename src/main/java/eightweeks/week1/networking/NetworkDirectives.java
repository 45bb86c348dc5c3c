package eightweeks.week1.networking;

import static eightweeks.week1.config.Flag.IMMUTABLE;
import static eightweeks.week1.config.Flag.SENSITIVE;

import eightweeks.week1.config.BoolDirective;
import eightweeks.week1.config.Config;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.config.StringDirective;
import eightweeks.week1.config.WordsDirective;
import eightweeks.week1.resp.ProtocolLimits;

/** The directives about ports, clients and the limits of what clients may send. */
public final class NetworkDirectives {
  private static final long MIB = 1 << 20;

  /** The TCP port; 0 for none. */
  public final LongDirective port;

  /** Addresses to listen on. One that begins with a minus may be missing on this machine. */
  public final WordsDirective bind;

  public final LongDirective tcpBacklog;

  /** Seconds after which the system probes a silent peer; 0 for never. */
  public final LongDirective tcpKeepalive;

  /** The path of a unix domain socket. */
  public final StringDirective unixSocket;

  /** The permissions of the unix socket; 0 leaves those that the system sets. */
  public final LongDirective unixSocketPerm;

  public final LongDirective maxClients;

  /** Seconds after which an idle client is closed; 0 for never. */
  public final LongDirective timeout;

  public final BoolDirective protectedMode;
  public final LongDirective databases;

  /** The password of the default user. */
  public final StringDirective requirePass;

  private final LongDirective queryLimit;
  private final LongDirective maxBulk;
  private ProtocolLimits limits;
  private ProtocolLimits unauthenticatedLimits;

  public NetworkDirectives(Config config) {
    // tag::declare[]
    port = config.integer("port", 6379).range(0, 65535);
    bind = config.words("bind", "*", "-::*");
    tcpBacklog = config.integer("tcp-backlog", 511).flags(IMMUTABLE);
    tcpKeepalive = config.integer("tcp-keepalive", 300);
    // end::declare[]
    unixSocket = config.string("unixsocket", null).flags(IMMUTABLE);
    unixSocketPerm = config.octal("unixsocketperm", 0).range(0, 0777).flags(IMMUTABLE);
    maxClients = config.integer("maxclients", 10000).range(1, 0xffff_ffffL);
    timeout = config.integer("timeout", 0);
    protectedMode = config.bool("protected-mode", true);
    databases = config.integer("databases", 16).range(1, Integer.MAX_VALUE).flags(IMMUTABLE);
    requirePass = config.string("requirepass", null).flags(SENSITIVE);
    queryLimit = config.memory("client-query-buffer-limit", 1024 * MIB).range(MIB, Long.MAX_VALUE);
    maxBulk =
        config
            .memory("proto-max-bulk-len", 512 * MIB)
            .range(MIB, Long.MAX_VALUE)
            .onChange(this::protocolLimitsChanged);
    limits = ProtocolLimits.of(maxBulk.value());
    unauthenticatedLimits = ProtocolLimits.ofUnauthenticated(maxBulk.value());
    config.afterReading(this::protocolLimitsChanged);
  }

  /** Computes the limits from proto-max-bulk-len, at most the length that an array can have. */
  private void protocolLimitsChanged() {
    long max = Math.min(maxBulk.value(), Integer.MAX_VALUE - 64);
    limits = ProtocolLimits.of(max);
    unauthenticatedLimits = ProtocolLimits.ofUnauthenticated(max);
  }

  /** Returns the maximum number of bytes in a query buffer (client-query-buffer-limit). */
  public long queryLimit() {
    return queryLimit.value();
  }

  /** Returns the limits of a client that has authenticated, or need not. */
  public ProtocolLimits protocolLimits() {
    return limits;
  }

  /** Returns the limits of a client that must authenticate and has not. */
  public ProtocolLimits unauthenticatedLimits() {
    return unauthenticatedLimits;
  }
}
