package eightweeks.build;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A copy of the repository in which sessions run: as a learner has it after the first use of each
 * program, with an empty desk.
 *
 * <p>What the launchers build stays in it from page to page. Everything else is made anew: a file
 * that differs is copied once more, and is as new as that, so the launchers see it as changed.
 */
final class ScratchRepository {
  /** Folders that no session needs, and personal files. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "(\\.git|target|\\.study|journal|\\.idea|\\.ci|src/(test|jmh|site)"
              + "|exercises/src/main/(java/(?!\\.gitkeep$).+|resources)|.*/target)(/.*)?");

  private static final String BUILT = "target";

  private final Path root;
  private final Path copy;
  private boolean prepared;
  private boolean serverCompiled;

  ScratchRepository(Path root, Path copy) {
    this.root = root.toAbsolutePath();
    this.copy = copy.toAbsolutePath();
  }

  Path folder() {
    return copy;
  }

  /**
   * Makes it as it is at the beginning of a page.
   *
   * @param compiled whether the page checks exercises, for which the server is compiled once
   */
  void renew(boolean compiled) throws IOException, InterruptedException {
    if (sync()) {
      prepared = false;
      serverCompiled = false;
    }
    if (!prepared) {
      takeLibraries();
      // All three are built at once.
      var builds = new ArrayList<Process>();
      for (var program : List.of("bin/redis-server", "bin/redis-cli", "bin/study")) {
        builds.add(start(program, "--version"));
      }
      for (var build : builds) {
        said(build);
      }
      prepared = true;
    }
    if (compiled && !serverCompiled) {
      var ready = Pattern.compile("(?m)^(\\d\\d)\\t.*\\tready$");
      var day = ready.matcher(Files.readString(copy.resolve("weeks/days.tsv")));
      if (day.find()) {
        // By the launcher: in this JVM the compiler would first be compiled itself, which takes
        // three times as long.
        said(start("bin/study", "start", "day" + day.group(1)));
        said(start("bin/study", "check", "day" + day.group(1)));
        sync();
      }
      serverCompiled = true;
    }
  }

  /** Returns whether anything that a program is built from was not as in the repository. */
  private boolean sync() throws IOException {
    var wanted = new HashSet<String>();
    var changed = new boolean[1];
    Files.createDirectories(copy);
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return LEFT_OUT.matcher(name(root, folder)).matches()
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            var name = name(root, file);
            if (!LEFT_OUT.matcher(name).matches()) {
              wanted.add(name);
              changed[0] |= bring(file, copy.resolve(name)) && isSource(name);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    boolean removed = removeAllBut(wanted);
    return removed || changed[0];
  }

  private static boolean isSource(String name) {
    return name.startsWith("src/") || name.startsWith("bin/") || name.equals("pom.xml");
  }

  /** Copies a file if the copy differs; returns whether it did. */
  private static boolean bring(Path file, Path to) throws IOException {
    if (Files.isRegularFile(to, LinkOption.NOFOLLOW_LINKS) && Files.mismatch(file, to) < 0) {
      return false;
    }
    Files.createDirectories(to.getParent());
    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING); // with permissions, without times
    return true;
  }

  /** Returns whether anything went that a program is built from. */
  private boolean removeAllBut(Set<String> wanted) throws IOException {
    boolean changed = false;
    List<Path> all;
    try (var walk = Files.walk(copy)) {
      all =
          walk.filter(path -> !name(copy, path).matches(BUILT + "(/.*)?|"))
              .sorted(Comparator.reverseOrder())
              .toList();
    }
    for (var path : all) {
      var name = name(copy, path);
      boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
      if (folder ? isEmpty(path) : !wanted.contains(name)) {
        Files.delete(path);
        changed |= isSource(name);
      }
    }
    return changed;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }

  private static String name(Path from, Path path) {
    return from.relativize(path).toString().replace(File.separatorChar, '/');
  }

  /** The libraries of the build, so that no launcher has to fetch them. */
  private void takeLibraries() throws IOException {
    var libraries = Files.createDirectories(copy.resolve("target/launcher/lib"));
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      var jar = Path.of(entry);
      var name = jar.getFileName().toString();
      if (name.matches("(jline|picocli|junit-(platform|jupiter)|opentest4j)-.*\\.jar")
          && !Files.exists(libraries.resolve(name))) {
        Files.copy(jar, libraries.resolve(name));
      }
    }
  }

  private Process start(String... words) throws IOException {
    var process = command(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return process;
  }

  /** Waits for a program's end, and returns what it printed. */
  private static String said(Process process) throws IOException, InterruptedException {
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /** Returns a command in this folder, with the environment of a session. */
  ProcessBuilder command(String... words) {
    var builder = new ProcessBuilder(words).directory(copy.toFile());
    var environment = builder.environment();
    environment
        .keySet()
        .removeIf(name -> name.matches("JAVA_TOOL_OPTIONS|(.*_)?JAVA_(.*_)?OPTS|JDK_.*|CI"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("FAKETTY", "1"); // pages show what a person sees
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("REDISCLI_HISTFILE", "/dev/null");
    environment.put("REDISCLI_RCFILE", "/dev/null");
    return builder;
  }
}
