package eightweeks.week1.config;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.QuotedWords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@code redis-server}.
 *
 * <p>Answers to the first half of {@code server.c: main()}. The first word may name a configuration
 * file. A lone dash, first or last, means that more configuration comes from standard input. All
 * other words become lines of configuration, which are read after those of the file: a word that
 * begins with two dashes is the name of a directive, and the words after it are its values, with
 * their blanks and quotes. So {@code --port 7000 --save 3600 1 300 100} are two lines. The first
 * word after a name is a value even if it begins with two dashes. {@code --port=7000} is no
 * directive.
 *
 * @param file the configuration file as it was named, or null
 * @param fromStandardInput whether more configuration comes from standard input
 * @param options the directives among the words, as lines of configuration
 */
public record CommandLine(@Nullable String file, boolean fromStandardInput, String options) {
  /** The command line of a server that is started without arguments. */
  public static final CommandLine EMPTY = new CommandLine(null, false, "");

  /** Returns whether the words ask for the version alone. */
  public static boolean asksVersion(List<String> words) {
    return first(words, "-v", "--version");
  }

  /** Returns whether the words ask for help alone. */
  public static boolean asksHelp(List<String> words) {
    return first(words, "-h", "--help");
  }

  private static boolean first(List<String> words, String brief, String full) {
    return !words.isEmpty() && (words.getFirst().equals(brief) || words.getFirst().equals(full));
  }

  /** Parses the words after the program's name. */
  public static CommandLine parse(List<String> words) {
    // tag::parse[]
    boolean hasFile = !words.isEmpty() && !words.getFirst().startsWith("-");
    boolean fromStandardInput = false;
    var options = new Options();
    for (int i = hasFile ? 1 : 0; i < words.size(); i++) {
      var word = words.get(i);
      boolean last = i == words.size() - 1;
      if (word.equals("-") && (i == 0 || last)) {
        fromStandardInput = true;
      } else if (word.startsWith("--") && !options.needValue) {
        options.directive(asBytes(word), last || words.get(i + 1).startsWith("--"));
      } else {
        options.value(asBytes(word));
      }
    }
    return new CommandLine(
        hasFile ? words.getFirst() : null, fromStandardInput, options.lines.toString());
    // end::parse[]
  }

  /** Returns the text with one character a byte, as {@link ConfigReader} expects it. */
  private static String asBytes(String word) {
    return Ascii.text(word.getBytes(StandardCharsets.UTF_8));
  }

  /** Builds the lines of configuration. */
  private static final class Options {
    final StringBuilder lines = new StringBuilder();

    /** Whether the last directive has no value yet: then the next word is a value. */
    boolean needValue;

    /**
     * @param noValue whether another directive or the end follows instead of a value
     */
    void directive(String word, boolean noValue) {
      if (!lines.isEmpty()) {
        lines.append('\n');
      }
      lines.append(word.substring(2)).append(' ');
      var parts = QuotedWords.split(word);
      boolean nameAlone = parts != null && parts.size() == 1; // and not "--port 7000" in one word
      needValue = nameAlone;
      // Two directives need no value: scripts that build command lines leave an empty one out.
      if (nameAlone && noValue && word.equalsIgnoreCase("--save")) {
        lines.append("\"\"");
        needValue = false;
      } else if (nameAlone && noValue && word.equalsIgnoreCase("--sentinel")) {
        needValue = false;
      }
    }

    void value(String word) {
      lines.append(QuotedWords.quote(Ascii.bytes(word))).append(' ');
      needValue = false;
    }
  }
}
