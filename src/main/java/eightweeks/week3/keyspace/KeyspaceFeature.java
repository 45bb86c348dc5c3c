package eightweeks.week3.keyspace;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.Info;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.Usage;
import eightweeks.week2.object.Values;
import eightweeks.week3.command.Changes;
import eightweeks.week3.command.ExecutionUnit;

/** Brings the databases, their cron, their INFO fields and the commands about keys. */
public final class KeyspaceFeature implements Feature {
  private static final int BUCKETS_A_TURN_OF_THE_CRON = 10_000;
  private static final int KEYS_A_TURN_OF_THE_CRON = 4_000;

  @Override
  public void install(ServerBuilder server) {
    var keyspace = new Keyspace(server.need(Values.SERVICE), server.need(Usage.SERVICE));
    var statistics = new KeyspaceStatistics();
    server.provide(Keyspace.SERVICE, keyspace);
    server.provide(KeyView.SERVICE, new KeyView(keyspace, server.loop().time()));
    server.onStart(() -> open(server, keyspace, statistics));
    server.cron().every(0, () -> cron(server, keyspace));
    server.statisticsResets().add(statistics::reset);
    server.info().add(Info.Section.STATS, info -> stats(info, statistics));
    server.info().add(Info.Section.KEYSPACE, info -> keyspace(info, keyspace));
    KeyCommands.addTo(server, keyspace);
    server.command(ObjectCommand.create(keyspace, server.need(Usage.SERVICE)));
    var memory = MemoryCommand.create(keyspace);
    server.command(memory);
    server.provide(MemoryCommand.SERVICE, memory);
    ObjectDebug.addTo(server, keyspace);
  }

  private static void open(ServerBuilder server, Keyspace keyspace, KeyspaceStatistics statistics) {
    var random = server.random("keyspace");
    var values = server.need(Values.SERVICE);
    var usage = server.need(Usage.SERVICE);
    var changes = server.need(Changes.SERVICE);
    var databases = new Database[server.network().databases.intValue()];
    for (int i = 0; i < databases.length; i++) {
      databases[i] =
          new Database(i, changes, values, usage, server.loop().time(), statistics, random);
    }
    keyspace.open(databases);
  }

  private static void cron(ServerBuilder server, Keyspace keyspace) {
    var unit = server.need(ExecutionUnit.SERVICE);
    boolean mayExpire = server.need(Changes.SERVICE).mayExpire();
    for (var database : keyspace.all()) {
      if (mayExpire) {
        unit.begin();
        database.expireSome(KEYS_A_TURN_OF_THE_CRON);
        unit.endApart();
      }
      database.rehashSome(BUCKETS_A_TURN_OF_THE_CRON);
    }
  }

  private static void stats(Info.Writer info, KeyspaceStatistics statistics) {
    info.field("expired_keys", statistics.expired)
        .field("keyspace_hits", statistics.hits)
        .field("keyspace_misses", statistics.misses);
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
                + ",avg_ttl=0");
      }
    }
  }
}
