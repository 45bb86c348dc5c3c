package eightweeks.week1.config;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.QuotedWords;
import eightweeks.week1.world.Disk;
import eightweeks.week1.world.DiskException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration at start: the file, standard input, the command line, in this order. The
 * last line of a directive counts, unless its class overrides {@link Directive#readLine}.
 *
 * <p>Answers to {@code config.c: loadServerConfig()} and {@code loadServerConfigFromString()}. A
 * line is a directive's name and its values, with the quotes of {@link QuotedWords}; a line whose
 * first character is {@code #} is a comment. {@code include} reads another file in the middle of
 * this one. A name with a wildcard stands for all files that match; it is no error if none does.
 */
public final class ConfigReader {
  /** Maximum depth of includes: otherwise reading a file that includes itself would never end. */
  private static final int DEEPEST_INCLUDE = 16;

  /** Directives of older versions of Redis. They are ignored, so that old files still load. */
  private static final Set<String> OBSOLETE =
      Set.of("list-max-ziplist-entries", "list-max-ziplist-value", "lua-replicate-commands");

  private final Config config;
  private final Disk disk;
  private final String version;
  private int depth;

  /**
   * @param version the version of Redis, for the texts of errors
   */
  public ConfigReader(Config config, Disk disk, String version) {
    this.config = config;
    this.disk = disk;
    this.version = version;
  }

  /**
   * Reads everything that a command line names.
   *
   * @param standardInput what was read there, or null if the command line does not ask for it
   * @throws ConfigFileException if the configuration is wrong; directives that were read before the
   *     mistake have their new values
   */
  public void read(CommandLine commandLine, byte @Nullable [] standardInput)
      throws ConfigFileException {
    // tag::sources[]
    var text = new StringBuilder();
    var file = commandLine.file();
    if (file != null) {
      var path = disk.absolute(file);
      config.file(path);
      text.append(content(path));
    }
    if (standardInput != null) {
      text.append(Ascii.text(standardInput));
    }
    text.append('\n').append(commandLine.options());
    readText(text.toString());
    // end::sources[]
    try {
      for (var check : config.afterReading()) {
        check.apply();
      }
    } catch (DirectiveException e) {
      throw e.number == 0
          ? ConfigFileException.overall(version, e.reason())
          : ConfigFileException.atLine(version, e.number, e.line, e.reason());
    }
  }

  /** Returns the content of a file; of all files that match if there is none of that name. */
  private String content(String pattern) throws ConfigFileException {
    var content = new StringBuilder();
    var path = pattern;
    try {
      for (var file : disk.exists(pattern) ? List.of(pattern) : disk.glob(pattern)) {
        path = file;
        int end = content.length();
        content.append(end == 0 || content.charAt(end - 1) == '\n' ? "" : "\n");
        content.append(Ascii.text(disk.read(file)));
      }
    } catch (IOException e) {
      throw ConfigFileException.unreadable(path, reason(e));
    }
    return content.toString();
  }

  /** Returns the reason of a failed operation on a file, without the name of the file. */
  public static String reason(IOException e) {
    return e instanceof DiskException known ? known.reason() : String.valueOf(e.getMessage());
  }

  private void readText(String text) throws ConfigFileException {
    int number = 0;
    for (var untrimmed : text.split("\n", -1)) {
      number++;
      var line = trim(untrimmed);
      try {
        readLine(line, number);
      } catch (DirectiveException e) {
        throw ConfigFileException.atLine(version, number, line, e.reason());
      }
    }
  }

  /** Returns a line without the blanks, tabs and line ends around it. */
  static String trim(String line) {
    int from = 0;
    int to = line.length();
    while (from < to && " \t\r\n".indexOf(line.charAt(from)) >= 0) {
      from++;
    }
    while (from < to && " \t\r\n".indexOf(line.charAt(to - 1)) >= 0) {
      to--;
    }
    return line.substring(from, to);
  }

  private void readLine(String line, int number) throws DirectiveException, ConfigFileException {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    // tag::line[]
    var words = split(line);
    if (words.isEmpty()) {
      return;
    }
    var name = words.getFirst().toLowerCase(Locale.ROOT);
    var values = words.subList(1, words.size());
    var directive = config.find(name);
    var inFile = config.inFile(name);
    if (directive != null) {
      set(directive, values);
    } else if (OBSOLETE.contains(name) && values.size() == 1) {
      return;
    } else if (name.equals("include") && values.size() == 1) {
      include(values.getFirst());
    } else if (inFile != null
        && values.size() >= inFile.minValues()
        && values.size() <= inFile.maxValues()) {
      inFile.directive().read(values, number, line);
    } else {
      throw new DirectiveException("Bad directive or wrong number of arguments");
    }
    // end::line[]
  }

  private static List<String> split(String line) throws DirectiveException {
    var words = QuotedWords.split(line);
    if (words == null) {
      throw new DirectiveException("Unbalanced quotes in configuration line");
    }
    return words;
  }

  private static void set(Directive<?> directive, List<String> values) throws DirectiveException {
    if (!directive.is(Flag.MULTI_ARG) && values.size() != 1) {
      throw new DirectiveException("wrong number of arguments");
    }
    boolean wordsInOne =
        directive.is(Flag.MULTI_ARG) && values.size() == 1 && !values.getFirst().isEmpty();
    directive.readLine(wordsInOne ? split(values.getFirst()) : values);
  }

  private void include(String pattern) throws DirectiveException, ConfigFileException {
    if (depth == DEEPEST_INCLUDE) {
      throw new DirectiveException("include goes deeper than " + DEEPEST_INCLUDE + " files");
    }
    depth++;
    readText(content(StringDirective.path(pattern)));
    depth--;
  }
}
