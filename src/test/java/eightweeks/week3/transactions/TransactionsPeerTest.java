package eightweeks.week3.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Peer;
import eightweeks.harness.Resp;
import eightweeks.harness.SocketServer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.QuotedWords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Conversations of two clients about transactions, pauses and waiting, had with a real redis-server
 * as well. A line is a conversation; {@code a} and {@code b} are the clients.
 */
final class TransactionsPeerTest {
  private static final String CONVERSATIONS =
      """
      a EXEC
      a DISCARD
      a MULTI | a EXEC
      a MULTI | a MULTI | a EXEC
      a MULTI | a WATCH k | a EXEC
      a MULTI | a UNWATCH | a EXEC
      a MULTI | a DISCARD | a DISCARD
      a MULTI | a SET k v | a GET k | b GET k | a EXEC | b GET k
      a MULTI | a SET k v | a INCR k | a GET k | a EXEC
      a MULTI | a NOSUCH | a SET k v | a EXEC | a EXISTS k
      a MULTI | a GET | a EXEC | a EXEC
      a MULTI | a GET k | a EXEC x | a EXEC
      a EXEC x
      a MULTI x | a EXEC
      a WATCH
      a WATCH k | a UNWATCH x | a UNWATCH
      a MULTI | a SHUTDOWN ABORT | a EXEC
      a MULTI | a SELECT 1 | a SET k v | a EXEC | a EXISTS k | b EXISTS k
      a MULTI | a SET k v | a RESET | a EXEC | a EXISTS k
      a HELLO 3 | a MULTI | a GET k | a EXEC
      a MULTI | a HELLO 3 | a GET k | a EXEC
      a MULTI | a CLIENT REPLY OFF | a CLIENT REPLY ON | a EXEC
      a MULTI | a PING | a CLIENT GETNAME | a CLIENT NOSUCH | a EXEC
      a MULTI | a CLIENT | a EXEC
      a MULTI | a AUTH x y | a EXEC
      a MULTI | a CONFIG GET hz | a EXEC
      a SET k v | a WATCH k | b GET k | a MULTI | a EXEC
      a CLIENT PAUSE
      a CLIENT PAUSE x
      a CLIENT PAUSE -1
      a CLIENT PAUSE 1 x
      a CLIENT PAUSE 1 write x
      a CLIENT PAUSE 0 | a PING
      a CLIENT UNPAUSE | a CLIENT UNPAUSE x
      a CLIENT PAUSE 100000 WRITE | b GET k | b PING | a CLIENT UNPAUSE | b SET k v
      a CLIENT UNBLOCK 1000 | a CLIENT UNBLOCK x | a CLIENT UNBLOCK 1 x | a CLIENT UNBLOCK
      a CLIENT UNBLOCK 1000 error | a CLIENT UNBLOCK 1000 TIMEOUT | a CLIENT UNBLOCK 1 error x
      a CLIENT HELP x
      a COMMAND INFO multi exec discard watch unwatch
      a COMMAND INFO client|unblock client|unpause client|pause
      a HELLO 3 | a COMMAND INFO multi exec discard watch unwatch client|pause
      a CONFIG SET notify-keyspace-events KEA | a CONFIG GET notify-keyspace-events
      a CONFIG SET notify-keyspace-events Knm$ | a CONFIG GET notify-keyspace-events
      a CONFIG SET notify-keyspace-events KQ | a CONFIG SET notify-keyspace-events ""
      a CONFIG SET latency-tracking-info-percentiles "0.0 50.0 100.0" | a CONFIG GET latency-tracking-info-percentiles
      a CONFIG SET latency-tracking-info-percentiles "1 a" | a CONFIG SET latency-tracking-info-percentiles "1 101"
      a CONFIG SET latency-tracking-info-percentiles "" | a CONFIG GET latency-tracking-info-percentiles
      a CONFIG RESETSTAT | a GET | a NOSUCH | a INCR | a INFO errorstats
      a CONFIG RESETSTAT | a MULTI | a GET | a EXEC | a INFO errorstats
      a SADD k v | a WATCH k | b SADD k w | a MULTI | a SCARD k | a EXEC | a MULTI | a SCARD k | a EXEC
      a WATCH k | b SADD k w | a MULTI | a EXEC
      a WATCH k | b SADD l w | a MULTI | a EXEC
      a WATCH k | b SADD k w | a UNWATCH | a MULTI | a EXEC
      a WATCH k | b SADD k w | a MULTI | a DISCARD | a MULTI | a EXEC
      a WATCH k | b SADD k w | a MULTI | a UNWATCH | a EXEC
      a WATCH k | b SADD k w | a MULTI | a NOSUCH | a EXEC
      a WATCH k | b SADD k w | a WATCH l | a MULTI | a EXEC
      a WATCH k | a SADD k w | a MULTI | a EXEC
      a WATCH k | b SELECT 1 | b SADD k w | a MULTI | a EXEC
      a HELLO 3 | a WATCH k | b SADD k w | a MULTI | a EXEC
      a SET k v | a WATCH k | b DEL k | a MULTI | a EXEC
      a WATCH k | b DEL k | a MULTI | a EXEC
      a SET k v | a WATCH k | b EXPIRE k 100 | a MULTI | a EXEC
      a SET k v | a WATCH k | b FLUSHALL | a MULTI | a EXEC
      a WATCH k | b FLUSHALL | a MULTI | a EXEC
      a SET k v | a WATCH k | b FLUSHDB | a MULTI | a EXEC
      """;

