package eightweeks.week3.keys;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.object.Value;
import eightweeks.week2.values.Values;
import eightweeks.week3.keyspace.Database;
import eightweeks.week3.keyspace.Keyspace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OBJECT, MEMORY and what DEBUG tells about values. */
final class ObjectCommandsTest {
  private final TestServer server = TestServer.start("--enable-debug-command", "yes");
  private final Values values = server.parts().need(Values.SERVICE);
  private final Database database = server.parts().need(Keyspace.SERVICE).all()[0];
  private final TestClient client = server.connect();

  private void store(String key, Value value) {
    database.add(Ascii.bytes(key), value);
  }

  @ParameterizedTest
  @CsvSource({
    "7, int",
    "-1, int",
    "007, embstr",
    "99999999999999999999, embstr",
    "'', embstr",
  })
  void encodingOfStrings(String text, String encoding) {
    client.call("SET", "k", text);
    assertThat(client.text("OBJECT", "ENCODING", "k")).isEqualTo(encoding);
  }

  @Test
  void encoding_changesAt44Bytes() {
    client.call("SET", "k", "x".repeat(44));
    assertThat(client.text("OBJECT", "ENCODING", "k")).isEqualTo("embstr");
    client.call("SET", "k", "x".repeat(45));
    assertThat(client.text("OBJECT", "ENCODING", "k")).isEqualTo("raw");
  }

  /** Which commands give a key a shared integer, as a real server of 7.2.6 shows it. */
  @ParameterizedTest
  @CsvSource({
    "SET k 5, 2147483647, int",
    "SET k 0, 2147483647, int",
    "SET k 9999, 2147483647, int",
    "SET k 10000, 1, int",
    "SET k -1, 1, int",
    "SET k 5 EX 100, 2147483647, int",
    "SET k 5 EX 100|PERSIST k, 2147483647, int",
    "SET k 5|EXPIRE k 100, 2147483647, int",
    "SET k 5|GETEX k EX 100, 2147483647, int",
    "SET k 5 GET, 2147483647, int",
    "SETEX k 100 5, 2147483647, int",
    "PSETEX k 100000 5, 2147483647, int",
    "SETNX k 5, 2147483647, int",
    "GETSET k 5, 2147483647, int",
    "MSET k 5, 2147483647, int",
    "MSETNX k 5, 2147483647, int",
    "INCR k, 2147483647, int",
    "INCRBY k 9999, 2147483647, int",
    "INCRBY k 10000, 1, int",
    "SET k 9999|INCR k, 1, int",
    "SET k 10000|DECR k, 2147483647, int",
    "SET j 5|COPY j k, 1, int",
    "SET j 10000|COPY j k, 1, int",
    "SET j abc|COPY j k, 1, embstr",
    "SET k 5|COPY k j, 2147483647, int",
    "SET j 5|COPY j k|COPY k j REPLACE, 1, int",
    "SET j 5|COPY j k|INCR k, 2147483647, int",
    "SET j 5|COPY j k|EXPIRE k 100, 1, int",
    "SET j 5|COPY j k|RENAME k l|RENAME l k, 1, int",
    "SET j 5|RENAME j k, 2147483647, int",
    "SELECT 1|SET k 5|MOVE k 0|SELECT 0, 2147483647, int",
    "APPEND k 5, 2147483647, int",
    "APPEND k 10000, 1, int",
    "SET k 5|APPEND k 5, 1, raw",
    "SET k 5|APPEND k '', 1, raw",
    "SETRANGE k 0 5, 1, raw",
    "SET k 5|SETRANGE k 0 6, 1, raw",
    "SET k 5|SETRANGE k 0 '', 2147483647, int",
    "INCRBYFLOAT k 5, 1, embstr",
    "SET k 5|INCRBYFLOAT k 1, 1, embstr",
    "SETBIT k 2 1, 1, raw",
    "SET k 5|SETBIT k 2 1, 1, raw",
    "SET k 5|BITFIELD k GET u8 0, 2147483647, int",
    "SET k 5|BITFIELD k SET u8 0 54, 1, raw",
    "SET j 5|BITOP OR k j, 1, raw",
    "SET k 5|GETRANGE k 0 0|STRLEN k|BITCOUNT k, 2147483647, int",
    "RPUSH k 5, 1, listpack"
  })
  void referenceCount_isThatOfASharedIntegerOrOne(String commands, int count, String encoding) {
    referenceCountAfter(commands, count, encoding);
    // Only with a limit of memory that is kept by LRU or LFU has each key a value of its own.
    client.inline("CONFIG SET maxmemory-policy allkeys-lru");
    referenceCountAfter(commands, count, encoding);
    client.inline("CONFIG SET maxmemory 100mb maxmemory-policy allkeys-random");
    referenceCountAfter(commands, count, encoding);
    for (var policy : List.of("allkeys-lru", "volatile-lru", "allkeys-lfu", "volatile-lfu")) {
      client.inline("CONFIG SET maxmemory-policy " + policy);
      referenceCountAfter(commands, 1, encoding);
    }
  }

