package eightweeks.week3.commanddocs;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Peer;
import eightweeks.harness.Resp;
import eightweeks.harness.SocketServer;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.ContainerCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** COMMAND and its subcommands: what the server tells about its commands. */
final class CommandCommandTest {
  /** Commands whose documentation has the same structure in 7.0 and 7.2. */
  private static final List<String> SAME_DOCUMENTATION =
      List.of(
          "auth",
          "command",
          "command|count",
          "command|docs",
          "command|info",
          "command|list",
          "config",
          "client|no-evict",
          "client|setname",
          "dbsize",
          "debug",
          "del",
          "echo",
          "exists",
          "expire",
          "get",
          "incr",
          "info",
          "object|encoding",
          "ping",
          "select",
          "set",
          "time",
          "ttl",
          "watch");

  private static final int TIMEOUT_MILLIS = 20_000;

  @TempDir private Path folder;
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() {
    server = TestServer.start();
    client = server.connect();
  }

  private static String bulks(String... words) {
    return Resp.query(words);
  }

  @Test
  void count_countsCommandsWithoutTheirSubcommands() {
    int commands = server.parts().commands().size();
    assertThat(client.call("COMMAND", "COUNT")).isEqualTo(":" + commands + "\r\n");
    assertThat(client.call("COMMAND")).startsWith("*" + commands + "\r\n*10\r\n");
    assertThat(client.call("COMMAND", "INFO")).startsWith("*" + commands + "\r\n*10\r\n");
    client.call("HELLO", "3");
    assertThat(client.call("COMMAND", "DOCS")).startsWith("%" + commands + "\r\n");
  }

  @Test
  void info_tellsFlagsKeysCategoriesAndTips() {
    String set =
        String.join(
            " ",
            "*10 $3 set :-3 *2 +write +denyoom :1 :1 :1 *3 +@write +@string +@slow *0",
            "*1 *8 $5 notes $48 (notes)",
            "$5 flags *4 +RW +access +update +variable_flags",
            "$12 begin_search *4 $4 type $5 index $4 spec *2 $5 index :1",
            "$9 find_keys *4 $4 type $5 range $4 spec",
            "*6 $7 lastkey :0 $7 keystep :1 $5 limit :0 *0 ");
    assertThat(
            client
                .call("COMMAND", "INFO", "set")
                .replace("RW and ACCESS due to the optional `GET` argument", "(notes)")
                .replace("\r\n", " "))
        .isEqualTo("*1 " + set);
    assertThat(client.call("COMMAND", "INFO", "nosuch", "get|x")).isEqualTo("*2\r\n$-1\r\n$-1\r\n");
    client.call("HELLO", "3");
    assertThat(client.call("COMMAND", "INFO", "client|id"))
        .isEqualTo(
            "*1\r\n*10\r\n$9\r\nclient|id\r\n:2\r\n"
                + "~3\r\n+noscript\r\n+loading\r\n+stale\r\n:0\r\n:0\r\n:0\r\n"
                + "~2\r\n+@slow\r\n+@connection\r\n~0\r\n~0\r\n~0\r\n");
  }

  @Test
  void docs_areAMap_fromTheNameToWhatThereIsToSay() {
    assertThat(client.call("COMMAND", "DOCS", "quit", "nosuch"))
        .isEqualTo(
            bulks("quit", "?")
                .replace(
                    "$1\r\n?\r\n",
                    "*14\r\n"
                        + bulks(
                                "summary",
                                "Closes the connection once everything has been replied.",
                                "since",
                                "1.0.0",
                                "group",
                                "connection",
                                "complexity",
                                "O(1)",
                                "doc_flags")
                            .substring("*9\r\n".length())
                        + "*1\r\n+deprecated\r\n"
                        + bulks(
                                "deprecated_since",
                                "7.2.0",
                                "replaced_by",
                                "closing the connection")
                            .substring("*4\r\n".length())));
    client.call("HELLO", "3");
    assertThat(client.call("COMMAND", "DOCS", "get"))
        .isEqualTo(
            "%1\r\n$3\r\nget\r\n%5\r\n$7\r\nsummary\r\n$30\r\nReturns the value of a string.\r\n"
                + "$5\r\nsince\r\n$5\r\n1.0.0\r\n$5\r\ngroup\r\n$6\r\nstring\r\n"
                + "$10\r\ncomplexity\r\n$4\r\nO(1)\r\n"
                + "$9\r\narguments\r\n*1\r\n%4\r\n$4\r\nname\r\n$3\r\nkey\r\n"
                + "$4\r\ntype\r\n$3\r\nkey\r\n$12\r\ndisplay_text\r\n$3\r\nkey\r\n"
                + "$14\r\nkey_spec_index\r\n:0\r\n");
    assertThat(client.call("COMMAND", "DOCS", "nosuch")).isEqualTo("%0\r\n");
  }

