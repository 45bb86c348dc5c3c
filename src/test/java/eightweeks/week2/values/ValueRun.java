package eightweeks.week2.values;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.config.Config;
import eightweeks.week2.object.Contents;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.object.HeapSize;
import eightweeks.week2.object.Limits;
import eightweeks.week2.object.Value;
import eightweeks.week2.quicklist.Quicklist;
import eightweeks.week2.siphash.SipHash;
import eightweeks.week2.sortedset.SortedSetMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Random operations on a value and on a plain model of it, which must agree after each. Limits are
 * low and change on the way, sizes go up and down: so values convert all the time. The memory
 * accounting is checked as well.
 */
abstract class ValueRun {
  final Values values;
  final Limits limits;
  final RandomStream random;
  final List<Encoding> encodings = new ArrayList<>();
  private final String name;
  private String step = "";

  ValueRun(String name, long seed) {
    this.name = name + ", seed " + seed;
    random = new RandomStream(seed);
    values = new Values(new Config(), new SipHash(seed, 2), random.split("values"));
    limits = values.limits();
  }

  /** A run of each type: what {@link ValuePlantedBugsTest} calls on values with a bug. */
  static void runAll(int steps) {
    for (long seed = 1; seed <= 3; seed++) {
      new ListRun(seed).run(steps);
      new SetRun(seed).run(steps);
      new HashRun(seed).run(steps);
      new SortedSetRun(seed).run(steps);
    }
  }

  /** Returns the value at the moment. */
  abstract Value value();

  /** One operation, on value and model. */
  abstract void operate();

  /** Checks that value and model hold the same elements. */
  abstract void compare();

  /** Limits of another size. */
  abstract void changeLimits();

  /** Another value with the same content, whose own changes do not show in the first one. */
  abstract void duplicate();

  final void run(int steps) {
    changeLimits();
    for (int i = 0; i < steps; i++) {
      step = ", step " + i;
      if (random.nextInt(100) == 0) {
        changeLimits();
      } else if (random.nextInt(300) == 0) {
        duplicate();
      } else {
        operate();
      }
      compare();
      requireEqual(values.allocator().used(), countedByHand(), "accounted in the allocator");
      requireEqual(value().accounted(), countedByHand(), "accounted to the value");
      if (encodings.isEmpty() || encodings.getLast() != value().encoding()) {
        encodings.add(value().encoding());
      }
    }
    values.release(value());
    require(values.allocator().used() == 0, "no memory is accounted at the end");
  }

  /** Counts the memory that should be accounted to the value. */
  private long countedByHand() {
    long bytes = 0;
    switch (Contents.of(value())) {
      case byte[] blob -> bytes += HeapSize.ofBytes(blob.length);
      case ElementTable table -> {
        bytes += 24 + table.dict.memory();
        try (var all = table.dict.safeIterator()) {
          for (var each = all.next(); each != null; each = all.next()) {
            bytes += HeapSize.ofBytes(each.length);
          }
        }
      }
      case Quicklist list -> {
        bytes += 56;
        for (var node = list.head(); node != null; node = node.next()) {
          bytes +=
              40
                  + (node.isPlain() || node.isCompressed()
                      ? HeapSize.ofBytes(node.bytes().length)
                      : 16 + HeapSize.ofBytes(node.list().array().length));
        }
      }
      case Object sorted -> bytes += SortedSetMemory.countedByHand(sorted);
    }
    return bytes;
  }

  final void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what + ": " + name + step);
    }
  }

  final void requireEqual(@Nullable Object found, @Nullable Object expected, String what) {
    require(Objects.equals(found, expected), what + ", found " + found + ", expected " + expected);
  }

  final String anyOf(int keys) {
    int number = random.nextInt(keys);
    return switch (number % 5) {
      case 0, 1 -> "" + (number - 40) * 1_000L;
      case 2 -> "" + number * 40_000_000_000L;
      case 3 -> "m" + number;
      default -> "member" + "-".repeat(number % 40) + number;
    };
  }

  static byte[] bytes(String text) {
    return Ascii.bytes(text);
  }
}
