package eightweeks.tocome;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/**
 * Stands in for the weeks that are not installed: their directives are known to CONFIG and their
 * INFO fields have the values of a server without them. It is installed last.
 */
public final class WeeksToCome implements Feature {
  @Override
  public void install(ServerBuilder server) {
    DirectivesToCome.addTo(server.config());
    InfoToCome.addTo(server);
  }
}
