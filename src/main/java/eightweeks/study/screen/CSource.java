package eightweeks.study.screen;

import eightweeks.study.course.CFunctions;
import eightweeks.study.course.CFunctions.CFunction;
import eightweeks.study.course.CourseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code bin/study c FUNCTION}: prints a C function from the learner's own clone of Redis, with
 * line numbers.
 *
 * <p>The clone may have any version checked out: where it is a Git repository that knows tag 7.2.6,
 * the file of that tag is read. Otherwise the file on the disk is read, and has to have the
 * function where tag 7.2.6 has it.
 */
public final class CSource {
  private static final int OK = 0;
  private static final int NOT_WELL = 1;

  /** Remembers the folder of the clone, from the repository's root. */
  private static final String SETTING = ".study/redis-source";

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>//.*|/\\*.*?(?:\\*/|$)|^\\s*\\*.*)|(?<string>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)+')"
              + "|(?<keyword>\\b(?:if|else|for|while|do|switch|case|default|return|break|continue|goto"
              + "|sizeof|struct|union|enum|static|const|void|int|long|short|char|unsigned|signed"
              + "|double|float|inline|volatile|extern|NULL)\\b)");

  private final Path root;
  private final Screen screen;

  public CSource(Path root, Screen screen) {
    this.root = root;
    this.screen = screen;
  }

  /**
   * Prints functions.
   *
   * @param asked the name
   * @param source the folder of a clone, to remember; null to use the one remembered
   * @return the exit code
   */
  public int run(String asked, @Nullable Path source) throws IOException, InterruptedException {
    if (source != null) {
      remember(source);
    }
    var table = CFunctions.read(root);
    var found = table.named(asked);
    if (found.isEmpty()) {
      var similar = table.similar(asked);
      screen.say(
          "Redis %s has no C function \"%s\".%s"
              .formatted(
                  CFunctions.TAG,
                  asked,
                  similar.isEmpty() ? "" : " It has: " + String.join(", ", similar) + "."));
      return NOT_WELL;
    }
    var clone = remembered();
    var lines = new ArrayList<String>();
    for (var function : found) {
      lines.add(screen.strong(function.title()) + "  " + function.link());
      if (clone.isPresent()) {
        lines.addAll(numbered(function, file(clone.get(), function)));
      }
    }
    if (clone.isEmpty()) {
      lines.add("");
      lines.add("To see it here, get Redis's source once, and say where it is:");
      lines.add(
          "  git clone --branch %s --depth 1 https://github.com/redis/redis ../redis"
              .formatted(CFunctions.TAG));
      lines.add("  bin/study c %s --source ../redis".formatted(found.getFirst().name()));
    }
    show(lines);
    return OK;
  }

  private void remember(Path source) throws IOException {
    var folder = source.toAbsolutePath().normalize();
    if (!Files.isRegularFile(folder.resolve("src/server.c"))) {
      throw new CourseException(
          "%s has no src/server.c. Name the folder of a clone of https://github.com/redis/redis."
              .formatted(folder));
    }
    Files.createDirectories(root.resolve(".study"));
    Files.writeString(root.resolve(SETTING), folder + "\n");
  }

  private Optional<Path> remembered() throws IOException {
    var setting = root.resolve(SETTING);
    if (!Files.exists(setting)) {
      return Optional.empty();
    }
    var folder = Path.of(Files.readString(setting).strip());
    if (!Files.isDirectory(folder)) {
      screen.say(
          "%s is not there any more. If it has moved: bin/study c FUNCTION --source DIR"
              .formatted(folder));
      return Optional.empty();
    }
    return Optional.of(folder);
  }

  /** Returns the lines of a function's file, of tag 7.2.6. */
  private static List<String> file(Path clone, CFunction function)
      throws IOException, InterruptedException {
    var path = "src/" + function.file();
    var ofTag = ofTag(clone, path);
    if (ofTag.isPresent()) {
      return ofTag.get();
    }
    var there = clone.resolve(path);
    var lines =
        Files.isRegularFile(there)
            ? Files.readString(there, StandardCharsets.ISO_8859_1).lines().toList()
            : List.<String>of();
    boolean fits =
        lines.size() >= function.last()
            && lines.get(function.last() - 1).stripTrailing().endsWith("}")
            && lines.subList(function.first() - 1, function.last()).stream()
                .anyMatch(line -> line.contains(function.name()));
    if (!fits) {
      throw new CourseException(
          "%s is not Redis %s. To have that version: git -C %s fetch --depth 1 origin tag %s"
              .formatted(clone, CFunctions.TAG, clone, CFunctions.TAG));
    }
    return lines;
  }

  private static Optional<List<String>> ofTag(Path clone, String path) throws InterruptedException {
    try {
      var process =
          new ProcessBuilder("git", "-C", clone.toString(), "show", CFunctions.TAG + ":" + path)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return process.waitFor() == 0 ? Optional.of(text.lines().toList()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // no Git here
    }
  }

  private List<String> numbered(CFunction function, List<String> file) {
    var lines = new ArrayList<String>();
    for (int i = function.first(); i <= function.last(); i++) {
      lines.add(screen.faint("%5d".formatted(i)) + "  " + coloured(file.get(i - 1)));
    }
    return lines;
  }

  private String coloured(String line) {
    if (!screen.isTerminal()) {
      return line;
    }
    var match = TOKEN.matcher(line);
    var text = new StringBuilder();
    int at = 0;
    while (match.find()) {
      text.append(line, at, match.start());
      var word = match.group();
      text.append(
          match.group("comment") != null
              ? screen.faint(word)
              : match.group("string") != null ? screen.good(word) : screen.strong(word));
      at = match.end();
    }
    return text.append(line, at, line.length()).toString();
  }

  /** Prints lines; at a terminal through the pager that PAGER names, or less. */
  private void show(List<String> lines) throws InterruptedException {
    if (screen.asks() && page(lines)) {
      return;
    }
    lines.forEach(screen::raw);
  }

  private static boolean page(List<String> lines) throws InterruptedException {
    var named = System.getenv("PAGER");
    var pager = named == null || named.isBlank() ? "less" : named.strip();
    var command = new ProcessBuilder(pager.split("\\s+"));
    // Colours pass, and what fits on the screen is printed without waiting for a key.
    command.environment().putIfAbsent("LESS", "FRX");
    command.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    command.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      var process = command.start();
      try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
        for (var line : lines) {
          in.write(line);
          in.write('\n');
        }
      } catch (IOException _) {
        // The reader has left the pager before the end.
      }
      process.waitFor();
      return true;
    } catch (IOException e) {
      return false; // no such program
    }
  }
}
