package eightweeks.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import eightweeks.harness.BesideOthers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares {@code used_memory}, which the server accounts, with the live bytes of its heap, which
 * its JVM measures: the growth of both, for data of every type and encoding.
 *
 * <p>{@code -Dlive.table=true} prints the table of docs/reference/memory.adoc.
 */
@BesideOthers
@Timeout(120)
final class LiveBytesTest {
  /** How far the two numbers may be apart. */
  private static final Percentage FIVE_PERCENT = Percentage.withPercentage(5);

  /** What the server keeps in any case: pools of buffers, areas of threads. */
  private static final long NOISE = 100_000;

  private static final Pattern KEYS = Pattern.compile("keys=(\\d+),expires=(\\d+)");
  private static final boolean TABLE = Boolean.getBoolean("live.table");

  @TempDir private static Path folder;
  private static ChildServer server;
  private static Wire wire;
  private static final StringBuilder table = new StringBuilder();

  /** Adds a piece of data, the ith, to the server. */
  @FunctionalInterface
  interface Piece {
    void add(Pipeline to, int i) throws IOException;
  }

  /**
   * Data of a kind.
   *
   * @param count number of pieces
   * @param config a directive, its value, and its usual value; or nothing
   */
  record Data(String name, int count, List<String> config, Piece piece) {
    static Data of(String name, int count, Piece piece) {
      return new Data(name, count, List.of(), piece);
    }

