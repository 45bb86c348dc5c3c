package eightweeks.week2.dict;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.siphash.SipHash;
import java.util.HashMap;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Finding, adding and removing, in a dict that lies in the processor's caches and in one that does
 * not, beside {@link HashMap}. That one has it easier: its keys are Strings that have computed
 * their hash before, and it has no secret to keep.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DictBenchmark {
  private static final int LOOK_UPS = 1 << 16;
  private static final int ADDED = 1000;

  @Param({"1000", "1000000"})
  public int size;

  private final SipHash hash = new SipHash(1, 2);
  private final Dict<Node> dict = new Dict<>(hash);
  private final byte[][] there = new byte[LOOK_UPS][];
  private final byte[][] missing = new byte[LOOK_UPS][];
  private final BareDict set = BareDict.ofMembers(hash);
  private final HashMap<String, Node> map = new HashMap<>();
  private final String[] thereText = new String[LOOK_UPS];
  private final String[] missingText = new String[LOOK_UPS];
  private int next;

  /** Sum of hashes, so that they are computed. */
  public int warmed;

  @Setup
  public void fill() {
    for (int i = 0; i < size; i++) {
      var node = new Node(key(i));
      dict.add(node);
      set.add(node.key());
      map.put(Ascii.text(node.key()), node);
    }
    while (dict.isRehashing()) {
      dict.rehash(100);
    }
    while (set.isRehashing()) {
      set.rehash(100);
    }
    var random = new Random(1);
    for (int i = 0; i < LOOK_UPS; i++) {
      int n = random.nextInt(size);
      there[i] = key(n);
      missing[i] = key(size + n);
      thereText[i] = Ascii.text(there[i]);
      missingText[i] = Ascii.text(missing[i]);
      // Strings keep their hash once it has been asked for; here it has.
      warmed += thereText[i].hashCode() + missingText[i].hashCode();
    }
  }

  private static byte[] key(int i) {
    return Ascii.bytes("key:%012d".formatted(i));
  }

  @Benchmark
  public @Nullable Node findHit() {
    return dict.find(there[next++ & (LOOK_UPS - 1)]);
  }

  @Benchmark
  public @Nullable Node findMiss() {
    return dict.find(missing[next++ & (LOOK_UPS - 1)]);
  }

  /** Adds to an empty dict, with all the growing that this takes. The size means nothing here. */
  @Benchmark
  @OperationsPerInvocation(ADDED)
  public Dict<Node> add() {
    var fresh = new Dict<>(hash);
    for (int i = 0; i < ADDED; i++) {
      fresh.add(new Node(there[i]));
    }
    return fresh;
  }

  @Benchmark
  public @Nullable Node removeAndAdd() {
    var key = there[next++ & (LOOK_UPS - 1)];
    var node = dict.remove(key, 0, key.length);
    if (node != null) {
      dict.add(node);
    }
    return node;
  }

  @Benchmark
  public boolean setContains() {
    var key = there[next++ & (LOOK_UPS - 1)];
    return set.contains(key, 0, key.length);
  }

  @Benchmark
  public @Nullable Node hashMapFindHit() {
    return map.get(thereText[next++ & (LOOK_UPS - 1)]);
  }

  @Benchmark
  public @Nullable Node hashMapFindMiss() {
    return map.get(missingText[next++ & (LOOK_UPS - 1)]);
  }

  @Benchmark
  public @Nullable Node hashMapRemoveAndAdd() {
    var key = thereText[next++ & (LOOK_UPS - 1)];
    var node = map.remove(key);
    if (node != null) {
      map.put(key, node);
    }
    return node;
  }

  @Benchmark
  @OperationsPerInvocation(ADDED)
  public HashMap<String, Node> hashMapAdd() {
    var fresh = new HashMap<String, Node>();
    for (int i = 0; i < ADDED; i++) {
      fresh.put(thereText[i], new Node(there[i]));
    }
    return fresh;
  }
}
