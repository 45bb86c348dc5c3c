package eightweeks.study.measure;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Day 09: a value arrives, is stored and is replied. Counts the bytes that are allocated. */
final class RoundTrip implements Measurement {
  private static final int[] LENGTHS = {10, 100, 10_000};

  @Override
  public int count() {
    return 1;
  }

  @Override
  public List<Chart> measure(int count) {
    var set = new Chart("Bytes allocated when a value is stored (SET)", "String", "byte[]");
    var get = new Chart("Bytes allocated when it is replied (GET)", "String", "byte[]");
    for (int length : LENGTHS) {
      var buffer = new byte[length]; // the query buffer, later the reply
      Arrays.fill(buffer, (byte) 'x');
      var string = new String(buffer, StandardCharsets.UTF_8);
      var bytes = buffer.clone();
      var label = "%,d bytes".formatted(length);
      set.group(
          label,
          Memory.allocatedBy(() -> new String(buffer, StandardCharsets.UTF_8)),
          Memory.allocatedBy(() -> Arrays.copyOf(buffer, buffer.length)));
      get.group(
          label,
          Memory.allocatedBy(() -> copy(string.getBytes(StandardCharsets.UTF_8), buffer)),
          Memory.allocatedBy(() -> copy(bytes, buffer)));
    }
    return List.of(set, get.note("Both are copied into the reply, which is there already."));
  }

  private static byte[] copy(byte[] value, byte[] reply) {
    System.arraycopy(value, 0, reply, 0, value.length);
    return reply;
  }
}
