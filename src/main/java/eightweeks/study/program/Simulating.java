package eightweeks.study.program;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A failover on virtual time. The program, {@code eightweeks.study.serve.SimulatedFailover}, uses
 * classes of the server, so it runs in a process of its own.
 */
public final class Simulating {
  private static final String PROGRAM = "eightweeks.study.serve.SimulatedFailover";

  private Simulating() {}

  /**
   * Prints the failover of a seed in the foreground.
   *
   * @param classes where the classes of the server are
   * @return the exit code: 0 if it was printed
   */
  public static int run(Path classes, long seed) throws IOException, InterruptedException {
    return new ProcessBuilder(
            Launcher.java(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classes.toString(),
            PROGRAM,
            String.valueOf(seed))
        .inheritIO()
        .start()
        .waitFor();
  }
}
