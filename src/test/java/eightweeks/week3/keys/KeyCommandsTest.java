package eightweeks.week3.keys;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DEL, EXISTS, EXPIRE, TTL, DBSIZE, FLUSHALL, DEBUG POPULATE, and how keys come to their end. */
final class KeyCommandsTest {
  private static final String OK = "+OK\r\n";
  private static final String ZERO = ":0\r\n";
  private static final String ONE = ":1\r\n";

  private final TestServer server = TestServer.start("--enable-debug-command", "yes");
  private final TestClient client = server.connect();

  @Test
  void del_countsWhatItRemoved() {
    client.inline("MSET a 1 b 2 c 3");
    assertThat(client.inline("DEL a b nothing a")).isEqualTo(":2\r\n");
    assertThat(client.inline("DBSIZE")).isEqualTo(ONE);
  }

  @Test
  void exists_countsAKeyAsOftenAsItIsNamed() {
    client.inline("SET a 1");
    assertThat(client.inline("EXISTS a a nothing a")).isEqualTo(":3\r\n");
  }

  @Test
  void hitsAndMisses_areCounted() {
    client.inline("SET a 1");
    client.inline("GET a");
    client.inline("GET nothing");
    client.inline("EXISTS a nothing");
    client.inline("TTL a");
    assertThat(server.info("keyspace_hits")).isEqualTo("3");
    assertThat(server.info("keyspace_misses")).isEqualTo("2");
    client.inline("CONFIG RESETSTAT");
    assertThat(server.info("keyspace_hits")).isEqualTo("0");
  }

  @Test
  void databases_areApart() {
    client.inline("SET a 0");
    client.inline("SELECT 9");
    assertThat(client.inline("EXISTS a")).isEqualTo(ZERO);
    client.inline("SET a 9 EX 100");
    client.inline("SET b 9");
    assertThat(client.text("INFO", "keyspace"))
        .isEqualTo(
            "# Keyspace\r\ndb0:keys=1,expires=0,avg_ttl=0\r\ndb9:keys=2,expires=1,avg_ttl=0\r\n");
    assertThat(client.inline("FLUSHALL")).isEqualTo(OK);
    assertThat(client.inline("DBSIZE")).isEqualTo(ZERO);
    client.inline("SELECT 0");
    assertThat(client.inline("DBSIZE")).isEqualTo(ZERO);
    assertThat(client.inline("FLUSHALL async")).isEqualTo(OK);
    assertThat(client.inline("FLUSHALL SYNC")).isEqualTo(OK);
    assertThat(client.inline("FLUSHALL nosuch")).isEqualTo("-ERR syntax error\r\n");
  }

  // EXPIRE and TTL.

  @Test
  void expire_givesATimeToLive() {
    assertThat(client.inline("EXPIRE nothing 10")).isEqualTo(ZERO);
    assertThat(client.inline("TTL nothing")).isEqualTo(":-2\r\n");
    client.inline("SET k v");
    assertThat(client.inline("TTL k")).isEqualTo(":-1\r\n");
    assertThat(client.inline("EXPIRE k 10")).isEqualTo(ONE);
    assertThat(client.inline("TTL k")).isEqualTo(":10\r\n");
    assertThat(client.inline("EXPIRE k 20")).isEqualTo(ONE);
    assertThat(client.inline("TTL k")).isEqualTo(":20\r\n");
    assertThat(client.text("GET", "k")).isEqualTo("v");
  }

