package eightweeks.robustness;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** A program of the original Redis, if this machine has it. */
final class Peer {
  private Peer() {}

  /**
   * Skips the test that calls this if a program is missing; where CI=true, that is a failure.
   *
   * @return its path
   */
  static String program(String name) {
    for (var folder : System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1)) {
      var file = new File(folder, name);
      if (file.canExecute()) {
        return file.getPath();
      }
    }
    if ("true".equals(System.getenv("CI"))) {
      return fail(name + " is not installed; with CI=true it has to be");
    }
    return abort(name + " is not installed");
  }

  /** Writes what a program reads. */
  @FunctionalInterface
  interface Input {
    void writeTo(java.io.OutputStream out) throws IOException;
  }

  /** Runs a command to its end; its errors are among its output. */
  static ChildServer.Ended run(List<String> command, Input input) throws IOException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var killer =
        CompletableFuture.delayedExecutor(
            2 * ChildServer.DEADLINE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
    var limit = CompletableFuture.runAsync(process::destroyForcibly, killer);
    var out =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
              } catch (IOException e) {
                return e.toString();
              }
            });
    try (var in = process.getOutputStream()) {
      input.writeTo(in);
    }
    var ended = new ChildServer.Ended(process.onExit().join().exitValue(), out.join());
    limit.cancel(false);
    return ended;
  }
}
