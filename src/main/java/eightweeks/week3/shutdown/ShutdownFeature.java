package eightweeks.week3.shutdown;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/** Replaces the SHUTDOWN of week 1, which only stops the loop, by one that takes several steps. */
public final class ShutdownFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var shutdown = new Shutdown(server.loop(), server.log(), status -> server.exitStatus = status);
    server.provide(Shutdown.SERVICE, shutdown);
    server.onTermination(shutdown::signal);
    server.cron().every(0, shutdown::cron);
    server.dispatcher().registry().remove("shutdown");
    server.command(new ShutdownCommand(shutdown));
  }
}
