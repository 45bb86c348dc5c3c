package eightweeks.week3.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week3.command.KeyspaceEvents;
import eightweeks.week3.command.Toys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TransactionsTest {
  private static final String SPOILT =
      "-EXECABORT Transaction discarded because of previous errors.\r\n";

  private TestServer server;
  private TestClient client;
  private TestClient other;

  @BeforeEach
  void start() {
    server = TestServer.in(new TestWorld()).with(new Toys()).start();
    client = server.connect();
    other = server.connect();
  }

  /** Sends commands, one a line; returns the replies. */
  private static String talk(TestClient to, String... commands) {
    return to.send(String.join("\r\n", commands) + "\r\n").received();
  }

  @Test
  void exec_runsWhatWasQueued_inOrder() {
    assertThat(talk(client, "MULTI", "TOY.PUT k 1", "GET k", "PING"))
        .isEqualTo("+OK\r\n+QUEUED\r\n+QUEUED\r\n+QUEUED\r\n");
    assertThat(other.call("GET", "k")).isEqualTo("$-1\r\n");
    assertThat(client.call("EXEC")).isEqualTo("*3\r\n+OK\r\n$1\r\n1\r\n+PONG\r\n");
    assertThat(other.call("GET", "k")).isEqualTo("$1\r\n1\r\n");
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void emptyTransaction_repliesAnEmptyArray() {
    assertThat(talk(client, "MULTI", "EXEC")).isEqualTo("+OK\r\n*0\r\n");
  }

  @Test
  void queuedWords_areCopied() {
    client.send("MULTI\r\n*3\r\n$7\r\nTOY.PUT\r\n$3\r\nkey\r\n$5\r\nvalue\r\n");
    client.send("*2\r\n$4\r\nECHO\r\n$100\r\n" + "x".repeat(100) + "\r\n");
    client.send("EXEC\r\n").received();
    assertThat(client.call("GET", "key")).isEqualTo("$5\r\nvalue\r\n");
  }

  @Test
  void commandThatFailsWhileItRuns_doesNotStopTheOthers() {
    assertThat(talk(client, "MULTI", "TOY.FAIL", "TOY.PUT k 1", "EXPIRE k x", "GET k", "EXEC"))
        .endsWith(
            "*4\r\n-OOPS it went wrong\r\n+OK\r\n"
                + "-ERR value is not an integer or out of range\r\n$1\r\n1\r\n");
  }

  @Test
  void unknownCommandOrBadArity_meansThatNothingRuns() {
    talk(client, "MULTI", "TOY.PUT k 1", "NOSUCH");
    assertThat(talk(client, "TOY.PUT k 2", "EXEC")).isEqualTo("+QUEUED\r\n" + SPOILT);
    talk(client, "MULTI", "TOY.PUT k 1", "GET");
    assertThat(talk(client, "EXEC", "EXISTS k")).isEqualTo(SPOILT + ":0\r\n");
    assertThat(client.call("EXEC")).isEqualTo("-ERR EXEC without MULTI\r\n");
  }

  @Test
  void commandNotAllowedInside_spoilsTheTransaction() {
    assertThat(talk(client, "MULTI", "TOY.NEVER", "EXEC"))
        .isEqualTo("+OK\r\n-ERR Command not allowed inside a transaction\r\n" + SPOILT);
    assertThat(client.call("TOY.NEVER")).isEqualTo("+OK\r\n");
  }

  @Test
  void nestedMulti_isAnErrorThatSpoilsNothing() {
    assertThat(talk(client, "MULTI", "MULTI", "PING", "EXEC"))
        .isEqualTo("+OK\r\n-ERR MULTI calls can not be nested\r\n+QUEUED\r\n*1\r\n+PONG\r\n");
  }

  @Test
  void watchInside_isAnErrorThatSpoilsNothing() {
    assertThat(talk(client, "MULTI", "WATCH k", "EXEC"))
        .isEqualTo("+OK\r\n-ERR WATCH inside MULTI is not allowed\r\n*0\r\n");
  }

  @Test
  void discard_forgetsTheQueue() {
    assertThat(talk(client, "MULTI", "TOY.PUT k 1", "DISCARD", "EXISTS k", "DISCARD"))
        .isEqualTo("+OK\r\n+QUEUED\r\n+OK\r\n:0\r\n-ERR DISCARD without MULTI\r\n");
  }

  @Test
  void execThatIsRefused_endsTheTransaction_withTheReason() {
    assertThat(talk(client, "MULTI", "PING", "EXEC now", "PING"))
        .endsWith(
            "-EXECABORT Transaction discarded because of: "
                + "wrong number of arguments for 'exec' command\r\n+PONG\r\n");
    assertThat(client.call("EXEC", "now"))
        .isEqualTo(
            "-EXECABORT Transaction discarded because of: "
                + "wrong number of arguments for 'exec' command\r\n");
  }

  @Test
  void resetAndQuit_runAtOnce() {
    assertThat(talk(client, "MULTI", "TOY.PUT k 1", "RESET", "PING", "EXEC"))
        .endsWith("+RESET\r\n+PONG\r\n-ERR EXEC without MULTI\r\n");
    assertThat(talk(other, "MULTI", "TOY.PUT k 1", "QUIT")).endsWith("+OK\r\n");
    assertThat(other.isClosed()).isTrue();
    assertThat(client.call("EXISTS", "k")).isEqualTo(":0\r\n");
  }

  // WATCH.

  @Test
  void watchedKeyThatIsTouched_meansThatNothingRuns() {
    talk(client, "TOY.PUT k 1", "WATCH k");
    talk(other, "TOY.PUT k 2");
    assertThat(talk(client, "MULTI", "TOY.PUT k 3", "EXEC", "GET k"))
        .isEqualTo("+OK\r\n+QUEUED\r\n*-1\r\n$1\r\n2\r\n");
    // and with EXEC the watch is over
    talk(other, "TOY.PUT k 4");
    assertThat(talk(client, "MULTI", "PING", "EXEC")).endsWith("*1\r\n+PONG\r\n");
  }

  @Test
  void nullOfResp3_isTheOneNull() {
    talk(client, "HELLO 3", "WATCH k");
    talk(other, "TOY.PUT k 2");
    assertThat(talk(client, "MULTI", "EXEC")).endsWith("_\r\n");
  }

  @Test
  void watchedKeyThatComesOrGoes_isTouched() {
    talk(client, "WATCH new");
    talk(other, "TOY.PUT new 1");
    assertThat(talk(client, "MULTI", "EXEC")).endsWith("*-1\r\n");
    talk(client, "WATCH new");
    talk(other, "TOY.DEL new");
    assertThat(talk(client, "MULTI", "EXEC")).endsWith("*-1\r\n");
  }

  @Test
  void ownWriteBetweenWatchAndMulti_isAChangeToo_oneInsideIsNot() {
    talk(client, "WATCH k", "TOY.PUT k 1");
    assertThat(talk(client, "MULTI", "EXEC")).endsWith("*-1\r\n");
    talk(client, "WATCH k");
    assertThat(talk(client, "MULTI", "TOY.PUT k 2", "TOY.PUT k 3", "EXEC"))
        .endsWith("*2\r\n+OK\r\n+OK\r\n");
  }

  @Test
  void otherKeyAndOtherDatabase_areNoChange() {
    talk(client, "WATCH k l");
    talk(other, "TOY.PUT m 1", "SELECT 1", "TOY.PUT k 1");
    assertThat(talk(client, "MULTI", "PING", "EXEC")).endsWith("*1\r\n+PONG\r\n");
    talk(client, "SELECT 1", "WATCH k", "SELECT 0");
    talk(other, "TOY.PUT k 2");
    assertThat(talk(client, "MULTI", "PING", "EXEC")).endsWith("*-1\r\n");
  }

  @Test
  void unwatchAndDiscard_endAllWatches() {
    talk(client, "WATCH k", "UNWATCH");
    talk(other, "TOY.PUT k 1");
    assertThat(talk(client, "MULTI", "PING", "EXEC")).endsWith("*1\r\n+PONG\r\n");
    talk(client, "WATCH k", "MULTI", "DISCARD");
    talk(other, "TOY.PUT k 2");
    assertThat(talk(client, "MULTI", "PING", "EXEC")).endsWith("*1\r\n+PONG\r\n");
    talk(client, "WATCH k");
    talk(other, "TOY.PUT k 3");
    assertThat(talk(client, "UNWATCH", "MULTI", "PING", "EXEC")).endsWith("*1\r\n+PONG\r\n");
  }

  @Test
  void spoiltAndTouched_isSpoilt() {
    talk(client, "WATCH k");
    talk(other, "TOY.PUT k 1");
    assertThat(talk(client, "MULTI", "NOSUCH", "EXEC")).endsWith(SPOILT);
  }

  @Test
  void touchedTransaction_queuesNothingMore() {
    talk(client, "WATCH k", "MULTI", "TOY.PUT a 1");
    long before = queuedBytes();
    talk(other, "TOY.PUT k 1");
    assertThat(talk(client, "TOY.PUT b " + "x".repeat(1000))).isEqualTo("+QUEUED\r\n");
    assertThat(queuedBytes()).isEqualTo(before);
  }

  private long queuedBytes() {
    var line =
        other
            .text("CLIENT", "LIST")
            .lines()
            .filter(l -> l.contains("id=1 "))
            .findFirst()
            .orElse("");
    return Long.parseLong(line.replaceAll(".* multi-mem=(\\d+) .*", "$1"));
  }

  @Test
  void keyThatExpiresBetweenWatchAndExec_isAChange() {
    talk(client, "SET k v PX 100", "WATCH k");
    server.runFor(50);
    assertThat(talk(client, "MULTI", "PING", "EXEC")).endsWith("*1\r\n+PONG\r\n");
    talk(client, "WATCH k");
    server.clock().advanceMillis(60); // the key has expired and was not deleted yet
    assertThat(talk(client, "MULTI", "PING", "EXEC")).endsWith("*-1\r\n");
  }

  @Test
  void keyThatWasOverAtWatch_isNoChangeWhenItGoes() {
    server.parts().cron().pause(true); // it would remove the key
    talk(client, "SET k v PX 100");
    server.clock().advanceMillis(200);
    talk(client, "WATCH k");
    server.parts().need(KeyspaceEvents.SERVICE).signalModified(null, 0, Ascii.bytes("k"));
    assertThat(talk(other, "GET k")).isEqualTo("$-1\r\n");
    assertThat(talk(client, "MULTI", "PING", "EXEC")).endsWith("*1\r\n+PONG\r\n");
  }

  @Test
  void twoClientsThatWatch_areBothTold() {
    talk(client, "WATCH k");
    talk(other, "WATCH k");
    talk(server.connect(), "TOY.PUT k 1");
    assertThat(talk(client, "MULTI", "EXEC")).endsWith("*-1\r\n");
    assertThat(talk(other, "MULTI", "EXEC")).endsWith("*-1\r\n");
  }

  @Test
  void flushedKeys_areTouchedIfTheyWereThere() {
    var events = server.parts().need(KeyspaceEvents.SERVICE);
    talk(client, "TOY.PUT k 1", "WATCH k");
    talk(other, "WATCH nothing");
    events.flushing(KeyspaceEvents.ALL_DATABASES);
    assertThat(talk(client, "MULTI", "EXEC")).endsWith("*-1\r\n");
    assertThat(talk(other, "MULTI", "EXEC")).endsWith("*0\r\n");
    talk(client, "WATCH k");
    events.flushing(1);
    assertThat(talk(client, "MULTI", "EXEC")).endsWith("*0\r\n");
  }

  @Test
  void swappedDatabases_touchKeysThatAreInOneOfThem() {
    var events = server.parts().need(KeyspaceEvents.SERVICE);
    talk(client, "TOY.PUT k 1", "WATCH k");
    talk(other, "SELECT 1", "WATCH k");
    var third = server.connect();
    talk(third, "SELECT 1", "WATCH nothing");
    events.swapping(0, 1);
    assertThat(talk(client, "MULTI", "EXEC")).endsWith("*-1\r\n");
    assertThat(talk(other, "MULTI", "EXEC")).endsWith("*-1\r\n");
    assertThat(talk(third, "MULTI", "EXEC")).endsWith("*0\r\n");
  }

  @Test
  void clientThatHangsUp_leavesNoWatchBehind() {
    talk(client, "WATCH k l", "MULTI", "TOY.PUT k 1");
    client.close();
    assertThat(talk(other, "TOY.PUT k 2", "GET k")).isEqualTo("+OK\r\n$1\r\n2\r\n");
  }

  @Test
  void sameKeyTwice_isWatchedOnce() {
    talk(client, "WATCH k k", "WATCH k", "UNWATCH");
    talk(other, "TOY.PUT k 1");
    assertThat(talk(client, "MULTI", "EXEC")).endsWith("*0\r\n");
  }

  // What is seen of it.

  @Test
  void clientList_showsTheTransaction() {
    assertThat(other.text("CLIENT", "LIST")).contains("multi=-1").contains("multi-mem=0");
    talk(client, "MULTI", "TOY.PUT key value", "PING");
    assertThat(other.text("CLIENT", "LIST"))
        .contains("flags=x ")
        .contains(" multi=2 ")
        .contains(" multi-mem=51 ");
    talk(client, "EXEC", "WATCH k");
    talk(other, "TOY.PUT k 1");
    assertThat(other.text("CLIENT", "LIST")).contains("flags=d ");
  }

  @Test
  void statistics_countCommandsAndExec_andBlameTheOneThatFailed() {
    talk(client, "CONFIG RESETSTAT", "MULTI", "TOY.FAIL", "PING", "EXEC");
    assertThat(server.info("cmdstat_exec")).startsWith("calls=1,").endsWith("failed_calls=0");
    assertThat(server.info("cmdstat_toy.fail")).startsWith("calls=1,").endsWith("failed_calls=1");
    assertThat(server.info("cmdstat_ping")).startsWith("calls=1,");
    assertThat(server.info("errorstat_OOPS")).isEqualTo("count=1");
  }

  @Test
  void statistics_countWhatWasRefused() {
    talk(client, "CONFIG RESETSTAT", "MULTI", "GET", "EXEC");
    assertThat(server.info("cmdstat_get"))
        .startsWith("calls=0,usec=0,usec_per_call=0.00,rejected_calls=1,failed_calls=0");
    assertThat(server.info("cmdstat_exec")).endsWith("rejected_calls=0,failed_calls=1");
    assertThat(server.info("errorstat_ERR")).isEqualTo("count=1");
    assertThat(server.info("errorstat_EXECABORT")).isEqualTo("count=1");
  }

  @Test
  void clientReplyOff_silencesExecToo() {
    talk(client, "CLIENT REPLY OFF", "MULTI", "TOY.PUT k 1", "EXEC");
    assertThat(talk(client, "CLIENT REPLY ON")).isEqualTo("+OK\r\n");
    assertThat(other.call("GET", "k")).isEqualTo("$1\r\n1\r\n");
  }
}
