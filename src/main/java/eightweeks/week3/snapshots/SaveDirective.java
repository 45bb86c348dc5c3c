package eightweeks.week3.snapshots;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.config.Directive;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.config.Flag;
import eightweeks.week1.config.Rewriting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The directive {@code save}: a snapshot is due after some seconds if there were enough changes.
 *
 * <p>Answers to {@code config.c: setConfigSaveOption()}. The first line of a configuration replaces
 * the initial points, further lines add points, and an empty text removes all. CONFIG SET always
 * replaces all points.
 */
public final class SaveDirective extends Directive<SaveDirective> {
  /** A save point: a snapshot is due after these seconds if there were these changes or more. */
  public record Point(long seconds, int changes) {}

  private List<Point> value =
      List.of(new Point(3600, 1), new Point(300, 100), new Point(60, 10000));
  private boolean hadLine;
  private boolean isUsed = true;

  public SaveDirective() {
    super("save");
    flags(Flag.MULTI_ARG);
  }

  public List<Point> value() {
    return value;
  }

  /** Keeps save points out of the rewritten configuration: a Sentinel has no data. */
  public void isNotUsed() {
    isUsed = false;
  }

  @Override
  protected boolean read(List<String> words) throws DirectiveException {
    var points = points(words);
    boolean changed = !points.equals(value);
    value = points;
    return changed;
  }

  @Override
  protected void readLine(List<String> words) throws DirectiveException {
    var points = new ArrayList<Point>();
    if (hadLine && !isNothing(words)) {
      points.addAll(value);
    }
    points.addAll(points(words));
    value = List.copyOf(points);
    hadLine = true;
  }

  private static boolean isNothing(List<String> words) {
    return words.equals(List.of(""));
  }

  private static List<Point> points(List<String> words) throws DirectiveException {
    if (isNothing(words)) {
      return List.of();
    }
    if (words.size() % 2 != 0) {
      throw invalid();
    }
    var points = new ArrayList<Point>();
    for (int i = 0; i < words.size(); i += 2) {
      points.add(
          new Point(
              number(words.get(i), 1, Long.MAX_VALUE),
              (int) number(words.get(i + 1), 0, Integer.MAX_VALUE)));
    }
    return List.copyOf(points);
  }

  private static long number(String word, long least, long most) throws DirectiveException {
    var bytes = Ascii.bytes(word);
    long number = Numbers.parse(bytes, 0, bytes.length);
    if (number < least || number > most) {
      throw invalid();
    }
    return number;
  }

  private static DirectiveException invalid() {
    return new DirectiveException("Invalid save parameters");
  }

  @Override
  public String text() {
    return value.stream().map(SaveDirective::line).collect(Collectors.joining(" "));
  }

  private static String line(Point point) {
    return point.seconds + " " + point.changes;
  }

  /** Writes one line for each point, also if they are the initial ones. */
  @Override
  protected void rewrite(Rewriting file) {
    if (!isUsed) {
      file.done(name());
      return;
    }
    if (value.isEmpty()) {
      file.line(name(), "\"\"", true);
    }
    for (var point : value) {
      file.line(name(), line(point), true);
    }
  }
}