  @Test
  void docs_ofAContainer_haveThoseOfItsSubcommands() {
    client.call("HELLO", "3");
    assertThat(client.call("COMMAND", "DOCS", "command"))
        .contains("$11\r\nsubcommands\r\n%7\r\n$12\r\ncommand|help\r\n%4\r\n");
  }

  @Test
  void list_hasAllNames_subcommandsToo() {
    var expected = new ArrayList<String>();
    for (var command : server.parts().commands().all()) {
      expected.add(command.fullName());
      if (command instanceof ContainerCommand container) {
        container.subcommands().forEach(subcommand -> expected.add(subcommand.fullName()));
      }
    }
    assertThat(client.call("COMMAND", "LIST")).isEqualTo(bulks(expected.toArray(String[]::new)));
  }

  @Test
  void list_filtersByPatternCategoryAndModule() {
    assertThat(client.call("COMMAND", "LIST", "FILTERBY", "PATTERN", "[E]C*o"))
        .isEqualTo(bulks("echo"));
    assertThat(client.call("COMMAND", "LIST", "FILTERBY", "PATTERN", "config|re*"))
        .isEqualTo(bulks("config|resetstat", "config|rewrite"));
    assertThat(client.call("COMMAND", "LIST", "filterby", "aclcat", "transaction"))
        .contains("exec", "watch")
        .doesNotContain("get");
    assertThat(client.call("COMMAND", "LIST", "FILTERBY", "ACLCAT", "nosuch")).isEqualTo("*0\r\n");
    assertThat(client.call("COMMAND", "LIST", "FILTERBY", "MODULE", "m")).isEqualTo("*0\r\n");
    for (var words :
        List.of(
            List.of("FILTERBY"),
            List.of("FILTERBY", "PATTERN"),
            List.of("FILTERBY", "NOSUCH", "x"),
            List.of("FILTERBY", "PATTERN", "x", "y"),
            List.of("NOSUCH", "PATTERN", "x"))) {
      var all = new ArrayList<>(List.of("COMMAND", "LIST"));
      all.addAll(words);
      assertThat(client.call(all.toArray(String[]::new))).isEqualTo("-ERR syntax error\r\n");
    }
  }

  @Test
  void getKeys_findsTheKeysAmongTheWords() {
    assertThat(client.call("COMMAND", "GETKEYS", "GET", "k")).isEqualTo(bulks("k"));
    assertThat(client.call("COMMAND", "GETKEYS", "mset", "a", "1", "b", "2"))
        .isEqualTo(bulks("a", "b"));
    assertThat(client.call("COMMAND", "GETKEYS", "mset", "a", "1", "b")).isEqualTo(bulks("a", "b"));
    assertThat(client.call("COMMAND", "GETKEYS", "del", "a", "b", "a"))
        .isEqualTo(bulks("a", "b", "a"));
    assertThat(client.call("COMMAND", "GETKEYS", "object", "encoding", "k")).isEqualTo(bulks("k"));
  }

  @Test
  void getKeys_complainsAsRedisDoes() {
    assertThat(client.call("COMMAND", "GETKEYS", "NOSUCH", "a"))
        .isEqualTo("-ERR Invalid command specified\r\n");
    assertThat(client.call("COMMAND", "GETKEYS", "CLIENT", "nosuch"))
        .isEqualTo("-ERR Invalid command specified\r\n");
    assertThat(client.call("COMMAND", "GETKEYS", "PING", "a"))
        .isEqualTo("-ERR The command has no key arguments\r\n");
    assertThat(client.call("COMMAND", "GETKEYS", "CLIENT"))
        .isEqualTo("-ERR The command has no key arguments\r\n");
    assertThat(client.call("COMMAND", "GETKEYS", "GET", "a", "b"))
        .isEqualTo("-ERR Invalid number of arguments specified for command\r\n");
    assertThat(client.call("COMMAND", "GETKEYS"))
        .isEqualTo("-ERR wrong number of arguments for 'command|getkeys' command\r\n");
  }

  @Test
  void getKeysAndFlags_tellsWhatIsDoneWithEachKey() {
    assertThat(client.call("COMMAND", "GETKEYSANDFLAGS", "set", "k", "v"))
        .isEqualTo("*1\r\n*2\r\n$1\r\nk\r\n*2\r\n+OW\r\n+update\r\n");
    assertThat(client.call("COMMAND", "GETKEYSANDFLAGS", "set", "k", "v", "GET"))
        .isEqualTo("*1\r\n*2\r\n$1\r\nk\r\n*3\r\n+RW\r\n+access\r\n+update\r\n");
    client.call("HELLO", "3");
    assertThat(client.call("COMMAND", "GETKEYSANDFLAGS", "del", "a", "b"))
        .isEqualTo(
            "*2\r\n*2\r\n$1\r\na\r\n~2\r\n+RM\r\n+delete\r\n"
                + "*2\r\n$1\r\nb\r\n~2\r\n+RM\r\n+delete\r\n");
  }

