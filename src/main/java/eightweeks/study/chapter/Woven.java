package eightweeks.study.chapter;

import eightweeks.study.course.Course;
import eightweeks.study.course.CourseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A page with the lines of its includes put in place, for a terminal. */
public final class Woven {
  private static final Pattern INCLUDE = Pattern.compile("include::([^\\[]+)\\[(.*)]");
  private static final Pattern TAGS = Pattern.compile("\\btags?=(?:\"([^\"]*)\"|([^,\\]]+))");
  private static final Pattern LINES = Pattern.compile("\\blines=\"?(\\d+)\\.\\.(\\d+)");
  private static final Pattern TAG_LINE = Pattern.compile("\\b(tag|end)::[\\w.-]+\\[]");

  private Woven() {}

  /**
   * Returns the text of a page.
   *
   * @param page its path from the repository's root
   * @throws CourseException if a file that it includes cannot be read, or lacks the lines
   */
  public static String text(Course course, String page) {
    var chapter = Chapter.parse(page, course.text(page).lines().toList());
    var text = new StringBuilder();
    for (var row : chapter.rows()) {
      var include = INCLUDE.matcher(row.text());
      if (include.matches()) {
        for (var line : lines(course, chapter.resolved(include.group(1)), include.group(2))) {
          text.append(line).append('\n');
        }
      } else {
        text.append(row.text()).append('\n');
      }
    }
    return text.toString();
  }

  private static List<String> lines(Course course, String file, String attributes) {
    var all = course.text(file).lines().toList();
    var lines = LINES.matcher(attributes);
    if (lines.find()) {
      int from = Integer.parseInt(lines.group(1)) - 1;
      int to = Math.min(all.size(), Integer.parseInt(lines.group(2)));
      return indented(all.subList(Math.min(from, to), to));
    }
    var tags = TAGS.matcher(attributes);
    var wanted = tags.find() ? tags.group(1) == null ? tags.group(2) : tags.group(1) : "";
    try {
      var chosen =
          TaggedLines.of(all, wanted).stream()
              .filter(line -> !TAG_LINE.matcher(line).find())
              .toList();
      return attributes.contains("indent=0") ? indented(chosen) : chosen;
    } catch (TaggedLines.Missing e) {
      throw new CourseException(file + " " + e.getMessage() + ".", e);
    }
  }

  /** Takes away the blanks that all lines begin with. */
  private static List<String> indented(List<String> lines) {
    int least =
        lines.stream()
            .filter(line -> !line.isBlank())
            .mapToInt(line -> line.length() - line.stripLeading().length())
            .min()
            .orElse(0);
    var moved = new ArrayList<String>();
    lines.forEach(line -> moved.add(line.isBlank() ? "" : line.substring(least)));
    return moved;
  }
}
