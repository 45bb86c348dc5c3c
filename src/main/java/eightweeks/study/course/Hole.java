package eightweeks.study.course;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The place in a real source file that a learner fills.
 *
 * <p>It lies between two comment lines, which are also the tags that a chapter includes by:
 *
 * <pre>
 *   // tag::day07-hole[]
 *   statements
 *   // end::day07-hole[]
 * </pre>
 *
 * <p>The answer, the skeleton and each wrong answer are fillings of it: lines that take the place
 * of those between the tags. What is made of them has no tags, of this or any other day, so that a
 * learner reads only code.
 */
public final class Hole {
  private static final Pattern TAG = Pattern.compile("\\s*// (tag|end)::[\\w-]+\\[]\\s*");

  private final List<String> before;
  private final List<String> inside;
  private final List<String> behind;

  private Hole(List<String> before, List<String> inside, List<String> behind) {
    this.before = before;
    this.inside = inside;
    this.behind = behind;
  }

  /**
   * Finds a day's hole.
   *
   * @param file the name of the source, for messages
   * @throws CourseException where the two tags are not there once each and in order
   */
  public static Hole find(Day day, String file, String source) {
    var lines = source.lines().toList();
    int begin = only(lines, "// tag::" + day.id() + "-hole[]", day, file);
    int end = only(lines, "// end::" + day.id() + "-hole[]", day, file);
    if (end < begin) {
      throw new CourseException(
          file + ": the hole of " + day.id() + " ends before it begins; exchange its two tags.");
    }
    return new Hole(
        lines.subList(0, begin),
        lines.subList(begin + 1, end),
        lines.subList(end + 1, lines.size()));
  }

  private static int only(List<String> lines, String tag, Day day, String file) {
    int found = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(tag)) {
        if (found >= 0) {
          throw new CourseException(
              file + ": the line \"" + tag + "\" is there twice; " + day.id() + " has one hole.");
        }
        found = i;
      }
    }
    if (found < 0) {
      throw new CourseException(
          "%s: the line \"%s\" is missing. %s has its hole in this file: put the line back, or name another file in %s."
              .formatted(file, tag, day.id(), Days.FILE));
    }
    return found;
  }

  /** Returns the source with other lines in the hole, without any tags. */
  public String filledWith(List<String> lines) {
    var all = new ArrayList<>(before);
    all.addAll(lines);
    all.addAll(behind);
    return withoutTags(all);
  }

  /** Returns the source as it is, without any tags. */
  public String answer() {
    return filledWith(inside);
  }

  /** Returns how many lines the hole has that are more than a brace. */
  public int linesToWrite() {
    return (int) inside.stream().filter(line -> line.strip().length() > 1).count();
  }

  /** Takes tags out, and with each the blank line that set it off. */
  static String withoutTags(List<String> lines) {
    var kept = new ArrayList<String>(lines.size());
    boolean tagBefore = false;
    for (var line : lines) {
      if (TAG.matcher(line).matches()) {
        tagBefore = true;
        continue;
      }
      boolean twoBlanks = line.isBlank() && !kept.isEmpty() && kept.getLast().isBlank();
      if (!(tagBefore && twoBlanks)) {
        kept.add(line);
      }
      tagBefore = false;
    }
    return String.join("\n", kept) + "\n";
  }
}
