package eightweeks.week5.latency;

import java.util.Arrays;

/**
 * Draws a series with characters, for LATENCY GRAPH: a column for each sample, the oldest left,
 * with its age below.
 *
 * <pre>
 * command - high 500 ms, low 100 ms (all time high 500 ms)
 * ---------------------------------------------------------------- ...
 *    #
 *   _|
 *  _||
 * _|||
 *
 * 3321
 * ssss
 * </pre>
 *
 * <p>Answers to {@code latency.c: latencyCommandGenSparkeline()}, {@code sparkline.c:
 * sparklineRenderRange()}. Four rows of characters that fill a third, two thirds or all of their
 * place give twelve heights. Where there are more samples than columns, the drawing goes on below.
 */
final class LatencyGraph {
  private static final int COLUMNS = 80;
  private static final int ROWS = 4;

  /** Fill a third, two thirds and all of a place. */
  private static final String THIRDS = "_o#";

  private static final char FULL = '|';
  private static final int HEIGHTS = ROWS * THIRDS.length();

  private LatencyGraph() {}

  /**
   * Returns the drawing.
   *
   * @param now seconds since 1970
   */
  static String of(String event, LatencySeries series, long now) {
    var graph = new StringBuilder();
    graph.append(
        "%s - high %d ms, low %d ms (all time high %d ms)\n"
            .formatted(event, series.most(), series.least(), series.worst()));
    graph.append("-".repeat(COLUMNS)).append('\n');
    var heights = heights(series);
    for (int start = 0; start < series.count(); start += COLUMNS) {
      int end = Math.min(start + COLUMNS, series.count());
      if (start > 0) {
        graph.append('\n');
      }
      for (int row = ROWS - 1; row >= 0; row--) {
        for (int i = start; i < end; i++) {
          graph.append(letter(heights[i] - row * THIRDS.length()));
        }
        graph.append('\n');
      }
      graph.append(" ".repeat(end - start)).append('\n');
      labels(graph, series, start, end, now);
    }
    return graph.toString();
  }

  /** Returns the heights of the samples: 0 for the lowest, {@link #HEIGHTS} - 1 for the highest. */
  private static int[] heights(LatencySeries series) {
    long low = series.least();
    double range = Math.max(1, series.most() - low);
    var heights = new int[series.count()];
    Arrays.setAll(
        heights,
        i -> {
          double height = (series.get(i).millis() - low) * HEIGHTS / range;
          return Math.min(HEIGHTS - 1, (int) height);
        });
    return heights;
  }

  /**
   * Returns the character of a column in a row, from the number of thirds by which the column rises
   * above the row's floor.
   */
  private static char letter(int thirds) {
    if (thirds < 0) {
      return ' ';
    }
    return thirds < THIRDS.length() ? THIRDS.charAt(thirds) : FULL;
  }

  private static void labels(
      StringBuilder graph, LatencySeries series, int start, int end, long now) {
    var labels = new String[end - start];
    Arrays.setAll(labels, i -> ago(now - series.get(start + i).seconds()));
    int longest = 0;
    for (var label : labels) {
      longest = Math.max(longest, label.length());
    }
    for (int row = 0; row < longest; row++) {
      for (var label : labels) {
        graph.append(row < label.length() ? label.charAt(row) : ' ');
      }
      graph.append('\n');
    }
  }

  private static String ago(long seconds) {
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m";
    }
    return seconds < 24 * 3600 ? seconds / 3600 + "h" : seconds / (24 * 3600) + "d";
  }
}
