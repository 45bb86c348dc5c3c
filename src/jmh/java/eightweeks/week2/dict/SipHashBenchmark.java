package eightweeks.week2.dict;

import eightweeks.week2.siphash.SipHash;
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

/** Hashing a key. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SipHashBenchmark {
  private final SipHash hash = new SipHash(0x0123456789abcdefL, 0x5eed);

  /** Bytes of the key. */
  @Param({"3", "16", "23", "1024"})
  public int length;

  private byte[] key = {};

  @Setup
  public void make() {
    key = new byte[length];
  }

  @Benchmark
  public long hash() {
    return hash.hash(key, 0, key.length);
  }
}
