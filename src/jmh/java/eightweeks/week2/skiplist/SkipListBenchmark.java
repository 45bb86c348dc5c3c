package eightweeks.week2.skiplist;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.TreeMap;
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
 * Members in the order of their scores, in a skip list and in a {@link TreeMap}. What the tree
 * cannot do is not measured: to ask it for a rank is to count.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SkipListBenchmark {
  private static final int LOOK_UPS = 1 << 14;
  private static final int WALK = 100;

  @Param({"1000", "100000"})
  public int size;

  /** What the order goes by. */
  private record Ranked(double score, byte[] member) {
    static final Comparator<Ranked> ORDER =
        Comparator.comparingDouble(Ranked::score)
            .thenComparing((a, b) -> Arrays.compareUnsigned(a.member, b.member));
  }

  private final SkipList list = new SkipList(new RandomStream(1));
  private final TreeMap<Ranked, Boolean> tree = new TreeMap<>(Ranked.ORDER);
  private final Ranked[] there = new Ranked[LOOK_UPS];
  private int next;

  @Setup
  public void fill() {
    var all = new Ranked[size];
    var random = new Random(1);
    for (int i = 0; i < size; i++) {
      all[i] = new Ranked(random.nextInt(size), Ascii.bytes("member:%09d".formatted(i)));
      list.insert(all[i].score, all[i].member);
      tree.put(all[i], true);
    }
    for (int i = 0; i < LOOK_UPS; i++) {
      there[i] = all[random.nextInt(size)];
    }
  }

  private Ranked one() {
    return there[next++ & (LOOK_UPS - 1)];
  }

  @Benchmark
  public SkipListNode deleteAndInsert() {
    var one = one();
    list.delete(one.score, one.member);
    return list.insert(one.score, one.member);
  }

  @Benchmark
  public @Nullable Boolean treeMapDeleteAndInsert() {
    var one = one();
    tree.remove(one);
    return tree.put(one, true);
  }

  @Benchmark
  public int rank() {
    var one = one();
    return list.rank(one.score, one.member);
  }

  @Benchmark
  public boolean treeMapFind() {
    return tree.containsKey(one());
  }

  @Benchmark
  public @Nullable SkipListNode walkOf100() {
    var one = one();
    var node = list.firstInRange(ScoreRange.closed(one.score, size));
    for (int i = 0; i < WALK && node != null; i++) {
      node = node.next();
    }
    return node;
  }

  @Benchmark
  public long treeMapWalkOf100() {
    long sum = 0;
    int left = WALK;
    for (var each : tree.tailMap(one()).keySet()) {
      sum += each.member.length;
      if (--left == 0) {
        break;
      }
    }
    return sum;
  }
}
