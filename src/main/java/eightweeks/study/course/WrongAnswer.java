package eightweeks.study.course;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A plausible wrong answer, kept to prove that the tests catch it.
 *
 * <p>Its first line says what is wrong and who notices:
 *
 * <pre>// wrong: forgets the line end of an argument; caught by: argumentCutInItsLineEnd_waits
 * </pre>
 *
 * <p>The rest fills the hole of a rebuild, or stands in for the file of the answer; of several
 * files, for the one that the line names at its end ({@code ; file: Name.java}). A line of a
 * properties file starts with # instead of two slashes.
 *
 * @param name the name of its file
 * @param what what is wrong with it
 * @param caughtBy tests each of which fails on it; or, for what is not caught by a test, words of
 *     the message that refuses it
 * @param file the file of the answer that it replaces; empty for the only one
 * @param lines the rest
 */
public record WrongAnswer(
    String name, String what, List<String> caughtBy, String file, List<String> lines) {
  private static final Pattern FIRST =
      Pattern.compile("(?://|#) wrong: (.+?); caught by: ([^;]+?)(?:; file: (\\S+))?");

  static WrongAnswer parse(String file, String text) {
    var lines = text.lines().toList();
    var match = FIRST.matcher(lines.isEmpty() ? "" : lines.getFirst());
    if (!match.matches()) {
      throw new CourseException(
          file
              + ": its first line should be \"// wrong: what is wrong; caught by:"
              + " nameOfTheTest\".");
    }
    return new WrongAnswer(
        file.substring(file.lastIndexOf('/') + 1),
        match.group(1),
        List.of(match.group(2).split(",\\s*")),
        match.group(3) == null ? "" : match.group(3),
        lines.subList(1, lines.size()));
  }
}
