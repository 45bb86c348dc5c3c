package eightweeks.week1.connection;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientDescription;
import eightweeks.week1.networking.ClientFacet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CLIENT and its subcommands; what a real server says alike is in PeerRepliesTest. */
final class ClientCommandTest {
  private static final String OK = "+OK\r\n";

  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  private String id(TestClient of) {
    var reply = of.call("CLIENT", "ID");
    return reply.substring(1, reply.length() - 2);
  }

  @Test
  void list_hasRediss72FieldsInTheirOrder() {
    var line = client.text("CLIENT", "LIST").strip();
    assertThat(List.of(line.split(" ")).stream().map(field -> field.split("=")[0]))
        .containsExactly(
            ("id addr laddr fd name age idle flags db sub psub ssub multi qbuf qbuf-free argv-mem"
                    + " multi-mem rbs rbp obl oll omem tot-mem events cmd user redir resp lib-name"
                    + " lib-ver")
                .split(" "));
    assertThat(line)
        .matches(
            "id=1 addr=127\\.0\\.0\\.1:\\d+ laddr=127\\.0\\.0\\.1:6379 fd=-1 name= age=0 idle=0"
                + " flags=N db=0 sub=0 psub=0 ssub=0 multi=-1 qbuf=26 qbuf-free=\\d+ argv-mem=10"
                + " multi-mem=0 rbs=16384 rbp=16384 obl=0 oll=0 omem=0 tot-mem=\\d+ events=r"
                + " cmd=client\\|list user=default redir=-1 resp=2 lib-name= lib-ver=");
  }

  @Test
  void list_tellsWhatClientsDo() {
    var other = server.connect();
    other.call("HELLO", "3", "SETNAME", "worker");
    other.call("SELECT", "3");
    other.call("CLIENT", "SETINFO", "LIB-NAME", "jedis");
    other.call("CLIENT", "SETINFO", "lib-ver", "6.0");
    other.call("CLIENT", "NO-EVICT", "ON");
    other.call("CLIENT", "NO-TOUCH", "ON");
    server.runFor(3_500);
    client.call("PING");
    server.runFor(2_000);
    assertThat(client.text("CLIENT", "LIST", "ID", id(other)))
        .contains(" name=worker ", " age=5 ", " idle=0 ", " flags=eT ", " db=3 ")
        .contains(" resp=3 lib-name=jedis lib-ver=6.0\n", " cmd=client|id ");
    server.runFor(4_000);
    assertThat(client.text("CLIENT", "LIST").lines())
        .hasSize(2)
        .first()
        .asString()
        .contains(" age=9 ", " idle=0 ");
    assertThat(client.text("CLIENT", "LIST").lines().toList().get(1)).contains(" idle=4 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3"})
  void list_hasTheWholeOfLongNames(String protocol) {
    var name = "n".repeat(1 << 20);
    for (int i = 0; i < 5; i++) {
      server.connect().call("CLIENT", "SETNAME", name + i);
    }
    client.call("HELLO", protocol);
    var reply = client.call("CLIENT", "LIST");
    var header = protocol.equals("2") ? "\\$\\d+\r\n" : "=\\d+\r\ntxt:";
    assertThat(reply).matches("(?s)" + header + "id=.*\n\r\n");
    assertThat(reply.lines().filter(line -> line.contains(name))).hasSize(5);
    assertThat(client.call("CLIENT", "INFO")).contains("id=1 ", " obl=0 oll=0 ");
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
  }

  /** Otherwise a name of megabytes could end the server: the heap is full when it is logged. */
  @Test
  void logHasTheBeginningOfALongName() {
    var verbose = TestServer.start("--loglevel", "verbose");
    var named = verbose.connect();
    named.call("CLIENT", "SETNAME", "n".repeat(1 << 20));
    named.close();
    verbose.runFor(1);
    assertThat(verbose.log())
        .last()
        .asString()
        .contains("Client closed connection", " name=" + "n".repeat(128) + "... age=0 ")
        .hasSizeLessThan(1000);
  }