  private void referenceCountAfter(String commands, int count, String encoding) {
    for (var command : commands.split("\\|")) {
      client.inline(command);
    }
    assertThat(client.inline("OBJECT REFCOUNT k")).isEqualTo(":" + count + "\r\n");
    assertThat(client.text("OBJECT", "ENCODING", "k")).isEqualTo(encoding);
    client.inline("DEL j k");
    assertThat(values.allocator().used()).isZero();
  }

  @Test
  void copyOfASmallInteger_takesMemoryAndReadsLikeTheOther() {
    client.inline("SET small 5");
    client.inline("COPY small other");
    assertThat(client.inline("GET other")).isEqualTo("$1\r\n5\r\n");
    assertThat(client.inline("STRLEN other")).isEqualTo(":1\r\n");
    assertThat(client.inline("GETRANGE other 0 -1")).isEqualTo("$1\r\n5\r\n");
    assertThat(client.inline("INCRBYFLOAT other 0.5")).isEqualTo("$3\r\n5.5\r\n");
    assertThat(client.inline("MEMORY USAGE small")).isEqualTo(":48\r\n");
    client.inline("COPY small other REPLACE");
    assertThat(client.inline("MEMORY USAGE other")).isEqualTo(":64\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ENCODING", "REFCOUNT", "IDLETIME", "FREQ"})
  void missingKey_isNull(String subcommand) {
    assertThat(client.call("OBJECT", subcommand, "nothing")).isEqualTo("$-1\r\n");
    client.call("HELLO", "3");
    assertThat(client.call("OBJECT", subcommand, "nothing")).isEqualTo("_\r\n");
  }

  @Test
  void idleTime_isSecondsSinceTheKeyWasUsed() {
    client.inline("SET k v");
    server.runFor(10_000);
    assertThat(client.inline("OBJECT IDLETIME k")).isEqualTo(":10\r\n");
    assertThat(client.inline("TTL k")).isEqualTo(":-1\r\n");
    assertThat(client.inline("EXISTS k")).isEqualTo(":1\r\n");
    assertThat(client.inline("OBJECT IDLETIME k")).as("asking is no use").isEqualTo(":10\r\n");
    client.inline("GET k");
    assertThat(client.inline("OBJECT IDLETIME k")).isEqualTo(":0\r\n");
  }

  @Test
  void idleTime_isLeftAloneByAClientWithNoTouch() {
    client.inline("SET k v");
    server.runFor(10_000);
    var quiet = server.connect();
    quiet.inline("CLIENT NO-TOUCH on");
    quiet.inline("GET k");
    assertThat(client.inline("OBJECT IDLETIME k")).isEqualTo(":10\r\n");
    quiet.inline("CLIENT NO-TOUCH off");
    quiet.inline("GET k");
    assertThat(client.inline("OBJECT IDLETIME k")).isEqualTo(":0\r\n");
  }

  @Test
  void timeToLive_keepsTheIdleTime() {
    client.inline("SET k v");
    server.runFor(5_000);
    client.inline("CLIENT NO-TOUCH on");
    client.inline("EXPIRE k 100");
    assertThat(client.inline("OBJECT IDLETIME k")).isEqualTo(":5\r\n");
  }

