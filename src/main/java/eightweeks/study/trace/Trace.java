package eightweeks.study.trace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The way of a command with what each step took: time, and bytes allocated.
 *
 * @param command as it was typed
 * @param way its steps, measured
 * @param reply as it comes over the wire
 */
public record Trace(String command, Way way, String reply) {
  private static final String ROW = "%-60s %-22s %8s %7s";
  private static final String SAME = "  ";
  private static final String FIRST = "- ";
  private static final String SECOND = "+ ";

  /**
   * Traces a command.
   *
   * @param path where the classes of the server are, those that come first in front
   * @param grafts names of classes that take the place of the server's
   * @param weeks how many weeks the server has; 0 for all there are
   * @param before commands to run before it, each time
   */
  public static Trace of(
      List<Path> path, List<String> grafts, int weeks, List<String> before, String command) {
    var commands = new ArrayList<>(before);
    commands.add(command);
    try (var traced = TracedCommand.start(path, grafts, weeks, commands)) {
      var way = Way.of(traced.measured());
      return new Trace(command, way, traced.reply());
    }
  }

  /**
   * Traces a command once: the way without times, in a fraction of a second.
   *
   * @param path where the classes of the server are
   * @param weeks how many weeks the server has; 0 for all there are
   */
  public static Trace once(List<Path> path, int weeks, String command) {
    try (var traced = TracedCommand.start(path, List.of(), weeks, List.of(command))) {
      var way = Way.of(CallTree.of(traced));
      return new Trace(command, way, traced.reply());
    }
  }

  /** Returns this trace without the steps that have more than some others around them. */
  public Trace upTo(int depth) {
    return new Trace(command, way.upTo(depth), reply);
  }

  /** Returns the steps as a table, with the reply and the sums below it. */
  public String text() {
    var text = new StringBuilder(head(""));
    for (var step : way.steps()) {
      text.append(row("", step));
    }
    return text.append('\n').append(summary()).toString();
  }

  /**
   * Returns the steps of two commands in one table: those of both, those of the first alone behind
   * a minus sign, those of the second alone behind a plus sign. The figures of a step of both are
   * the first's.
   */
  public String against(Trace other) {
    var text = new StringBuilder(head(SAME));
    var mine = way.steps();
    var others = other.way.steps();
    var common = common(mine, others);
    int i = 0;
    int j = 0;
    while (i < mine.size() || j < others.size()) {
      if (i < mine.size() && j < others.size() && isSame(mine.get(i), others.get(j))) {
        text.append(row(SAME, mine.get(i++)));
        j++;
      } else if (j == others.size() || (i < mine.size() && common[i + 1][j] >= common[i][j + 1])) {
        text.append(row(FIRST, mine.get(i++)));
      } else {
        text.append(row(SECOND, others.get(j++)));
      }
    }
    return text.append("\n- ").append(summary()).append("+ ").append(other.summary()).toString();
  }

  /** Returns how long the longest common part of the rest is, from each pair of places on. */
  private static int[][] common(List<Way.Step> mine, List<Way.Step> others) {
    var common = new int[mine.size() + 1][others.size() + 1];
    for (int i = mine.size() - 1; i >= 0; i--) {
      for (int j = others.size() - 1; j >= 0; j--) {
        common[i][j] =
            isSame(mine.get(i), others.get(j))
                ? 1 + common[i + 1][j + 1]
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static boolean isSame(Way.Step a, Way.Step b) {
    return a.depth() == b.depth() && a.room().equals(b.room()) && a.call().equals(b.call());
  }

  private String head(String mark) {
    return ROW.formatted(mark + command, "package", "\u00b5s", "bytes") + '\n';
  }

  private static String row(String mark, Way.Step step) {
    return ROW.formatted(
                mark + "  ".repeat(step.depth()) + step.call(),
                step.room(),
                String.format(Locale.ROOT, "%.2f", step.nanos() / 1000.0),
                step.bytes() == 0 ? "" : Long.toString(step.bytes()))
            .stripTrailing()
        + '\n';
  }

  private String summary() {
    var outer = way.steps().stream().filter(step -> step.depth() == 0).toList();
    return String.format(
        Locale.ROOT,
        "%s: %d steps, %d classes, %.2f \u00b5s, %d bytes allocated; reply %s\n",
        command,
        way.steps().size(),
        way.classes().size(),
        outer.stream().mapToLong(Way.Step::nanos).sum() / 1000.0,
        outer.stream().mapToLong(Way.Step::bytes).sum(),
        shown());
  }

  private String shown() {
    return reply.isEmpty() ? "(none yet)" : reply.replace("\r", "\\r").replace("\n", "\\n");
  }

  /** Returns the steps as a sequence diagram, an SVG file. */
  public String svg() {
    return SequenceDiagram.of(this);
  }
}
