package eightweeks.week3.command;

import eightweeks.week1.info.Info;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.latency.LatencyProbe;

/** Makes the execution unit run all commands, and provides what commands need around them. */
public final class CommandFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var pauses = new Pauses(server.loop());
    var effects = new Effects();
    var events = server.config().add(new EventsDirective());
    var changes = new KeyspaceEvents(events, effects);
    var latency = new LatencyStatistics(server.config(), server.dispatcher().registry());
    var unit = new ExecutionUnit(server, changes, effects, latency);
    server.dispatcher().caller(unit);
    server.provide(LatencyProbe.SERVICE, new LatencyProbe(server.world().clock()));
    server.provide(Pauses.SERVICE, pauses);
    server.provide(Effects.SERVICE, effects);
    server.provide(KeyspaceEvents.SERVICE, changes);
    server.provide(ExecutionUnit.SERVICE, unit);
    server.provide(LatencyStatistics.SERVICE, latency);

    var errors = new ErrorStatistics();
    server.provide(ErrorStatistics.SERVICE, errors);
    server.clients().errors().add(errors::count);
    server.statisticsResets().add(errors::reset);
    server.statisticsResets().add(latency::reset);
    var info = server.info();
    info.add(Info.Section.STATS, errors::writeUnexpected);
    info.add(Info.Section.COMMANDSTATS, w -> CommandStatsSection.write(w, server.commands()));
    info.add(Info.Section.ERRORSTATS, errors::write);
    info.add(Info.Section.LATENCYSTATS, w -> latency.write(w, server.commands()));
  }
}
