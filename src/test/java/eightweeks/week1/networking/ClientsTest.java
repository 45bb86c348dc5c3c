package eightweeks.week1.networking;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Resp;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of a whole server in memory: how bytes come in and go out, and how it all ends. */
final class ClientsTest {
  private static final String PONG = "+PONG\r\n";
  private static final String OK = "+OK\r\n";

  private static Client client(TestServer server, TestClient of) {
    return server.parts().clients().all().stream()
        .filter(client -> client.remote().equals(of.address()))
        .findFirst()
        .orElseThrow();
  }

  // In.

  @Test
  void pipeline_isAnsweredInOrder() {
    var client = TestServer.start().connect();
    var queries = new StringBuilder();
    var replies = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      queries.append(Resp.query("ECHO", "" + i));
      replies.append("$").append(("" + i).length()).append("\r\n").append(i).append("\r\n");
    }
    assertThat(client.send(queries.toString()).received()).isEqualTo(replies.toString());
  }

  @Test
  void pipeline_isAnsweredWithOneWriteATurn() {
    var server = TestServer.start();
    var client = server.connect();
    client.send(Resp.query("PING").repeat(100));
    assertThat(server.parts().clients().statistics().writes()).isEqualTo(1);
    assertThat(server.parts().clients().statistics().reads()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 13})
  void slowSender_isUnderstood(int bytesARead) {
    var client = TestServer.start().connect().fragment(bytesARead);
    assertThat(client.call("SET", "key", "a\r\nb")).isEqualTo(OK);
    assertThat(client.inline("GET 'key'")).isEqualTo("$4\r\na\r\nb\r\n");
    assertThat(client.call("SET", "big", "x".repeat(40_000))).isEqualTo(OK);
    assertThat(client.call("GET", "big")).isEqualTo("$40000\r\n" + "x".repeat(40_000) + "\r\n");
  }

  @Test
  void slowSender_doesNotKeepOthersWaiting() {
    var server = TestServer.start();
    var slow = server.connect();
    var quick = server.connect();
    slow.send("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$536870912\r\nxx");
    assertThat(quick.call("PING")).isEqualTo(PONG);
    assertThat(client(server, slow).query()).isNotNull();
    assertThat(Objects.requireNonNull(client(server, slow).query()).memory()).isLessThan(200_000);
  }

  @Test
  void idleClient_holdsNoBuffers() {
    var server = TestServer.start();
    var client = server.connect();
    client.call("SET", "k", "x".repeat(100_000));
    client.call("GET", "k");
    assertThat(client(server, client).query()).isNull();
    assertThat(client(server, client).reply().usage().bytes()).isZero();
    client.send("*2\r\n$3\r\nGET\r\n");
    assertThat(client(server, client).query()).isNotNull();
    assertThat(client.send("$1\r\nx\r\n").reply()).isEqualTo("$-1\r\n");
    assertThat(client(server, client).query()).isNull();
  }

  @Test
  void queryBeyondItsLimit_endsTheClientAndIsLogged() {
    var server = TestServer.start("--client-query-buffer-limit", "1mb", "--loglevel", "warning");
    var greedy = server.connect();
    var other = server.connect();
    greedy.send("*2\r\n$3\r\nGET\r\n$5000000\r\n\001\"abc");
    greedy.sendWhatFits(new byte[2 << 20]);
    assertThat(greedy.isClosed()).isTrue();
    assertThat(server.log())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("# Closing client that reached max query buffer length: id=1 ")
                    .contains(" (qbuf initial bytes: \""));
    assertThat(server.info("client_query_buffer_limit_disconnections")).isEqualTo("1");
    assertThat(other.call("PING")).isEqualTo(PONG);
  }

  @Test
  void manyWordsBeyondTheLimit_endTheClient() {
    var server = TestServer.start("--client-query-buffer-limit", "1mb");
    var greedy = server.connect();
    greedy.send("*1000000\r\n");
    greedy.sendWhatFits(Ascii.bytes("$10\r\n0123456789\r\n".repeat(100_000)));
    assertThat(greedy.isClosed()).isTrue();
  }

  @Test
  void protocolError_isSaidAfterTheRepliesBefore_thenTheConnectionEnds() {
    var server = TestServer.start("--loglevel", "verbose");
    var client = server.connect();
    client.send("PING\r\n*x\r\nPING\r\n");
    assertThat(client.reply()).isEqualTo(PONG);
    assertThat(client.reply()).isEqualTo("-ERR Protocol error: invalid multibulk length\r\n");
    assertThat(client.isClosed()).isTrue();
    assertThat(server.log())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("- Protocol error (invalid mbulk count) from client: id=")
                    .endsWith(". Query buffer during protocol error: \"*x\\r\\nPING\\r\\n\""));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "*x|, invalid mbulk count, *x",
        "*1|:5|, expected $ but got something else, :5",
        "*1|$-1|, invalid bulk length, $-1",
        "PING '|, unbalanced quotes in inline request, PING '",
      })
  void protocolError_isLoggedInOtherWordsThanItsReply(String sent, String words, String sample) {
    var server = TestServer.start("--loglevel", "verbose");
    server.connect().send(sent.replace("|", "\r\n"));
    server.runFor(0);
    assertThat(server.log())
        .anyMatch(
            line ->
                line.startsWith("- Protocol error (" + words + ") from client: ")
                    && line.endsWith("during protocol error: \"" + sample + "\\r\\n\""));
  }

  @Test
  void rubbishAfterAProtocolError_costsNoMemory() {
    var world = new TestWorld(4096);
    var server = TestServer.in(world).start();
    var client = server.connect();
    client.call("SET", "k", "v".repeat(1000));
    // The replies do not fit, so the connection cannot be closed yet.
    client.post(Resp.query("GET", "k").repeat(100) + "*x\r\n");
    world.runFor(0);
    int sent = client.sendWhatFits(new byte[1 << 20]);
    assertThat(sent).isEqualTo(1 << 20);
    assertThat(client(server, client).query()).isNull();
    assertThat(client.received()).endsWith("-ERR Protocol error: invalid multibulk length\r\n");
    assertThat(client.isClosed()).isTrue();
  }

  @Test
  void randomBytes_leaveTheServerInOrder() {
    var server = TestServer.start();
    var random = new java.util.Random(7);
    for (int i = 0; i < 200; i++) {
      var client = server.connect();
      var bytes = new byte[random.nextInt(3000)];
      random.nextBytes(bytes);
      client.sendWhatFits(bytes);
      client.close();
    }
    assertThat(server.connect().call("PING")).isEqualTo(PONG);
    assertThat(server.parts().clients().count()).isLessThan(5);
  }

  @Test
  void quit_answersAndHangsUp() {
    var client = TestServer.start().connect();
    client.send(Resp.query("QUIT") + Resp.query("SET", "k", "v"));
    assertThat(client.received()).isEqualTo(OK);
    assertThat(client.isClosed()).isTrue();
  }

  @Test
  void clientThatHangsUp_isForgotten() {
    var server = TestServer.start();
    var one = server.connect();
    var two = server.connect();
    var three = server.connect();
    one.close();
    two.reset();
    three.send("*3\r\n$3\r\nSET\r\n");
    three.close();
    assertThat(server.parts().clients().count()).isZero();
  }

  @Test
  void clientThatHangsUpBeforeItsReply_doesNoHarm() {
    var server = TestServer.start();
    server.connect().post(Resp.query("SET", "k", "v")).close();
    server.connect().post(Resp.query("GET", "k")).reset();
    assertThat(server.connect().call("GET", "k")).isEqualTo("$1\r\nv\r\n");
    assertThat(server.parts().clients().count()).isEqualTo(1);
  }

  // Out.

  @Test
  void largeReply_arrivesWholeThroughASmallConnection() {
    var world = new TestWorld(1000);
    var client = TestServer.in(world).start().connect();
    var big = "x".repeat(300_000);
    assertThat(client.call("SET", "k", big)).isEqualTo(OK);
    assertThat(client.call("GET", "k")).isEqualTo("$300000\r\n" + big + "\r\n");
  }

  @Test
  void clientThatNeverReads_isClosedAtTheHardLimit() {
    var server = TestServer.start("--client-output-buffer-limit", "normal", "1mb", "0", "0");
    var deaf = server.connect();
    var other = server.connect();
    other.call("SET", "k", "x".repeat(100_000));
    deaf.post(Resp.query("GET", "k").repeat(50));
    assertThat(other.call("PING")).isEqualTo(PONG);
    assertThat(server.parts().clients().count()).isEqualTo(1);
    assertThat(server.log())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("# Client id=1 ")
                    .endsWith(
                        " scheduled to be closed ASAP for overcoming of output buffer limits."));
    assertThat(server.info("client_output_buffer_limit_disconnections")).isEqualTo("1");
  }

  @Test
  void clientThatNeverReads_isClosedWhenTheSoftLimitLastsTooLong() {
    var server = TestServer.start("--client-output-buffer-limit", "normal", "0", "100kb", "5");
    var deaf = server.connect();
    var other = server.connect();
    other.call("SET", "k", "x".repeat(100_000));
    deaf.post(Resp.query("GET", "k").repeat(10));
    server.runFor(5_000);
    assertThat(server.parts().clients().count()).isEqualTo(2);
    server.runFor(2_100);
    assertThat(server.parts().clients().count()).isEqualTo(1);
    assertThat(other.call("PING")).isEqualTo(PONG);
  }

  @Test
  void clientThatReadsInTime_isNotClosedByTheSoftLimit() {
    var server = TestServer.start("--client-output-buffer-limit", "normal", "0", "100kb", "5");
    var client = server.connect();
    client.call("SET", "k", "x".repeat(100_000));
    for (int i = 0; i < 5; i++) {
      client.post(Resp.query("GET", "k").repeat(10));
      server.runFor(4_000);
      assertThat(client.received()).hasSize(10 * 100_011);
      server.runFor(1_100); // the cron sees that it is below the limit again
    }
    assertThat(client.call("PING")).isEqualTo(PONG);
  }

  @Test
  void memoryOfAReply_isGivenBackWhenItHasGone() {
    var server = TestServer.start();
    var client = server.connect();
    client.call("SET", "k", "x".repeat(1_000_000));
    client.post(Resp.query("GET", "k"));
    server.runFor(0);
    assertThat(client(server, client).reply().usage().bytes()).isGreaterThan(500_000);
    assertThat(client(server, client).events()).isEqualTo("rw");
    client.received();
    assertThat(client(server, client).reply().usage())
        .isEqualTo(new eightweeks.week1.resp.ReplyBuffer.Usage(0, 0));
    assertThat(client(server, client).events()).isEqualTo("r");
  }

  @Test
  void clientThatDoesNotRead_canStillBeClosedPolitely() {
    var world = new TestWorld(4096);
    var server = TestServer.in(world).start();
    var client = server.connect();
    client.call("SET", "k", "x".repeat(20_000));
    client.post(Resp.query("GET", "k") + Resp.query("QUIT") + Resp.query("PING"));
    world.runFor(10);
    assertThat(server.parts().clients().count()).isEqualTo(1);
    assertThat(client.received()).isEqualTo("$20000\r\n" + "x".repeat(20_000) + "\r\n" + OK);
    assertThat(client.isClosed()).isTrue();
  }

  // Limits on who may come, and for how long.

  @Test
  void clientBeyondMaxclients_isToldAndClosed() {
    var server = TestServer.start("--maxclients", "2");
    var first = server.connect();
    server.connect();
    var third = server.connect();
    assertThat(third.received()).isEqualTo("-ERR max number of clients reached\r\n");
    assertThat(third.isClosed()).isTrue();
    first.close();
    assertThat(server.connect().call("PING")).isEqualTo(PONG);
    assertThat(server.parts().clients().statistics().connectionsRejected).isEqualTo(1);
    assertThat(server.parts().clients().statistics().connectionsReceived).isEqualTo(3);
  }

  @Test
  void strangerFromAfar_isRefusedInProtectedMode() {
    var server = TestServer.start();
    var stranger = server.connectFrom("10.1.2.3");
    assertThat(stranger.received())
        .startsWith("-DENIED Redis is running in protected mode because protected mode is enabled")
        .endsWith("from the outside.\r\n");
    assertThat(stranger.isClosed()).isTrue();
    assertThat(server.connectFrom("127.0.0.9").call("PING")).isEqualTo(PONG);
    server.connect().call("CONFIG", "SET", "protected-mode", "no");
    assertThat(server.connectFrom("10.1.2.3").call("PING")).isEqualTo(PONG);
  }

  @Test
  void strangerFromAfar_mayComeIfThereIsAPassword() {
    var server = TestServer.start("--requirepass", "x");
    assertThat(server.connectFrom("10.1.2.3").call("AUTH", "x")).isEqualTo(OK);
  }

  @Test
  void idleClient_isClosedAfterTheTimeout() {
    var server = TestServer.start("--timeout", "10", "--loglevel", "verbose");
    var idle = server.connect();
    var busy = server.connect();
    for (int i = 0; i < 8; i++) {
      server.runFor(2_000);
      assertThat(busy.call("PING")).isEqualTo(PONG);
    }
    assertThat(idle.isClosed()).isTrue();
    assertThat(server.log()).contains("- Closing idle client");
    assertThat(busy.call("CONFIG", "SET", "timeout", "0")).isEqualTo(OK);
    server.runFor(100_000);
    assertThat(busy.call("PING")).isEqualTo(PONG);
  }

  /** In Redis all clients are closed at once, or none until the old time has come again. */
  @Test
  void clockThatIsSet_changesNothingAboutTheTimeout() {
    var server = TestServer.start("--timeout", "10");
    var idle = server.connect();
    server.jumpClock(3_600_000);
    server.runFor(5_000);
    assertThat(idle.isClosed()).isFalse();
    server.jumpClock(-7_200_000);
    server.runFor(7_000);
    assertThat(idle.isClosed()).isTrue();
    var client = server.connect();
    server.runFor(3_000);
    server.jumpClock(-3_600_000);
    assertThat(client.text("CLIENT", "INFO")).contains(" age=3 idle=0 ");
  }

  @Test
  void tenThousandClients_comeAndGo() {
    var server = TestServer.start("--maxclients", "20000");
    var clients = new TestClient[10_000];
    for (int i = 0; i < clients.length; i++) {
      clients[i] = server.connect().post("PING\r\n");
    }
    server.runFor(1);
    assertThat(Arrays.stream(clients).map(TestClient::received)).containsOnly(PONG);
    assertThat(server.info("connected_clients")).isEqualTo("10001");
    assertThat(server.parts().clients().all())
        .allMatch(c -> c.query() == null || c.has(Client.EXECUTING));
    for (var client : clients) {
      client.close();
    }
    assertThat(server.parts().clients().count()).isZero();
  }

  // Listening.

  @Test
  void setPort_movesTheListener() {
    var server = TestServer.start();
    var before = server.connect();
    assertThat(before.call("CONFIG", "SET", "port", "7000")).isEqualTo(OK);
    assertThat(server.parts().listeners().port("tcp")).isEqualTo(7000);
    assertThat(server.connect().call("PING")).isEqualTo(PONG);
    assertThat(before.call("PING")).isEqualTo(PONG);
  }

  @Test
  void setPortThatIsTaken_changesNothing() {
    var world = new TestWorld();
    TestServer.in(world).options("--port", "7001").start();
    var server = TestServer.in(world).start();
    var client = server.connect();
    assertThat(client.call("CONFIG", "SET", "port", "7001"))
        .isEqualTo(
            "-ERR CONFIG SET failed (possibly related to argument 'port') - Unable to listen on"
                + " this port. Check server logs.\r\n");
    assertThat(client.call("CONFIG", "GET", "port")).contains("6379");
    assertThat(server.connect().call("PING")).isEqualTo(PONG);
  }

  @Test
  void unixSocket_isServedAndRemovedAtTheEnd() {
    var server = TestServer.start("--unixsocket", "/redis.sock", "--port", "0");
    var client =
        server.connect(new eightweeks.week1.eventloop.Endpoint.Unix("/redis.sock"), "127.0.0.1");
    assertThat(client.call("PING")).isEqualTo(PONG);
    assertThat(client.text("CLIENT", "INFO"))
        .contains(" addr=/redis.sock:0 laddr=/redis.sock:0 ", " flags=U ");
    assertThat(client.call("CLIENT", "KILL", "/redis.sock:0")).isEqualTo(OK);
    assertThat(client.isClosed()).isTrue();
    server.server().stop();
    assertThat(server.log()).contains("* Removing the unix socket file.");
  }
}
