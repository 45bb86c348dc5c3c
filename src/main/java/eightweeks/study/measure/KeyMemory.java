package eightweeks.study.measure;

import eightweeks.week2.dict.Dict;
import eightweeks.week2.object.Entry;
import eightweeks.week2.siphash.SipHash;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;

/** Day 10: the memory of a key and its value in a HashMap and in the dict. */
final class KeyMemory implements Measurement {
  private static final int COUNT = 100_000;

  @Override
  public int count() {
    return COUNT;
  }

  @Override
  public List<Chart> measure(int count) {
    double map = Memory.keptBy(1, _ -> map(count)) / count;
    double dict = Memory.keptBy(1, _ -> dict(count)) / count;
    return List.of(
        new Chart("Bytes of memory for a key of 10 and a value of 16", "HashMap", "Dict")
            .group("%,d keys".formatted(count), map, dict)
            .note("Everything is counted: buckets, nodes, keys and values."));
  }

  private static Object map(int count) {
    var map = new HashMap<String, String>();
    for (int i = 0; i < count; i++) {
      map.put(key(i), "value:%010d".formatted(i));
    }
    return map;
  }

  private static Object dict(int count) {
    var dict = new Dict<Entry>(new SipHash(1, 2));
    for (int i = 0; i < count; i++) {
      dict.add(Entry.of(bytes(key(i)), bytes("value:%010d".formatted(i))));
    }
    while (dict.rehash(100)) {
      // Until there is one table.
    }
    return dict;
  }

  private static String key(int number) {
    return "k:%08d".formatted(number);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
