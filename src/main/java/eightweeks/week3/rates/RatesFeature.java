package eightweeks.week3.rates;

import eightweeks.week1.eventloop.Phase;
import eightweeks.week1.info.Info;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/** Brings the INFO fields about the last seconds, and the sections CPU and Debug. */
public final class RatesFeature implements Feature {
  private static final long SAMPLE_MILLIS = 100;

  @Override
  public void install(ServerBuilder server) {
    var load = new RecentLoad(server);
    server.info().add(Info.Section.CLIENTS, load::clients);
    server.info().add(Info.Section.STATS, load::stats);
    server.info().add(Info.Section.DEBUG, load::debug);
    server.info().add(Info.Section.CPU, new CpuSection(server.world().system())::write);
    server.cron().every(SAMPLE_MILLIS, load::sample);
    server.loop().at(Phase.EVICT_CLIENTS, load::turnEnds); // turns inside a command skip it
    server.statisticsResets().add(load::reset);
  }
}
