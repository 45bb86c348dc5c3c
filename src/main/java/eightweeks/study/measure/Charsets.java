package eightweeks.study.measure;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Day 09: texts of a hundred characters. A String keeps a byte or two for each; the server keeps
 * the bytes that came, UTF-8 in most cases.
 */
final class Charsets implements Measurement {
  private static final int CHARACTERS = 100;
  private static final int COPIES = 10_000;

  @Override
  public int count() {
    return CHARACTERS;
  }

  @Override
  public List<Chart> measure(int count) {
    var chart = new Chart("Bytes of memory for texts of a hundred characters", "String", "byte[]");
    add(chart, "English", "x".repeat(CHARACTERS));
    add(chart, "English, one euro sign", "x".repeat(CHARACTERS - 1) + "\u20ac");
    add(chart, "Greek", "\u03bb".repeat(CHARACTERS));
    add(chart, "Chinese", "\u5b57".repeat(CHARACTERS));
    return List.of(
        chart.note("One euro sign doubles a String: then it has two bytes a character."));
  }

  private static void add(Chart chart, String language, String text) {
    var chars = text.toCharArray();
    var utf8 = text.getBytes(StandardCharsets.UTF_8);
    chart.group(
        language,
        Memory.keptBy(COPIES, _ -> new String(chars)),
        Memory.keptBy(COPIES, _ -> Arrays.copyOf(utf8, utf8.length)));
  }
}
