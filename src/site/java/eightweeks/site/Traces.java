package eightweeks.site;

import eightweeks.Redis;
import eightweeks.study.trace.Trace;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sequence diagrams of commands, each from a run of the server that this build has compiled: what
 * they show cannot be out of date.
 *
 * <p>A line {@code // trace: SET k v} in a chapter of week N puts one there, of a server of weeks 1
 * to N. Deep steps are left out, otherwise it is too large to be read on a page.
 */
public final class Traces {
  static final String FOLDER = "traces";

  /** Steps inside of more others than that are left out. */
  private static final int DEPTH = 4;

  private static final Pattern LINE = Pattern.compile("// trace: (.*)");
  private static final Pattern WEEK = Pattern.compile("weeks/week(\\d)/.*");

  private final Map<String, Trace> drawn = new LinkedHashMap<>();

  /** Returns the command whose diagram a line asks for; null if it is another line. */
  static @Nullable String asked(String line) {
    var match = LINE.matcher(line.strip());
    return match.matches() ? match.group(1).strip() : null;
  }

  /** Returns the week that a page belongs to; 0 for none, which means all weeks. */
  private static int weekOf(String page) {
    var match = WEEK.matcher(page);
    return match.matches() ? Integer.parseInt(match.group(1)) : 0;
  }

  private static String file(int weeks, String command) {
    return FOLDER + "/week" + weeks + "-" + Html.slug(command) + ".svg";
  }

  /**
   * Returns the lines that show the diagram on a page.
   *
   * @throws IllegalArgumentException if the command cannot be run or replies an error
   */
  List<String> lines(String page, String command) {
    int weeks = weekOf(page);
    var trace = drawn.computeIfAbsent(file(weeks, command), _ -> run(weeks, command));
    if (trace.reply().startsWith("-")) {
      throw new IllegalArgumentException(trace.reply().strip());
    }
    var up = "../".repeat(page.split("/", -1).length - 1);
    var calls = trace.way().steps().stream().map(step -> step.call()).distinct().toList();
    return List.of(
        "",
        ".The way of %s, from a run of the server of %s"
            .formatted(command, weeks == 0 ? "all weeks" : "weeks 1 to " + weeks),
        "image::%s%s[\"The way of %s: %s\",opts=inline]"
            .formatted(up, file(weeks, command), command, String.join(", ", calls)),
        "");
  }

  /**
   * Runs a command, and returns what its diagram shows.
   *
   * @param weeks of the server; 0 for all
   */
  public static Trace run(int weeks, String command) {
    try {
      var classes = Redis.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Trace.once(List.of(Path.of(classes)), weeks, command).upTo(DEPTH);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the diagrams that were asked for. */
  void write(Place place) {
    drawn.forEach((file, trace) -> Place.write(place.woven().resolve(file), trace.svg()));
  }
}
