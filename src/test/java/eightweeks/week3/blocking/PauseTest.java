package eightweeks.week3.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week3.command.Toys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PauseTest {
  private TestServer server;
  private TestClient client;
  private TestClient other;

  @BeforeEach
  void start() {
    server = TestServer.in(new TestWorld()).with(new Toys()).start();
    client = server.connect();
    other = server.connect();
  }

  @Test
  void pauseWrite_holdsWritesBack_untilItsEnd() {
    assertThat(client.call("CLIENT", "PAUSE", "1000", "WRITE")).isEqualTo("+OK\r\n");
    other.send("GET k\r\nTOY.PUT k v\r\nGET k\r\n");
    assertThat(other.received()).isEqualTo("$-1\r\n");
    assertThat(server.info("blocked_clients")).isEqualTo("1");
    server.runFor(990);
    assertThat(other.received()).isEmpty();
    server.runFor(20);
    assertThat(other.received()).isEqualTo("+OK\r\n$1\r\nv\r\n");
    assertThat(server.info("blocked_clients")).isEqualTo("0");
  }

  /**
   * The timer was due by its clock while the loop's time was still before the end: no other came.
   */
  @Test
  void pauseWhoseEndComesWithinATurn_endsNevertheless() {
    var loop = server.server().loop();
    loop.post(() -> server.clock().advanceMillis(1));
    client.post("*3\r\n$6\r\nCLIENT\r\n$5\r\nPAUSE\r\n$1\r\n1\r\n");
    server.runFor(10);
    assertThat(client.received()).isEqualTo("+OK\r\n");
    assertThat(other.call("PING")).isEqualTo("+PONG\r\n");
  }

  @ParameterizedTest
  @ValueSource(longs = {-3_600_000, 3_600_000})
  void pause_isAsLongAsAskedFor_whenTheClockIsSet(long jump) {
    client.call("CLIENT", "PAUSE", "1000", "WRITE");
    server.jumpClock(jump);
    other.send("TOY.PUT k v\r\n");
    server.runFor(900);
    assertThat(other.received()).isEmpty();
    server.runFor(200);
    assertThat(other.received()).isEqualTo("+OK\r\n");
  }

  @Test
  void pauseAll_holdsEverythingBack() {
    client.call("CLIENT", "PAUSE", "1000");
    other.send("PING\r\n");
    assertThat(other.received()).isEmpty();
    server.runFor(1010);
    assertThat(other.received()).isEqualTo("+PONG\r\n");
  }

  @Test
  void unpause_letsEverybodyGoOn_inTheOrderInWhichTheyCame() {
    client.call("CLIENT", "PAUSE", "100000", "write");
    var third = server.connect();
    third.send("TOY.PUSH l 1\r\n");
    other.send("TOY.PUSH l 2\r\n");
    client.call("CLIENT", "UNPAUSE");
    assertThat(third.received() + other.received()).isEqualTo("+OK\r\n+OK\r\n");
    assertThat(client.call("TOY.POP", "l", "0")).contains("\r\n1\r\n");
  }

  @Test
  void longerPauseThatIsOn_isNotMadeShorter_norMilder() {
    client.call("CLIENT", "PAUSE", "2000", "WRITE");
    client.call("CLIENT", "PAUSE", "100", "WRITE");
    other.send("TOY.PUT k v\r\n");
    server.runFor(1900);
    assertThat(other.received()).isEmpty();
    server.runFor(110);
    assertThat(other.received()).isEqualTo("+OK\r\n");
  }

  @Test
  void execThatWrites_isHeldBack_oneThatReadsIsNot() {
    other.send("MULTI\r\nTOY.PUT k v\r\n").received();
    var reader = server.connect();
    reader.send("MULTI\r\nGET k\r\n").received();
    client.call("CLIENT", "PAUSE", "1000", "WRITE");
    reader.send("EXEC\r\n");
    assertThat(reader.received()).isEqualTo("*1\r\n$-1\r\n");
    other.send("EXEC\r\n");
    assertThat(other.received()).isEmpty();
    server.runFor(1010);
    assertThat(other.received()).isEqualTo("*1\r\n+OK\r\n");
  }

  @Test
  void transactionUnderWay_isNotPausedByItself() {
    client.send("MULTI\r\nTOY.PUT k 1\r\nCLIENT PAUSE 1000 WRITE\r\nTOY.PUT k 2\r\nEXEC\r\n");
    assertThat(client.received()).endsWith("*3\r\n+OK\r\n+OK\r\n+OK\r\n");
  }

  @Test
  void heldBackCommand_isCountedOnce() {
    client.call("CLIENT", "PAUSE", "10", "WRITE");
    other.send("TOY.PUT k v\r\n");
    server.runFor(50);
    assertThat(server.info("cmdstat_toy.put")).startsWith("calls=1,").endsWith("failed_calls=0");
  }

  @Test
  void waitingCommandThatWasHeldBack_hasItsOwnTimeout() {
    client.call("CLIENT", "PAUSE", "1000", "WRITE");
    other.send("TOY.POP l 1\r\n");
    server.runFor(1500);
    assertThat(other.received()).isEmpty();
    server.runFor(600);
    assertThat(other.received()).isEqualTo("*-1\r\n");
  }

  @Test
  void clientUnblock_doesNotReachWhoIsHeldBack() {
    var id = other.call("CLIENT", "ID").substring(1).trim();
    client.call("CLIENT", "PAUSE", "1000", "WRITE");
    other.send("TOY.PUT k v\r\n");
    assertThat(client.call("CLIENT", "UNBLOCK", id)).isEqualTo(":0\r\n");
    other.close();
    server.runFor(1100);
    assertThat(client.call("GET", "k")).isEqualTo("$-1\r\n");
  }

  @Test
  void keysDoNotExpireDuringAPause() {
    client.call("SET", "k", "v", "PX", "1");
    client.call("CLIENT", "PAUSE", "1000", "WRITE");
    server.runFor(500);
    assertThat(client.call("GET", "k")).isEqualTo("$-1\r\n");
    assertThat(client.call("DBSIZE")).as("expired, not deleted").isEqualTo(":1\r\n");
    server.runFor(510);
    assertThat(client.call("DBSIZE")).isEqualTo(":0\r\n");
  }

  @Test
  void badWords_areRefused() {
    assertThat(client.call("CLIENT", "PAUSE", "1", "x"))
        .isEqualTo("-ERR CLIENT PAUSE mode must be WRITE or ALL\r\n");
    assertThat(client.call("CLIENT", "PAUSE", "x"))
        .isEqualTo("-ERR timeout is not an integer or out of range\r\n");
    assertThat(client.call("CLIENT", "PAUSE", "-1")).isEqualTo("-ERR timeout is negative\r\n");
    assertThat(client.call("CLIENT", "PAUSE", "9223372036854775807"))
        .isEqualTo("-ERR timeout is out of range\r\n");
  }
}
