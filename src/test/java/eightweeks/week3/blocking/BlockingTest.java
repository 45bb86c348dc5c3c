package eightweeks.week3.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Resp;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.command.Toys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that wait, shown with toy.pop, toy.move and toy.gone of {@link Toys}. */
final class BlockingTest {
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() {
    server = TestServer.in(new TestWorld()).with(new Toys()).start();
    client = server.connect();
  }

  private TestClient waiting(String command) {
    var waiting = server.connect().send(command + "\r\n");
    assertThat(waiting.received()).isEmpty();
    return waiting;
  }

  private static String pair(String key, String value) {
    return "*2\r\n$%d\r\n%s\r\n$%d\r\n%s\r\n".formatted(key.length(), key, value.length(), value);
  }

  @Test
  void keyIsThere_replyAtOnce() {
    client.call("TOY.PUSH", "l", "a");
    assertThat(client.call("TOY.POP", "l", "0")).isEqualTo(pair("l", "a"));
    assertThat(server.info("blocked_clients")).isEqualTo("0");
  }

  @Test
  void waitingClient_isServedWhenItsKeyComes() {
    var waiting = waiting("TOY.POP other l 0");
    assertThat(server.info("blocked_clients")).isEqualTo("1");
    assertThat(server.info("total_blocking_keys")).isEqualTo("2");
    assertThat(server.info("clients_in_timeout_table")).isEqualTo("0");
    client.call("TOY.PUSH", "l", "a");
    assertThat(waiting.reply()).isEqualTo(pair("l", "a"));
    assertThat(client.call("EXISTS", "l")).isEqualTo(":0\r\n");
    assertThat(server.info("blocked_clients")).isEqualTo("0");
    assertThat(server.info("total_blocking_keys")).isEqualTo("0");
  }

  /** Blocks on a key, and crashes when it comes. */
  private static void blockThenCrash(Blocking blocking, Client client, Args args) {
    if (client.has(ClientFlags.REEXECUTING)) {
      throw new IllegalStateException("planted");
    }
    blocking.onKeys(client, args, BlockType.LIST, 1, 1, 0);
  }

  /** Otherwise no blocked client would be served any more. */
  @Test
  void commandThatCrashesWhenItsKeyComes_doesNotStopTheServing() {
    var toys = new Toys();
    server =
        TestServer.in(new TestWorld())
            .with(toys)
            .with(
                parts ->
                    toys.add(
                        "toy.crash",
                        2,
                        (client, args) ->
                            blockThenCrash(parts.need(Blocking.SERVICE), client, args)))
            .mayCrash()
            .start();
    waiting("TOY.CRASH l");
    server.connect().send("TOY.PUSH l a\r\n");
    var waiting = waiting("TOY.POP other 0");
    server.connect().call("TOY.PUSH", "other", "b");
    assertThat(waiting.reply()).isEqualTo(pair("other", "b"));
  }

  /** In Redis the client is unblocked at once, or an hour too late. */
  @ParameterizedTest
  @ValueSource(longs = {-3_600_000, 3_600_000})
  void waitingClient_timesOutInTime_whenTheClockIsSet(long jump) {
    var waiting = waiting("TOY.POP l 1");
    server.jumpClock(jump);
    server.runFor(900);
    assertThat(waiting.received()).isEmpty();
    server.runFor(200);
    assertThat(waiting.received()).isNotEmpty();
  }

  @Test
  void pusherIsReplied_evenIfAnotherClientTakesTheElement() {
    waiting("TOY.POP l 0");
    assertThat(client.call("TOY.PUSH", "l", "a")).isEqualTo("+OK\r\n");
  }

  @Test
  void firstCome_isFirstServed() {
    var first = waiting("TOY.POP l 0");
    var second = waiting("TOY.POP l 0");
    client.call("TOY.PUSH", "l", "a");
    assertThat(first.reply()).isEqualTo(pair("l", "a"));
    assertThat(second.received()).isEmpty();
    client.call("TOY.PUSH", "l", "b");
    assertThat(second.reply()).isEqualTo(pair("l", "b"));
  }

