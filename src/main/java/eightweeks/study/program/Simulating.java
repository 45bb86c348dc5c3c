package eightweeks.study.program;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A failover on virtual time. The program, {@code eightweeks.study.simulate.SimulatedFailover},
 * uses classes of the server, so it runs in a process of its own.
 */
public final class Simulating {
  private static final String PROGRAM = "eightweeks.study.simulate.SimulatedFailover";

  private Simulating() {}

  /**
   * Prints the failover of a seed in the foreground.
   *
   * @param path where the classes of the server are, those that come first in front
   * @param grafts names of classes that take the place of the server's
   * @param options {@code --clients} and what goes with it
   * @param svg a file to write the run to as a diagram; null for none
   * @return the exit code: 0 if it was printed
   */
  public static int run(
      List<Path> path, List<String> grafts, long seed, List<String> options, @Nullable Path svg)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Launcher.java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Deightweeks.grafts=" + String.join(",", grafts),
                "-cp",
                path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                PROGRAM,
                String.valueOf(seed)));
    command.addAll(options);
    if (svg != null) {
      command.add(svg.toString());
    }
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
