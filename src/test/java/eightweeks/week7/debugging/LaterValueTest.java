package eightweeks.week7.debugging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.memory.ObjectSize;
import eightweeks.week2.object.Allocator;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.object.HeapSize;
import eightweeks.week2.object.Value;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.values.Values;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.rdb.RdbType;
import eightweeks.week3.rdb.RdbTypes;
import eightweeks.week3.rdb.ValueEncoder;
import eightweeks.week3.rdbencoding.LengthEncoding;
import eightweeks.week3.rdbencoding.RdbWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Value types of later weeks, in another package than {@link Value}: a type of a module and a
 * stream. They live through everything that a key can live through.
 */
final class LaterValueTest {
  /** A log of texts: what a module could keep, or a stream. */
  private static final class Log extends Value {
    private static final long OBJECT = 32;

    private final ValueType type;
    private final Allocator allocator;
    private final List<byte[]> lines = new ArrayList<>();
    private long accounted;

    Log(ValueType type, Allocator allocator) {
      this.type = type;
      this.allocator = allocator;
      account(OBJECT);
    }

    private void account(long bytes) {
      accounted += bytes;
      allocator.account(bytes);
    }

    void append(byte[] line) {
      lines.add(line);
      account(ObjectSize.ofBytes(line.length));
    }

    @Override
    public ValueType type() {
      return type;
    }

    @Override
    public String typeName() {
      return type == ValueType.MODULE ? "Test-Logs" : super.typeName();
    }

    @Override
    public Encoding encoding() {
      return type == ValueType.STREAM ? Encoding.STREAM : Encoding.RAW;
    }

    @Override
    public long size() {
      return lines.size();
    }

    @Override
    public Value duplicate() {
      if (size() == 3) {
        throw new CommandError("ERR not supported for this module key");
      }
      var copy = new Log(type, allocator);
      lines.forEach(line -> copy.append(line.clone()));
      return copy;
    }

    @Override
    public long memory(long samples) {
      long looked = Math.min(samples, size());
      long sum =
          lines.stream().limit(looked).mapToLong(line -> ObjectSize.ofBytes(line.length)).sum();
      return OBJECT + (looked == 0 ? 0 : sum * size() / looked);
    }

    @Override
    public long accounted() {
      return accounted;
    }
  }

  /** LOG.ADD key line, STREAM.ADD key line: the value is created with its first line. */
  private static final class Add extends Command {
    private final ValueType type;
    private final Keyspace keyspace;
    private final Values values;

    Add(String name, ValueType type, ServerBuilder server) {
      super(
          CommandSpec.of(name, 3)
              .summary("Adds a line to a log.")
              .flags(CommandFlag.WRITE)
              .keys(KeySpec.at(1).means(KeySpec.Use.RW, KeySpec.Use.INSERT)));
      this.type = type;
      keyspace = server.need(Keyspace.SERVICE);
      values = server.need(Values.SERVICE);
    }

    @Override
    public void run(Client client, Args args) {
      var database = keyspace.of(client);
      var log = Value.of(database.lookupWrite(client, args, 1), Log.class);
      if (log == null) {
        log = new Log(type, values.allocator());
        database.add(args, 1, log);
      }
      log.append(args.bytes(2));
      client.reply().integer(log.size());
    }
  }

  /** Writes how many lines there are, which is enough for DEBUG OBJECT. */
  private static final class LogEncoder implements ValueEncoder {
    @Override
    public int type(Object value, int version) {
      return RdbType.MODULE_2;
    }

    @Override
    public void write(Object value, RdbWriter out) throws IOException {
      LengthEncoding.write(out, ((Log) value).size());
    }
  }

  private static final class LogFeature implements Feature {
    @Override
    public void install(ServerBuilder server) {
      server.command(new Add("log.add", ValueType.MODULE, server));
      server.command(new Add("stream.add", ValueType.STREAM, server));
      var digests = server.need(DigestTable.SERVICE);
      digests.add(ValueType.MODULE, (digest, value) -> mix(digest, (Log) value));
      digests.add(ValueType.STREAM, (digest, value) -> mix(digest, (Log) value));
      var forms = server.need(RdbTypes.SERVICE);
      forms.add(ValueType.MODULE, new LogEncoder());
      forms.add(ValueType.STREAM, new LogEncoder());
    }

    private static void mix(Digest digest, Log log) {
      log.lines.forEach(digest::mix);
    }
  }