  @Test
  void severalKeysAtOnce_areServedInTheOrderInWhichTheyCame() {
    var forBoth = waiting("TOY.POP l m 0");
    var forSecond = waiting("TOY.POP m 0");
    client.send("MULTI\r\nTOY.PUSH m x\r\nTOY.PUSH l y\r\nEXEC\r\n").received();
    // m came first, and with it the client that has waited longest for it; it looks at l first
    assertThat(forBoth.reply()).isEqualTo(pair("l", "y"));
    assertThat(forSecond.reply()).isEqualTo(pair("m", "x"));
  }

  @Test
  void transactionThatTakesBackWhatItPushed_servesNoClient() {
    var waiting = waiting("TOY.POP l 0");
    client.send("MULTI\r\nTOY.PUSH l a\r\nTOY.DEL l\r\nEXEC\r\n").received();
    assertThat(waiting.received()).isEmpty();
    assertThat(server.info("blocked_clients")).isEqualTo("1");
  }

  @Test
  void keyOfAnotherType_servesNoClient() {
    var waiting = waiting("TOY.POP k 0");
    client.call("TOY.PUT", "k", "text");
    assertThat(waiting.received()).isEmpty();
    client.call("TOY.DEL", "k");
    client.call("TOY.PUSH", "k", "a");
    assertThat(waiting.reply()).isEqualTo(pair("k", "a"));
  }

  @Test
  void servedClientThatPushes_servesTheNext() {
    var second = waiting("TOY.POP m 0");
    var first = waiting("TOY.MOVE l m 0");
    client.call("TOY.PUSH", "l", "a");
    assertThat(first.reply()).isEqualTo("$1\r\na\r\n");
    assertThat(second.reply()).isEqualTo(pair("m", "a"));
  }

  @Test
  void circleOfMoves_comesToAnEnd() {
    var one = waiting("TOY.MOVE a b 0");
    var other = waiting("TOY.MOVE b a 0");
    client.call("TOY.PUSH", "a", "x");
    assertThat(one.reply()).isEqualTo("$1\r\nx\r\n");
    assertThat(other.reply()).isEqualTo("$1\r\nx\r\n");
    assertThat(client.call("TOY.POP", "a", "0")).isEqualTo(pair("a", "x"));
  }

  @Test
  void sameKeyTwice_isWaitedForOnce() {
    var waiting = waiting("TOY.POP l l 0");
    assertThat(server.info("total_blocking_keys")).isEqualTo("1");
    client.call("TOY.PUSH", "l", "a");
    assertThat(waiting.reply()).isEqualTo(pair("l", "a"));
  }

  @Test
  void otherDatabase_isAnotherKey() {
    var waiting = server.connect();
    waiting.call("SELECT", "1");
    waiting.send("TOY.POP l 0\r\n");
    client.call("TOY.PUSH", "l", "a");
    assertThat(waiting.received()).isEmpty();
    client.call("SELECT", "1");
    client.call("TOY.PUSH", "l", "b");
    assertThat(waiting.reply()).isEqualTo(pair("l", "b"));
  }

  @Test
  void timeIsOver_repliesNull_inTime() {
    var waiting = waiting("TOY.POP l 0.25");
    assertThat(server.info("clients_in_timeout_table")).isEqualTo("1");
    server.runFor(249);
    assertThat(waiting.received()).isEmpty();
    server.runFor(3);
    assertThat(waiting.reply()).isEqualTo("*-1\r\n");
    assertThat(server.info("clients_in_timeout_table")).isEqualTo("0");
    client.call("TOY.PUSH", "l", "a");
    assertThat(client.call("EXISTS", "l")).isEqualTo(":1\r\n");
  }

  @Test
  void timeouts_comeInTheirOrder_forAnyOrderOfTheClients() {
    var late = waiting("TOY.POP l 3");
    var early = waiting("TOY.POP l 1");
    var middle = waiting("TOY.POP l 2");
    server.runFor(1010);
    assertThat(early.received()).isEqualTo("*-1\r\n");
    assertThat(middle.received()).isEmpty();
    server.runFor(1000);
    assertThat(middle.received()).isEqualTo("*-1\r\n");
    assertThat(late.received()).isEmpty();
    server.runFor(1000);
    assertThat(late.received()).isEqualTo("*-1\r\n");
  }

  @Test
  void reexecutionThatBlocks_keepsTheFirstDeadline_andEndsForAll() {
    client.call("TOY.PUSH", "l", "a");
    var one = waiting("TOY.GONE l 1");
    var other = waiting("TOY.GONE l 1");
    server.runFor(900);
    client.call(
        "TOY.PUSH", "l", "b"); // both are re-executed, find that the key is there, and stay blocked
    assertThat(one.received() + other.received()).isEmpty();
    server.runFor(110);
    assertThat(one.received() + other.received()).isEqualTo("*-1\r\n*-1\r\n");
  }

