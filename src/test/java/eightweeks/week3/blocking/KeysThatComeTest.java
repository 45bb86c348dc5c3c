package eightweeks.week3.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week3.command.Toys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All the ways in which a key is created or deleted that a blocked client waits for. */
final class KeysThatComeTest {
  private final TestServer server = TestServer.in(new TestWorld()).with(new Toys()).start();
  private final TestClient client = server.connect();

  @BeforeEach
  void listsElsewhere() {
    client.inline("RPUSH list a");
    client.inline("ZADD sorted 1 a");
    client.inline("SELECT 1");
    client.inline("RPUSH wanted a");
    client.inline("SELECT 0");
  }

  private TestClient waiting(String command) {
    var waiting = server.connect().send(command + "\r\n");
    assertThat(waiting.received()).isEmpty();
    return waiting;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RPUSH wanted a",
        "LINSERT list BEFORE a x | LMOVE list wanted RIGHT LEFT",
        "RPOPLPUSH list wanted",
        "RENAME list wanted",
        "RENAMENX list wanted",
        "COPY list wanted",
        "SORT list ALPHA STORE wanted",
        "SELECT 1 | MOVE wanted 0",
        "SELECT 1 | COPY wanted wanted DB 0",
        "SWAPDB 0 1",
        "SWAPDB 1 0",
        "MULTI | RPUSH wanted x | DEL wanted | RPUSH wanted a | EXEC"
      })
  void list_comesByAnyCommand(String commands) {
    var waiting = waiting("BLPOP wanted 0");
    for (var command : commands.split(" \\| ")) {
      client.inline(command);
    }
    assertThat(waiting.received()).isEqualTo("*2\r\n$6\r\nwanted\r\n$1\r\na\r\n");
    assertThat(server.info("blocked_clients")).isEqualTo("0");
    assertThat(server.info("total_blocking_keys")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ZADD wanted 1 a",
        "RENAME sorted wanted",
        "ZUNIONSTORE wanted 1 sorted",
        "ZRANGESTORE wanted sorted 0 -1",
        "GEOADD wanted 1 1 a",
        "COPY sorted wanted"
      })
  void sortedSet_comesByAnyCommand(String command) {
    var waiting = waiting("BZPOPMIN wanted 0");
    client.inline(command);
    assertThat(waiting.received()).startsWith("*3\r\n$6\r\nwanted\r\n$1\r\na\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SET wanted v", "ZADD wanted 1 a", "SADD wanted a", "RPUSH other a"})
  void keyOfAnotherType_orAnotherKey_servesNoClient(String command) {
    var waiting = waiting("BLPOP wanted 0");
    client.inline(command);
    assertThat(waiting.received()).isEmpty();
    assertThat(server.info("blocked_clients")).isEqualTo("1");
  }

  @Test
  void twoKindsThatWaitAtOneKey_areServedByWhatComes() {
    var forList = waiting("BLPOP wanted 0");
    var forSortedSet = waiting("BZPOPMAX wanted 0");
    client.inline("ZADD wanted 2 b");
    assertThat(forSortedSet.received()).isEqualTo("*3\r\n$6\r\nwanted\r\n$1\r\nb\r\n$1\r\n2\r\n");
    assertThat(forList.received()).isEmpty();
    client.inline("RPUSH wanted a");
    assertThat(forList.received()).isEqualTo("*2\r\n$6\r\nwanted\r\n$1\r\na\r\n");
  }

  // Clients that are blocked on a key that exists, until it is deleted.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DEL list",
        "UNLINK list",
        "LPOP list",
        "EXPIRE list -1",
        "RENAME list other",
        "MOVE list 1",
        "FLUSHDB",
        "FLUSHALL",
        "SWAPDB 0 1",
        "SWAPDB 1 0"
      })
  void key_goesByAnyCommand(String command) {
    var waiting = waiting("TOY.GONE list 0");
    client.inline(command);
    assertThat(waiting.received()).isEqualTo("-NOGROUP it has gone\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RPUSH list b", "SWAPDB 2 3", "SWAPDB 0 0", "PERSIST list", "DEL other"})
  void keyThatStays_isWaitedFor(String command) {
    var waiting = waiting("TOY.GONE list 0");
    client.inline(command);
    assertThat(waiting.received()).isEmpty();
  }

  @Test
  void keyThatExpires_goesToo() {
    client.inline("PEXPIRE list 100");
    var waiting = waiting("TOY.GONE list 0");
    server.runFor(1_000);
    assertThat(waiting.received()).isEqualTo("-NOGROUP it has gone\r\n");
  }

  // CLIENT UNBLOCK and CLIENT PAUSE, word by word.

  @ParameterizedTest
  @ValueSource(strings = {"", " TIMEOUT", " timeout"})
  void unblock_isAsIfTimeWereOver(String word) {
    var waiting = waiting("BLMOVE wanted list LEFT LEFT 0");
    assertThat(client.inline("CLIENT UNBLOCK 2" + word)).isEqualTo(":1\r\n");
    assertThat(waiting.received()).isEqualTo("*-1\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PAUSE 1 WRITE x", "PAUSE 1 ALL x", "UNBLOCK 1 ERROR x"})
  void tooManyWords_areRefused(String words) {
    assertThat(client.inline("CLIENT " + words))
        .isEqualTo(
            "-ERR unknown subcommand or wrong number of arguments for '"
                + words.split(" ")[0]
                + "'. Try CLIENT HELP.\r\n");
  }

  @Test
  void pauseAll_isStrict_andAMilderOneDoesNotSoftenIt() {
    client.inline("CLIENT PAUSE 1000 ALL");
    var other = server.connect().send("CLIENT PAUSE 2000 WRITE\r\n");
    assertThat(other.received()).as("it is paused itself").isEmpty();
    server.runFor(1_010);
    assertThat(other.received()).isEqualTo("+OK\r\n");
    assertThat(other.inline("PING")).as("now only writes are held").isEqualTo("+PONG\r\n");
    other.send("SET k v\r\n");
    assertThat(other.received()).isEmpty();
    assertThat(client.inline("CLIENT UNPAUSE")).isEqualTo("+OK\r\n");
    assertThat(other.received()).isEqualTo("+OK\r\n");
  }

  @Test
  void replicationCommands_arePausedWithTheWrites() {
    client.inline("CLIENT PAUSE 1000 WRITE");
    var publisher = server.connect().send("PUBLISH channel hello\r\n");
    assertThat(publisher.received()).as("it would go to replicas").isEmpty();
    var counter = server.connect().send("PFCOUNT h\r\n");
    assertThat(counter.received()).as("it may note a count").isEmpty();
    server.runFor(1_010);
    assertThat(publisher.received() + counter.received()).isEqualTo(":0\r\n:0\r\n");
  }
}
