package eightweeks.week2.compact;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.quicklist.PackedThreshold;
import eightweeks.week2.quicklist.Quicklist;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Compact structures at the sizes at which values use them, and {@link ArrayList}s of the same: of
 * Strings for listpack and quicklist, of Longs in order for the intset.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CompactBenchmark {
  private static final int PACKED = 128;
  private static final int INTEGERS = 512;
  private static final int LONG_LIST = 100_000;

  private final Listpack packed = new Listpack();
  private final ArrayList<String> few = new ArrayList<>();
  private final IntSet integers = new IntSet();
  private final ArrayList<Long> sorted = new ArrayList<>();
  private final Quicklist chain = new Quicklist(-2, 0, new PackedThreshold());
  private final ArrayList<String> many = new ArrayList<>();
  private final byte[][] texts = new byte[PACKED][];
  private final String[] strings = new String[PACKED];
  private final ListpackEntry entry = new ListpackEntry();
  private int next;

  @Setup
  public void fill() {
    for (int i = 0; i < PACKED; i++) {
      texts[i] = Ascii.bytes("element-%08d".formatted(i));
      strings[i] = Ascii.text(texts[i]);
      packed.append(texts[i]);
      few.add(strings[i]);
    }
    for (int i = 0; i < INTEGERS; i++) {
      integers.add(1000L * i);
      sorted.add(1000L * i);
    }
    for (int i = 0; i < LONG_LIST; i++) {
      chain.pushTail(texts[i & (PACKED - 1)], 0, 16);
      many.add(new String(strings[i & (PACKED - 1)]));
    }
  }

  // ---- Listpack of 128 texts of 16 bytes.

  @Benchmark
  public int listpackFind() {
    return packed.find(packed.first(), texts[next++ & (PACKED - 1)], 0, 16, 0);
  }

  @Benchmark
  public int arrayListFind() {
    return few.indexOf(strings[next++ & (PACKED - 1)]);
  }

  @Benchmark
  public int listpackAppendAndDelete() {
    packed.append(texts[next++ & (PACKED - 1)], 0, 16);
    return packed.delete(packed.last());
  }

  @Benchmark
  public String arrayListAppendAndDelete() {
    few.add(strings[next++ & (PACKED - 1)]);
    return few.removeLast();
  }

  @Benchmark
  public long listpackWalk() {
    long bytes = 0;
    for (int p = packed.first(); p != Listpack.NONE; p = packed.next(p)) {
      packed.read(p, entry);
      bytes += entry.isInteger() ? 1 : 2;
    }
    return bytes;
  }

  @Benchmark
  public long arrayListWalk() {
    long bytes = 0;
    for (var each : few) {
      bytes += each.length();
    }
    return bytes;
  }

  // ---- IntSet of 512 integers.

  @Benchmark
  public boolean intSetContains() {
    return integers.contains(1000L * (next++ & (INTEGERS - 1)));
  }

  @Benchmark
  public boolean arrayListBinarySearch() {
    return Collections.binarySearch(sorted, 1000L * (next++ & (INTEGERS - 1))) >= 0;
  }

  @Benchmark
  public boolean intSetRemoveAndAdd() {
    long number = 1000L * (next++ & (INTEGERS - 1));
    return integers.remove(number) && integers.add(number);
  }

  @Benchmark
  public int arrayListRemoveAndAddInOrder() {
    Long number = 1000L * (next++ & (INTEGERS - 1));
    sorted.remove(Collections.binarySearch(sorted, number));
    int at = -1 - Collections.binarySearch(sorted, number);
    sorted.add(at, number);
    return at;
  }

  // ---- Quicklist of 100,000 texts of 16 bytes.

  @Benchmark
  public byte[] quicklistQueue() {
    chain.pushTail(texts[next++ & (PACKED - 1)], 0, 16);
    var popped = chain.popHead();
    return popped == null ? texts[0] : popped;
  }

  @Benchmark
  public String arrayListQueue() {
    many.add(strings[next++ & (PACKED - 1)]);
    return many.removeFirst();
  }

  @Benchmark
  public byte[] quicklistPushAndPop() {
    chain.pushTail(texts[next++ & (PACKED - 1)], 0, 16);
    var popped = chain.popTail();
    return popped == null ? texts[0] : popped;
  }

  @Benchmark
  public String arrayListPushAndPop() {
    many.add(strings[next++ & (PACKED - 1)]);
    return many.removeLast();
  }

  @Benchmark
  public byte[] quicklistGet() {
    var found = chain.get((next++ * 7919L & 0xffff) + 1);
    return found == null ? texts[0] : found;
  }

  @Benchmark
  public String arrayListGet() {
    return many.get((next++ * 7919 & 0xffff) + 1);
  }
}
