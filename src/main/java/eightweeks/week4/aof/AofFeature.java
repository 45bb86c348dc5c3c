package eightweeks.week4.aof;

import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.eventloop.Phase;
import eightweeks.week1.info.Info;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.values.Values;
import eightweeks.week3.loading.Loading;
import eightweeks.week3.shutdown.Shutdown;
import eightweeks.week4.aofbase.ValueCommands;
import eightweeks.week4.aoffiles.AofDirectives;

/** Brings the append-only file, with BGREWRITEAOF and WAITAOF. */
public final class AofFeature implements Feature {
  private static final int RETRY_MILLIS = 1000;

  @Override
  public void install(ServerBuilder server) {
    var directives = new AofDirectives(server.config());
    var waiters = new AofWaiters(server);
    server.provide(ValueCommands.SERVICE, new ValueCommands(server.need(Values.SERVICE).strings()));
    var aof = new Aof(server, directives, waiters::changed);
    waiters.aof(aof);
    server.provide(Aof.SERVICE, aof);
    directives.enabled.onChange(
        () -> {
          if (!aof.apply()) {
            throw new DirectiveException("Unable to turn on AOF. Check server logs.");
          }
          waiters.changed();
        });
    directives.keepsHistory.onChange(aof::deleteHistory);
    server.command(new AofCommands.Rewrite(aof));
    server.command(new AofCommands.Wait(waiters));
    server.need(Loading.SERVICE).atStart(_ -> aof.loadAtStart());
    server.loop().at(Phase.FLUSH_AOF, aof::beforeSleep);
    server.clients().repliesWaitForSleep(aof::syncsBeforeReplies);
    server.cron().every(0, aof::cron);
    server.cron().every(RETRY_MILLIS, aof::retry);
    server.need(Shutdown.SERVICE).steps().add(aof::beforeShutdown);
    server.statisticsResets().add(aof::resetStatistics);
    server.info().add(Info.Section.PERSISTENCE, aof::tell);
    server.onStart(() -> server.info().add(Info.Section.PERSISTENCE, aof::tellSizes));
  }
}
