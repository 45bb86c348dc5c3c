package eightweeks.week3.sortedsets;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.Witness;
import org.junit.jupiter.api.Test;

/** Clients that wait for members: BZPOPMIN, BZPOPMAX, BZMPOP. */
final class SortedSetBlockingTest {
  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  private TestClient waiting(String command) {
    var waiting = server.connect().send(command + "\r\n");
    assertThat(waiting.received()).isEmpty();
    return waiting;
  }

  @Test
  void waitingClients_areServedInTheirOrder() {
    var first = waiting("BZPOPMIN other z 0");
    var second = waiting("BZPOPMAX z 0");
    client.inline("ZADD z 1 a 2 b 3 c");
    assertThat(first.reply()).isEqualTo("*3\r\n$1\r\nz\r\n$1\r\na\r\n$1\r\n1\r\n");
    assertThat(second.reply()).isEqualTo("*3\r\n$1\r\nz\r\n$1\r\nc\r\n$1\r\n3\r\n");
    assertThat(client.inline("ZCARD z")).isEqualTo(":1\r\n");
  }

  @Test
  void bzmpop_takesAsManyAsItWants() {
    var waiting = waiting("BZMPOP 0 2 other z MAX COUNT 2");
    client.inline("ZADD z 1 a 2 b 3 c");
    assertThat(waiting.reply())
        .isEqualTo(
            "*2\r\n$1\r\nz\r\n*2\r\n*2\r\n$1\r\nc\r\n$1\r\n3\r\n*2\r\n$1\r\nb\r\n$1\r\n2\r\n");
  }

  @Test
  void scoresInResp3_areNumbers() {
    var waiting = server.connect();
    waiting.inline("HELLO 3");
    waiting.send("BZPOPMIN z 0\r\n");
    client.inline("ZADD z 1.5 a");
    assertThat(waiting.reply()).isEqualTo("*3\r\n$1\r\nz\r\n$1\r\na\r\n,1.5\r\n");
  }

  @Test
  void everyWayToMakeASortedSet_serves() {
    client.inline("ZADD source 7 m");
    for (var line :
        new String[] {
          "ZINCRBY z 7 m",
          "ZUNIONSTORE z 1 source",
          "ZINTERSTORE z 1 source",
          "ZDIFFSTORE z 1 source",
          "ZRANGESTORE z source 0 -1"
        }) {
      var waiting = waiting("BZPOPMIN z 0");
      client.inline(line);
      assertThat(waiting.reply()).as(line).isEqualTo("*3\r\n$1\r\nz\r\n$1\r\nm\r\n$1\r\n7\r\n");
    }
  }

  @Test
  void valuesOfOtherTypes_serveNoClient() {
    var waiting = waiting("BZPOPMIN z 0");
    client.inline("SET z x");
    assertThat(waiting.received()).isEmpty();
    client.inline("DEL z");
    client.inline("ZADD z 1 a");
    assertThat(waiting.reply()).startsWith("*3\r\n");
  }

  @Test
  void timeOver_repliesNull() {
    var old = waiting("BZPOPMIN z 0.5");
    var other = waiting("BZMPOP 0.7 1 z MIN");
    server.runFor(600);
    assertThat(old.reply()).isEqualTo("*-1\r\n");
    assertThat(other.received()).isEmpty();
    server.runFor(200);
    assertThat(other.reply()).isEqualTo("*-1\r\n");
  }

  @Test
  void servedClient_goesOutAsAPopBehindTheAdd() {
    var witness = Witness.of(server);
    waiting("BZPOPMIN z 0");
    client.inline("ZADD z 1 a");
    assertThat(witness.effects()).contains("0: ZADD z 1 a", "0: ZPOPMIN z");
    assertThat(witness.changes())
        .containsExactly(
            "touched 0:z", "ZSET zadd 0:z", "ZSET zpopmin 0:z", "touched 0:z", "GENERIC del 0:z");
  }
}
