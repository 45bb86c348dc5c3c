package eightweeks.week2.radix;

import eightweeks.week1.bytes.Ascii;
import java.util.HashMap;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * Keys that begin alike, in a radix tree and in a {@link HashMap}, which has no order and keeps
 * every key whole.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RadixTreeBenchmark {
  private static final int LOOK_UPS = 1 << 14;

  @Param({"1000", "100000"})
  public int size;

  private final RadixTree<Integer> tree = new RadixTree<>();
  private final HashMap<String, Integer> map = new HashMap<>();
  private final byte[][] there = new byte[LOOK_UPS][];
  private final String[] thereText = new String[LOOK_UPS];
  private int next;

  @Setup
  public void fill() {
    for (int i = 0; i < size; i++) {
      tree.insert(key(i), i);
      map.put(Ascii.text(key(i)), i);
    }
    var random = new Random(1);
    for (int i = 0; i < LOOK_UPS; i++) {
      there[i] = key(random.nextInt(size));
      thereText[i] = Ascii.text(there[i]);
    }
  }

  private static byte[] key(int i) {
    return Ascii.bytes("key:%012d".formatted(i));
  }

  @Benchmark
  public @Nullable Integer find() {
    return tree.find(there[next++ & (LOOK_UPS - 1)]);
  }

  @Benchmark
  public @Nullable Integer hashMapFind() {
    return map.get(thereText[next++ & (LOOK_UPS - 1)]);
  }

  @Benchmark
  public @Nullable Integer removeAndInsert() {
    var key = there[next++ & (LOOK_UPS - 1)];
    var value = tree.remove(key);
    return value == null ? null : tree.insert(key, value);
  }

  @Benchmark
  public @Nullable Integer hashMapRemoveAndInsert() {
    var key = thereText[next++ & (LOOK_UPS - 1)];
    var value = map.remove(key);
    return value == null ? null : map.put(key, value);
  }
}