  @Test
  void commandsBehindABlockingOne_waitForIt() {
    var waiting = server.connect();
    waiting.send("TOY.POP l 0\r\nPING\r\nTOY.POP m 0\r\nECHO x\r\n");
    assertThat(waiting.received()).isEmpty();
    client.call("TOY.PUSH", "l", "a");
    assertThat(waiting.received()).isEqualTo(pair("l", "a") + "+PONG\r\n");
    waiting.send("ECHO y\r\n");
    client.call("TOY.PUSH", "m", "b");
    assertThat(waiting.received()).isEqualTo(pair("m", "b") + "$1\r\nx\r\n$1\r\ny\r\n");
  }

  @Test
  void insideMulti_noCommandBlocks() {
    client.send("MULTI\r\nTOY.POP l 0\r\nTOY.PUSH l a\r\nTOY.POP l 0\r\nEXEC\r\n");
    assertThat(client.received())
        .isEqualTo("+OK\r\n+QUEUED\r\n+QUEUED\r\n+QUEUED\r\n*3\r\n*-1\r\n+OK\r\n" + pair("l", "a"));
    // after EXEC the client can be blocked as before
    client.send("TOY.POP l 0\r\n");
    assertThat(server.info("blocked_clients")).isEqualTo("1");
  }

  @Test
  void wordsOfAWaitingCommand_areItsOwn() {
    var waiting = server.connect();
    waiting.send("*3\r\n$7\r\nTOY.POP\r\n$3\r\nkey\r\n$1\r\n0\r\n");
    waiting.send("*2\r\n$4\r\nECHO\r\n$200\r\n" + "x".repeat(200) + "\r\n");
    server.connect().send("*2\r\n$4\r\nECHO\r\n$40\r\n" + "y".repeat(40) + "\r\n");
    client.call("TOY.PUSH", "key", "a");
    assertThat(waiting.reply()).isEqualTo(pair("key", "a"));
  }

  @Test
  void clientThatHangsUpWhileItWaits_isForgotten() {
    var gone = waiting("TOY.POP l 5");
    var waiting = waiting("TOY.POP l 0");
    gone.close();
    assertThat(server.info("blocked_clients")).isEqualTo("1");
    assertThat(server.info("clients_in_timeout_table")).isEqualTo("0");
    client.call("TOY.PUSH", "l", "a");
    assertThat(waiting.reply()).isEqualTo(pair("l", "a"));
    server.runFor(6000);
    assertThat(server.info("total_blocking_keys")).isEqualTo("0");
  }

  @Test
  void killedClient_isForgotten() {
    var waiting = waiting("TOY.POP l 5");
    client.call("CLIENT", "KILL", "TYPE", "normal");
    assertThat(waiting.isClosed()).isTrue();
    assertThat(server.info("total_blocking_keys")).isEqualTo("0");
  }

  @Test
  void idleTimeout_isNotForClientsThatWait() {
    client.call("CONFIG", "SET", "timeout", "1");
    var waiting = waiting("TOY.POP l 0");
    server.runFor(5000);
    assertThat(waiting.isClosed()).isFalse();
  }

  @Test
  void clientUnblock_repliesAsIfTimeWereOver() {
    var waiting = server.connect();
    var id = waiting.call("CLIENT", "ID").substring(1).trim();
    waiting.send("TOY.POP l 0\r\nPING\r\n");
    assertThat(client.call("CLIENT", "UNBLOCK", id)).isEqualTo(":1\r\n");
    assertThat(waiting.received()).isEqualTo("*-1\r\n+PONG\r\n");
    assertThat(client.call("CLIENT", "UNBLOCK", id)).isEqualTo(":0\r\n");
    assertThat(client.call("CLIENT", "UNBLOCK", "99")).isEqualTo(":0\r\n");
  }

