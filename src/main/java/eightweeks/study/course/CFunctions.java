package eightweeks.study.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where each function of Redis's C source is defined, read from {@code weeks/c-functions.tsv}.
 * Nothing of the source itself is in this repository.
 */
public final class CFunctions {
  /** Where the table lies in the repository. */
  public static final String FILE = "weeks/c-functions.tsv";

  /** The version that the lines belong to. */
  public static final String TAG = "7.2.6";

  private static final String ADDRESS = "https://github.com/redis/redis/blob/" + TAG + "/src/";
  private static final int COLUMNS = 4;
  private static final int MAX_SIMILAR = 8;

  /** {@code processCommand}, {@code processCommand()}, {@code server.c: processCommand()}. */
  private static final Pattern ASKED =
      Pattern.compile("(?:([\\w-]+\\.[ch])(?:: ?| ))?([A-Za-z_]\\w*)(?:\\(\\))?");

  /**
   * A function.
   *
   * @param file its name, in the folder src
   * @param first the first line of its definition, from 1
   * @param last the last line
   */
  public record CFunction(String name, String file, int first, int last) {
    /** Returns it as the chapters write it: {@code server.c: processCommand()}. */
    public String title() {
      return file + ": " + name + "()";
    }

    /** Returns the address of its lines. */
    public String link() {
      return ADDRESS + lines();
    }

    /** Returns file and lines as they stand at the end of the address. */
    public String lines() {
      return "%s#L%d-L%d".formatted(file, first, last);
    }
  }

  private final List<CFunction> all;

  private CFunctions(List<CFunction> all) {
    this.all = all;
  }

  /** Reads the table of a repository. */
  public static CFunctions read(Path root) {
    try {
      var all = new ArrayList<CFunction>();
      for (var line : Files.readAllLines(root.resolve(FILE))) {
        if (!line.startsWith("#") && !line.isBlank()) {
          var column = line.split("\t", -1);
          if (column.length != COLUMNS) {
            throw new CourseException(FILE + " has a line that cannot be read: " + line);
          }
          all.add(
              new CFunction(
                  column[0], column[1], Integer.parseInt(column[2]), Integer.parseInt(column[3])));
        }
      }
      return new CFunctions(all);
    } catch (IOException e) {
      throw new CourseException(FILE + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the functions of a name, of which there can be several: C has static functions.
   *
   * @param asked the name; with or without parentheses, with or without the file before it
   */
  public List<CFunction> named(String asked) {
    var match = ASKED.matcher(asked.strip());
    if (!match.matches()) {
      return List.of();
    }
    return all.stream()
        .filter(function -> function.name().equals(match.group(2)))
        .filter(function -> match.group(1) == null || function.file().equals(match.group(1)))
        .toList();
  }

  /** Returns names that a mistyped one may stand for: those that contain it, ignoring case. */
  public List<String> similar(String asked) {
    var match = ASKED.matcher(asked.strip());
    var part = (match.matches() ? match.group(2) : asked).toLowerCase(Locale.ROOT);
    return all.stream()
        .map(CFunction::name)
        .filter(name -> name.toLowerCase(Locale.ROOT).contains(part))
        .distinct()
        .sorted((a, b) -> Integer.compare(a.length(), b.length()))
        .limit(MAX_SIMILAR)
        .toList();
  }
}
