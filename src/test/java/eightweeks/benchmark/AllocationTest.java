package eightweeks.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import eightweeks.harness.SocketServer;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a command costs the collector. A GET that hits allocates nothing: that is why the server has
 * no pauses as long as it is only read. The expectations are in allocations.properties.
 */
final class AllocationTest {
  private static final String EXPECTATIONS = "/eightweeks/benchmark/allocations.properties";
  private static final int OPERATIONS = 200_000;
  private static final double ALLOWED_RISE = 1.1;

  /** What happens once is not a cost of each operation: a few kilobytes in all of them. */
  private static final double ONCE = 0.05;

  private static final String VALUE = "v".repeat(16);

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "ping, PING, +PONG",
    "get.hit, GET text, vvvvvvvvvvvvvvvv",
    "get.number, GET number, 1000000",
    "get.miss, GET nothing, $-1",
    "exists, EXISTS text, :1",
    "incr, INCR counter, :100001",
    "set.overwrite, SET text vvvvvvvvvvvvvvvv, +OK",
    "set.overwrite.kilobyte, SET kilobyte {kilobyte}, +OK",
    "set.number, SET number 1000001, +OK",
    "setrange, SETRANGE room 3 {}, :19",
    "setbit, SETBIT room 7 1, :1",
    "set.small.number, SET small 7, +OK",
    "mset.overwrite, MSET a {} b {} c {} d {} e {} f {} g {} h {} i {} j {}, +OK",
    "mget, MGET text number nothing, *3",
    "expire, EXPIRE mortal 1000, :1",
    "ttl, TTL mortal, :",
    "type, TYPE hash, +hash",
    "hget.small, HGET hash name, vvvvvvvvvvvvvvvv",
    "hget.large, HGET large:hash m17, vvvvvvvvvvvvvvvv",
    "hset.small, HSET hash name {}, :0",
    "hset.large, HSET large:hash m17 {}, :0",
    "hgetall.small, HGETALL hash, *4",
    "hincrby.small, HINCRBY hash age 0, :7",
    "sismember.integers, SISMEMBER integers 3, :1",
    "sismember.small, SISMEMBER set m1, :1",
    "sismember.large, SISMEMBER large:set m17, :1",
    "sadd.known, SADD large:set m17, :0",
    "smembers.small, SMEMBERS set, *3",
    "zscore.small, ZSCORE ranking b, 2",
    "zscore.large, ZSCORE large:ranking m17, 17",
    "zrank.large, ZRANK large:ranking m17, :17",
    "zrange.large, ZRANGE large:ranking 10 19, *10",
    "zadd.known, ZADD large:ranking 17 m17, :0",
    "zincrby.large, ZINCRBY large:ranking 0 m17, 17",
    "llen, LLEN list, :3",
    "lrange.small, LRANGE list 0 -1, *3",
    "lrange.large, LRANGE large:list 0 99, *100",
    "publish.unheard, PUBLISH channel {}, :0",
  })
  void aCommand_allocatesWhatIsExpected(String name, String command, String reply) {
    var path = new CommandPath();
    path.run(CommandPath.command("SET", "text", VALUE));
    path.run(CommandPath.command("SET", "number", "1000000"));
    path.run(CommandPath.command("SET", "counter", "100000"));
    path.run(CommandPath.command("SET", "kilobyte", VALUE.repeat(64)));
    path.run(CommandPath.command("SETRANGE", "room", "3", VALUE));
    path.run(CommandPath.command("SETBIT", "room", "7", "1"));
    fill(path);
    var text = command.replace("{}", VALUE).replace("{kilobyte}", VALUE.repeat(64));
    var bytes = CommandPath.command(text.split(" "));
    assertThat(path.reply(bytes)).contains(reply);

    repeat(path, bytes); // warm up: what the compiler can do away with does not count
    long before = threads.getCurrentThreadAllocatedBytes();
    repeat(path, bytes);
    assertIsAsExpected(name, threads.getCurrentThreadAllocatedBytes() - before);
  }

  /** Pairs of commands that undo each other: what comes and goes is allocated, and nothing else. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "set.del, SET new {}, DEL new",
    "lpush.rpop.small, LPUSH list {}, RPOP list",
    "lpush.rpop.large, LPUSH large:list {}, RPOP large:list",
    "rpush.lpop.large, RPUSH large:list {}, LPOP large:list",
    "sadd.srem.large, SADD large:set new, SREM large:set new",
    "hset.hdel.large, HSET large:hash new {}, HDEL large:hash new",
    "zadd.zrem.large, ZADD large:ranking 17.5 new, ZREM large:ranking new",
    "zadd.update.large, ZADD large:ranking 150 m17, ZADD large:ranking 17 m17",
    "multi.exec, MULTI, EXEC",
  })
  void aPairOfCommands_allocatesWhatIsExpected(String name, String command, String other) {
    var path = new CommandPath();
    fill(path);
    var one = CommandPath.command(command.replace("{}", VALUE).split(" "));
    var two = CommandPath.command(other.split(" "));
    assertThat(path.reply(one)).doesNotStartWith("-");
    assertThat(path.reply(two)).doesNotStartWith("-");
    var both = new byte[one.length + two.length];
    System.arraycopy(one, 0, both, 0, one.length);
    System.arraycopy(two, 0, both, one.length, two.length);

    repeat(path, both);
    long before = threads.getCurrentThreadAllocatedBytes();
    repeat(path, both);
    assertIsAsExpected(name, threads.getCurrentThreadAllocatedBytes() - before);
  }

  /**
   * What is stored is allocated once: no array is filled, outgrown and left to the collector. That
   * is how much memory a server that is being loaded takes beside its data.
   *
   * @param more bytes of garbage that a command may leave: unpacked listpacks, and its part of hash
   *     tables that are outgrown
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "RPUSH list {16}, 4",
    "LPUSH list {16}, 4",
    "SADD set {16}, 16",
    "HSET hash {16} {16}, 32",
    "HSET {16} name 1234 age 56 city 7890, 80",
    "RPUSH {16} name age city, 150",
  })
  void whatIsStored_isAllocatedOnce(String command, int more) {
    var path = new CommandPath();
    int stored = OPERATIONS / 4;
    for (int i = 0; i < stored; i++) {
      path.run(store(command, i));
    }
    var commands = new byte[stored][];
    for (int i = 0; i < stored; i++) {
      commands[i] = store(command, stored + i);
    }
    long memory = usedMemory(path);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (var bytes : commands) {
      path.run(bytes);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    double garbage = (double) (allocated - (usedMemory(path) - memory)) / stored;
    assertThat(garbage).describedAs("bytes of garbage a command").isLessThan(more);
  }

  private static byte[] store(String command, int number) {
    return CommandPath.command(
        command.replace("{16}", "%016d".formatted(1_000_000_000_000_000L + number)).split(" "));
  }

  private static long usedMemory(CommandPath path) {
    var info = path.reply(CommandPath.command("INFO", "memory"));
    int from = info.indexOf("used_memory:") + "used_memory:".length();
    return Long.parseLong(info.substring(from, info.indexOf('\r', from)));
  }

  /** Small values of each type, and large ones of 200 elements. */
  private static void fill(CommandPath path) {
    path.run(CommandPath.command("SET", "mortal", VALUE, "EX", "1000"));
    path.run(CommandPath.command("HSET", "hash", "name", VALUE, "age", "7"));
    path.run(CommandPath.command("SADD", "integers", "1", "2", "3"));
    path.run(CommandPath.command("SADD", "set", "m1", "m2", "m3"));
    path.run(CommandPath.command("ZADD", "ranking", "1", "a", "2", "b", "3", "c"));
    path.run(CommandPath.command("RPUSH", "list", "a", "b", "c"));
    for (int i = 0; i < 200; i++) {
      var member = "m" + i;
      path.run(CommandPath.command("HSET", "large:hash", member, VALUE.repeat(5)));
      path.run(CommandPath.command("HSET", "large:hash", member, VALUE));
      path.run(CommandPath.command("SADD", "large:set", member));
      path.run(CommandPath.command("ZADD", "large:ranking", "" + i, member));
      path.run(CommandPath.command("RPUSH", "large:list", VALUE.repeat(5)));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "slowlog-log-slower-than, -1",
    "slowlog-log-slower-than, 1000000",
    "latency-monitor-threshold, 1000",
  })
  void lookingForWhatIsSlow_allocatesNothing_whereNothingIs(String directive, String value) {
    var path = new CommandPath("--" + directive, value);
    path.run(CommandPath.command("SET", "text", VALUE));
    var get = CommandPath.command("GET", "text");
    repeat(path, get);
    long before = threads.getCurrentThreadAllocatedBytes();
    repeat(path, get);
    assertIsAsExpected("get.hit", threads.getCurrentThreadAllocatedBytes() - before);
  }

  private static void repeat(CommandPath path, byte[] command) {
    for (int i = 0; i < OPERATIONS; i++) {
      path.run(command);
    }
  }

  @Test
  void aTurnOfTheLoop_allocatesWhatIsExpected() throws Exception {
    var server = SocketServer.start();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(CommandPath.command("SET", "text", VALUE));
      assertThat(socket.getInputStream().readNBytes(5)).asString().isEqualTo("+OK\r\n");
      long loop = threadNamed("server on port " + server.port());
      getOneByOne(socket, OPERATIONS / 4);
      long before = threads.getThreadAllocatedBytes(loop);
      getOneByOne(socket, OPERATIONS / 4);
      assertIsAsExpected("loop.get", 4 * (threads.getThreadAllocatedBytes(loop) - before));
    } finally {
      server.close();
    }
  }

  private long threadNamed(String name) {
    for (var thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().equals(name)) {
        return thread.getThreadId();
      }
    }
    return fail("there is no thread " + name);
  }

  private static void getOneByOne(Socket socket, int times) throws IOException {
    var get = CommandPath.command("GET", "text");
    var reply = new byte["$16\r\n".length() + VALUE.length() + "\r\n".length()];
    for (int i = 0; i < times; i++) {
      socket.getOutputStream().write(get);
      assertThat(socket.getInputStream().readNBytes(reply, 0, reply.length))
          .isEqualTo(reply.length);
    }
  }

  private static void assertIsAsExpected(String name, long allocated) {
    double now = (double) allocated / OPERATIONS;
    double expected = expectation(name);
    if (now > expected * ALLOWED_RISE + ONCE) {
      fail(
          "%s allocates %.2f bytes an operation; until now it was %.2f (%s)",
          name, now, expected, EXPECTATIONS);
    }
  }

  private static double expectation(String name) {
    var expectations = new Properties();
    try (var file = AllocationTest.class.getResourceAsStream(EXPECTATIONS)) {
      assertThat(file).isNotNull();
      expectations.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return fail("cannot read " + EXPECTATIONS, e);
    }
    assertThat(expectations).containsKey(name);
    return Double.parseDouble(expectations.getProperty(name));
  }
}