  @Test
  void policy_decidesWhatCanBeAsked() {
    client.inline("SET k v");
    assertThat(client.inline("OBJECT FREQ k"))
        .startsWith("-ERR An LFU maxmemory policy is not selected, access frequency not tracked.");
    assertThat(client.inline("CONFIG SET maxmemory-policy allkeys-lfu")).isEqualTo("+OK\r\n");
    assertThat(client.inline("OBJECT IDLETIME k"))
        .startsWith("-ERR An LFU maxmemory policy is selected, idle time not tracked.");
    client.inline("SET new v");
    assertThat(client.inline("OBJECT FREQ new")).isEqualTo(":5\r\n");
    client.inline("GET new");
    assertThat(client.inline("OBJECT FREQ new")).isEqualTo(":6\r\n");
  }

  @Test
  void memoryUsage_countsKeyAndValue() {
    client.inline("SET key value");
    // The entry 24, key and value in arrays of 16 and 24 bytes.
    assertThat(client.inline("MEMORY USAGE key")).isEqualTo(":64\r\n");
    client.inline("EXPIRE key 100");
    assertThat(client.inline("MEMORY USAGE key")).isEqualTo(":80\r\n");
    client.inline("SET key 5");
    assertThat(client.inline("MEMORY USAGE key")).as("shared").isEqualTo(":40\r\n");
    assertThat(client.inline("MEMORY USAGE nothing")).isEqualTo("$-1\r\n");
  }

  @Test
  void memoryUsage_looksAtSamples() {
    var set = values.set(Ascii.bytes("m"), 0, 1, 1000);
    for (int i = 0; i < 1000; i++) {
      set.add(Ascii.bytes("member:" + (1000 + i)), 0, 11);
    }
    store("s", set);
    var all = client.inline("MEMORY USAGE s SAMPLES 0");
    assertThat(client.inline("MEMORY USAGE s")).isEqualTo(all);
    assertThat(client.inline("MEMORY USAGE s SAMPLES 1")).isEqualTo(all);
  }

  @ParameterizedTest
  @CsvSource({
    "MEMORY USAGE k SAMPLES -1, -ERR syntax error",
    "MEMORY USAGE k SAMPLES, -ERR syntax error",
    "MEMORY USAGE k LIMIT 5, -ERR syntax error",
    "MEMORY USAGE k SAMPLES x, -ERR value is not an integer or out of range",
    "DEBUG OBJECT nothing, -ERR no such key",
    "DEBUG HTSTATS 16, -ERR Out of range database",
    "DEBUG HTSTATS x, -ERR value is not an integer or out of range",
    "DEBUG HTSTATS-KEY k, -ERR The value stored at the specified key is not represented using an"
        + " hash table",
    "DEBUG LISTPACK k, -ERR Not a listpack encoded object.",
    "DEBUG QUICKLIST k, -ERR Not a quicklist encoded object.",
    "DEBUG QUICKLIST-PACKED-THRESHOLD 5gb, -ERR argument must be a memory value bigger than 1 and"
        + " smaller than 4gb",
  })
  void mistakes_getRedissWords(String command, String error) {
    client.inline("SET k v");
    assertThat(client.inline(command)).isEqualTo(error + "\r\n");
  }

  @Test
  void wrongType_isSaid() {
    store("list", values.list());
    assertThat(client.inline("GET list")).startsWith("-WRONGTYPE");
    assertThat(client.inline("INCR list")).startsWith("-WRONGTYPE");
    assertThat(client.inline("SET list v GET")).startsWith("-WRONGTYPE");
    assertThat(client.inline("SET list v")).isEqualTo("+OK\r\n");
  }

  @Test
  void debugObject_tellsOfAQuicklist() {
    client.inline("CONFIG SET list-max-ziplist-size 2");
    var list = values.list();
    list.beforeAdding(3, 3);
    for (int i = 0; i < 3; i++) {
      list.pushTail(Ascii.bytes("abc"), 0, 3);
    }
    store("list", list);
    assertThat(client.inline("DEBUG OBJECT list"))
        .startsWith("+Value at:0x")
        .contains(" refcount:1 encoding:quicklist ")
        .contains(" lru_seconds_idle:0 ql_nodes:2 ql_avg_node:1.50 ql_listpack_max:2")
        .contains(" ql_compressed:0 ql_uncompressed_size:");
    assertThat(client.inline("OBJECT ENCODING list")).isEqualTo("$9\r\nquicklist\r\n");
  }

