package eightweeks.study.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * RDB files byte by byte. The program that prints them, {@code eightweeks.check.RdbExplain}, reads
 * with the classes of the server, so it runs in a process of its own, as the server does.
 */
public final class RdbFiles {
  /** A file that a redis-server 7.2.6 has saved, and what its bytes mean, for the documents. */
  public static final String EXAMPLE = "docs/rdb-file.rdb";

  static final String TEXT = "docs/rdb-file.txt";

  private static final String PROGRAM = "eightweeks.check.RdbExplain";

  /** The exit code of a shell for a program that is not there. */
  private static final int NO_SUCH_COMMAND = 127;

  private RdbFiles() {}

  /**
   * Returns the command that prints a file.
   *
   * @param classes where the classes of the server are
   */
  public static ProcessBuilder command(Path classes, Path file, boolean colours) {
    var command = new ArrayList<String>();
    command.add(Launcher.java());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.addAll(List.of(classes.toString(), PROGRAM, file.toString()));
    if (colours) {
      command.add("colours");
    }
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    return builder;
  }

  /** Returns what a file's bytes mean, without colours. */
  public static String text(Path classes, Path file) {
    try {
      var process = command(classes, file, false).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the text of the example if it differs; returns the files that were written. */
  public static List<String> derive(Path root, Path classes) {
    var text = text(classes, root.resolve(EXAMPLE));
    var file = root.resolve(TEXT);
    try {
      if (Files.exists(file) && Files.readString(file).equals(text)) {
        return List.of();
      }
      Files.writeString(file, text);
      return List.of(TEXT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Prints a file. At a terminal the text goes through the program that PAGER names, or {@code
   * less}, if there is one.
   *
   * @return the exit code: 0 if the file makes sense to its end
   */
  public static int print(Path classes, Path file, boolean terminal, boolean pages)
      throws IOException, InterruptedException {
    var print = command(classes, file, terminal);
    print.redirectError(ProcessBuilder.Redirect.INHERIT).redirectErrorStream(false);
    if (!pages) {
      return print.redirectOutput(ProcessBuilder.Redirect.INHERIT).start().waitFor();
    }
    var pager = System.getenv("PAGER");
    var shown =
        new ProcessBuilder("sh", "-c", pager == null || pager.isBlank() ? "less -RFX" : pager)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    var both = ProcessBuilder.startPipeline(List.of(print, shown));
    int code = both.getLast().waitFor();
    if (code == NO_SUCH_COMMAND) {
      return print(classes, file, terminal, false);
    }
    return both.getFirst().waitFor();
  }
}