  private final TestServer server =
      TestServer.in(new TestWorld())
          .with(new LogFeature())
          .options("--enable-debug-command", "yes")
          .start();
  private final TestClient client = server.connect();
  private final Allocator allocator = server.parts().need(Values.SERVICE).allocator();

  private void expect(String command, String reply) {
    assertThat(client.inline(command)).as(command).isEqualTo(reply + "\r\n");
  }

  @ParameterizedTest
  @CsvSource({"log.add, Test-Logs, raw", "stream.add, stream, stream"})
  void typeAndEncoding_areThoseOfTheValue(String add, String type, String encoding) {
    expect(add + " k one", ":1");
    expect(add + " k two", ":2");
    expect("TYPE k", "+" + type);
    assertThat(client.text("OBJECT", "ENCODING", "k")).isEqualTo(encoding);
    expect("OBJECT REFCOUNT k", ":1");
    client.inline("EXPIRE k 100");
    expect("TYPE k", "+" + type);
    assertThat(client.text("OBJECT", "ENCODING", "k")).isEqualTo(encoding);
    assertThat(client.inline("DEBUG OBJECT k")).contains(" encoding:" + encoding + " ");
  }

  @Test
  void use_isNotedAsOfEveryKey() {
    client.inline("log.add k one");
    server.runFor(7_000);
    expect("OBJECT IDLETIME k", ":7");
    client.inline("TOUCH k");
    expect("OBJECT IDLETIME k", ":0");
    client.inline("CONFIG SET maxmemory-policy allkeys-lfu");
    client.inline("log.add new one");
    expect("OBJECT FREQ new", ":5");
  }

  @Test
  void scan_findsTheTypeByItsName() {
    client.inline("log.add module one");
    client.inline("stream.add stream one");
    client.inline("SET string one");
    expect("SCAN 0 TYPE test-logs", "*2\r\n$1\r\n0\r\n*1\r\n$6\r\nmodule");
    expect("SCAN 0 TYPE stream", "*2\r\n$1\r\n0\r\n*1\r\n$6\r\nstream");
    expect("SCAN 0 TYPE module", "*2\r\n$1\r\n0\r\n*0");
  }

  @Test
  void copy_isAValueOfItsOwn() {
    client.inline("log.add k one");
    expect("COPY k copy", ":1");
    expect("log.add copy two", ":2");
    expect("log.add k three", ":2");
    expect("COPY k copy", ":0");
    expect("COPY k copy REPLACE", ":1");
    expect("COPY k k DB 1", ":1");
    assertThat(client.inline("DEBUG DIGEST-VALUE copy"))
        .isEqualTo(client.inline("DEBUG DIGEST-VALUE k"));
    assertAccounted("k", "copy");
  }

  @Test
  void copyOfAValueThatCannotBeCopied_changesNothing() {
    client.inline("log.add k one");
    client.inline("log.add k two");
    client.inline("log.add k three");
    client.inline("SET old value");
    expect("COPY k old REPLACE", "-ERR not supported for this module key");
    expect("GET old", "$5\r\nvalue");
    assertAccounted("k", "old");
  }

  @Test
  void renameAndMove_keepTheValue() {
    client.inline("log.add k one");
    long before = allocator.used();
    expect("RENAME k l", "+OK");
    expect("EXPIRE l 100", ":1");
    expect("RENAME l k", "+OK");
    expect("PERSIST k", ":1");
    assertThat(allocator.used()).isEqualTo(before);
    expect("MOVE k 3", ":1");
    assertThat(allocator.used()).isEqualTo(before);
    expect("EXISTS k", ":0");
    client.inline("SELECT 3");
    expect("log.add k two", ":2");
    expect("TYPE k", "+Test-Logs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DEL k",
        "UNLINK k",
        "SET k value|DEL k",
        "SET k 1 GET|DEL k",
        "GETSET k value|DEL k",
        "SET other value|RENAME other k|DEL k",
        "SET other value|COPY other k REPLACE|DEL k other",
        "SADD a x|SADD b x|SINTERSTORE k a b|DEL k a b",
        "PEXPIRE k 1|PEXPIREAT k 1",
        "EXPIRE k -1",
        "FLUSHALL",
        "FLUSHDB",
        "COPY k l|SELECT 1|SET other value|SELECT 0|FLUSHDB|SELECT 1|DEL other"
      })
  void memory_isGivenBackWhenTheValueIsGone(String commands) {
    long used = allocator.used();
    client.inline("log.add k one");
    client.inline("log.add k two");
    assertThat(allocator.used()).isGreaterThan(used);
    for (var command : commands.split("\\|")) {
      client.inline(command);
    }
    expect("EXISTS k", ":0");
    assertThat(allocator.used()).isEqualTo(used);
    long clients = Long.parseLong(server.info("mem_clients_normal"));
    assertThat(server.info("used_memory")).isEqualTo("" + (allocator.total() + clients));
  }

