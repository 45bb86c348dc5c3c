package eightweeks.week6.tls;

import eightweeks.week1.config.Config;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.extension.Service;
import eightweeks.week1.log.Log;
import eightweeks.week1.world.Disk;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of one server: the context in force, and connections wrapped with it.
 *
 * <p>Answers to {@code tls.c: tlsConfigure()}, {@code config.c: applyTlsCfg()}, {@code
 * applyTLSPort()}. A new context is complete before the old one goes; connections keep the one that
 * they began with.
 */
public final class Tls {
  /** For weeks that connect to other servers. */
  public static final Service<Tls> SERVICE = new Service<>("tls", Tls.class);

  private final Disk disk;
  private final Log log;
  private final TlsDirectives directives;
  private final TlsBuffers buffers = new TlsBuffers();
  private final List<BooleanSupplier> peers = new ArrayList<>();
  private @Nullable TlsContext context;

  Tls(Config config, Disk disk, Log log) {
    this.disk = disk;
    this.log = log;
    directives = new TlsDirectives(config, this::apply);
  }

  LongDirective port() {
    return directives.port;
  }

  /**
   * Adds a reason to have TLS without a port for it: connections to other servers, such as
   * tls-replication asks for. Their certificates are checked, so an authority must be configured.
   */
  public void neededWhen(BooleanSupplier peersUseTls) {
    peers.add(peersUseTls);
  }

  private boolean forPeers() {
    return peers.stream().anyMatch(BooleanSupplier::getAsBoolean);
  }

  /**
   * Makes the context anew, if one is needed. What a directive that has to do with TLS does when it
   * has been changed.
   *
   * @throws DirectiveException if the directives cannot be used; the log says why, and what was in
   *     force stays so
   */
  public void apply() throws DirectiveException {
    if (directives.port.value() != 0 || forPeers()) {
      try {
        configure();
      } catch (TlsException e) {
        throw new DirectiveException("Unable to update TLS configuration. Check server logs.");
      }
    } else {
      context = null; // the files are read when they are needed again
    }
  }

  /** Makes the first context, before the port opens. */
  void prepare() throws DirectiveException {
    if (context == null) {
      apply();
    }
  }

  private void configure() throws TlsException {
    try {
      context = TlsContext.of(directives, forPeers(), disk, log);
    } catch (TlsException e) {
      log.warning(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private TlsContext context() {
    if (context == null) {
      throw new IllegalStateException("TLS is not configured");
    }
    return context;
  }

  /** Wraps a connection that a client has made. Hands are shaken while it is read. */
  Connection accept(Connection inner) {
    var engine = context().forClient(directives.authClients.value());
    return TlsConnection.accepted(
        inner,
        engine,
        buffers,
        reason ->
            log.warning(
                "Error accepting a client connection: "
                    + reason
                    + " (addr="
                    + inner.remote()
                    + " laddr="
                    + inner.local()
                    + ")"));
  }

  /**
   * Wraps a connection that this server has begun to make, see {@code Transport.connect}. It is
   * there when {@link Connection#finishConnect} says so, which takes several events.
   */
  public Connection connect(Connection inner) {
    return TlsConnection.connecting(inner, context().toServer(inner.remote()), buffers);
  }
}
