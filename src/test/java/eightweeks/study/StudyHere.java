package eightweeks.study;

import eightweeks.study.screen.Screen;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The program {@code bin/study} in this JVM, for what has to be done before the commands that a
 * test is about: its compiler is warm, and no process has to start.
 */
public final class StudyHere {
  private StudyHere() {}

  /** What a command printed, and its exit code. */
  public record Said(String text, int code) {}

  /** Runs a command in a repository. */
  public static Said type(Path root, String... words) {
    var out = new ByteArrayOutputStream();
    var screen =
        new Screen(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new BufferedReader(new StringReader("")),
            false,
            false);
    screen.typedIn(root, root);
    int code = Study.run(root, screen, Clock.systemUTC(), words);
    return new Said(out.toString(StandardCharsets.UTF_8), code);
  }
}
