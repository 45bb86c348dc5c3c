package eightweeks.benchmark;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Parsing, running and answering one command. With one key everything is in the processor's caches;
 * with a million of them most of the time is waiting for memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CommandBenchmark {
  private static final int REQUESTS = 1 << 16;

  @Param({"1", "1000000"})
  public int keys;

  private final CommandPath path = new CommandPath();
  private final byte[] ping = CommandPath.command("PING");
  private byte[][] gets = {};
  private byte[][] sets = {};
  private byte[][] incrs = {};
  private int next;

  @Setup
  public void fill() {
    var value = "v".repeat(16);
    for (int i = 0; i < keys; i++) {
      path.run(CommandPath.command("SET", key(i), value));
      path.run(CommandPath.command("SET", "counter:" + key(i), "1000"));
    }
    var random = new Random(1);
    gets = new byte[REQUESTS][];
    sets = new byte[REQUESTS][];
    incrs = new byte[REQUESTS][];
    for (int i = 0; i < REQUESTS; i++) {
      var key = key(random.nextInt(keys));
      gets[i] = CommandPath.command("GET", key);
      sets[i] = CommandPath.command("SET", key, value);
      incrs[i] = CommandPath.command("INCR", "counter:" + key);
    }
  }

  private static String key(int i) {
    return "key:%012d".formatted(i);
  }

  private byte[] one(byte[][] requests) {
    return requests[next++ & (REQUESTS - 1)];
  }

  @Benchmark
  public long ping() {
    return path.run(ping);
  }

  @Benchmark
  public long getHit() {
    return path.run(one(gets));
  }

  @Benchmark
  public long set() {
    return path.run(one(sets));
  }

  @Benchmark
  public long incr() {
    return path.run(one(incrs));
  }
}
