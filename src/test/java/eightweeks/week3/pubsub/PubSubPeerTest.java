package eightweeks.week3.pubsub;

import eightweeks.harness.Peer;
import eightweeks.harness.RoundTable;
import eightweeks.harness.SocketServer;
import java.nio.file.Path;
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

  @TempDir private Path folder;

  @Test
  void conversations_haveTheSameReplies() throws Exception {
    Peer.assumeThere();
    try (var peer = Peer.start(folder);
        var ours = SocketServer.start()) {
      var softly = new SoftAssertions();
      for (var line : CONVERSATIONS.lines().toList()) {
        softly
            .assertThat(RoundTable.talk(ours.port(), line, PubSubPeerTest::tidy))
            .as(line)
            .isEqualTo(RoundTable.talk(peer.port(), line, PubSubPeerTest::tidy));
      }
      softly.assertAll();
    }
  }

  private static String tidy(String heard) {
    return heard
        .replaceAll("\\$\\d+\r\n7\\.[02]\\.\\d+\r\n", "(version)")
        .replaceAll("\r\nid\r\n:\\d+\r\n", "\r\nid\r\n:(id)\r\n")
        .replace("+    Prints this help.", "+    Print this help."); // as 7.2 says it
  }
}
