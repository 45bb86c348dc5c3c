package eightweeks.week3;

import eightweeks.harness.Peer;
import eightweeks.harness.Resp;
import eightweeks.harness.SocketServer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.QuotedWords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same bytes sent to a real redis-server and to ours: the same bytes come back.
 *
 * <p>A line is a conversation on a connection of its own, with an empty database before it: words
 * are sent as an array of bulk strings, a bar stands between commands, and what starts with an
 * exclamation mark is sent as it is. The peer is 7.0; where 7.2 answers otherwise the line is in
 * {@link #CHANGED_SINCE}, with the reason.
 */
final class PeerRepliesTest {
  private static final String CONVERSATIONS =
      """
      PING
      PING hello
      PING a b
      ping "with \\r\\n inside"
      PiNg
      !"PING\\r\\n"
      !"PING\\n"
      !"ping 'a b'\\r\\n"
      !"\\r\\n\\r\\nPING\\r\\n"
      !"*0\\r\\nPING\\r\\n"
      !"*-1\\r\\n*-99999999999\\r\\nPING\\r\\n"
      !"*1\\r\\n$4\\r\\nPING\\r\\n*1\\r\\n$4\\r\\nPING\\r\\n"
      !"*1\\r\\n$4\\r\\nPINGxx"
      !"SET k \\"a b\\"\\r\\nGET k\\r\\n"
      !"ECHO \\"\\\\x41\\\\n\\"\\r\\n"
      !"ECHO ''\\r\\n"
      !"ECHO \\"unbalanced\\r\\n"
      !"ECHO 'unbalanced\\r\\n"
      !"ECHO \\"a\\"b\\r\\n"
      !"*x\\r\\n"
      !"*\\r\\n"
      !"*-0\\r\\n"
      !"*01\\r\\n"
      !"*1 \\r\\n"
      !"*2147483648\\r\\n"
      !"*99999999999999999999999\\r\\n"
      !"*1\\r\\nfoo\\r\\n"
      !"*1\\r\\n:1\\r\\n"
      !"*1\\r\\n\\r\\n"
      !"*1\\r\\n$-1\\r\\n"
      !"*1\\r\\n$-0\\r\\n"
      !"*1\\r\\n$x\\r\\n"
      !"*1\\r\\n$\\r\\n"
      !"*1\\r\\n$04\\r\\nPING\\r\\n"
      !"*1\\r\\n$536870913\\r\\n"
      !"*1\\r\\n$2000000000000\\r\\n"
      !"*3\\r\\n$3\\r\\nSET\\r\\n$1\\r\\nx\\r\\nfooz\\r\\n"
      PING | !"*x\\r\\n" | PING
      !"*1\\r\\n$0\\r\\n\\r\\n"
      ECHO hello
      ECHO ""
      ECHO
      ECHO a b
      ECHO "\\x00\\xff"
      QUIT
      QUIT now | PING
      QUIT | PING
      !"quit\\r\\n"
      NOSUCH
      NOSUCH a b c
      NOSUCH "a\\x00b" c | "NO\\x00SUCH"
      "no such" "a\\r\\nb"
      NOSUCH aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b
      NOSUCH aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb c
      NOSUCHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa x
      NOSUCH "" ""
      GET
      GET a b
      SET a
      MSET a
      MSET a 1 b
      DEL
      EXISTS
      INCR
      CLIENT
      CLIENT nosuch
      CLIENT nosuch a b
      CLIENT GETNAME x
      CONFIG
      CONFIG nosuch
      CONFIG GET
      CONFIG SET a
      COMMAND nosuch
      COMMAND COUNT x
      POST / HTTP/1.1
      !"POST / HTTP/1.1\\r\\nHost: x\\r\\n"
      !"Host: localhost\\r\\n"
      SELECT 1
      SELECT 15
      SELECT 16
      SELECT -1
      SELECT a
      SELECT 3000000000
      SELECT 99999999999999999999
      SELECT 1 2
      SET k v | SELECT 1 | GET k | SELECT 0 | GET k
      AUTH
      AUTH x
      AUTH default x
      AUTH default ""
      AUTH nobody x
      AUTH a b c
      HELLO
      HELLO 2
      HELLO 3
      HELLO 3 | HELLO 2
      HELLO 3 | PING | GET nothing | DEL x
      HELLO 4
      HELLO 1
      HELLO x
      HELLO 3 SETNAME bob | CLIENT GETNAME
      HELLO 3 SETNAME "b ob"
      HELLO 3 SETNAME
      HELLO 3 AUTH default x
      HELLO 3 AUTH nobody x | PING
      HELLO 3 AUTH default
      HELLO 3 NOSUCH x
      HELLO 2 AUTH default "" SETNAME x | CLIENT GETNAME
      HELLO 4 SETNAME x | CLIENT GETNAME
      RESET
      RESET x
      HELLO 3 | SELECT 3 | CLIENT SETNAME x | RESET | CLIENT GETNAME | GET nothing
      CLIENT SETNAME a | CLIENT GETNAME
      CLIENT SETNAME a | CLIENT SETNAME "" | CLIENT GETNAME
      CLIENT SETNAME "a b"
      CLIENT SETNAME "a\\n"
      CLIENT SETNAME "\\xff"
      CLIENT GETNAME
      HELLO 3 | CLIENT GETNAME
      CLIENT REPLY ON
      CLIENT REPLY OFF | PING | SET a b | CLIENT REPLY ON | GET a
      CLIENT REPLY SKIP | PING | PING
      CLIENT REPLY SKIP | NOSUCH | PING
      CLIENT REPLY SKIP | CLIENT REPLY SKIP | PING | PING
      CLIENT REPLY SKIP | CLIENT REPLY ON | PING
      CLIENT REPLY OFF | CLIENT REPLY SKIP | CLIENT REPLY ON | PING
      CLIENT REPLY OFF | RESET | PING
      CLIENT REPLY maybe
      CLIENT KILL 1.2.3.4:5
      CLIENT KILL ID 999999
      CLIENT KILL ID 0
      CLIENT KILL ID -1
      CLIENT KILL ID x
      CLIENT KILL TYPE nosuch
      CLIENT KILL TYPE replica
      CLIENT KILL TYPE slave SKIPME no
      CLIENT KILL USER nobody
      CLIENT KILL ADDR 1.2.3.4:5 LADDR 1.2.3.4:5
      CLIENT KILL ADDR
      CLIENT KILL SKIPME maybe
      CLIENT KILL SKIPME no TYPE normal | PING
      CLIENT KILL nosuch x
      CLIENT KILL ID 1 TYPE
      CLIENT LIST TYPE nosuch
      CLIENT LIST TYPE master
      CLIENT LIST ID x
      CLIENT LIST ID 999999
      HELLO 3 | CLIENT LIST ID 999999
      CLIENT LIST nosuch
      CLIENT NO-EVICT on
      CLIENT NO-EVICT off
      CLIENT NO-EVICT x
      CLIENT NO-TOUCH on
      CLIENT SETINFO lib-name x
      CLIENT INFO x
      CLIENT ID x
      CONFIG GET maxmemory
      CONFIG GET nosuch
      HELLO 3 | CONFIG GET hz | CONFIG GET nosuch
      CONFIG SET nosuch 1
      CONFIG SET timeout 1 timeout 2
      CONFIG SET hz x
      CONFIG SET databases 3
      CONFIG GET shutdown-on-sigint
      CONFIG SET shutdown-on-sigint "save nosave"
      CONFIG SET shutdown-on-sigint never
      CONFIG SET client-output-buffer-limit "normal 1 2 x"
      CONFIG SET client-output-buffer-limit "nosuch 1 2 3"
      CONFIG SET client-output-buffer-limit "normal 1 2"
      CONFIG SET client-output-buffer-limit "master 1 2 3"
      CONFIG GET client-output-buffer-limit
      CONFIG SET client-output-buffer-limit "pubsub 1mb 1kb 5" | CONFIG GET client-output-buffer-limit | CONFIG SET client-output-buffer-limit "pubsub 32mb 8mb 60"
      CONFIG REWRITE
      CONFIG RESETSTAT
      CONFIG HELP
      COMMAND HELP x
      COMMAND INFO get set mset incr del exists expire ttl dbsize flushall
      HELLO 3 | COMMAND INFO get set mset incr del exists expire ttl dbsize flushall
      COMMAND INFO ping echo quit select auth hello reset
      HELLO 3 | COMMAND INFO ping echo quit select auth hello reset
      COMMAND INFO info time shutdown debug
      HELLO 3 | COMMAND INFO info time shutdown debug
      COMMAND INFO client|id client|info client|list client|kill client|reply client|getname client|no-evict client|help
      COMMAND INFO client|setname
      HELLO 3 | COMMAND INFO client|list client|setinfo
      COMMAND INFO config|get config|set config|help
      COMMAND INFO config|rewrite
      COMMAND INFO config|resetstat
      COMMAND INFO command|count command|info command|help
      COMMAND INFO nosuch get|x client|nosuch
      HELLO 3 | COMMAND INFO nosuch
      INFO nosuch
      HELLO 3 | INFO nosuch
      TIME x
      SHUTDOWN x
      SHUTDOWN SAVE NOSAVE
      SHUTDOWN ABORT NOW
      SHUTDOWN ABORT
      DEBUG
      DEBUG nosuch
      DEBUG SLEEP 0
      DEBUG SLEEP 0.001
      DEBUG SLEEP x
      DEBUG SLEEP
      DEBUG POPULATE 3 | DBSIZE | GET key:2 | EXISTS key:0 key:1 key:2 key:3
      DEBUG POPULATE 2 p 4 | GET p:0 | GET p:1
      DEBUG POPULATE 2 p 12 | GET p:1
      DEBUG POPULATE x
      DEBUG POPULATE -1
      DEBUG POPULATE 1 p x
      DEBUG POPULATE 1 p -1
      DEBUG POPULATE 1 p 2 3
      SET key:1 mine | DEBUG POPULATE 3 | GET key:1 | DBSIZE
      GET nothing
      HELLO 3 | GET nothing
      SET k v | GET k
      SET k "" | GET k
      SET "" v | GET ""
      SET k "a\\r\\nb\\x00\\xff" | GET k
      SET k 00 | GET k | INCR k
      SET k -0 | GET k | INCR k
      SET k 1 | GET k | INCR k | GET k
      SET k 9223372036854775806 | INCR k | INCR k | GET k
      SET k -9223372036854775808 | INCR k | GET k
      SET k -9223372036854751507 | INCR k | GET k
      SET k 9223372036854775808 | INCR k
      SET k abc | INCR k | GET k
      SET k " 1" | INCR k
      SET k "" | INCR k
      INCR new | INCR new | GET new
      SET k 1 EX 100 | INCR k | TTL k
      SET k v NX | SET k w NX | GET k
      SET k v XX | GET k
      SET k v | SET k w XX | GET k
      SET k v NX XX
      SET k v GET | SET k w GET | GET k
      SET k v NX GET | SET k w NX GET | GET k
      SET k v XX GET | GET k
      HELLO 3 | SET k v GET | SET k v NX | SET k v NX | SET k v XX GET
      SET k v EX 10 | TTL k
      SET k v PX 10000 | TTL k
      SET k v EXAT 9999999999 | SET k w KEEPTTL | GET k | EXPIRE k 5 GT
      SET k v PXAT 9999999999999 | SET k w | TTL k
      SET k v EXAT 1 | GET k | DBSIZE
      SET k v EX 0
      SET k v EX -1
      SET k v EX x
      SET k v EX
      SET k v PX 0
      SET k v EX 9223372036854775807
      SET k v EX 9223372036854775
      SET k v PX 9223372036854775807
      SET k v PXAT 9223372036854775807 | GET k
      SET k v EX 10 PX 10
      SET k v EX 10 KEEPTTL
      SET k v KEEPTTL EX 10
      SET k v nosuch
      SET k v ex 10 NX get | TTL k
      MSET a 1 b 2 a 3 | GET a | GET b | DBSIZE
      SET a 1 EX 100 | MSET a 2 | TTL a
      SET a 1 | DEL a b a | DBSIZE
      MSET a 1 b 2 | EXISTS a b c a | DEL a b | EXISTS a
      EXPIRE nothing 10
      SET k v | EXPIRE k 10 | TTL k
      SET k v | TTL k | TTL nothing
      SET k v | EXPIRE k 0 | GET k | DBSIZE
      SET k v | EXPIRE k -1 | EXISTS k
      SET k v | EXPIRE k x
      SET k v | EXPIRE k 9223372036854775807
      SET k v | EXPIRE k -9223372036854775808
      SET k v | EXPIRE k 9223372036854775
      SET k v | EXPIRE k -9223372036854775 | EXISTS k
      SET k v | EXPIRE k 9223372036854776
      SET k v | EXPIRE k 10 NX | EXPIRE k 20 NX | TTL k
      SET k v | EXPIRE k 10 XX | EXPIRE k 10 | EXPIRE k 20 XX | TTL k
      SET k v | EXPIRE k 10 GT | EXPIRE k 10 | EXPIRE k 5 GT | EXPIRE k 20 GT | TTL k
      SET k v | EXPIRE k 10 LT | EXPIRE k 20 LT | EXPIRE k 5 LT | TTL k
      SET k v | EXPIRE k 10 NX XX
      SET k v | EXPIRE k 10 NX GT
      SET k v | EXPIRE k 10 GT LT
      SET k v | EXPIRE k 10 XX GT | EXPIRE k 10 XX LT
      SET k v | EXPIRE k 10 nosuch
      SET k v | EXPIRE k
      FLUSHALL | DBSIZE
      FLUSHALL ASYNC
      FLUSHALL sync
      FLUSHALL x
      FLUSHALL ASYNC SYNC
      SET a 1 | SELECT 1 | SET b 2 | FLUSHALL | DBSIZE | SELECT 0 | DBSIZE
      DBSIZE x
      """;

  /** What is said to servers that ask for the password "secret". */
  private static final String BEFORE_A_PASSWORD =
      """
      PING
      PING a b
      NOSUCH x
      GET
      QUIT
      RESET | PING
      AUTH secret | PING
      AUTH wrong | PING
      AUTH default secret | PING
      AUTH default wrong
      AUTH nobody secret
      AUTH "" | PING
      AUTH secretsecret
      HELLO
      HELLO 3
      HELLO 3 AUTH default secret | PING
      HELLO 3 AUTH default wrong | PING
      HELLO 3 AUTH default secret SETNAME x | CLIENT GETNAME
      HELLO 3 SETNAME x
      HELLO 4
      AUTH secret | HELLO 3
      AUTH secret | RESET | PING
      CLIENT ID
      CONFIG GET requirepass
      DEBUG SLEEP 0
      COMMAND COUNT
      SHUTDOWN ABORT
      !"*11\\r\\n"
      !"*10\\r\\n$16385\\r\\n"
      !"*10\\r\\n$536870913\\r\\n"
      !"*2147483648\\r\\n"
      AUTH secret | !"*12\\r\\n$1\\r\\na\\r\\n$1\\r\\na\\r\\n$1\\r\\na\\r\\n$1\\r\\na\\r\\n$1\\r\\na\\r\\n$1\\r\\na\\r\\n$1\\r\\na\\r\\n$1\\r\\na\\r\\n$1\\r\\na\\r\\n$1\\r\\na\\r\\n$1\\r\\na\\r\\n$1\\r\\na\\r\\n"
      """;

  private static final String CHANGED_SINCE =
      """
      CLIENT NO-TOUCH on => new in 7.2
      CLIENT SETINFO lib-name x => new in 7.2
      COMMAND INFO client|setname => has tips since 7.2
      HELLO 3 | COMMAND INFO client|list client|setinfo => CLIENT SETINFO is new in 7.2
      COMMAND INFO config|rewrite => has tips since 7.2
      COMMAND INFO config|resetstat => has tips since 7.2
      CONFIG HELP => ends with "Print this help." since 7.2
      """;

  private static final String CHANGED_SINCE_BEFORE_A_PASSWORD =
      """
      HELLO => the error names the protocol version since 7.2
      HELLO 3 => the error names the protocol version since 7.2
      HELLO 3 SETNAME x => the error names the protocol version since 7.2
      """;

  /** No server has this command, so each replies an error in any state of the client. */
  private static final String END = "the-end\r\n";

  private static final String END_REPLY =
      "-ERR unknown command 'the-end', with args beginning with: \r\n";

  private static final int TIMEOUT_MILLIS = 20_000;

  @TempDir private Path folder;

  @Test
  void conversations_haveTheSameReplies() throws Exception {
    Peer.assumeThere();
    String[] options = {"--enable-debug-command", "yes"};
    try (var peer = Peer.start(folder, options);
        var ours = SocketServer.start(options)) {
      compare(CONVERSATIONS, CHANGED_SINCE, "FLUSHALL\r\n", ours.port(), peer.port());
    }
  }

  @Test
  void unauthenticatedClients_areToldTheSame() throws Exception {
    Peer.assumeThere();
    String[] options = {"--requirepass", "secret"};
    try (var peer = Peer.start(folder, options);
        var ours = SocketServer.start(options)) {
      compare(BEFORE_A_PASSWORD, CHANGED_SINCE_BEFORE_A_PASSWORD, "", ours.port(), peer.port());
    }
  }

  private static void compare(
      String conversations, String changed, String before, int ours, int theirs)
      throws IOException {
    var softly = new SoftAssertions();
    for (var line : conversations.lines().toList()) {
      var bytes = bytes(line);
      if (!before.isEmpty()) {
        talk(ours, before);
        talk(theirs, before);
      }
      String reply = talk(ours, bytes);
      String expected = talk(theirs, bytes);
      if (changed.lines().anyMatch(entry -> entry.startsWith(line + " => "))) {
        softly.assertThat(reply).as("no longer different: " + line).isNotEqualTo(expected);
      } else {
        softly.assertThat(reply).as(line).isEqualTo(expected);
      }
    }
    softly.assertAll();
  }

  /** What a line stands for. */
  private static String bytes(String line) {
    var bytes = new StringBuilder();
    for (var command : line.split(" \\| ", -1)) {
      if (command.startsWith("!")) {
        bytes.append(words(command.substring(1)).getFirst());
      } else {
        bytes.append(Resp.query(words(command)));
      }
    }
    return bytes.toString();
  }

  private static List<String> words(String text) {
    return Objects.requireNonNull(QuotedWords.split(text), text);
  }

  /**
   * Everything that a server replies, up to the end of the conversation, on one line; what must
   * differ (version, id of the client) is the same in all.
   */
  private static String talk(int port, String bytes) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(Ascii.bytes(bytes + END));
      var replies = new ByteArrayOutputStream();
      var in = socket.getInputStream();
      try {
        for (int b = in.read(); b >= 0; b = in.read()) {
          replies.write(b);
          if (b == '\n' && Ascii.text(replies.toByteArray()).endsWith(END_REPLY)) {
            return neutral(Ascii.text(replies.toByteArray()));
          }
        }
      } catch (SocketException e) {
        return neutral(Ascii.text(replies.toByteArray())) + "(reset)";
      }
      return neutral(Ascii.text(replies.toByteArray())) + "(closed)";
    }
  }

  private static String neutral(String replies) {
    return replies
        .replace("\\", "\\\\")
        .replaceAll("\\$\\d+\r\n7\\.[02]\\.\\d+\r\n", "(version)")
        .replaceAll("\r\nid\r\n:\\d+\r\n", "\r\nid\r\n:(id)\r\n")
        .replace("\r", "\\r")
        .replace("\n", "\\n");
  }
}