  @Test
  void expiry_removesTheValue() {
    client.inline("log.add k one");
    client.inline("log.add never one");
    client.inline("PEXPIRE k 50");
    server.runFor(1_000);
    expect("DBSIZE", ":1");
    assertAccounted("never");
  }

  @Test
  void memoryUsage_asksTheValue() {
    client.inline("log.add k one");
    client.inline("log.add k " + "x".repeat(100));
    long key = HeapSize.ofBytes(1) + 24;
    long exact = key + Log.OBJECT + ObjectSize.ofBytes(3) + ObjectSize.ofBytes(100);
    expect("MEMORY USAGE k", ":" + exact);
    expect("MEMORY USAGE k SAMPLES 1", ":" + (key + Log.OBJECT + 2 * ObjectSize.ofBytes(3)));
    assertThat(allocator.used()).isEqualTo(exact);
  }

  @Test
  void digest_isThatOfTheContent() {
    client.inline("log.add k one");
    client.inline("log.add k two");
    var digest = client.inline("DEBUG DIGEST");
    var digestOfValue = client.inline("DEBUG DIGEST-VALUE k");
    client.inline("DEL k");
    client.inline("log.add k two");
    client.inline("log.add k one");
    assertThat(client.inline("DEBUG DIGEST")).as("another order").isNotEqualTo(digest);
    assertThat(client.inline("DEBUG DIGEST-VALUE k")).isNotEqualTo(digestOfValue);
    client.inline("DEL k");
    client.inline("stream.add k one");
    client.inline("stream.add k two");
    assertThat(client.inline("DEBUG DIGEST")).as("another type").isNotEqualTo(digest);
    client.inline("DEL k");
    client.inline("log.add k one");
    client.inline("log.add k two");
    assertThat(client.inline("DEBUG DIGEST")).isEqualTo(digest);
    assertThat(client.inline("DEBUG DIGEST-VALUE k")).isEqualTo(digestOfValue);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET k",
        "APPEND k x",
        "INCR k",
        "SETRANGE k 0 x",
        "SETBIT k 0 1",
        "PFADD k x",
        "STRLEN k",
        "LPUSH k x",
        "LRANGE k 0 -1",
        "SADD k x",
        "SMEMBERS k",
        "HSET k f v",
        "HGETALL k",
        "ZADD k 1 x",
        "ZRANGE k 0 -1",
        "SORT k",
        "ZUNION 1 k",
        "SINTER k",
        "LMOVE k l LEFT LEFT"
      })
  void commandsOfOtherTypes_sayWrongType(String command) {
    for (var add : List.of("log.add", "stream.add")) {
      client.inline("DEL k");
      client.inline(add + " k one");
      expect(command, "-WRONGTYPE Operation against a key holding the wrong kind of value");
      expect(add + " k two", ":2");
    }
  }

  @Test
  void ownCommand_saysWrongTypeToOtherTypes() {
    client.inline("SET string one");
    client.inline("LPUSH list one");
    expect(
        "log.add string x", "-WRONGTYPE Operation against a key holding the wrong kind of value");
    expect("log.add list x", "-WRONGTYPE Operation against a key holding the wrong kind of value");
  }

  @Test
  void secondRow_isAMistake() {
    var digests = server.parts().need(DigestTable.SERVICE);
    assertThatThrownBy(() -> digests.add(ValueType.STREAM, (_, _) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there are two rows for the digest of a STREAM");
  }

  @Test
  void missingRow_isNamed() {
    assertThatThrownBy(() -> new DigestTable().of(ValueType.STREAM))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is no row for the digest of a STREAM");
  }

  /** The allocator's number is the sum of what MEMORY USAGE says of all keys of all databases. */
  private void assertAccounted(String... keys) {
    long sum = 0;
    var other = server.connect();
    for (int i = 0; i < 16; i++) {
      other.inline("SELECT " + i);
      for (var key : keys) {
        var reply = other.inline("MEMORY USAGE " + key + " SAMPLES 0");
        sum += reply.startsWith(":") ? Long.parseLong(reply.substring(1).trim()) : 0;
      }
    }
    assertThat(allocator.used()).isEqualTo(sum);
    other.close();
  }
}
