package eightweeks.week6.tls;

import eightweeks.week1.config.Config;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.listening.ConnectionType;
import eightweeks.week1.log.Log;
import eightweeks.week1.world.Disk;
import eightweeks.week4.links.LinkTypes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The connection type {@code tls} of one server, with the context in force.
 *
 * <p>Answers to {@code tls.c: CT_TLS}, {@code tlsConfigure()}, {@code config.c: applyTlsCfg()}. A
 * new context is complete before it replaces the old one; connections keep the one with which they
 * began.
 */
final class TlsConnectionType implements ConnectionType {
  private static final String NAME = "tls";

  private final EventLoop loop;
  private final LinkTypes links;
  private final Disk disk;
  private final Log log;
  private final TlsDirectives directives;
  private final TlsLoop shared;
  private @Nullable TlsContext context;

  TlsConnectionType(EventLoop loop, Config config, LinkTypes links, Disk disk, Log log) {
    this.loop = loop;
    this.links = links;
    this.disk = disk;
    this.log = log;
    directives = new TlsDirectives(config, this::prepare);
    shared = new TlsLoop(loop);
  }

  @Override
  public String name() {
    return NAME;
  }

  LongDirective port() {
    return directives.port;
  }

  /**
   * Makes the context anew if there is a port for TLS, or if this server connects to others through
   * TLS. In the second case their certificates are checked, so an authority must be configured.
   *
   * @throws DirectiveException if the directives cannot be used; the log says why, and the context
   *     in force stays
   */
  @Override
  public void prepare() throws DirectiveException {
    boolean toServers = links.isChosen(NAME);
    if (directives.port.value() == 0 && !toServers) {
      context = null; // the files are read when they are needed again
      return;
    }
    try {
      context = TlsContext.of(directives, toServers, disk, log);
    } catch (TlsException e) {
      log.warning(String.valueOf(e.getMessage()));
      throw new DirectiveException("Unable to update TLS configuration. Check server logs.");
    }
  }

  private TlsContext context() {
    if (context == null) {
      throw new IllegalStateException("TLS is not configured");
    }
    return context;
  }

  @Override
  public Connection accept(Connection socket) {
    var engine = context().forClient(directives.authClients.value());
    return TlsConnection.accepted(
        shared,
        socket,
        engine,
        reason ->
            log.warning(
                "Error accepting a client connection: "
                    + reason
                    + " (addr="
                    + socket.remote()
                    + " laddr="
                    + socket.local()
                    + ")"));
  }

  @Override
  public Connection connect(Endpoint to, @Nullable Endpoint from) throws IOException {
    var engine = context().toServer(to);
    return TlsConnection.connecting(shared, loop.transport().connect(to, from), engine);
  }
}
