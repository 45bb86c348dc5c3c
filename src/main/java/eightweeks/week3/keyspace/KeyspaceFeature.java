package eightweeks.week3.keyspace;

import eightweeks.week1.eventloop.Phase;
import eightweeks.week1.info.Info;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.LruLfu;
import eightweeks.week2.values.Values;
import eightweeks.week3.command.ExecutionUnit;
import eightweeks.week3.command.KeyspaceEvents;
import eightweeks.week3.command.Pauses;
import eightweeks.week3.latency.LatencyProbe;
import eightweeks.week3.loading.Loading;

/** Brings the databases, their cron and their INFO fields. */
public final class KeyspaceFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var directives = new KeyspaceDirectives(server.config());
    var statistics = new KeyspaceStatistics();
    var policy = new ExpiryPolicy(server.loop().time(), server.need(Pauses.SERVICE));
    server.need(Loading.SERVICE).onChange(policy::loading);
    var localExpiries = new LocalExpiries(policy, server.need(ExecutionUnit.SERVICE));
    var keyspace =
        new Keyspace(
            server.need(Values.SERVICE), server.need(KeyspaceEvents.SERVICE), localExpiries);
    var cycle = new ExpireCycle(server, keyspace, directives, statistics, policy, localExpiries);
    server.provide(Keyspace.SERVICE, keyspace);
    server.provide(KeyspaceDirectives.SERVICE, directives);
    server.provide(ExpiryPolicy.SERVICE, policy);
    server.provide(ExpireCycle.SERVICE, cycle);
    server.provide(KeyView.SERVICE, new KeyView(keyspace, policy));
    server.onStart(() -> open(server, keyspace, directives, statistics, policy, localExpiries));
    server.cron().every(0, cycle::slow);
    server.cron().every(0, () -> resizeTables(keyspace, directives));
    server.loop().at(Phase.EXPIRE, cycle::fast);
    server.statisticsResets().add(statistics::reset);
    var pipelineKeys = new PipelineKeys(keyspace);
    server.provide(PipelineKeys.SERVICE, pipelineKeys);
    server.clients().reads().add(pipelineKeys);
    server.info().add(Info.Section.STATS, statistics::tell);
    server.info().add(Info.Section.STATS, localExpiries::tell);
    server.info().add(Info.Section.KEYSPACE, info -> keyspace(info, keyspace));
  }

  private static void open(
      ServerBuilder server,
      Keyspace keyspace,
      KeyspaceDirectives directives,
      KeyspaceStatistics statistics,
      ExpiryPolicy policy,
      LocalExpiries localExpiries) {
    var random = server.random("keyspace");
    var values = server.need(Values.SERVICE);
    var usage = server.need(LruLfu.SERVICE);
    var events = server.need(KeyspaceEvents.SERVICE);
    keyspace.open(
        server.network().databases.intValue(),
        number ->
            new Database(
                number,
                events,
                values,
                usage,
                server.loop().time(),
                server.need(LatencyProbe.SERVICE),
                directives,
                statistics,
                policy,
                localExpiries,
                random));
  }

  /** Answers to {@code server.c: databasesCron()}: one database a turn gets the millisecond. */
  private static void resizeTables(Keyspace keyspace, KeyspaceDirectives directives) {
    boolean rehashed = !directives.activeRehashing.value();
    for (var database : keyspace.all()) {
      database.shrink();
      rehashed = rehashed || database.rehashForAMillisecond();
    }
  }

  private static void keyspace(Info.Writer info, Keyspace keyspace) {
    var databases = keyspace.all();
    for (int i = 0; i < databases.length; i++) {
      if (databases[i].size() > 0) {
        info.field(
            "db" + i,
            "keys="
                + databases[i].size()
                + ",expires="
                + databases[i].expiringSize()
                + ",avg_ttl="
                + databases[i].averageTtl());
      }
    }
  }
}
