package eightweeks.study.check;

import eightweeks.study.course.CourseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes of the server that a learner's class takes the place of one of.
 *
 * <p>They are compiled into a folder that is named for their sources (paths, sizes, times) and the
 * JDK, so classes of sources that changed are never used, and a server that is running keeps the
 * folder that it started from. The tool itself is not among them: a learner's class could not take
 * the place of one that is loaded already.
 *
 * @param classes the folder
 * @param sources the folder of their sources
 * @param key what the folder is named for
 */
public record Reference(Path classes, Path sources, String key) {
  private static final String PREFIX = "reference-";
  private static final int KEPT = 3;

  /** Classes that the build has compiled. */
  public static Reference compiled(Path classes, Path sources) {
    return new Reference(classes, sources, key(sources, sourcesOf(sources)));
  }

  /**
   * Returns the classes of a repository, compiled now if they are not there.
   *
   * @param said gets a line where this takes a while
   */
  public static Reference of(
      Path root, Path work, Compiler compiler, java.util.function.Consumer<String> said) {
    var sources = root.resolve("src/main/java");
    var files = sourcesOf(sources);
    var key = key(sources, files);
    var classes = work.resolve(PREFIX + key);
    if (!Files.isDirectory(classes)) {
      said.accept("compiling the server, once for these sources ...");
      build(root, work, compiler, files, classes);
    }
    return new Reference(classes, sources, key);
  }

  private static void build(
      Path root, Path work, Compiler compiler, List<Path> files, Path classes) {
    try {
      Files.createDirectories(work);
      var begun = Files.createTempDirectory(work, "new");
      var stubs = root.resolve("src/build/stubs");
      var wrong =
          compiler.files(files, List.of(), List.of(root.resolve("src/main/java"), stubs), begun);
      if (!wrong.isEmpty()) {
        Trees.delete(begun);
        throw new CourseException(
            "The server's own sources do not compile. Your classes are those in exercises/src/main;"
                + " src/main is the server itself. To see what was changed there: git diff"
                + " src/main\n\n"
                + String.join("\n", wrong));
      }
      var resources = root.resolve("src/main/resources");
      if (Files.isDirectory(resources)) {
        Trees.copy(resources, begun);
      }
      publish(begun, classes);
      removeOld(work, classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Renames the complete folder; of two processes that do that at once, the first one wins. */
  private static void publish(Path begun, Path classes) throws IOException {
    try {
      Files.move(begun, classes, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (FileSystemException e) {
      Trees.delete(begun);
      if (!Files.isDirectory(classes)) {
        throw e;
      }
    }
  }

  /** Keeps the newest few: a server may still run from the one before. */
  private static void removeOld(Path work, Path current) throws IOException {
    List<Path> old;
    try (var all = Files.list(work)) {
      old =
          all.filter(path -> String.valueOf(path.getFileName()).startsWith(PREFIX))
              .filter(path -> !path.equals(current))
              .sorted((a, b) -> Long.compare(modified(b), modified(a)))
              .skip(KEPT - 1)
              .toList();
    }
    for (var path : old) {
      Trees.delete(path);
    }
  }

  /**
   * Returns the sources of the server: the weeks, the package for weeks that are not there, the
   * checks of files, the main class, and what the course runs with them: {@code study.serve},
   * {@code study.simulate} and {@code study.measure}.
   */
  private static List<Path> sourcesOf(Path sources) {
    var top = sources.resolve("eightweeks");
    var files = new ArrayList<Path>();
    try (var entries = Files.list(top)) {
      for (var entry : entries.sorted().toList()) {
        var name = String.valueOf(entry.getFileName());
        if (name.startsWith("week") || name.equals("tocome") || name.equals("check")) {
          addJava(entry, files);
        } else if (name.endsWith(".java")) {
          files.add(entry);
        }
      }
      addJava(top.resolve("study/serve"), files);
      addJava(top.resolve("study/simulate"), files);
      addJava(top.resolve("study/diagram"), files);
      addJava(top.resolve("study/measure"), files);
    } catch (IOException e) {
      throw new CourseException("There is no server in " + sources + ".", e);
    }
    return files;
  }

  private static void addJava(Path folder, List<Path> to) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        walk.filter(path -> path.toString().endsWith(".java")).sorted().forEach(to::add);
      }
    }
  }

  private static String key(Path sources, List<Path> files) {
    var text = new StringBuilder(Runtime.version().toString());
    for (var file : files) {
      text.append('\n').append(sources.relativize(file)).append(' ').append(modified(file));
      text.append(' ').append(file.toFile().length());
    }
    return digest(text.toString());
  }

  private static long modified(Path path) {
    return path.toFile().lastModified();
  }

  /** Sixteen hexadecimal digits that another text does not have. */
  public static String digest(String text) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var hash = sha.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
