package eightweeks.tocome;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of facts: a file beside the classes, with a row a line and tabs between the columns. */
final class Table {
  private Table() {}

  /**
   * Returns the rows of a table. Empty lines and lines that begin with {@code #} are left out.
   *
   * @param columns the number of columns; the last ones of a row may be missing, they are empty
   */
  static List<String[]> read(String name, int columns) {
    try (var in = Table.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the table " + name + " is missing");
      }
      var rows = new ArrayList<String[]>();
      for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.isEmpty() && line.charAt(0) != '#') {
          rows.add(row(line, columns));
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] row(String line, int columns) {
    var row = line.split("\t", -1);
    int there = row.length;
    if (there > columns) {
      throw new IllegalStateException("more than " + columns + " columns: " + line);
    }
    row = Arrays.copyOf(row, columns);
    Arrays.fill(row, there, columns, "");
    return row;
  }
}
