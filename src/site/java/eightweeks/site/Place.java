package eightweeks.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things lie.
 *
 * @param root the repository
 * @param target what the build makes
 */
record Place(Path root, Path target) {
  static Place of(Path root) {
    return new Place(root, root.resolve("target"));
  }

  /**
   * Returns the repository's address; empty where the build was given none (pom.xml, repository).
   */
  String repository() {
    return System.getProperty("repository", "").strip();
  }

  /** Returns the documents with their snippets in place, for Asciidoctor. */
  Path woven() {
    return target.resolve("site-source");
  }

  /** The same as one document. */
  Path book() {
    return target.resolve("site-book");
  }

  /** What Asciidoctor makes of them: bodies without a frame. */
  Path bodies() {
    return target.resolve("site-bodies");
  }

  /** What Asciidoctor makes of the one document. */
  Path pdf() {
    return target.resolve("site-pdf/book.pdf");
  }

  /** What other steps of the build add to the site, in its tree: the server in a page. */
  Path extra() {
    return target.resolve("site-extra");
  }

  Path site() {
    return target.resolve("site");
  }

  /** Returns a path below a folder with slashes, whatever the system uses. */
  static String relative(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  /**
   * Returns all files below a folder, in the order of their names; none if there is no such folder.
   */
  static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(Path file) {
    return read(file).lines().toList();
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.write(to, Files.readAllBytes(from));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes everything in a folder, so that what a page no longer makes is gone. */
  static void clear(Path folder) {
    try {
      for (var file : files(folder)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
