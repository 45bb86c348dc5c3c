import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks or mends the formatting of every Java file under a folder; run by Maven at `validate`.
 *
 * <p>Arguments: {@code check} or {@code fix}, then folders. Exit codes: 0 all is well, 1 a file is
 * not formatted or cannot be parsed, 2 wrong arguments.
 */
final class Format {
  private Format() {}

  public static void main(String[] args) throws Exception {
    if (args.length < 2 || !(args[0].equals("check") || args[0].equals("fix"))) {
      System.err.println("usage: Format check|fix FOLDER...");
      System.exit(2);
    }
    boolean fix = args[0].equals("fix");
    var files = javaFiles(List.of(args).subList(1, args.length));
    if (files.isEmpty()) {
      return;
    }
    var options = new ArrayList<String>();
    options.addAll(fix ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    options.addAll(files);

    var out = new StringWriter();
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code =
        new Main(new PrintWriter(out), err, System.in).format(options.toArray(String[]::new));
    if (code != 0) {
      if (!out.toString().isBlank()) {
        System.err.println("Not formatted:");
        out.toString().lines().forEach(file -> System.err.println("  " + file));
        System.err.println("To format them all:  mvn validate -Dformat=fix");
      }
      System.exit(1);
    }
  }

  private static List<String> javaFiles(List<String> folders) throws IOException {
    var files = new ArrayList<String>();
    for (var folder : folders) {
      try (var walk = Files.walk(Path.of(folder))) {
        walk.filter(p -> p.toString().endsWith(".java") && Files.isRegularFile(p))
            .map(Path::toString)
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }
}
