package eightweeks.week2.values;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.memory.ObjectSize;
import eightweeks.week2.object.Value;
import eightweeks.week2.sortedset.SortedSetValue;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bytes a key or an element, as JOL measures them on this JVM, beside what a redis-server 7.2.6
 * needs for the same (used_memory, a million of them). Ours are 62,500 in 65,536 buckets: as full
 * as a million is in its table. docs/reference/structures-objects.adoc has the table.
 */
final class ValueSizeTest {
  private static final int COUNT = 62_500;

  private final Stored stored = new Stored();
  private final Values values = stored.values;
  private final Map<String, IntFunction<Object>> small =
      Map.of(
          "string", Stored::text,
          "integer", i -> 1_000_000L + i,
          "small hash", this::smallHash,
          "small intset", this::smallIntSet,
          "small set", _ -> smallSet(),
          "small sorted set", _ -> smallSortedSet(),
          "small list", _ -> smallList());

  @ParameterizedTest(name = "{0}: ours {1}, Redis''s {2}")
  @CsvSource({
    "string, 92, 96.4",
    "string with TTL, 112, 128.8",
    "integer, 76, 72.4",
    "small hash, 124, 120.5",
    "small intset, 108, 110.4",
    "small set, 132, 128.5",
    "small sorted set, 148, 152.5",
    "small list, 132, 128.5",
  })
  void bytesAKey(String kind, double expected, double redis) {
    boolean expiring = kind.endsWith(" with TTL");
    var make = small.get(kind.replace(" with TTL", ""));
    assertThat(make).isNotNull();
    for (int i = 0; i < COUNT; i++) {
      if (expiring) {
        stored.addExpiring(i, make.apply(i));
      } else {
        stored.add(i, make.apply(i));
      }
    }
    // The vector of expiring entries, which the database has, is a reference each.
    double bytes = (double) stored.bytes() / COUNT + (expiring ? ObjectSize.REFERENCE : 0);
    assertIsAbout(kind, bytes, expected, redis);
  }

  @ParameterizedTest(name = "{0}: ours {1}, Redis''s {2}")
  @CsvSource({
    "set, 42, 38.1",
    "hash, 58, 80.4",
    "sorted set, 79, 102.3",
    "list, 18.2, 18.2",
  })
  void bytesAnElement(String kind, double expected, double redis) {
    var value = large(kind);
    assertThat(value.size()).isEqualTo(COUNT);
    assertIsAbout(kind, (double) stored.bytes(value) / COUNT, expected, redis);
  }

  private static void assertIsAbout(String kind, double bytes, double expected, double redis) {
    assertThat(bytes)
        .as("%s: Redis has %s", kind, redis)
        .isBetween(expected * 0.97, expected * 1.03);
  }

  private Value large(String kind) {
    var list = values.list();
    list.beforeAdding(16L * COUNT, COUNT);
    var set = values.set(Stored.text(0), 0, 16, 1);
    var hash = values.hash();
    var sorted = values.sortedSet(1, 16);
    for (int i = 0; i < COUNT; i++) {
      switch (kind) {
        case "list" -> list.pushTail(Stored.text(i), 0, 16);
        case "set" -> set.add(Stored.text(i), 0, 16);
        case "hash" -> hash.set(Stored.key(i), 0, 16, Stored.text(i), 0, 16);
        default -> sorted.set(i, Stored.text(i), 0, 16);
      }
    }
    return switch (kind) {
      case "list" -> list;
      case "set" -> set;
      case "hash" -> hash;
      default -> sorted;
    };
  }

  private HashValue smallHash(int i) {
    var hash = values.hash();
    put(hash, "name", "n%07d".formatted(i));
    put(hash, "age", "" + i % 100);
    put(hash, "city", "c%07d".formatted(i));
    return hash;
  }

  private static void put(HashValue hash, String field, String value) {
    hash.set(Ascii.bytes(field), 0, field.length(), Ascii.bytes(value), 0, value.length());
  }

  private SetValue smallIntSet(int i) {
    var set = values.intSet();
    for (int j = 0; j < 8; j++) {
      var number = Ascii.bytes("" + (i + j));
      set.add(number, 0, number.length);
    }
    return set;
  }

  private static byte[] member(int j) {
    return Ascii.bytes("m%03d".formatted(j));
  }

  private SetValue smallSet() {
    var set = values.set(member(0), 0, 4, 8);
    for (int j = 0; j < 8; j++) {
      set.add(member(j), 0, 4);
    }
    return set;
  }

  private SortedSetValue smallSortedSet() {
    var set = values.sortedSet(8, 4);
    for (int j = 0; j < 8; j++) {
      set.set(j, member(j), 0, 4);
    }
    return set;
  }

  private ListValue smallList() {
    var list = values.list();
    for (int j = 0; j < 8; j++) {
      list.pushTail(member(j), 0, 4);
    }
    return list;
  }
}