  private static final int TIMEOUT_MILLIS = 20_000;

  @TempDir private Path folder;

  @Test
  void conversations_haveTheSameReplies() throws Exception {
    Peer.assumeThere();
    try (var peer = Peer.start(folder);
        var ours = SocketServer.start()) {
      var softly = new SoftAssertions();
      for (var line : CONVERSATIONS.lines().toList()) {
        talk(ours.port(), "a FLUSHALL");
        talk(peer.port(), "a FLUSHALL");
        softly.assertThat(talk(ours.port(), line)).as(line).isEqualTo(talk(peer.port(), line));
      }
      softly.assertAll();
    }
  }

  /** Returns the replies to all commands of a conversation, in order. */
  private static String talk(int port, String conversation) throws IOException {
    Map<Character, Socket> clients = new LinkedHashMap<>();
    var replies = new StringBuilder();
    try {
      for (var turn : conversation.split(" \\| ", -1)) {
        var client = clients.get(turn.charAt(0));
        if (client == null) {
          client = new Socket("127.0.0.1", port);
          client.setSoTimeout(TIMEOUT_MILLIS);
          clients.put(turn.charAt(0), client);
        }
        var words = Objects.requireNonNull(QuotedWords.split(turn.substring(2)), turn);
        client.getOutputStream().write(Ascii.bytes(Resp.query(words.toArray(String[]::new))));
        if (!turn.contains("CLIENT REPLY OFF")) {
          replies.append(neutral(reply(client))).append('\n');
        }
      }
    } finally {
      for (var client : clients.values()) {
        client.close();
      }
    }
    return replies.toString();
  }

  private static String reply(Socket client) throws IOException {
    var bytes = new ByteArrayOutputStream();
    do {
      int next = client.getInputStream().read();
      assertThat(next).as("the server hangs up after " + bytes).isNotNegative();
      bytes.write(next);
    } while (Resp.end(bytes.toByteArray(), 0) < 0);
    return Ascii.text(bytes.toByteArray());
  }

  private static String neutral(String reply) {
    return reply
        .replaceAll("\\$\\d+\r\n7\\.[02]\\.\\d+\r\n", "(version)")
        .replaceAll("\r\nid\r\n:\\d+\r\n", "\r\nid\r\n:(id)\r\n")
        .replace("\r\n", "\\n");
  }
}
