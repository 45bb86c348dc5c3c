package eightweeks.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The talk that the server must have in the same words on the JVM and in a page. */
public final class Transcript {
  private static final Path FILE = Path.of("src/test/resources/page/transcript.txt");

  private Transcript() {}

  /**
   * A line that is typed and what is shown for it; or time that passes.
   *
   * @param passMillis 0 where a line is typed
   */
  public record Step(String line, String shown, long passMillis) {}

  /** Returns the steps in order. */
  public static List<Step> read() throws IOException {
    var steps = new ArrayList<Step>();
    for (var text : Files.readAllLines(FILE)) {
      if (text.startsWith("> ")) {
        steps.add(new Step(text.substring(2), "", 0));
      } else if (text.startsWith("+ ")) {
        steps.add(new Step("", "", Long.parseLong(text.substring(2))));
      } else if (!text.startsWith("#")) {
        var last = steps.removeLast();
        steps.add(new Step(last.line, last.shown + text + "\n", 0));
      }
    }
    return steps;
  }
}