  /** The error used to end the server. */
  @Test
  void listThatDoesNotFitIntoTheHeap_isAnError() {
    var full =
        TestServer.in(new TestWorld())
            .with(
                parts ->
                    parts
                        .clients()
                        .facet(
                            new ClientFacet() {
                              @Override
                              public void describe(Client of, ClientDescription description) {
                                if (of.name().equals("huge")) {
                                  throw new OutOfMemoryError("a test");
                                }
                              }
                            }))
            .start();
    var asking = full.connect();
    full.connect().call("CLIENT", "SETNAME", "huge");
    assertThat(asking.call("CLIENT", "LIST")).startsWith("-OOM ");
    assertThat(asking.call("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void list_showsWhatHasArrivedOfACommand() {
    var other = server.connect();
    other.send("*2\r\n$4\r\nECHO\r\n$10\r\nabc");
    assertThat(client.text("CLIENT", "LIST", "ID", id(client)))
        .as("the line of a running command has all of it")
        .contains(" qbuf=41 ");
    assertThat(client.text("CLIENT", "LIST", "TYPE", "normal"))
        .contains(" qbuf=3 ")
        .contains(" argv-mem=4 ");
    other.send("defghij\r\n*1\r\n$100000\r\n" + "x".repeat(50_000));
    assertThat(client.text("CLIENT", "LIST", "TYPE", "normal"))
        .as("the lines before a large argument do not count")
        .contains(" qbuf=50000 ");
  }

  /** The memory of the client that asks: CLIENT LIST fills a chunk with its reply. */
  @Test
  void list_countsTheReplyOfTheCommandThatRuns() {
    long idle = 1112;
    long query = 16 * 1024;
    long reply = 16 * 1024;
    var line = client.text("CLIENT", "LIST");
    var memory = line.replaceAll("(?s).* tot-mem=(\\d+) .*", "$1");
    assertThat(Long.parseLong(memory)).isBetween(idle + query + reply, idle + query + reply + 500);
  }

  @Test
  void list_canBeAskedForIdsAndTypes() {
    var other = server.connect();
    assertThat(client.text("CLIENT", "LIST", "ID", id(other), "999", id(client)).lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("id=2 ");
    assertThat(client.text("CLIENT", "LIST", "TYPE", "NORMAL").lines()).hasSize(2);
    assertThat(client.text("CLIENT", "LIST", "TYPE", "pubsub")).isEmpty();
  }

  @Test
  void info_isOneLine_verbatimInResp3() {
    assertThat(client.text("CLIENT", "INFO")).startsWith("id=1 ").endsWith(" lib-ver=\n");
    client.call("HELLO", "3");
    assertThat(client.call("CLIENT", "INFO"))
        .matches(Pattern.compile("=\\d+\r\ntxt:id=1 .*", Pattern.DOTALL));
  }

  @Test
  void ids_areNeverUsedAgain() {
    assertThat(id(client)).isEqualTo("1");
    server.connect().close();
    assertThat(id(server.connect())).isEqualTo("3");
  }

  @Test
  void killById_closesThatOne() {
    var victim = server.connect();
    var other = server.connect();
    assertThat(client.call("CLIENT", "KILL", "ID", id(victim))).isEqualTo(":1\r\n");
    assertThat(victim.isClosed()).isTrue();
    assertThat(other.isClosed()).isFalse();
    assertThat(client.call("CLIENT", "KILL", "ID", id(client))).isEqualTo(":0\r\n");
    assertThat(client.isClosed()).isFalse();
  }

  @Test
  void killByAddress_inBothForms() {
    var one = server.connect();
    var two = server.connect();
    assertThat(client.call("CLIENT", "KILL", one.address().toString())).isEqualTo(OK);
    assertThat(one.isClosed()).isTrue();
    assertThat(client.call("CLIENT", "KILL", "ADDR", two.address().toString())).isEqualTo(":1\r\n");
    assertThat(two.isClosed()).isTrue();
    assertThat(client.call("CLIENT", "KILL", one.address().toString()))
        .isEqualTo("-ERR No such client\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"LADDR 127.0.0.1:6379", "TYPE normal", "USER default", "SKIPME yes", "skipme YES"})
  void killByFilter_closesAllOthersThatMatch(String filter) {
    var others = List.of(server.connect(), server.connect());
    assertThat(client.inline("CLIENT KILL " + filter)).isEqualTo(":2\r\n");
    assertThat(others).allMatch(TestClient::isClosed);
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void killByFilters_needsAllOfThem() {
    var other = server.connect();
    assertThat(client.inline("CLIENT KILL TYPE normal ID 999")).isEqualTo(":0\r\n");
    assertThat(client.inline("CLIENT KILL USER default TYPE pubsub")).isEqualTo(":0\r\n");
    assertThat(client.inline("CLIENT KILL LADDR 127.0.0.1:6379 TYPE normal ID " + id(other)))
        .isEqualTo(":1\r\n");
  }

  @Test
  void killSelf_answersFirst() {
    client.send("CLIENT KILL SKIPME no ID 1\r\nPING\r\n");
    assertThat(client.received()).isEqualTo(":1\r\n");
    assertThat(client.isClosed()).isTrue();
    var second = server.connect();
    second.send("CLIENT KILL " + second.address() + "\r\nPING\r\n");
    assertThat(second.received()).isEqualTo(OK);
    assertThat(second.isClosed()).isTrue();
  }

  @Test
  void killedWhileItsReplyWaits_isGone() {
    var victim = server.connect();
    client.call("SET", "k", "x".repeat(1_000_000));
    victim.post("GET k\r\n");
    server.runFor(0);
    assertThat(client.inline("CLIENT KILL ID 2")).isEqualTo(":1\r\n");
    assertThat(server.parts().clients().count()).isEqualTo(1);
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void replyOff_isSilentUntilOn() {
    client.send("CLIENT REPLY OFF\r\nPING\r\nNOSUCH\r\nSET k v\r\n");
    assertThat(client.received()).isEmpty();
    assertThat(client.inline("CLIENT REPLY ON")).isEqualTo(OK);
    assertThat(client.inline("GET k")).isEqualTo("$1\r\nv\r\n");
  }

  @Test
  void replyOff_keepsWhatWasRepliedBefore() {
    client.send("PING\r\nCLIENT REPLY OFF\r\nPING\r\n");
    assertThat(client.received()).isEqualTo("+PONG\r\n");
  }

  @Test
  void replySkip_isAboutOneCommand() {
    client.send("CLIENT REPLY SKIP\r\nPING\r\nECHO a\r\n");
    assertThat(client.received()).isEqualTo("$1\r\na\r\n");
  }

  @Test
  void quitWithoutReplies_hangsUp() {
    client.send("CLIENT REPLY OFF\r\nQUIT\r\n");
    assertThat(client.isClosed()).isTrue();
  }

  @Test
  void silentClientThatIsClosedByItsCommand_leavesTheChunksOfOthersAlone() {
    // Replies before it, then silence, then its end within a command: its chunks go back once.
    client.send("PING\r\nCLIENT REPLY OFF\r\nSHUTDOWN\r\n");
    var one = server.connect();
    var two = server.connect();
    one.post("ECHO one\r\n");
    two.post("ECHO two\r\n");
    server.runFor(0);
    assertThat(one.received()).isEqualTo("$3\r\none\r\n");
    assertThat(two.received()).isEqualTo("$3\r\ntwo\r\n");
  }

  @Test
  void setName_refusesWhatWouldBreakTheList() {
    var refused = "-ERR Client names cannot contain spaces, newlines or special characters.\r\n";
    assertThat(client.call("CLIENT", "SETNAME", "a b")).isEqualTo(refused);
    assertThat(client.call("CLIENT", "SETNAME", "a\nb")).isEqualTo(refused);
    assertThat(client.call("CLIENT", "SETNAME", "\u00e4")).isEqualTo(refused);
    assertThat(client.call("CLIENT", "SETNAME", "!~")).isEqualTo(OK);
    assertThat(client.call("CLIENT", "GETNAME")).isEqualTo("$2\r\n!~\r\n");
    assertThat(client.call("CLIENT", "SETNAME", "")).isEqualTo(OK);
    assertThat(client.call("CLIENT", "GETNAME")).isEqualTo("$-1\r\n");
  }

  @Test
  void setInfo_refusesWhatWouldBreakTheList() {
    assertThat(client.call("CLIENT", "SETINFO", "lib-name", "a b"))
        .isEqualTo("-ERR lib-name cannot contain spaces, newlines or special characters.\r\n");
    assertThat(client.call("CLIENT", "SETINFO", "LIB-VER", "a\n"))
        .isEqualTo("-ERR LIB-VER cannot contain spaces, newlines or special characters.\r\n");
    assertThat(client.call("CLIENT", "SETINFO", "badger", "x"))
        .isEqualTo("-ERR Unrecognized option 'badger'\r\n");
    assertThat(client.call("CLIENT", "SETINFO", "lib-ver"))
        .isEqualTo("-ERR wrong number of arguments for 'client|setinfo' command\r\n");
    assertThat(client.call("CLIENT", "SETINFO", "lib-name", "")).isEqualTo(OK);
  }

  @Test
  void help_listsTheSubcommandsThereAre() {
    assertThat(client.call("CLIENT", "HELP"))
        .startsWith("*")
        .contains("+CLIENT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:\r\n")
        .contains("+KILL <ip:port>\r\n", "+NO-TOUCH (ON|OFF)\r\n")
        .endsWith("+HELP\r\n+    Print this help.\r\n");
  }

  // Mistakes.

  @ParameterizedTest
  @CsvSource({
    "LIST nosuch, -ERR syntax error",
    "LIST TYPE, -ERR syntax error",
    "LIST TYPE normal pubsub, -ERR syntax error",
    "LIST TYPE nosuch, -ERR Unknown client type 'nosuch'",
    "LIST ID, -ERR syntax error",
    "LIST ID x, -ERR Invalid client ID",
    "LIST ID 1 x, -ERR Invalid client ID",
    "KILL nosuch, -ERR No such client",
    "KILL 1.2.3.4:5, -ERR No such client",
    "KILL ID, -ERR No such client",
    "KILL ID 0, -ERR client-id should be greater than 0",
    "KILL ID x, -ERR client-id should be greater than 0",
    "KILL TYPE nosuch, -ERR Unknown client type 'nosuch'",
    "KILL USER nobody, -ERR No such user 'nobody'",
    "KILL SKIPME maybe, -ERR syntax error",
    "KILL nosuch x, -ERR syntax error",
    "KILL ID 1 TYPE, -ERR syntax error",
    "REPLY maybe, -ERR syntax error",
    "NO-EVICT maybe, -ERR syntax error",
    "NO-TOUCH maybe, -ERR syntax error",
    "nosuch, -ERR unknown subcommand 'nosuch'. Try CLIENT HELP.",
    "ID x, -ERR wrong number of arguments for 'client|id' command",
    "SETNAME, -ERR wrong number of arguments for 'client|setname' command"
  })
  void mistakes_getRedissWords(String words, String error) {
    assertThat(client.inline("CLIENT " + words)).isEqualTo(error + "\r\n");
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "KILL TYPE master, 0",
    "KILL TYPE replica, 0",
    "KILL TYPE slave SKIPME no, 0",
    "KILL TYPE pubsub, 1",
    "KILL ADDR 1.2.3.4:5, 0",
    "KILL LADDR 1.2.3.4:5, 0",
    "KILL LADDR 127.0.0.1:6379 SKIPME no TYPE pubsub, 1"
  })
  void killByFilter_countsWhomItClosed(String words, int closed) {
    var subscriber = server.connect();
    subscriber.call("SUBSCRIBE", "channel");
    assertThat(client.inline("CLIENT " + words)).isEqualTo(":" + closed + "\r\n");
    assertThat(subscriber.isClosed()).isEqualTo(closed == 1);
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT REPLY SKIP, -ERR unknown command 'nosuch'", // its error is skipped too
    "CLIENT REPLY OFF, CLIENT REPLY SKIP"
  })
  void silence_isAboutErrorsToo_andOffIsMoreThanSkip(String first, String second) {
    client.send(first + "\r\n" + (second.startsWith("-") ? "nosuch" : second) + "\r\n");
    assertThat(client.received()).isEmpty();
    client.send("PING\r\n");
    assertThat(client.received()).isEqualTo(second.startsWith("-") ? "+PONG\r\n" : "");
    assertThat(client.inline("CLIENT REPLY ON")).isEqualTo(OK);
  }

  @Test
  void switches_areTurnedOffAgain() {
    for (var name : new String[] {"NO-EVICT", "no-touch"}) {
      assertThat(client.call("CLIENT", name, "ON")).isEqualTo(OK);
    }
    assertThat(client.text("CLIENT", "INFO")).contains(" flags=eT ");
    for (var name : new String[] {"NO-EVICT", "no-touch"}) {
      assertThat(client.call("CLIENT", name, "off")).isEqualTo(OK);
    }
    assertThat(client.text("CLIENT", "INFO")).contains(" flags=N ");
  }

  @Test
  void nameAndList_inResp3() {
    client.call("HELLO", "3");
    assertThat(client.call("CLIENT", "GETNAME")).isEqualTo("_\r\n");
    assertThat(client.call("CLIENT", "LIST", "ID", "999")).isEqualTo("=4\r\ntxt:\r\n");
  }
}
