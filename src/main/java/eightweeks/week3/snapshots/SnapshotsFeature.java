package eightweeks.week3.snapshots;

import eightweeks.week1.info.Info;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.values.Values;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.loading.Loading;
import eightweeks.week3.rdb.RdbTypes;
import eightweeks.week3.shutdown.Shutdown;
import eightweeks.week3.transactions.EffectiveCommands;

/** Brings the data set's file, SAVE, BGSAVE and LASTSAVE, DUMP and RESTORE. */
public final class SnapshotsFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var values = server.need(Values.SERVICE);
    var keyspace = server.need(Keyspace.SERVICE);
    var types = new RdbTypes(values);
    var directives = new SnapshotDirectives(server.config());
    var statistics = new SnapshotStatistics();
    var snapshots = new Snapshots(server, types, directives, statistics);
    server.provide(RdbTypes.SERVICE, types);
    server.provide(Snapshots.SERVICE, snapshots);
    server.command(new DumpCommand(keyspace, values, types, directives));
    server.command(new RestoreCommand(server, types, directives, statistics));
    server.command(new SaveCommands.Save(snapshots));
    server.command(new SaveCommands.BackgroundSave(snapshots.background()));
    server.command(new SaveCommands.LastSave(snapshots));
    snapshots.background().installGate(server.need(EffectiveCommands.SERVICE));
    server.cron().every(0, snapshots.background()::cron);
    keyspace.onFlushAll(snapshots::flushed);
    server.onStart(snapshots::start);
    server.need(Loading.SERVICE).atStart(_ -> snapshots.loadAtStart());
    server.need(Loading.SERVICE).interval(directives.loadingInterval::value);
    new SignalDirectives(server.config()).addTo(server.need(Shutdown.SERVICE));
    server.need(Shutdown.SERVICE).steps().add(snapshots::beforeShutdown);
    server.statisticsResets().add(snapshots.history()::resetStatistics);
    var info = server.info();
    info.add(Info.Section.PERSISTENCE, snapshots::tell);
    info.add(Info.Section.STATS, snapshots.background()::tellStatistics);
    info.add(
        Info.Section.STATS,
        writer -> writer.field("dump_payload_sanitizations", statistics.sanitizations));
  }
}