    /** Returns the same data, made while a directive has another value than usual. */
    Data with(String directive, String value, String usual) {
      return new Data(name, count, List.of(directive, value, usual), piece);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** The numbers of one moment, in bytes. */
  private record Memory(long used, long dataSet, long live) {
    Memory minus(Memory before) {
      return new Memory(used - before.used, dataSet - before.dataSet, live - before.live);
    }
  }

  @BeforeAll
  static void start() throws IOException {
    server =
        ChildServer.startMeasured(
            "--dir",
            folder.toString(),
            "--enable-debug-command",
            "yes",
            "--activerehashing",
            "no",
            "--slowlog-log-slower-than",
            "-1"); // entries are counted
    wire = server.connect();
  }

  @AfterAll
  static void end() throws IOException {
    wire.close();
    server.close();
    if (TABLE) {
      System.out.print(table);
    }
  }

  @BeforeEach
  void flush() throws IOException {
    assertThat(wire.ask("FLUSHALL")).isEqualTo("+OK");
  }

  static Stream<Data> data() {
    return Stream.of(
        Data.of(
            "strings: shared integers", 30_000, (to, i) -> to.send("SET", key(i), "" + i % 999)),
        Data.of("strings: integers", 30_000, (to, i) -> to.send("SET", key(i), "" + (i + 10_000))),
        strings(25_000, 16),
        strings(20_000, 44),
        strings(15_000, 100),
        strings(2_500, 1024),
        strings(60, 100 * 1024),
        strings(8, 1 << 20),
        Data.of(
            "strings grown by APPEND",
            10_000,
            (to, i) -> {
              to.send("SET", key(i), "a".repeat(20));
              to.send("APPEND", key(i), "b".repeat(1 + i % 100));
            }),
        Data.of(
            "bitmaps", 10_000, (to, i) -> to.send("SETBIT", key(i), "" + 8 * (100 + i % 100), "1")),
        Data.of(
            "strings with a time to live",
            20_000,
            (to, i) -> to.send("SET", key(i), text(i), "EX", "100000")),
        Data.of(
            "HyperLogLogs, sparse", 10_000, (to, i) -> to.send("PFADD", key(i), "a", "b", "c" + i)),
        Data.of("HyperLogLogs, dense", 200, (to, i) -> to.send("PFADD", key(i), "a" + i))
            .with("hll-sparse-max-bytes", "0", "3000"),
        Data.of(
            "lists: listpacks", 15_000, (to, i) -> to.send(words("RPUSH", key(i), members(i, 8)))),
        Data.of(
            "lists: full listpacks",
            500,
            (to, i) -> to.send(words("RPUSH", key(i), texts(i, 250)))),
        Data.of(
            "list: quicklist", 1_250, (to, i) -> to.send(words("RPUSH", "list", texts(i, 100)))),
        Data.of(
                "list: quicklist, compressed",
                2_500,
                (to, i) -> to.send(words("RPUSH", "list", texts(i, 100))))
            .with("list-compress-depth", "1", "0"),
        Data.of(
            "list: quicklist with elements of 10 KiB",
            250,
            (to, i) -> to.send("RPUSH", "list", "x".repeat(10_240))),
        Data.of(
            "sets: small intsets",
            15_000,
            (to, i) -> to.send(words("SADD", key(i), numbers(i, 8)))),
        Data.of("sets: intsets", 1_000, (to, i) -> to.send(words("SADD", key(i), numbers(i, 500)))),
        Data.of(
            "sets: listpacks", 12_500, (to, i) -> to.send(words("SADD", key(i), members(i, 8)))),
        Data.of("set: dict", 600, (to, i) -> to.send(words("SADD", "set", texts(i, 100)))),
        Data.of(
            "set: dict of integers",
            600,
            (to, i) -> to.send(words("SADD", "set", numbers(i, 100)))),
        Data.of(
            "hashes: listpacks",
            12_500,
            (to, i) ->
                to.send("HSET", key(i), "name", "n" + i, "age", "" + i % 90, "city", "c" + i)),
        Data.of("hash: dict", 400, (to, i) -> to.send(words("HSET", "hash", texts(i, 200)))),
        Data.of(
            "sorted sets: listpacks",
            10_000,
            (to, i) -> to.send(words("ZADD", key(i), scored(members(i, 8))))),
        Data.of(
            "sorted set: skip list",
            300,
            (to, i) -> to.send(words("ZADD", "zset", scored(texts(i, 100))))),
        Data.of(
            "set, hash, sorted set: half removed",
            200,
            (to, i) -> {
              var texts = texts(i, 100);
              to.send(words("SADD", "set", texts));
              to.send(words("HSET", "hash", texts));
              to.send(words("ZADD", "zset", scored(texts)));
              var half = List.of(texts).subList(0, 50).toArray(String[]::new);
              to.send(words("SREM", "set", half));
              to.send(words("HDEL", "hash", half));
              to.send(words("ZREM", "zset", half));
            }),
        Data.of(
            "keys, two thirds deleted",
            45_000,
            (to, i) -> {
              to.send("SET", key(i), text(i));
              if (i >= 30_000) {
                to.send("DEL", key(2 * (i - 30_000)), key(2 * (i - 30_000) + 1));
              }
            }));
  }

  /**
   * Clients that use memory.
   *
   * @param load opens connections, adds them to a list, and returns when the server has read all
   *     that it was sent
   */
  record ClientLoad(String name, Load load) {
    interface Load {
      void open(List<Wire> connections) throws Exception;
    }

    /**
     * Returns how often to open it. The first time, classes are loaded; but then the query buffers
     * of large arguments stay in a pool.
     */
    int rounds() {
      return name.startsWith("large arguments") ? 1 : 2;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<ClientLoad> clientLoads() {
    return Stream.of(
        new ClientLoad(
            "idle clients",
            connections -> {
              for (int i = 0; i < 2_000; i++) {
                assertThat(connect(connections).ask("PING")).isEqualTo("+PONG");
              }
            }),
        new ClientLoad("subscriptions", connections -> subscribe(connections, "SUBSCRIBE")),
        new ClientLoad("patterns", connections -> subscribe(connections, "PSUBSCRIBE")),
        new ClientLoad(
            "watched keys",
            connections -> {
              var pipeline = new Pipeline(connect(connections));
              for (int i = 0; i < 20_000; i++) {
                pipeline.send("WATCH", key(i));
              }
              pipeline.end();
            }),
        new ClientLoad(
            "queued commands",
            connections -> {
              var pipeline = new Pipeline(connect(connections));
              pipeline.send("MULTI");
              for (int i = 0; i < 20_000; i++) {
                pipeline.send("SET", key(i), text(i));
              }
              pipeline.end();
            }),
        new ClientLoad(
            "commands that have arrived in part",
            connections -> {
              for (int i = 0; i < 50; i++) {
                var argument = "$1000\r\n" + "x".repeat(1000) + "\r\n";
                connect(connections).send("*200\r\n" + argument.repeat(100) + "$9\r\nin part");
              }
              awaitClients("qbuf=7", 50);
            }),
        new ClientLoad(
            "large arguments that have arrived in part",
            connections -> {
              for (int i = 0; i < 20; i++) {
                connect(connections).send("*2\r\n$500000\r\n" + "x".repeat(250_000));
              }
              awaitClients("qbuf=250000", 20);
            }),
        new ClientLoad(
            "replies that are not read",
            connections -> {
              wire.ask("DEL", "list");
              wire.ask(words("RPUSH", "list", texts(0, 200)));
              for (int i = 0; i < 6; i++) {
                var client = Wire.connect(server.port(), 4096);
                connections.add(client);
                client.send(Wire.command("LRANGE", "list", "0", "-1").repeat(4_000));
                client.send(Wire.command("ECHO", "done"));
              }
              awaitClients("cmd=echo", 6);
            }));
  }

  private static Wire connect(List<Wire> connections) throws IOException {
    var connection = server.connect();
    connections.add(connection);
    return connection;
  }

  private static void subscribe(List<Wire> connections, String command) throws IOException {
    var connection = connect(connections);
    for (int i = 0; i < 200; i++) {
      connection.send(Wire.command(words(command, key(-1), texts(i, 100))));
      for (int line = 0; line < 6 * 101; line++) {
        connection.line();
      }
    }
  }

  private static void awaitClients(String field, int count) throws Exception {
    Await.until(
        count + " clients have " + field,
        () ->
            wire.ask("CLIENT", "LIST")
                    .lines()
                    .filter(line -> line.contains(" " + field + " "))
                    .count()
                == count);
  }

  @ParameterizedTest
  @MethodSource("clientLoads")
  void clients_areAccountedWithTheirLiveBytes(ClientLoad load) throws Exception {
    for (int left = load.rounds(); left > 0; left--) {
      var connections = new ArrayList<Wire>();
      var before = memory();
      load.load.open(connections);
      var grown = memory().minus(before);
      for (var connection : connections) {
        connection.close();
      }
      Await.until(
          "all are closed",
          () -> server.info("clients", "connected_clients") == 2); // the asking one, and this
      if (left == 1) {
        row(load.name, grown, null);
        assertThat(grown.used).as("used_memory").isCloseTo(grown.live, FIVE_PERCENT);
      }
    }
  }

  private static Data strings(int count, int bytes) {
    return Data.of(
        "strings of %,d bytes".formatted(bytes),
        count,
        (to, i) -> to.send("SET", key(i), "x".repeat(bytes)));
  }

  @ParameterizedTest
  @MethodSource("data")
  void data_isAccountedWithItsLiveBytes(Data data) throws IOException {
    if (!data.config.isEmpty()) {
      configure(data.config.get(0), data.config.get(1));
    }
    fill(data, data.count / 4); // the first time, classes are loaded and pools are filled
    reload();
    flush();
    var before = memory();
    fill(data, data.count);
    long usage = usageOfAllKeys(data);
    long entries = bytesOfEntries();
    var grown = memory().minus(before);
    reload();
    var reloaded = memory().minus(before);
    flush();
    var flushed = memory().minus(before);
    if (!data.config.isEmpty()) {
      configure(data.config.get(0), data.config.get(2));
    }
    row(data.name, grown, reloaded);
    assertThat(grown.live).isGreaterThan(10 * NOISE);
    assertThat(grown.used).as("used_memory").isCloseTo(grown.live, FIVE_PERCENT);
    assertThat(usage).as("sum of MEMORY USAGE").isCloseTo(grown.dataSet + entries, within(200L));
    assertThat(reloaded.used).as("used_memory, reloaded").isCloseTo(reloaded.live, FIVE_PERCENT);
    assertThat(flushed.used).as("used_memory after FLUSHALL").isZero();
    assertThat(flushed.live).as("live bytes after FLUSHALL").isCloseTo(0, within(5 * NOISE));
  }

  private static void reload() throws IOException {
    assertThat(wire.ask("DEBUG", "RELOAD")).isEqualTo("+OK");
  }

  private void fill(Data data, int count) throws IOException {
    var pipeline = new Pipeline(wire);
    for (int i = 0; i < count; i++) {
      data.piece.add(pipeline, i);
    }
    pipeline.end();
  }

  private long usageOfAllKeys(Data data) throws IOException {
    var pipeline = new Pipeline(wire);
    for (int i = 0; i < data.count; i++) {
      pipeline.send("MEMORY", "USAGE", key(i));
    }
    for (var name : List.of("list", "set", "hash", "zset")) {
      pipeline.send("MEMORY", "USAGE", name);
    }
    pipeline.end();
    return pipeline.sum;
  }

  /** Redis takes the entries of the keys for overhead, and not for a part of the data set. */
  private static long bytesOfEntries() throws IOException {
    var found = KEYS.matcher(wire.ask("INFO", "keyspace"));
    assertThat(found.find()).isTrue();
    long keys = Long.parseLong(found.group(1));
    long expiring = Long.parseLong(found.group(2));
    return 24 * (keys - expiring) + 40 * expiring;
  }

  private static void configure(String directive, String value) throws IOException {
    assertThat(wire.ask("CONFIG", "SET", directive, value)).isEqualTo("+OK");
  }

  private static Memory memory() throws IOException {
    var info = wire.ask("INFO", "memory");
    return new Memory(
        field(info, "used_memory"), field(info, "used_memory_dataset"), server.liveBytes());
  }

  private static long field(String info, String name) {
    var line = info.lines().filter(text -> text.startsWith(name + ":")).findFirst();
    return Long.parseLong(line.orElseThrow().substring(name.length() + 1));
  }

  private static void row(String name, Memory grown, @Nullable Memory reloaded) {
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %,d | %,d | %+.1f%% | %s%n",
            name,
            grown.live,
            grown.used,
            difference(grown),
            reloaded == null ? "" : "%+.1f%%".formatted(difference(reloaded))));
  }

  private static double difference(Memory memory) {
    return 100.0 * (memory.used - memory.live) / memory.live;
  }

  private static String key(int i) {
    return "key:%012d".formatted(i);
  }

  private static String text(int i) {
    return "text:%011d".formatted(i);
  }

  private static String[] texts(int i, int count) {
    var texts = new String[count];
    for (int j = 0; j < count; j++) {
      texts[j] = text(i * count + j);
    }
    return texts;
  }

  private static String[] members(int i, int count) {
    var members = new String[count];
    for (int j = 0; j < count; j++) {
      members[j] = "m%03d".formatted((i + j) % 1000);
    }
    return members;
  }

  private static String[] numbers(int i, int count) {
    var numbers = new String[count];
    for (int j = 0; j < count; j++) {
      numbers[j] = "" + (i * count + j);
    }
    return numbers;
  }

  private static String[] scored(String[] members) {
    var scored = new String[2 * members.length];
    for (int j = 0; j < members.length; j++) {
      scored[2 * j] = "" + j;
      scored[2 * j + 1] = members[j];
    }
    return scored;
  }

  private static String[] words(String name, String key, String[] others) {
    var words = new String[2 + others.length];
    words[0] = name;
    words[1] = key;
    System.arraycopy(others, 0, words, 2, others.length);
    return words;
  }

  /** Sends commands, and reads their replies a group at a time. */
  static final class Pipeline {
    private static final int GROUP = 32 * 1024;

    private final StringBuilder commands = new StringBuilder();
    private int waiting;

    /** The sum of all replies that were integers. */
    private long sum;

    private final Wire connection;

    Pipeline(Wire connection) {
      this.connection = connection;
    }

    void send(String... words) throws IOException {
      commands.append(Wire.command(words));
      waiting++;
      if (commands.length() >= GROUP) {
        end();
      }
    }

    void end() throws IOException {
      connection.send(commands.toString());
      commands.setLength(0);
      for (; waiting > 0; waiting--) {
        var reply = connection.reply();
        assertThat(reply).doesNotStartWith("-ERR");
        if (reply.startsWith(":")) {
          sum += Long.parseLong(reply.substring(1));
        }
      }
    }
  }
}