  @Test
  void clientUnblockError_repliesAnError() {
    var waiting = server.connect();
    var id = waiting.call("CLIENT", "ID").substring(1).trim();
    waiting.send("TOY.POP l 0\r\n");
    client.call("CONFIG", "RESETSTAT");
    assertThat(client.call("CLIENT", "UNBLOCK", id, "ERROR")).isEqualTo(":1\r\n");
    assertThat(waiting.received()).isEqualTo("-UNBLOCKED client unblocked via CLIENT UNBLOCK\r\n");
    assertThat(server.info("errorstat_UNBLOCKED")).isEqualTo("count=1");
    assertThat(server.info("cmdstat_toy.pop"))
        .startsWith("calls=1,")
        .endsWith("rejected_calls=0,failed_calls=1");
    assertThat(server.info("total_error_replies")).isEqualTo("1");
  }

  @Test
  void clientUnblock_withBadWords_isRefused() {
    assertThat(client.call("CLIENT", "UNBLOCK", "1", "x"))
        .isEqualTo("-ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR\r\n");
    assertThat(client.call("CLIENT", "UNBLOCK", "x"))
        .isEqualTo("-ERR value is not an integer or out of range\r\n");
  }

  @Test
  void waitingCommand_isCountedOnce_whenItIsOver() {
    client.call("CONFIG", "RESETSTAT");
    var waiting = waiting("TOY.POP l 0");
    assertThat(client.text("INFO", "commandstats")).doesNotContain("toy.pop");
    client.call("TOY.PUSH", "l", "a");
    waiting.reply();
    assertThat(server.info("cmdstat_toy.pop")).startsWith("calls=1,");
    waiting("TOY.POP l 1");
    server.runFor(1100);
    assertThat(server.info("cmdstat_toy.pop")).startsWith("calls=2,").endsWith("failed_calls=0");
  }

  @Test
  void whoWaitsForAKeyToGo_isToldWhenItGoes() {
    client.call("TOY.PUSH", "l", "a");
    var waiting = waiting("TOY.GONE l 0");
    assertThat(server.info("total_blocking_keys_on_nokey")).isEqualTo("1");
    client.call("TOY.DEL", "l");
    assertThat(waiting.reply()).isEqualTo("-NOGROUP it has gone\r\n");
    assertThat(server.info("total_blocking_keys_on_nokey")).isEqualTo("0");
  }

  @Test
  void clientsThatGetNoReplies_goOnAllTheSame() {
    var silent = server.connect();
    silent.send("CLIENT REPLY SKIP\r\nTOY.POP l 0\r\nECHO heard\r\n");
    client.call("TOY.PUSH", "l", "a");
    assertThat(silent.received()).isEqualTo("$5\r\nheard\r\n");
    silent.send("CLIENT REPLY SKIP\r\nTOY.POP l 1\r\nECHO again\r\n");
    server.runFor(1100);
    assertThat(silent.received()).isEqualTo("$5\r\nagain\r\n");
  }

  @Test
  void waitingClient_isShownAsSuch() {
    waiting("TOY.POP l 0");
    assertThat(client.text("CLIENT", "LIST")).contains("flags=b").contains("cmd=toy.pop");
  }

  @Test
  void oneWaitsForTenThousandKeys_eachNamedTwice() {
    var words = new StringBuilder("TOY.POP");
    for (int i = 0; i < 10_000; i++) {
      words.append(" k").append(i).append(" k").append(i);
    }
    // as an array: an inline command may not be so long
    var waiting = server.connect();
    waiting.send(Resp.query((words + " 0").split(" ")));
    assertThat(server.info("total_blocking_keys")).isEqualTo("10000");
    client.call("TOY.PUSH", "k9999", "a");
    assertThat(waiting.reply()).isEqualTo(pair("k9999", "a"));
    assertThat(server.info("total_blocking_keys")).isEqualTo("0");
  }

  @Test
  void aThousandWaitForOneKey_eachIsServedInItsTurn() {
    var all = new TestClient[1000];
    for (int i = 0; i < all.length; i++) {
      all[i] = server.connect().send("TOY.POP l 0\r\n");
    }
    var pushes = new StringBuilder("MULTI\r\n");
    for (int i = 0; i < all.length; i++) {
      pushes.append("TOY.PUSH l ").append(i).append("\r\n");
    }
    client.send(pushes + "EXEC\r\n").received();
    for (int i = 0; i < all.length; i++) {
      assertThat(all[i].reply()).isEqualTo(pair("l", "" + i));
    }
    assertThat(client.call("EXISTS", "l")).isEqualTo(":0\r\n");
  }
}
