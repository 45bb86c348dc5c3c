package eightweeks.week3.pubsub;

import eightweeks.harness.Peer;
import eightweeks.harness.Resp;
import eightweeks.harness.SocketServer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.QuotedWords;
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
 * Conversations about channels, had with a real redis-server as well. A line is a conversation;
 * {@code a} and {@code b} are clients of it. Compared is everything that each client was sent.
 */
final class PubSubPeerTest {
  private static final String CONVERSATIONS =
      """
      a SUBSCRIBE c | b PUBLISH c hello
      a SUBSCRIBE c d c | b PUBLISH d hello | b PUBLISH c "" | b PUBLISH e x
      a SUBSCRIBE
      a PSUBSCRIBE
      a SSUBSCRIBE
      a PUBLISH
      a PUBLISH c
      a PUBLISH c m x
      a SPUBLISH c
      a UNSUBSCRIBE | a PUNSUBSCRIBE | a SUNSUBSCRIBE
      a UNSUBSCRIBE x y | a PUNSUBSCRIBE x | a SUNSUBSCRIBE x
      a HELLO 3 | a UNSUBSCRIBE | a PUNSUBSCRIBE | a SUNSUBSCRIBE | a UNSUBSCRIBE x
      a PSUBSCRIBE h[^e]llo "a\\\\*b" | b PUBLISH hallo 1 | b PUBLISH hello 2 | b PUBLISH a*b 3
      a PSUBSCRIBE * | b PUBLISH "" m | b PUBLISH x m
      a SUBSCRIBE c | a PSUBSCRIBE c* | a SSUBSCRIBE c | b PUBLISH c m | b SPUBLISH c n | a UNSUBSCRIBE | a SUNSUBSCRIBE | a PUNSUBSCRIBE | a GET k
      a SSUBSCRIBE c c d | a SUNSUBSCRIBE d e | b SPUBLISH c m | b SPUBLISH d m | b PUBLISH c m
      a SUBSCRIBE c | a PUNSUBSCRIBE | a SUNSUBSCRIBE | a UNSUBSCRIBE x | a UNSUBSCRIBE c | a UNSUBSCRIBE c
      a SUBSCRIBE c | a PING | a PING x | a PING x y | a GET k | a NOSUCH | a GET | a CLIENT ID | a EXEC | a EXEC x | a MULTI | a DISCARD
      a SUBSCRIBE c | a RESET | a GET k | b PUBLISH c m
      a SUBSCRIBE c | a QUIT | b PUBLISH c m
      a SUBSCRIBE c | a HELLO 3
      a SUBSCRIBE c | a INFO nosuch | a COMMAND COUNT x | a CLIENT | a PUBSUB NUMPAT | a PUBLISH c x
      a PSUBSCRIBE c | a SET k v | b GET k
      a SSUBSCRIBE c | a SET k v | a SUNSUBSCRIBE | a SET k v | b GET k
      a HELLO 3 | a SUBSCRIBE c | a PING | a PING x | a SET k v | a GET k | b PUBLISH c m
      a HELLO 3 | a SUBSCRIBE c | a PSUBSCRIBE * | a SSUBSCRIBE s | b PUBLISH c m | b SPUBLISH s n | a UNSUBSCRIBE | a PUNSUBSCRIBE | a SUNSUBSCRIBE
      a HELLO 3 | a SUBSCRIBE c | a RESET | a PING | b PUBLISH c m
      a HELLO 3 | a SUBSCRIBE c | a HELLO 2 | a GET k | a PING
      a MULTI | a SUBSCRIBE c | a PSUBSCRIBE p | a GET k | a PING | a EXEC | a GET k | b PUBLISH c m
      a MULTI | a SSUBSCRIBE c | a EXEC | b SPUBLISH c m
      a MULTI | a PUBLISH c m | a EXEC
      a HELLO 3 | a MULTI | a SUBSCRIBE c | a UNSUBSCRIBE c | a UNSUBSCRIBE | a EXEC
      b SUBSCRIBE c | a MULTI | a PUBLISH c 1 | a SET k v | a PUBLISH c 2 | a EXEC
      a CLIENT REPLY OFF | a SUBSCRIBE c | a PING | b PUBLISH c m
      a CLIENT REPLY SKIP | a SUBSCRIBE c | a PING | b PUBLISH c m
      a CLIENT REPLY OFF | a PSUBSCRIBE c* d* | a UNSUBSCRIBE | a PUNSUBSCRIBE d* | b PUBLISH c m
      a PUBSUB | a PUBSUB NOSUCH | a PUBSUB NUMPAT x | a PUBSUB CHANNELS a b | a PUBSUB SHARDCHANNELS a b
      a PUBSUB CHANNELS | a PUBSUB NUMSUB | a PUBSUB NUMPAT | a PUBSUB SHARDCHANNELS | a PUBSUB SHARDNUMSUB
      b SUBSCRIBE c | b PSUBSCRIBE p q | b SSUBSCRIBE s | a PUBSUB CHANNELS | a PUBSUB CHANNELS c* | a PUBSUB CHANNELS x | a PUBSUB NUMSUB c x | a PUBSUB NUMPAT | a PUBSUB SHARDCHANNELS | a PUBSUB SHARDNUMSUB s c
      b PSUBSCRIBE p | a PSUBSCRIBE p | a RESET | a PUBSUB NUMPAT
      a HELLO 3 | a PUBSUB NUMSUB c | a PUBSUB CHANNELS | a PUBSUB HELP
      a PUBSUB HELP | a PUBSUB HELP x
      a COMMAND INFO subscribe unsubscribe psubscribe punsubscribe publish
      a COMMAND INFO ssubscribe sunsubscribe spublish
      a COMMAND INFO pubsub|channels pubsub|numsub pubsub|numpat pubsub|help pubsub|shardchannels pubsub|shardnumsub
      a HELLO 3 | a COMMAND INFO subscribe publish spublish ssubscribe pubsub|help
      a COMMAND GETKEYS SSUBSCRIBE a b
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
        softly.assertThat(talk(ours.port(), line)).as(line).isEqualTo(talk(peer.port(), line));
      }
      softly.assertAll();
    }
  }

  /** What every client of a conversation was sent, up to its end. */
  private static String talk(int port, String conversation) throws IOException {
    Map<Character, Socket> clients = new LinkedHashMap<>();
    var heard = new StringBuilder();
    try (var other = connect(port)) {
      for (var turn : conversation.split(" \\| ", -1)) {
        var client = clients.get(turn.charAt(0));
        if (client == null) {
          client = connect(port);
          clients.put(turn.charAt(0), client);
        }
        var words = Objects.requireNonNull(QuotedWords.split(turn.substring(2)), turn);
        send(client, Resp.query(words));
        ping(other); // once this one is answered, what came before it has been seen
      }
      for (var entry : clients.entrySet()) {
        heard.append(entry.getKey()).append(": ").append(rest(entry.getValue())).append('\n');
      }
      send(other, Resp.query("FLUSHALL"));
      other.getInputStream().readNBytes("+OK\r\n".length());
    } finally {
      for (var client : clients.values()) {
        client.close();
      }
    }
    return heard.toString();
  }

  private static Socket connect(int port) throws IOException {
    var client = new Socket("127.0.0.1", port);
    client.setSoTimeout(TIMEOUT_MILLIS);
    ping(client); // the server knows it now
    return client;
  }

  private static void ping(Socket client) throws IOException {
    send(client, Resp.query("PING"));
    client.getInputStream().readNBytes("+PONG\r\n".length());
  }

  private static void send(Socket client, String query) throws IOException {
    client.getOutputStream().write(Ascii.bytes(query));
  }

  /** Everything that a client was sent: it hangs up, and the server does so too. */
  private static String rest(Socket client) throws IOException {
    client.shutdownOutput();
    return Ascii.text(client.getInputStream().readAllBytes())
        .replaceAll("\\$\\d+\r\n7\\.[02]\\.\\d+\r\n", "(version)")
        .replaceAll("\r\nid\r\n:\\d+\r\n", "\r\nid\r\n:(id)\r\n")
        .replace("+    Prints this help.", "+    Print this help.") // as 7.2 says it
        .replace("\r\n", "\\n");
  }
}
