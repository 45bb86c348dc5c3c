package eightweeks.week3.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Resp;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.LookAhead;
import eightweeks.week1.resp.KeyScout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Keys of a pipeline, and of one command, are read ahead. Nobody must be able to see that. */
final class LookAheadTest {
  private static final int KEYS = Database.LARGE + 1_000;

  private final TestServer server = TestServer.start("--enable-debug-command", "yes");
  private final TestClient client = server.connect();

  private static void fill(TestClient client) {
    for (int i = 0; i < KEYS; i += 500) {
      var words = new ArrayList<>(List.of("MSET"));
      for (int k = i; k < Math.min(KEYS, i + 500); k++) {
        words.add("key:" + k);
        words.add("value " + k);
      }
      assertThat(client.call(words.toArray(String[]::new))).isEqualTo("+OK\r\n");
    }
  }

  @Test
  void aPipelineInALargeDatabase_repliesAsOneByOne() {
    fill(client);
    var other = TestServer.start("--enable-debug-command", "yes");
    var oneByOne = other.connect();
    fill(oneByOne);
    var random = new Random(5);
    for (int round = 0; round < 40; round++) {
      var commands = new ArrayList<String[]>();
      for (int i = 0; i < 100; i++) {
        commands.add(command(random));
      }
      var bytes = new StringBuilder();
      commands.forEach(words -> bytes.append(Resp.query(words)));
      client.send(bytes.toString());
      for (var words : commands) {
        assertThat(client.reply()).as(String.join(" ", words)).isEqualTo(oneByOne.call(words));
      }
    }
    assertThat(client.call("DEBUG", "DIGEST"))
        .startsWith("+")
        .isEqualTo(oneByOne.call("DEBUG", "DIGEST"));
    for (var section : List.of("stats", "keyspace")) {
      assertThat(known(client.text("INFO", section)))
          .isEqualTo(known(oneByOne.text("INFO", section)));
    }
  }

  /** Keys are removed and added all the time, so that the dict grows, shrinks and moves buckets. */
  private static String[] command(Random random) {
    var key = "key:" + random.nextInt(KEYS * 3 / 2);
    var another = "key:" + random.nextInt(KEYS * 3 / 2);
    return switch (random.nextInt(9)) {
      case 0 -> new String[] {"GET", key};
      case 1 -> new String[] {"SET", key, "v", "EX", "100"};
      case 2 -> new String[] {"DEL", key, another};
      case 3 -> new String[] {"MSET", key, "1", another, "2", key, "3"};
      case 4 -> new String[] {"MGET", key, another, "nothing"};
      case 5 -> new String[] {"EXISTS", key, another};
      case 6 -> new String[] {"LPUSH", key, "x"};
      case 7 -> new String[] {"PING"};
      default -> new String[] {"TOUCH", key, another};
    };
  }

  private static List<String> known(String info) {
    return info.lines().filter(line -> line.matches("(keyspace|expired|db).*")).toList();
  }

  @Test
  void whatIsReadAhead_isNotUsed() {
    fill(client);
    assertThat(client.call("DEBUG", "SET-ACTIVE-EXPIRE", "0")).isEqualTo("+OK\r\n");
    client.call("SET", "mortal", "v", "PX", "10");
    server.runFor(10_000);
    var before = known(client.text("INFO", "stats"));
    // Three keys that no command uses: second words of commands that fail before they look.
    client.send(
        Resp.query("GET", "key:1", "one word too many")
            + Resp.query("GET", "mortal", "one word too many")
            + Resp.query("OBJECT", "key:2"));
    for (int i = 0; i < 3; i++) {
      assertThat(client.reply()).startsWith("-ERR");
    }
    assertThat(known(client.text("INFO", "stats"))).isEqualTo(before);
    assertThat(client.call("OBJECT", "IDLETIME", "key:1")).isEqualTo(":10\r\n");
    assertThat(client.call("DBSIZE"))
        .as("the expired key lies there")
        .isEqualTo(":" + (KEYS + 1) + "\r\n");
  }

  @Test
  void onlyPipelines_areLookedThrough_andOnlyIfSomebodyWants() {
    var wants = new boolean[1];
    var expected = new ArrayList<Integer>();
    server
        .parts()
        .clients()
        .lookAheads()
        .add(
            new LookAhead() {
              @Override
              public boolean isWorthwhile(Client of) {
                return wants[0];
              }

              @Override
              public void expect(Client of, KeyScout keys) {
                expected.add(keys.count());
              }
            });
    client.call("SET", "a", "1");
    client.send(Resp.query("GET", "a").repeat(5));
    assertThat(expected).isEmpty();
    wants[0] = true;
    client.send(Resp.query("GET", "a"));
    assertThat(expected).as("one command is no pipeline").isEmpty();
    client.send(Resp.query("GET", "a").repeat(5));
    assertThat(expected).containsExactly(5);
  }

  @Test
  void aDatabaseIsLarge_fromSoManyKeysOn() {
    var database = server.parts().need(Keyspace.SERVICE).all()[0];
    assertThat(database.isLarge()).isFalse();
    fill(client);
    assertThat(database.isLarge()).isTrue();
  }
}
