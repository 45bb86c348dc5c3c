package eightweeks.week4.aofbase;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week7.simulation.MemoryDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** aof-use-rdb-preamble no: the base of the append-only file has commands. */
final class BaseOfCommandsTest {
  private static final String FOLDER = "/appendonlydir/";
  private static final String SECOND = FOLDER + "appendonly.aof.2.base.aof";

  private MemoryDisk disk;
  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() {
    disk = new MemoryDisk();
    server = started(disk);
    client = server.connect();
  }

  private static TestServer started(MemoryDisk disk, String... more) {
    var options =
        new ArrayList<>(
            List.of("--appendonly", "yes", "--aof-use-rdb-preamble", "no", "--save", ""));
    options.addAll(List.of("--enable-debug-command", "yes"));
    options.addAll(List.of(more));
    return TestServer.in(new TestWorld())
        .disk(disk)
        .options(options.toArray(String[]::new))
        .start();
  }

  private static String resp(String... words) {
    var text = new StringBuilder("*" + words.length + "\r\n");
    for (var word : words) {
      text.append("$" + word.length() + "\r\n" + word + "\r\n");
    }
    return text.toString();
  }

  /** Rewrites the file; returns the new base. */
  private String rewritten() throws IOException {
    client.call("BGREWRITEAOF");
    server.runFor(10);
    return Ascii.text(disk.read(SECOND));
  }

  @Test
  void serverWithoutData_beginsWithAnEmptyBase() throws IOException {
    assertThat(disk.read(FOLDER + "appendonly.aof.1.base.aof")).isEmpty();
    assertThat(Ascii.text(disk.read(FOLDER + "appendonly.aof.manifest")))
        .startsWith("file appendonly.aof.1.base.aof seq 1 type b\n");
  }

  @Test
  void eachType_hasItsCommand() throws IOException {
    client.call("SET", "k", "v");
    assertThat(rewritten()).isEqualTo(resp("SELECT", "0") + resp("SET", "k", "v"));
  }

  @Test
  void collections_areWrittenWithAllElements() throws IOException {
    client.call("SELECT", "3");
    client.call("RPUSH", "list", "a", "7", "c");
    assertThat(rewritten()).isEqualTo(resp("SELECT", "3") + resp("RPUSH", "list", "a", "7", "c"));
    client.call("DEL", "list");
    client.call("HSET", "hash", "f", "1");
    client.call("BGREWRITEAOF");
    server.runFor(10);
    assertThat(Ascii.text(disk.read(FOLDER + "appendonly.aof.3.base.aof")))
        .isEqualTo(resp("SELECT", "3") + resp("HMSET", "hash", "f", "1"));
  }

  @Test
  void scores_keepTheirValue() throws IOException {
    client.call("ZADD", "z", "-inf", "a", "0.1", "b", "3", "c", "inf", "d");
    assertThat(rewritten())
        .isEqualTo(
            resp("SELECT", "0") + resp("ZADD", "z", "-inf", "a", "0.1", "b", "3", "c", "inf", "d"));
  }

  @Test
  void expiry_followsTheKey() throws IOException {
    client.call("SET", "k", "v", "PXAT", "9999999999999");
    assertThat(rewritten())
        .isEqualTo(
            resp("SELECT", "0") + resp("SET", "k", "v") + resp("PEXPIREAT", "k", "9999999999999"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RPUSH", "SADD", "ZADD", "HSET"})
  void largeCollection_takesCommandsOf64Elements(String command) throws IOException {
    int words = command.equals("RPUSH") || command.equals("SADD") ? 1 : 2;
    for (int i = 0; i < 130; i++) {
      var call = new ArrayList<>(List.of(command, "large", "" + i));
      if (words == 2) {
        call.add("" + i);
      }
      client.call(call.toArray(String[]::new));
    }
    var base = rewritten();
    assertThat(base.split("\\*" + (2 + 64 * words) + "\r\n", -1)).hasSize(3);
    assertThat(base.split("\\*" + (2 + 2 * words) + "\r\n", -1)).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void timestamp_isTheFirstLine() throws IOException {
    client.call("CONFIG", "SET", "aof-timestamp-enabled", "yes");
    long second = server.server().loop().time().seconds();
    assertThat(rewritten()).isEqualTo("#TS:" + second + "\r\n");
  }

  /** Fills databases with every type in both sizes, binary data and expiry times. */
  static void fill(TestClient client) {
    for (var database : List.of("0", "9")) {
      client.call("SELECT", database);
      client.call("SET", "number", "12345");
      client.call("SET", "binary\0\u00ff\r\n", "*3\r\n$3\r\n\0\u00ff");
      client.call("SET", "empty", "");
      client.call("SETRANGE", "mutable", "10", "text");
      client.call("SET", "expiring", "v", "EX", "100000");
      client.call("CONFIG", "SET", "list-compress-depth", "1");
      for (int i = 0; i < 700; i++) {
        client.call("RPUSH", "list", "element number " + i);
        client.call("HSET", "hash", "field " + i, "" + i);
        client.call("SADD", "set", "member " + i);
        client.call("SADD", "integers", "" + i);
        client.call("ZADD", "zset", i + ".25", "member " + i);
      }
      client.call("RPUSH", "small-list", "a", "1", "");
      client.call("HSET", "small-hash", "f", "v");
      client.call("SADD", "small-set", "a", "1");
      client.call("ZADD", "small-zset", "1", "a");
      client.call("PEXPIRE", "small-zset", "10000000");
    }
  }

  @Test
  void restart_hasTheSameData() throws IOException {
    fill(client);
    rewritten();
    client.call("SET", "later", "1");
    var digest = client.call("DEBUG", "DIGEST");
    assertThat(started(disk).connect().call("DEBUG", "DIGEST")).isEqualTo(digest);
  }

  @Test
  void changesDuringTheRewrite_areNotInTheBase() throws IOException {
    client.call("CONFIG", "SET", "rdb-key-save-delay", "100");
    for (int i = 0; i < 200; i++) {
      client.call("SET", "key" + i, "old");
    }
    client.call("BGREWRITEAOF");
    for (int i = 0; i < 200; i++) {
      client.call("SET", "key" + i, "new");
    }
    server.runFor(1000);
    assertThat(Ascii.text(disk.read(SECOND))).contains("key199").doesNotContain("new");
    assertThat(started(disk).connect().call("GET", "key7")).isEqualTo("$3\r\nnew\r\n");
  }

  @Test
  void formOfTheNextBase_canBeChanged() throws IOException {
    client.call("SET", "k", "v");
    client.call("CONFIG", "SET", "aof-use-rdb-preamble", "yes");
    client.call("BGREWRITEAOF");
    client.call("CONFIG", "SET", "aof-use-rdb-preamble", "no"); // for the one after that
    server.runFor(10);
    assertThat(Ascii.text(disk.read(FOLDER + "appendonly.aof.2.base.rdb"))).startsWith("REDIS");
    client.call("BGREWRITEAOF");
    server.runFor(10);
    assertThat(Ascii.text(disk.read(FOLDER + "appendonly.aof.3.base.aof"))).startsWith("*2\r\n");
    assertThat(started(disk).connect().call("GET", "k")).isEqualTo("$1\r\nv\r\n");
  }
}
