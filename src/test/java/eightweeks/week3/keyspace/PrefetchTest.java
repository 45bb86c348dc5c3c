package eightweeks.week3.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Resp;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week3.prefetch.Prefetch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;

/** Keys of a pipeline, and of one command, are prefetched. No client can notice it. */
final class PrefetchTest {
  private static final int KEYS = 30_000;
  private static final int ELEMENTS = 6_000;

  private final TestServer server = TestServer.start("--enable-debug-command", "yes");
  private final TestClient client = server.connect();

  /** Keys that are read ahead, and three large values whose elements are. */
  private static void fill(TestClient client) {
    fill(client, KEYS, List.of("MSET"), (words, i) -> add(words, "key:" + i, "value " + i));
    fill(client, ELEMENTS, List.of("SADD", "set"), (words, i) -> add(words, "e" + i));
    fill(client, ELEMENTS, List.of("HSET", "hash"), (words, i) -> add(words, "e" + i, "" + i));
    fill(client, ELEMENTS, List.of("ZADD", "sorted"), (words, i) -> add(words, "" + i, "e" + i));
  }

  private static void add(List<String> words, String... more) {
    words.addAll(List.of(more));
  }

  private static void fill(
      TestClient client, int count, List<String> command, ObjIntConsumer<List<String>> add) {
    for (int i = 0; i < count; i += 500) {
      var words = new ArrayList<>(command);
      for (int k = i; k < Math.min(count, i + 500); k++) {
        add.accept(words, k);
      }
      assertThat(client.call(words.toArray(String[]::new))).doesNotStartWith("-");
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
      boolean inside = random.nextBoolean();
      for (int i = 0; i < 100; i++) {
        commands.add(inside ? commandInside(random) : command(random));
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

  /** Mostly about elements of large values, so that the first one of a pipeline is. */
  private static String[] commandInside(Random random) {
    var element = "e" + random.nextInt(ELEMENTS * 3 / 2);
    var number = "" + random.nextInt(ELEMENTS);
    return switch (random.nextInt(12)) {
      case 0 -> new String[] {"SADD", "set", element};
      case 1 -> new String[] {"SREM", "set", element};
      case 2 -> new String[] {"SISMEMBER", "set", element};
      case 3 -> new String[] {"HSET", "hash", element, number};
      case 4 -> new String[] {"HGET", "hash", element};
      case 5 -> new String[] {"HDEL", "hash", element, "e1"};
      case 6 -> new String[] {"ZADD", "sorted", number, element};
      case 7 -> new String[] {"ZSCORE", "sorted", element};
      case 8 -> new String[] {"ZRANGE", "sorted", number, number};
      case 9 -> new String[] {"ZINCRBY", "sorted", "1.5", element};
      case 10 -> new String[] {"SMOVE", "set", "other", element};
      default -> new String[] {"GET", "set"};
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
        .isEqualTo(":" + (KEYS + 4) + "\r\n");
  }

  @Test
  void onlyPipelines_areLookedThrough_andOnlyInALargeDataSet() {
    var expected = new ArrayList<Integer>();
    var keys = new PipelineKeys(server.parts().need(Keyspace.SERVICE));
    server
        .parts()
        .clients()
        .reads()
        .add(
            (of, query) -> {
              int count = keys.prefetch(of, query);
              if (count > 0) {
                expected.add(count);
              }
            });
    client.call("SET", "a", "1");
    client.send(Resp.query("GET", "a").repeat(5));
    assertThat(expected).isEmpty();
    client.call("SETRANGE", "large", "" + Prefetch.LARGE, "v");
    client.send(Resp.query("GET", "a"));
    assertThat(expected).as("one command is no pipeline").isEmpty();
    client.send(Resp.query("GET", "a").repeat(5));
    assertThat(expected).containsExactly(5);
  }

  @Test
  void itIsWorthwhile_fromSoManyBytesOn() {
    var readAhead = server.parts().need(Keyspace.SERVICE).all()[0].prefetch;
    client.call("SETRANGE", "k", "" + (Prefetch.LARGE - 1_000), "v");
    assertThat(readAhead.isWorthwhile()).isFalse();
    client.call("SETRANGE", "other", "1000", "v");
    assertThat(readAhead.isWorthwhile()).isTrue();
  }
}