  @Test
  void ttl_isRoundedToTheNearestSecond() {
    client.inline("SET k v PX 10000");
    server.clock().advanceMillis(400);
    assertThat(client.inline("TTL k")).as("9.6 s").isEqualTo(":10\r\n");
    server.clock().advanceMillis(100);
    assertThat(client.inline("TTL k")).as("9.5 s").isEqualTo(":10\r\n");
    server.clock().advanceMillis(1);
    assertThat(client.inline("TTL k")).as("9.499 s").isEqualTo(":9\r\n");
    server.clock().advanceMillis(9_498);
    assertThat(client.inline("TTL k")).as("0.001 s").isEqualTo(ZERO);
    server.clock().advanceMillis(1);
    assertThat(client.inline("TTL k")).as("its last millisecond").isEqualTo(ZERO);
    server.clock().advanceMillis(1);
    assertThat(client.inline("TTL k")).isEqualTo(":-2\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "-9223372036854775"})
  void expireInThePast_removesTheKey(String seconds) {
    client.inline("SET k v");
    assertThat(client.inline("EXPIRE k " + seconds)).isEqualTo(ONE);
    assertThat(client.inline("DBSIZE")).isEqualTo(ZERO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775",
        "-9223372036854776"
      })
  void timeThatOverflows_isRefused(String seconds) {
    client.inline("SET k v");
    assertThat(client.inline("EXPIRE k " + seconds))
        .isEqualTo("-ERR invalid expire time in 'expire' command\r\n");
    assertThat(client.inline("TTL k")).isEqualTo(":-1\r\n");
  }

  /** Which option lets a new time of 50 seconds pass, by what the key had before. */
  @ParameterizedTest
  @CsvSource({
    "NX,0,1", "NX,10,0", "XX,0,0", "XX,10,1",
    "GT,0,0", "GT,10,1", "GT,50,0", "GT,90,0",
    "LT,0,1", "LT,10,0", "LT,50,0", "LT,90,1",
    "XX GT,10,1", "XX LT,0,0", "XX LT,90,1"
  })
  void options_compareWithTheTimeBefore(String option, int before, int reply) {
    client.inline("SET k v" + (before == 0 ? "" : " EX " + before));
    assertThat(client.inline("EXPIRE k 50 " + option)).isEqualTo(":" + reply + "\r\n");
    int expected = reply == 1 ? 50 : before == 0 ? -1 : before;
    assertThat(client.inline("TTL k")).isEqualTo(":" + expected + "\r\n");
  }

  @Test
  void optionsThatContradict_areRefused() {
    client.inline("SET k v");
    for (var options : new String[] {"NX XX", "NX GT", "LT NX"}) {
      assertThat(client.inline("EXPIRE k 1 " + options))
          .isEqualTo("-ERR NX and XX, GT or LT options at the same time are not compatible\r\n");
    }
    assertThat(client.inline("EXPIRE k 1 GT LT"))
        .isEqualTo("-ERR GT and LT options at the same time are not compatible\r\n");
    assertThat(client.inline("EXPIRE k 1 nosuch")).isEqualTo("-ERR Unsupported option nosuch\r\n");
    assertThat(client.inline("EXPIRE k x"))
        .isEqualTo("-ERR value is not an integer or out of range\r\n");
  }

  // How keys go.

  @Test
  void expiredKey_isRemovedByALookup() {
    client.inline("SET k v PX 100");
    server.clock().advanceMillis(100);
    assertThat(client.inline("GET k")).isEqualTo("$1\r\nv\r\n");
    server.clock().advanceMillis(1);
    assertThat(client.inline("DBSIZE")).as("nobody has looked").isEqualTo(ONE);
    assertThat(client.inline("GET k")).isEqualTo("$-1\r\n");
    assertThat(client.inline("DBSIZE")).isEqualTo(ZERO);
    assertThat(server.info("expired_keys")).isEqualTo("1");
  }

  @Test
  void expiredKeys_areRemovedByTheCronWithoutALookup() {
    for (int i = 0; i < 10_000; i++) {
      client.post("SET mortal:" + i + " v PX 500\r\n");
      if (i % 1000 == 0) {
        client.received();
      }
    }
    client.received();
    client.inline("SET immortal v");
    client.inline("SET later v EX 1000");
    server.runFor(400);
    assertThat(client.inline("DBSIZE")).isEqualTo(":10002\r\n");
    server.runFor(2_000);
    assertThat(client.inline("DBSIZE")).isEqualTo(":2\r\n");
    assertThat(server.info("expired_keys")).isEqualTo("10000");
    assertThat(client.inline("TTL later")).isEqualTo(":998\r\n");
  }

  @Test
  void fewExpiredKeysAmongMany_goInTheEnd() {
    for (int i = 0; i < 1_000; i++) {
      client.inline("SET k" + i + " v PX " + (i % 100 == 0 ? "500" : "1000000"));
    }
    server.runFor(60_000);
    assertThat(client.inline("DBSIZE")).isEqualTo(":990\r\n");
  }

  @Test
  void keysWithATime_areForgottenWithTheirKeys() {
    client.inline("MSET a 1 b 2 c 3 d 4");
    for (var key : new String[] {"a", "b", "c", "d"}) {
      client.inline("EXPIRE " + key + " 1");
    }
    client.inline("DEL b");
    client.inline("SET c again");
    client.inline("EXPIRE d -1");
    client.inline("SET d again");
    server.runFor(2_000);
    assertThat(client.inline("EXISTS a")).isEqualTo(ZERO);
    assertThat(client.inline("EXISTS c d")).isEqualTo(":2\r\n");
    assertThat(server.info("db0")).isEqualTo("keys=2,expires=0,avg_ttl=0");
  }

  @Test
  void randomCommands_giveWhatAMapGives() {
    var random = new Random(11);
    Map<String, Long> diesAt = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      var key = "k" + random.nextInt(200);
      long now = server.clock().wallMicros() / 1_000;
      diesAt.values().removeIf(at -> at < now);
      switch (random.nextInt(6)) {
        case 0 -> {
          client.inline("SET " + key + " v");
          diesAt.put(key, Long.MAX_VALUE);
        }
        case 1 -> {
          int millis = 1 + random.nextInt(3_000);
          client.inline("SET " + key + " v PX " + millis);
          diesAt.put(key, now + millis);
        }
        case 2 -> {
          int seconds = random.nextInt(4);
          boolean there = diesAt.containsKey(key);
          assertThat(client.inline("EXPIRE " + key + " " + seconds)).isEqualTo(there ? ONE : ZERO);
          if (there && seconds == 0) {
            diesAt.remove(key);
          } else if (there) {
            diesAt.put(key, now + seconds * 1000L);
          }
        }
        case 3 ->
            assertThat(client.inline("DEL " + key))
                .isEqualTo(diesAt.remove(key) != null ? ONE : ZERO);
        case 4 ->
            assertThat(client.inline("EXISTS " + key))
                .isEqualTo(diesAt.containsKey(key) ? ONE : ZERO);
        default -> server.runFor(random.nextInt(20));
      }
    }
    server.runFor(60_000);
    diesAt.values().removeIf(at -> at != Long.MAX_VALUE);
    assertThat(client.inline("DBSIZE")).isEqualTo(":" + diesAt.size() + "\r\n");
  }

  // DEBUG POPULATE.

  @Test
  void populate_addsKeysThatAreNotThere() {
    client.inline("SET key:1 mine");
    assertThat(client.inline("DEBUG POPULATE 1000")).isEqualTo(OK);
    assertThat(client.inline("DBSIZE")).isEqualTo(":1000\r\n");
    assertThat(client.text("GET", "key:1")).isEqualTo("mine");
    assertThat(client.text("GET", "key:999")).isEqualTo("value:999");
    assertThat(client.inline("DEBUG POPULATE 2 p 10")).isEqualTo(OK);
    assertThat(client.text("GET", "p:1")).isEqualTo("value:1\0\0\0");
    assertThat(client.inline("DEBUG POPULATE -1"))
        .isEqualTo("-ERR value is out of range, must be positive\r\n");
    assertThat(client.inline("DEBUG POPULATE 1 2 3 4"))
        .isEqualTo(
            "-ERR unknown subcommand or wrong number of arguments for 'POPULATE'. Try DEBUG"
                + " HELP.\r\n");
  }

  @Test
  void populatedKeys_areAllFoundWhileTheTableGrows() {
    client.inline("DEBUG POPULATE 70000");
    var missing = new ArrayList<String>();
    for (int i = 0; i < 70_000; i += 7) {
      if (!client.call("EXISTS", "key:" + i).equals(ONE)) {
        missing.add("key:" + i);
      }
    }
    assertThat(missing).isEmpty();
  }
}