  @Test
  void help_namesTheSubcommands() {
    assertThat(client.call("COMMAND", "HELP"))
        .startsWith(
            "*21\r\n+COMMAND <subcommand> [<arg> [value] [opt] ...]. Subcommands are:\r\n"
                + "+(no subcommand)\r\n+    Return details about all Redis commands.\r\n+COUNT\r\n")
        .endsWith("+HELP\r\n+    Print this help.\r\n");
    assertThat(client.call("COMMAND", "NOSUCH"))
        .isEqualTo("-ERR unknown subcommand 'NOSUCH'. Try COMMAND HELP.\r\n");
  }

  @Test
  void docs_haveTheStructureOfARealServers() throws Exception {
    Peer.assumeThere();
    try (var peer = Peer.start(folder);
        var ours = SocketServer.start()) {
      var softly = new SoftAssertions();
      for (var name : SAME_DOCUMENTATION) {
        softly
            .assertThat(structure(docs(ours.port(), name)))
            .as(name)
            .isEqualTo(structure(docs(peer.port(), name)));
      }
      softly.assertAll();
    }
  }

  private static String docs(int port, String name) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket
          .getOutputStream()
          .write(Ascii.bytes(Resp.query("HELLO", "3") + Resp.query("COMMAND", "DOCS", name)));
      reply(socket);
      return reply(socket);
    }
  }

  private static String reply(Socket socket) throws IOException {
    var bytes = new ByteArrayOutputStream();
    do {
      int next = socket.getInputStream().read();
      assertThat(next).as("the server hangs up").isNotNegative();
      bytes.write(next);
    } while (Resp.end(bytes.toByteArray(), 0) < 0);
    return Ascii.text(bytes.toByteArray());
  }

  /**
   * Documentation without its sentences, which are our own, and without what is new in 7.2: {@code
   * display_text} (so the sizes of maps are left out as well), and subcommands, which come with the
   * weeks.
   */
  private static String structure(String docs) {
    return docs.replaceAll(
            "(summary|complexity|replaced_by)\r\n\\$\\d+\r\n[^\r]*\r\n", "$1\r\n(text)\r\n")
        .replaceAll("(\\*2\r\n\\$\\d+\r\n[\\d.]+\r\n)\\$\\d+\r\n[^\r]*\r\n", "$1(text)\r\n")
        .replaceAll("\\$11\r\nsubcommands\r\n(?s).*", "(subcommands)")
        .replaceAll("%\\d+\r\n", "%\r\n")
        .replaceAll("\\$12\r\ndisplay_text\r\n\\$\\d+\r\n[^\r]*\r\n", "")
        .replace("\r\n", "\n");
  }

  /** By place, to the end, with a step, behind a count, behind a keyword, or by the command. */
  @ParameterizedTest
  @CsvSource({
    "GET k, k",
    "DEL a b c, a b c",
    "MSETNX a 1 b 2, a b",
    "RENAME a b, a b",
    "OBJECT FREQ k, k",
    "BLPOP a b 0, a b",
    "BITOP AND r a b, r a b",
    "LMPOP 2 a b LEFT COUNT 3, a b",
    "BLMPOP 0 1 a RIGHT, a",
    "SINTERCARD 2 a b LIMIT 1, a b",
    "ZUNIONSTORE r 2 a b WEIGHTS 1 2, r a b",
    "ZDIFF 1 a WITHSCORES, a",
    "ZMPOP 1 a MIN, a",
    "SORT l BY w_* GET v_* STORE r, l r",
    "SORT_RO l, l",
    "GEORADIUS g 1 1 1 km STORE r, g r",
    "GEOSEARCHSTORE r g FROMMEMBER m BYRADIUS 1 m, r g",
    "MEMORY USAGE k, k",
    "PFDEBUG DECODE k, k",
    "LCS a b LEN, a b"
  })
  void getKeys_findsThemWhereverTheyStand(String command, String keys) {
    assertThat(client.inline("COMMAND GETKEYS " + command)).isEqualTo(bulks(keys.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "LMPOP x a LEFT",
    "LMPOP 3 a LEFT",
    "LMPOP -1 a LEFT",
    "LMPOP 0 a LEFT",
    "ZUNIONSTORE r 3 a b",
    "ZUNIONSTORE r 99999999999 a"
  })
  void getKeys_ofACountThatMakesNoSense_isAnError(String command) {
    assertThat(client.inline("COMMAND GETKEYS " + command))
        .isEqualTo("-ERR Invalid arguments specified for command\r\n");
  }

  @Test
  void getKeys_ofManyKeys_findsAll() {
    var words = new ArrayList<>(List.of("COMMAND", "GETKEYS", "DEL"));
    for (int i = 0; i < 100; i++) {
      words.add("key:" + i);
    }
    assertThat(client.call(words.toArray(String[]::new)))
        .isEqualTo(bulks(words.subList(3, words.size()).toArray(String[]::new)));
  }
}
