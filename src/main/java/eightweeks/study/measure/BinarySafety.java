package eightweeks.study.measure;

import eightweeks.week2.sds.Sds;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Day 09: all 256 bytes are stored in a string, and read again. Counts what comes back. */
final class BinarySafety implements Measurement {
  private static final int BYTES = 256;

  @Override
  public int count() {
    return BYTES;
  }

  @Override
  public List<Chart> measure(int count) {
    var chart = new Chart("Each of the 256 bytes, stored and read again", "unchanged", "length");
    add(chart, "C string", BinarySafety::cString);
    add(chart, "String, ASCII", bytes -> string(bytes, StandardCharsets.US_ASCII));
    add(chart, "String, UTF-8", bytes -> string(bytes, StandardCharsets.UTF_8));
    add(chart, "String, Latin-1", bytes -> string(bytes, StandardCharsets.ISO_8859_1));
    add(chart, "Sds", bytes -> new Sds().append(bytes, 0, bytes.length).toBytes());
    return List.of(
        chart.note("unchanged: of 256 strings of one byte. length: of one string of all 256."));
  }

  private static void add(Chart chart, String how, UnaryOperator<byte[]> storeAndRead) {
    var all = new byte[BYTES];
    int unchanged = 0;
    for (int i = 0; i < BYTES; i++) {
      all[i] = (byte) i;
      var one = new byte[] {(byte) i};
      unchanged += Arrays.equals(one, storeAndRead.apply(one)) ? 1 : 0;
    }
    chart.group(how, unchanged, storeAndRead.apply(all).length);
  }

  /** Returns what C reads: the bytes up to the first zero, which ends a string. */
  private static byte[] cString(byte[] stored) {
    int end = 0;
    while (end < stored.length && stored[end] != 0) {
      end++;
    }
    return Arrays.copyOf(stored, end);
  }

  private static byte[] string(byte[] stored, Charset charset) {
    return new String(stored, charset).getBytes(charset);
  }
}
