package eightweeks.study.program;

import eightweeks.study.course.Day;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a day, measured on this machine. The program, {@code
 * eightweeks.study.measure.Measure}, uses classes of the server, so it runs in a process of its
 * own, with the server's layout of objects.
 */
public final class Measuring {
  private static final String PROGRAM = "eightweeks.study.measure.Measure";

  private Measuring() {}

  /**
   * Measures in the foreground.
   *
   * @param classes where the classes of the server are
   * @param count the number of elements; 0 for what the measurement uses by itself
   * @param redis a real redis-server to measure beside; null if there is none
   * @return the exit code: 0 if something was measured
   */
  public static int run(Path classes, Day day, int count, @Nullable Path redis)
      throws IOException, InterruptedException {
    var program = program(classes.toString(), day.number(), count);
    if (redis != null) {
      program.command().add(1, "-Deightweeks.redis=" + redis);
    }
    return program.inheritIO().start().waitFor();
  }

  /** Returns the program, which was not started yet. */
  public static ProcessBuilder program(String classPath, int day, int count) {
    var builder =
        new ProcessBuilder(
            Launcher.java(),
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseSerialGC",
            "-cp",
            classPath,
            PROGRAM,
            String.valueOf(day),
            String.valueOf(count));
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    return builder;
  }
}
