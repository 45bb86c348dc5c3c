package eightweeks.week1.bytes;

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

/** Reading and writing integers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NumbersBenchmark {
  @Param({"7", "123456", "-9223372036854775808"})
  public long number;

  private byte[] text = {};
  private final byte[] room = new byte[Numbers.MAX_DIGITS];

  @Setup
  public void write() {
    text = Numbers.toBytes(number);
  }

  @Benchmark
  public long parse() {
    return Numbers.parse(text, 0, text.length);
  }

  @Benchmark
  public int writeNumber() {
    return Numbers.write(number, room, 0);
  }
}
