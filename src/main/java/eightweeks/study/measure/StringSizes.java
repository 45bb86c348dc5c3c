package eightweeks.study.measure;

import eightweeks.week2.sds.Sds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Day 08: the memory of one text, as a String and as the bytes that the server stores. */
final class StringSizes implements Measurement {
  private static final int[] LENGTHS = {0, 5, 44, 100, 1000};

  @Override
  public int count() {
    return 1;
  }

  @Override
  public List<Chart> measure(int count) {
    var chart = new Chart("Bytes of memory for one text", "String", "byte[]", "Sds");
    for (int length : LENGTHS) {
      var text = new byte[length];
      Arrays.fill(text, (byte) 'x');
      long string = Memory.allocatedBy(() -> text(text));
      long bytes = Memory.allocatedBy(() -> Arrays.copyOf(text, text.length));
      long sds = Memory.allocatedBy(() -> new Sds(Arrays.copyOf(text, text.length)));
      chart.group(length + " bytes", string, bytes, sds);
    }
    return List.of(
        chart.note("byte[] is how SET stores a text; an Sds refers to one, and can grow."));
  }

  /** The empty String is one object for all, so it is made as the others are. */
  private static String text(byte[] text) {
    return text.length == 0
        ? new String(new char[0])
        : new String(text, StandardCharsets.ISO_8859_1);
  }
}
