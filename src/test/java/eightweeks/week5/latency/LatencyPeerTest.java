package eightweeks.week5.latency;

import eightweeks.harness.Peer;
import eightweeks.harness.RoundTable;
import eightweeks.harness.SocketServer;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Conversations with MONITOR, SLOWLOG and LATENCY, had with a real redis-server as well. A line is
 * a conversation; {@code a}, {@code b} and {@code m} are clients of it. Compared is everything that
 * each client was sent, without times, durations, ids and ports. A new client sends a PING first.
 */
final class LatencyPeerTest {
  private static final String CONVERSATIONS =
      """
      m MONITOR | a PING | a GET k | a SET k v | a NOSUCH | a GET
      m MONITOR | a SELECT 3 | a PING | a SWAPDB 0 3
      m MONITOR | a ECHO "\\x00\\x01\\n\\r\\t\\a\\b\\x7f\\xff\\"\\\\ '" | a ECHO ""
      m MONITOR | a MULTI | a SET k v | a INCR k | a EXEC
      m MONITOR | a MULTI | a NOSUCH | a EXEC | a EXEC x | a EXEC | a MULTI | a GET | a DISCARD
      m MONITOR | a WATCH k | b SET k v | a MULTI | a GET k | a EXEC
      m MONITOR | m PING | m GET k | m SET k v | m PUBLISH c m | m MULTI | m GET k | m EXEC
      m MONITOR | m MULTI | m PING | m EXEC
      m MONITOR | m SUBSCRIBE c | m PING | m MONITOR | a PUBLISH c m
      m SUBSCRIBE c | m MONITOR
      m MONITOR | a AUTH x | a AUTH x y | a AUTH a b c
      m MONITOR | a HELLO 3 AUTH a b SETNAME x | a HELLO 9 AUTH a b | a HELLO 2 AUTH a | a HELLO 2 SETNAME y AUTH a b
      m MONITOR | a BLPOP l 0 | b LPUSH l x
      m MONITOR | b MONITOR | m MONITOR | a PING
      m HELLO 3 | m MONITOR | a PING | m RESET | a PING | m SET k v
      m MONITOR | m QUIT | a PING
      m MONITOR | m CLIENT REPLY OFF | a PING | m CLIENT REPLY ON | a PING
      m MONITOR | m CLIENT REPLY SKIP | a PING | m PING | a PING
      m MONITOR | a CLIENT KILL TYPE replica | a CLIENT KILL TYPE pubsub | a PING
      a MULTI | a MONITOR | a PING | a EXEC
      m MONITOR x
      m MONITOR | a CONFIG GET timeout | a CLIENT ID | a CLIENT SETNAME x | a SHUTDOWN ABORT | a SLOWLOG LEN | a LATENCY HELP | a RESET | a QUIT
      m MONITOR | a EXPIRE k 0 | a SET k 1 PX 100000 | a INCRBYFLOAT k 1 | a SADD s a | a SPOP s 1 | a GETEX k PERSIST
      a CONFIG SET slowlog-log-slower-than 0 | a SLOWLOG RESET | a PING | a CONFIG SET slowlog-log-slower-than -1 | a SLOWLOG GET -1 | a SLOWLOG LEN
      a CONFIG SET slowlog-log-slower-than 0 slowlog-max-len 2 | a ECHO 1 | a ECHO 2 | a SLOWLOG LEN | a CONFIG SET slowlog-max-len 128 slowlog-log-slower-than -1 | a SLOWLOG LEN | a SLOWLOG RESET
      a CLIENT SETNAME me | a CONFIG SET slowlog-log-slower-than 0 | a SLOWLOG RESET | a CONFIG SET masterauth secret | a CONFIG SET masterauth "" timeout 0 | a CONFIG SET nosuch 1 masterauth x | a AUTH secret | a HELLO 2 AUTH default x | a CONFIG SET slowlog-log-slower-than -1 | a SLOWLOG GET -1
      a CONFIG SET slowlog-log-slower-than 0 | a SLOWLOG RESET | a MULTI | a GET k | a EXEC | a NOSUCH | a INCR | a SADD s a 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 | a SADD s a 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 | a CONFIG SET slowlog-log-slower-than -1 | a SLOWLOG GET -1
      a SLOWLOG HELP | a SLOWLOG | a SLOWLOG GET x | a SLOWLOG GET -2 | a SLOWLOG GET 1 2 | a SLOWLOG get 1 2 | a SLOWLOG LEN 1 | a SLOWLOG RESET 1 | a SLOWLOG NOSUCH | a SLOWLOG GET 0
      a LATENCY HELP | a LATENCY | a LATENCY GRAPH | a LATENCY GRAPH x | a LATENCY HISTORY x | a LATENCY RESET x y | a LATENCY LATEST x | a LATENCY DOCTOR x | a LATENCY NOSUCH | a LATENCY LATEST | a LATENCY RESET | a LATENCY HISTOGRAM nosuch
      a HELLO 3 | a LATENCY HELP | a LATENCY GRAPH x | a LATENCY HISTORY x | a LATENCY HISTOGRAM nosuch | a LATENCY LATEST | a SLOWLOG RESET | a SLOWLOG GET | a SLOWLOG LEN
      a CONFIG SET latency-monitor-threshold -1 | a CONFIG SET slowlog-max-len -1 | a CONFIG SET slowlog-log-slower-than -2 | a CONFIG GET slowlog-log-slower-than
      a COMMAND INFO monitor slowlog|get slowlog|len slowlog|reset slowlog|help
      a COMMAND INFO latency|doctor latency|graph latency|help latency|histogram latency|history latency|latest
      """;

  /** Nothing is in the slow log by accident. */
  private static final String[] OPTIONS = {"--slowlog-log-slower-than", "-1"};

  @TempDir private Path folder;

  @Test
  void conversations_haveTheSameReplies() throws Exception {
    Peer.assumeThere();
    try (var peer = Peer.start(folder, OPTIONS);
        var ours = SocketServer.start(OPTIONS)) {
      var softly = new SoftAssertions();
      for (var line : CONVERSATIONS.lines().toList()) {
        softly
            .assertThat(RoundTable.talk(ours.port(), line, LatencyPeerTest::tidy))
            .as(line)
            .isEqualTo(RoundTable.talk(peer.port(), line, LatencyPeerTest::tidy));
      }
      softly.assertAll();
    }
  }

  private static String tidy(String heard) {
    return heard
        .replaceAll("\\+\\d{10}\\.\\d{6} \\[", "+(time) [")
        .replaceAll("\\*6\r\n(:\\d+\r\n){3}", "(id, time and duration)")
        .replaceAll("(\\$\\d+\r\n)?127\\.0\\.0\\.1:\\d+", "(address)")
        .replaceAll("\\$\\d+\r\n7\\.[02]\\.\\d+\r\n", "(version)")
        .replaceAll("\r\nid\r\n:\\d+\r\n", "\r\nid\r\n:(id)\r\n")
        .replaceAll(":\\d+\r\n\\+OK\r\n-ERR No shutdown", ":(id)\r\n+OK\r\n-ERR No shutdown")
        .replace("+    Prints this help.", "+    Print this help."); // as 7.2 says it
  }
}
