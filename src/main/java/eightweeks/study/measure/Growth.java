package eightweeks.study.measure;

import eightweeks.week2.sds.Sds;
import java.util.Arrays;
import java.util.List;

/**
 * Day 08: bytes are appended to a string, one at a time. Counts how often the string moves to a new
 * array, and how many bytes are copied then.
 */
final class Growth implements Measurement {
  private static final int COUNT = 10_000;
  private static final String LABEL = "appended";

  @Override
  public int count() {
    return COUNT;
  }

  @Override
  public List<Chart> measure(int count) {
    var exact = new Moves();
    var array = new byte[0];
    for (int i = 0; i < count; i++) {
      array = Arrays.copyOf(array, i + 1);
      exact.saw(array, i);
    }
    var strings = new Moves();
    var text = "";
    for (int i = 0; i < count; i++) {
      text = text.concat("x");
      strings.saw(text, i);
    }
    var greedy = new Moves();
    var sds = new Sds();
    var x = new byte[] {'x'};
    for (int i = 0; i < count; i++) {
      sds.append(x, 0, 1);
      greedy.saw(sds.array(), i);
    }
    var names = new String[] {"String.concat()", "array that fits", "Sds"};
    return List.of(
        new Chart("New arrays while %,d bytes are appended, one at a time".formatted(count), names)
            .logarithmic()
            .group(LABEL, strings.arrays, exact.arrays, greedy.arrays),
        new Chart("Bytes copied from one array to the next", names)
            .logarithmic()
            .group(LABEL, strings.copied, exact.copied, greedy.copied)
            .note("Bars are logarithmic: a step is a factor."));
  }

  /** What happened to a string that grows. */
  private static final class Moves {
    private Object place = "";
    private long arrays;
    private long copied;

    /** Looks where the bytes are after an append. */
    void saw(Object where, int before) {
      if (where != place) {
        place = where;
        arrays++;
        copied += before;
      }
    }
  }
}
