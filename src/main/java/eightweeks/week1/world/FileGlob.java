package eightweeks.week1.world;

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
   * @param pattern a path in full, parts divided by slashes
   * @param list the names inside a folder, in any order; none if it is no folder
   * @param exists whether there is a file or folder of that path
   * @return the paths that are there, sorted
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
          if (matches(part, 0, name, 0)) {
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

  /** Returns whether a name matches a pattern, both from a position on. */
  static boolean matches(String pattern, int p, String name, int n) {
    if (n == 0 && p == 0 && name.startsWith(".") && !pattern.startsWith(".")) {
      return false;
    }
    while (p < pattern.length()) {
      char c = pattern.charAt(p);
      if (c == '*') {
        for (int rest = n; rest <= name.length(); rest++) {
          if (matchesRest(pattern, p + 1, name, rest)) {
            return true;
          }
        }
        return false;
      }
      if (n == name.length()) {
        return false;
      }
      int close = c == '[' ? closing(pattern, p) : -1;
      if (close >= 0) {
        if (!inSet(pattern, p + 1, close, name.charAt(n))) {
          return false;
        }
        p = close;
      } else {
        if (c == '\\' && p + 1 < pattern.length()) {
          c = pattern.charAt(++p);
        } else if (c == '?') {
          c = name.charAt(n);
        }
        if (c != name.charAt(n)) {
          return false;
        }
      }
      p++;
      n++;
    }
    return n == name.length();
  }

  private static boolean matchesRest(String pattern, int p, String name, int n) {
    return p == pattern.length() ? n == name.length() : matches(pattern, p, name, n);
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

  private static boolean inSet(String pattern, int from, int to, char c) {
    boolean not = isNot(pattern.charAt(from));
    boolean found = false;
    for (int i = not ? from + 1 : from; i < to; i++) {
      char low = pattern.charAt(i);
      char high = low;
      if (i + 2 < to && pattern.charAt(i + 1) == '-') {
        high = pattern.charAt(i + 2);
        i += 2;
      }
      found |= low <= c && c <= high;
    }
    return found != not;
  }
}
