package eightweeks.week6.tls;

import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.StartupException;
import eightweeks.week4.links.LinkTypes;

/** Adds the connection type {@code tls}, its directives, and a port for it. */
public final class TlsFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var types = server.listeners().types();
    var tls =
        new TlsConnectionType(
            server.loop(),
            server.config(),
            server.need(LinkTypes.SERVICE),
            server.world().disk(),
            server.log());
    types.add(tls.name(), tls);
    server.listeners().add(tls, tls.port());
    server.onStart(() -> start(tls));
  }

  private static void start(TlsConnectionType tls) throws StartupException {
    try {
      tls.prepare();
    } catch (DirectiveException _) {
      throw new StartupException("Failed to configure TLS. Check logs for more info.");
    }
  }
}
