package eightweeks.study.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The texts in the documents that show the way of a command: derived from traced runs, and
 * committed, so that the documents render without one.
 */
public final class WayFiles {
  private static final String GET = "docs/way-of-get.txt";
  private static final String SET = "docs/way-of-set.txt";

  private WayFiles() {}

  /**
   * Returns the files as they should be: path from the repository's root to text.
   *
   * @param classes where the classes of the server are
   */
  public static Map<String, String> derived(Path classes) {
    var path = List.of(classes);
    var files = new LinkedHashMap<String, String>();
    files.put(GET, Way.of(path, "SET k v", "GET k").text());
    files.put(SET, Way.of(path, "SET k v").text());
    return files;
  }

  /** Returns whether a repository has such files. */
  public static boolean areIn(Path root) {
    return Files.exists(root.resolve(GET));
  }

  /** Writes those that differ, and returns them. */
  public static List<String> write(Path root, Path classes) {
    var changed = new ArrayList<String>();
    derived(classes)
        .forEach(
            (name, text) -> {
              var file = root.resolve(name);
              try {
                if (!Files.exists(file) || !Files.readString(file).equals(text)) {
                  Files.writeString(file, text);
                  changed.add(name);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return changed;
  }
}
