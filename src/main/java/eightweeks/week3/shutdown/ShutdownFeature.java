package eightweeks.week3.shutdown;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/** Puts an end in several steps in the place of week 1's, which only stops the loop. */
public final class ShutdownFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var shutdown = new Shutdown(server.loop(), server.log());
    server.provide(Shutdown.SERVICE, shutdown);
    server.onTermination(shutdown::signal);
    server.cron().every(0, shutdown::cron);
    server.dispatcher().registry().remove("shutdown");
    server.command(new ShutdownCommand(shutdown));
  }
}