  @Test
  void tableStatistics_areThoseOfTheDict() {
    client.inline("SET k v");
    assertThat(client.text("DEBUG", "HTSTATS", "0"))
        .startsWith("[Dictionary HT]\n")
        .contains("[Expires HT]\n");
    var hash = values.hash();
    for (int i = 0; i < 600; i++) {
      hash.set(Ascii.bytes("f" + i), 0, ("f" + i).length(), Ascii.bytes("v"), 0, 1);
    }
    store("h", hash);
    assertThat(client.text("DEBUG", "HTSTATS-KEY", "h")).contains("Hash table 0 stats");
  }

  @Test
  void listpack_isPrinted() {
    var list = values.list();
    list.pushTail(Ascii.bytes("abc"), 0, 3);
    list.pushTail(Ascii.bytes("17"), 0, 2);
    store("list", list);
    assertThat(client.inline("DEBUG LISTPACK list"))
        .isEqualTo("+Listpack structure printed on stdout\r\n");
    assertThat(server.rawLog())
        .contains("{total bytes 14} {num entries 2}")
        .contains("offset: 6, bytes: 83|61|62|63|04|, value: \"abc\"")
        .contains("offset: 11, bytes: 11|01|, value: 17");
  }

  @Test
  void objectOfMissingKey_isNoMissThatIsTold() {
    client.inline("CONFIG SET notify-keyspace-events KEAm");
    var listener = server.connect();
    listener.call("PSUBSCRIBE", "*");
    client.inline("OBJECT ENCODING none");
    assertThat(listener.received()).isEmpty();
    client.inline("TTL none");
    assertThat(listener.received()).contains("keymiss");
  }

  @Test
  void accountedMemory_isZeroWhenAllKeysAreGone() {
    long before = values.allocator().used();
    assertThat(before).isZero();
    client.inline("MSET a 1 b 100000 c text d " + "x".repeat(100));
    client.inline("EXPIRE a 100");
    client.inline("INCR b");
    client.inline("SET c other EX 50");
    client.inline("SELECT 3");
    client.inline("SET e other");
    assertThat(values.allocator().used()).isEqualTo(sumOfMemoryUsage());
    client.inline("FLUSHDB");
    client.inline("SELECT 0");
    assertThat(values.allocator().used()).isEqualTo(sumOfMemoryUsage());
    client.inline("DEL a b c d");
    assertThat(values.allocator().used()).isZero();
    client.inline("SET c other");
    client.inline("FLUSHALL");
    assertThat(values.allocator().used()).isZero();
  }

  /** What MEMORY USAGE says of all keys together. */
  private long sumOfMemoryUsage() {
    long sum = 0;
    var other = server.connect();
    for (int i = 0; i < 16; i++) {
      other.inline("SELECT " + i);
      for (var key : new String[] {"a", "b", "c", "d", "e"}) {
        var reply = other.inline("MEMORY USAGE " + key);
        sum += reply.startsWith(":") ? Long.parseLong(reply.substring(1).trim()) : 0;
      }
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"OBJECT, REFCOUNT <key>", "MEMORY, USAGE <key> [SAMPLES <count>]"})
  void help_listsTheSubcommands(String command, String line) {
    assertThat(client.call(command, "HELP"))
        .startsWith("*")
        .contains("+" + command + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:\r\n")
        .contains("+" + line + "\r\n")
        .endsWith("+HELP\r\n+    Print this help.\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "OBJECT, -ERR wrong number of arguments for 'object' command",
    "OBJECT nosuch k, -ERR unknown subcommand 'nosuch'. Try OBJECT HELP.",
    "OBJECT ENCODING, -ERR wrong number of arguments for 'object|encoding' command",
    "OBJECT FREQ k x, -ERR wrong number of arguments for 'object|freq' command",
    "MEMORY nosuch, -ERR unknown subcommand 'nosuch'. Try MEMORY HELP.",
    "MEMORY USAGE, -ERR wrong number of arguments for 'memory|usage' command"
  })
  void wrongNumberOfWords_isSaid(String command, String error) {
    assertThat(client.inline(command)).isEqualTo(error + "\r\n");
  }
}
