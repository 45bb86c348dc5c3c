package eightweeks.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Types the console sessions of README.adoc, and gets what is printed there. */
final class ReadmeTest {
  private static final String SERVER = "bin/redis-server --port 7000";
  private static final String CLIENT = "bin/redis-cli -p 7000 ";

  /** A line after the prompt, and the lines that it is said to print. */
  private record Step(String command, List<String> output) {}

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void sessions_printWhatTheReadmeSays() throws Exception {
    assumeTrue(File.separatorChar == '/', "the sessions are those of a Unix shell");
    var steps = steps(Files.readAllLines(Path.of("README.adoc")));
    assertThat(steps).extracting(Step::command).contains(SERVER, CLIENT + "ping");

    ServerProcess server = null;
    try {
      for (var step : steps) {
        if (step.command.startsWith(SERVER)) {
          stop(server);
          server =
              ServerProcess.start(
                  shell(
                      "exec bin/redis-server"
                          + step.command.substring(SERVER.length())
                          + " \"$@\""));
        } else if (step.command.startsWith(CLIENT) && server != null) {
          var rest = step.command.substring(CLIENT.length());
          assertThat(output("exec bin/redis-cli -p " + server.port() + " " + rest))
              .as("$ %s", step.command)
              .isEqualTo(step.output);
        } else {
          throw new AssertionError("this test does not know how to type: " + step.command);
        }
      }
    } finally {
      stop(server);
    }
  }

  private static void stop(@Nullable ServerProcess server) throws Exception {
    if (server != null) {
      try (server) {
        assertThat(server.terminate()).isZero();
      }
    }
  }

  /** What a shell does with a line; the words that ServerProcess adds become its "$@". */
  private static ProcessBuilder shell(String line) {
    var builder = new ProcessBuilder("sh", "-c", line, "sh");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("FAKETTY", "1"); // the README shows what a person sees
    return builder;
  }

  private static List<String> output(String line) throws IOException, InterruptedException {
    var builder = shell(line).redirectError(ProcessBuilder.Redirect.DISCARD);
    var process = builder.start();
    process.getOutputStream().close();
    var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines();
    process.waitFor();
    return lines.map(String::stripTrailing).toList();
  }

  /** The blocks marked {@code [source,console]}, in order. */
  private static List<Step> steps(List<String> lines) {
    var steps = new ArrayList<Step>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals("[source,console]") && lines.get(i + 1).equals("----")) {
        for (i += 2; !lines.get(i).equals("----"); i++) {
          if (lines.get(i).startsWith("$ ")) {
            steps.add(new Step(lines.get(i).substring(2), new ArrayList<>()));
          } else {
            steps.getLast().output.add(lines.get(i));
          }
        }
      }
    }
    return steps;
  }
}
