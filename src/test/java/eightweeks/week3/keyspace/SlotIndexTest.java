package eightweeks.week3.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.resp.Args;
import eightweeks.week2.values.Values;
import eightweeks.week3.command.KeyspaceEvents;
import eightweeks.week3.command.Removal;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An index of keys by slot, which only listens to changes, is exact after each of them. */
final class SlotIndexTest {
  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();
  private final Keyspace keyspace = server.parts().need(Keyspace.SERVICE);
  private final SlotIndex index =
      new SlotIndex(keyspace.all().length, server.parts().need(Values.SERVICE).sipHash());

  @BeforeEach
  void listen() {
    server.parts().need(KeyspaceEvents.SERVICE).onKeys(index);
    server.parts().cron().pause(true);
  }

  private void assertExact() {
    for (var database : keyspace.all()) {
      assertThat(indexed(database.number()))
          .as("database %d", database.number())
          .isEqualTo(scanned(database));
    }
  }

  private Map<Integer, TreeSet<String>> indexed(int database) {
    var keys = new TreeMap<Integer, TreeSet<String>>();
    for (int slot = 0; slot < SlotIndex.SLOTS; slot++) {
      if (index.count(database, slot) > 0) {
        var there = new TreeSet<String>();
        index.forEach(database, slot, key -> there.add(Ascii.text(key)));
        assertThat(there).as("no key twice").hasSize(index.count(database, slot));
        keys.put(slot, there);
      }
    }
    return keys;
  }

  private static Map<Integer, TreeSet<String>> scanned(Database database) {
    var keys = new TreeMap<Integer, TreeSet<String>>();
    database.forEach(
        entry ->
            keys.computeIfAbsent(SlotIndex.slot(entry.key()), _ -> new TreeSet<>())
                .add(Ascii.text(entry.key())));
    return keys;
  }

  /** The specification of clusters gives these. */
  @Test
  void slot_isThatOfTheSpecification() {
    assertThat(SlotIndex.slot(Ascii.bytes("123456789"))).isEqualTo(0x31C3);
    assertThat(SlotIndex.slot(Ascii.bytes("foo{bar}")))
        .isEqualTo(SlotIndex.slot(Ascii.bytes("bar")));
    assertThat(SlotIndex.slot(Ascii.bytes("foo{}"))).isNotEqualTo(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET new v",
        "SET a other",
        "SET a v EX 100",
        "LPUSH list 1|LPOP list",
        "DEL a b",
        "UNLINK a",
        "RENAME a c",
        "RENAME a b",
        "RENAMENX a c",
        "MOVE a 1",
        "COPY a c",
        "COPY a b REPLACE",
        "COPY a a DB 1",
        "EXPIRE a 100",
        "EXPIRE a 100|PERSIST a",
        "EXPIRE a -1",
        "PEXPIRE mortal 1",
        "FLUSHDB",
        "FLUSHALL",
        "SELECT 1|FLUSHDB",
        "SWAPDB 0 1",
        "SWAPDB 0 1|DEL a",
        "SWAPDB 0 1|SET a v",
        "SADD set 1 2|SUNIONSTORE a set",
        "SUNIONSTORE a nothing",
        "GETDEL a",
        "BITOP AND a nothing",
        "SORT list STORE a",
        "MULTI|SET new v|DEL new|SET new v|EXEC"
      })
  void index_isExactAfter(String commands) {
    client.inline("MSET a 1 b 2");
    client.inline("SET mortal v PX 50");
    var other = server.connect();
    other.inline("SELECT 1");
    other.inline("MSET b 3 c 4");
    assertExact();
    for (var command : commands.split("\\|")) {
      assertThat(client.inline(command)).doesNotStartWith("-");
      assertExact();
    }
    server.clock().advanceMillis(51);
    client.inline("GET mortal");
    assertExact();
  }

  @Test
  void index_isExactAfterTheExpireCycle() {
    for (int i = 0; i < 100; i++) {
      client.inline("SET key:" + i + " v PX " + (i % 2 == 0 ? 50 : 100_000));
    }
    server.parts().cron().pause(false);
    server.runFor(500);
    assertThat(keyspace.all()[0].size()).isEqualTo(50);
    assertExact();
  }

  @Test
  void index_isExactAfterEviction() {
    client.inline("MSET a 1 b 2");
    var database = keyspace.all()[0];
    var entry = database.lookupRaw(Args.of("a"), 0);
    assertThat(entry).isNotNull();
    database.remove(entry, Removal.EVICTED);
    assertExact();
  }

  /** RESTORE … REPLACE removes the old entry and adds one with another type, in one command. */
  @Test
  void index_isExactAfterAnOverwriteAsRestoreDoesIt() {
    client.inline("MSET a 1 b 2");
    var database = keyspace.all()[0];
    var args = Args.of("a");
    var looking = server.parts().clients().internal();
    for (long at : new long[] {-1, 4_000_000_000_000L, -1}) {
      var old = database.lookupWrite(looking, args, 0);
      assertThat(old).isNotNull();
      database.remove(old);
      database.add(args, 0, server.parts().need(Values.SERVICE).strings().store(7), at);
      assertExact();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void index_isExactAfterRandomCommands(long seed) {
    var random = new Random(seed);
    for (int step = 0; step < 3000; step++) {
      String key = "k" + random.nextInt(30);
      String other = "k" + random.nextInt(30);
      int db = random.nextInt(3);
      client.inline(
          switch (random.nextInt(16)) {
            case 0, 1 -> "SET " + key + " v";
            case 2, 3 -> "SET " + key + " v PX " + (1 + random.nextInt(40));
            case 4 -> "DEL " + key + " " + other;
            case 5 -> "RENAME " + key + " " + other;
            case 6 -> "RENAMENX " + key + " " + other;
            case 7 -> "MOVE " + key + " " + db;
            case 8 -> "COPY " + key + " " + other + " DB " + db + " REPLACE";
            case 9 -> "SELECT " + db;
            case 10 -> "PEXPIRE " + key + " " + random.nextInt(40);
            case 11 -> "PERSIST " + key;
            case 12 -> random.nextInt(20) == 0 ? "FLUSHDB" : "GET " + key;
            case 13 -> random.nextInt(10) == 0 ? "SWAPDB 0 " + db : "TTL " + key;
            case 14 -> "SADD " + key + " 1 2";
            default -> "SPOP " + key;
          });
      server.clock().advanceMillis(random.nextInt(3));
      if (step % 10 == 0) {
        assertExact();
      }
    }
    assertExact();
  }
}
