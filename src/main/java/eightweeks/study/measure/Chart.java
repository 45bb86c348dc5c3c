package eightweeks.study.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Numbers of several competitors, as text: a line with number and bar for each, in groups.
 *
 * <pre>
 * Bytes of memory for one text
 *   5 bytes   String   48  ########
 *             byte[]   24  ####
 * </pre>
 */
final class Chart {
  private static final int BAR = 40;

  /** From here on a fraction is not worth its place. */
  private static final double LARGE = 100;

  private final String title;
  private final List<String> names;
  private final List<String> groups = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean logarithmic;

  /**
   * An empty chart.
   *
   * @param title what the numbers are, with their unit
   * @param names the competitors
   */
  Chart(String title, String... names) {
    this.title = title;
    this.names = List.of(names);
  }

  /** Makes a bar a step longer for ten times the number: for numbers that are far apart. */
  Chart logarithmic() {
    logarithmic = true;
    return this;
  }

  /** Adds a group: a number for each competitor. */
  Chart group(String label, Number... numbers) {
    if (numbers.length != names.size()) {
      throw new IllegalArgumentException(numbers.length + " numbers for " + names);
    }
    groups.add(label);
    values.add(Stream.of(numbers).mapToDouble(Number::doubleValue).toArray());
    return this;
  }

  /** Adds a sentence below the numbers. */
  Chart note(String sentence) {
    notes.add(sentence);
    return this;
  }

  /** Returns a number of a group. */
  double value(String group, String name) {
    return values.get(groups.indexOf(group))[names.indexOf(name)];
  }

  /** Returns the chart as lines of text. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(title);
    int groupWidth = longest(groups);
    int nameWidth = longest(names);
    var numbers = new ArrayList<String>();
    values.forEach(
        group -> {
          for (var number : group) {
            numbers.add(text(number));
          }
        });
    int numberWidth = longest(numbers);
    double most = 0;
    for (var group : values) {
      for (var number : group) {
        most = Math.max(most, number);
      }
    }
    for (int i = 0; i < groups.size(); i++) {
      for (int j = 0; j < names.size(); j++) {
        double number = values.get(i)[j];
        var line = new StringBuilder("  ");
        line.append(padded(j == 0 ? groups.get(i) : "", groupWidth)).append("  ");
        line.append(padded(names.get(j), nameWidth)).append("  ");
        line.append(" ".repeat(numberWidth - text(number).length())).append(text(number));
        line.append("  ").append("#".repeat(bar(number, most)));
        lines.add(line.toString().stripTrailing());
      }
    }
    notes.forEach(note -> lines.add("  " + note));
    return lines;
  }

  private int bar(double number, double most) {
    if (number <= 0) {
      return 0;
    }
    double part = logarithmic ? Math.log10(1 + number) / Math.log10(1 + most) : number / most;
    return Math.max(1, (int) Math.round(BAR * part));
  }

  private static String text(double number) {
    boolean whole = number == Math.rint(number) || number >= LARGE;
    return String.format(Locale.ROOT, whole ? "%,.0f" : "%,.1f", number);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static int longest(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }
}
