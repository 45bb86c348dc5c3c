package eightweeks.study.measure;

import eightweeks.week2.object.Entry;
import java.util.HashMap;
import java.util.List;

/** Day 14: a counter is increased. Counts the bytes that are allocated. */
final class Counter implements Measurement {
  private static final int COUNT = 1_000_000;

  @Override
  public int count() {
    return COUNT;
  }

  @Override
  public List<Chart> measure(int count) {
    var map = new HashMap<String, Object>();
    map.put("visits", String.valueOf(count));
    long string =
        Memory.allocatedBy(
            () ->
                map.put("visits", String.valueOf(Long.parseLong((String) map.get("visits")) + 1)));
    map.put("visits", (long) count);
    long boxed = Memory.allocatedBy(() -> map.merge("visits", 1L, Counter::sum));
    var strings = SharedObjects.strings();
    strings.shareIntegersWhen(() -> false);
    var entry = Entry.of(new byte[] {'v'}, strings.store(count));
    long overwritten = Memory.allocatedBy(() -> strings.overwrite(entry, count + 1));
    return List.of(
        new Chart("Bytes allocated by one INCR", "String", "Long", "StoredInteger")
            .group("counter at %,d".formatted(count), string, boxed, overwritten)
            .note("A StoredInteger belongs to one key, so it can be overwritten."));
  }

  private static Object sum(Object one, Object other) {
    return (Long) one + (Long) other;
  }
}
