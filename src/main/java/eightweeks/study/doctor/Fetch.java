package eightweeks.study.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code bin/study doctor --fetch}: has Maven fetch everything that the course, the tests and the
 * site need, so that all of it works without a network afterwards.
 */
public final class Fetch {
  /** Where all that Maven printed is kept, from the repository's root. */
  public static final String LOG = "target/study/fetch.log";

  /**
   * Something to fetch.
   *
   * @param what what it is for, as a learner knows it
   * @param words of the Maven command
   */
  private record Step(String what, List<String> words) {}

  private static final List<Step> STEPS =
      List.of(
          new Step(
              "the libraries and plugins of the build, the tests and the site",
              List.of("dependency:go-offline")),
          new Step(
              "those of the exercises in an IDE",
              List.of("-f", "exercises/all/pom.xml", "dependency:resolve")));

  /**
   * The outcome.
   *
   * @param lines what to tell the learner
   */
  public record Result(boolean complete, List<String> lines) {}

  private Fetch() {}

  /**
   * Fetches everything.
   *
   * @param maven the program
   */
  public static Result run(Path root, Path maven) throws IOException, InterruptedException {
    var log = root.resolve(LOG);
    Files.createDirectories(root.resolve("target/study"));
    Files.writeString(log, "");
    var lines = new ArrayList<String>();
    boolean complete = true;
    for (var step : STEPS) {
      var command = new ArrayList<>(List.of(maven.toString(), "-q", "-B"));
      command.addAll(step.words());
      var process =
          new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(log, Files.readString(log) + text);
      if (process.waitFor() == 0) {
        lines.add("Here now: " + step.what() + ".");
      } else {
        complete = false;
        lines.add("Could not be fetched: " + step.what() + ". " + reason(text));
      }
    }
    lines.add(
        complete
            ? "Everything is here; the course, the tests and the site need no network from now on."
            : "Be online and try again. All that Maven printed is in " + LOG + ".");
    return new Result(complete, lines);
  }

  private static String reason(String text) {
    return text.lines()
        .filter(line -> line.startsWith("[ERROR]"))
        .findFirst()
        .map(line -> "Maven says: " + line.substring("[ERROR]".length()).strip())
        .orElse("Maven says nothing about the reason.");
  }
}
