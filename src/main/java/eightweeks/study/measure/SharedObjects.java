package eightweeks.study.measure;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.config.Config;
import eightweeks.week2.object.Strings;
import eightweeks.week2.siphash.SipHash;
import eightweeks.week2.values.Values;
import java.util.List;
import java.util.function.IntFunction;

/** Day 14: the memory of small numbers as values of many keys. */
final class SharedObjects implements Measurement {
  private static final int COUNT = 100_000;

  @Override
  public int count() {
    return COUNT;
  }

  @Override
  public List<Chart> measure(int count) {
    var strings = strings();
    double string = kept(count, String::valueOf);
    double integer = kept(count, Integer::valueOf);
    double shared = kept(count, strings::store);
    strings.shareIntegersWhen(() -> false);
    double unshared = kept(count, strings::store);
    return List.of(
        new Chart(
                "Bytes of memory for a value from 0 to 9999",
                "String",
                "Integer",
                "StoredInteger",
                "SharedInteger")
            .group("%,d keys".formatted(count), string, integer, unshared, shared)
            .note("Without the reference to it, which every key has."));
  }

  /** Strings of a data set that shares small integers. */
  static Strings strings() {
    return new Values(new Config(), new SipHash(1, 2), new RandomStream(3)).strings();
  }

  private static double kept(int count, IntFunction<Object> value) {
    return Memory.keptBy(count, i -> value.apply(i % Strings.SHARED_INTEGERS));
  }
}
