package eightweeks.week1.world;

import eightweeks.week1.bytes.Glob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Patterns of file names, as {@code glob(3)} expands them for the directive {@code include}: {@code
 * *}, {@code ?}, {@code [abc]}, {@code [a-z]}, {@code [!x]}; a backslash makes what follows an
 * ordinary character. A name that begins with a dot is matched only by a pattern that begins with
 * one.
 */
public final class FileGlob {
  private FileGlob() {}

  /** Returns whether a path has anything to expand. */
  public static boolean isPattern(String path) {
    return path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.indexOf('[') >= 0;
  }

  /**
   * Expands a pattern, folder by folder.
   *
   * @param pattern an absolute path, its parts separated by slashes
   * @param list the names inside a folder, in any order; none if it is no folder
   * @param exists whether there is a file or folder of that path
   * @return the paths that exist, sorted
   */
  public static List<String> expand(
      String pattern, Function<String, List<String>> list, Predicate<String> exists) {
    var found = List.of("");
    boolean certain = true; // whether all of `found` is known to exist
    for (var part : pattern.split("/", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      var deeper = new ArrayList<String>();
      for (var folder : found) {
        if (!isPattern(part)) {
          boolean drive = folder.isEmpty() && part.endsWith(":"); // of Windows
          deeper.add(drive ? part : folder + "/" + part);
          continue;
        }
        for (var name : list.apply(folder.isEmpty() ? "/" : folder)) {
          if (matches(part, name)) {
            deeper.add(folder + "/" + name);
          }
        }
      }
      certain = isPattern(part);
      found = deeper;
    }
    var paths = new ArrayList<>(found);
    if (!certain) {
      paths.removeIf(exists.negate());
    }
    Collections.sort(paths);
    return paths;
  }

  /** Returns whether a name matches a part of a pattern. */
  static boolean matches(String pattern, String name) {
    boolean hidden = name.startsWith(".") && !pattern.startsWith(".");
    return !hidden && Glob.matches(bytes(asGlob(pattern)), bytes(name));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Converts a pattern of file names to one of {@link Glob}, whose brackets have other rules. */
  private static String asGlob(String pattern) {
    var glob = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      int close = c == '[' ? closing(pattern, i) : -1;
      if (close >= 0) {
        addSet(pattern, i + 1, close, glob);
        i = close;
      } else {
        glob.append(c == '[' ? "\\[" : String.valueOf(c));
        if (c == '\\' && i + 1 < pattern.length()) {
          glob.append(pattern.charAt(++i));
        }
      }
    }
    return glob.toString();
  }

  private static void addSet(String pattern, int from, int to, StringBuilder glob) {
    boolean not = isNot(pattern.charAt(from));
    glob.append(not ? "[^" : "[");
    for (int i = not ? from + 1 : from; i < to; i++) {
      if (i + 2 < to && pattern.charAt(i + 1) == '-') {
        glob.append(pattern, i, i + 3);
        i += 2;
      } else {
        glob.append('\\').append(pattern.charAt(i));
      }
    }
    glob.append(']');
  }

  /**
   * Returns where the set that starts at a bracket ends; -1 if the bracket is an ordinary
   * character.
   */
  private static int closing(String pattern, int open) {
    int first = open + 1;
    if (first < pattern.length() && isNot(pattern.charAt(first))) {
      first++;
    }
    return pattern.indexOf(']', first + 1); // a bracket right at the front belongs to the set
  }

  private static boolean isNot(char c) {
    return c == '!' || c == '^';
  }
}
