package eightweeks.week6.tls;

import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.networking.Listeners;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.StartupException;

/** A port for TLS, its directives, and {@link Tls} for the weeks that connect to other servers. */
public final class TlsFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var tls = new Tls(server.config(), server.world().disk(), server.log());
    server.provide(Tls.SERVICE, tls);
    server.listeners().add(new Listeners.Kind("tls", tls.port(), tls::prepare, tls::accept));
    server.onStart(() -> start(tls));
  }

  private static void start(Tls tls) throws StartupException {
    try {
      tls.apply();
    } catch (DirectiveException _) {
      throw new StartupException("Failed to configure TLS. Check logs for more info.");
    }
  }
}
