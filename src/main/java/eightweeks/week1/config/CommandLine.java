package eightweeks.week1.config;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.QuotedWords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the words behind {@code redis-server} ask for.
 *
 * <p>Answers to the first half of {@code server.c: main()}. The first word may name a configuration
 * file. A lone dash, first or last, means that more configuration comes from standard input. All
 * others become lines of configuration, read after those of the file: a word that starts with two
 * dashes begins a directive, and what follows are its values, each taken as a whole whatever blanks
 * or quotes are in it. So {@code --port 7000 --save 3600 1 300 100} are two lines. A directive
 * takes the first word behind it as its value even if that starts with two dashes; {@code
 * --port=7000} is no directive that Redis knows.
 *
 * @param file the configuration file as it was named, or null
 * @param fromStandardInput whether more configuration comes from standard input
 * @param options the directives among the words, as lines of configuration
 */
public record CommandLine(@Nullable String file, boolean fromStandardInput, String options) {
  /** A server started with nothing but its name. */
  public static final CommandLine EMPTY = new CommandLine(null, false, "");

  /** Whether the words ask for the version alone. */
  public static boolean asksVersion(List<String> words) {
    return first(words, "-v", "--version");
  }

  /** Whether the words ask for help alone. */
  public static boolean asksHelp(List<String> words) {
    return first(words, "-h", "--help");
  }

  private static boolean first(List<String> words, String brief, String full) {
    return !words.isEmpty() && (words.getFirst().equals(brief) || words.getFirst().equals(full));
  }

  /** Reads the words behind the program's name. */
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

  /** One character a byte, as the reader of the configuration has it. */
  private static String asBytes(String word) {
    return Ascii.text(word.getBytes(StandardCharsets.UTF_8));
  }

  /** The lines, while they are put together. */
  private static final class Options {
    final StringBuilder lines = new StringBuilder();

    /** A directive has been named and has no value yet: the next word is one, whatever it is. */
    boolean needValue;

    /**
     * @param noValue whether no value follows, because another directive or the end does
     */
    void directive(String word, boolean noValue) {
      if (!lines.isEmpty()) {
        lines.append('\n');
      }
      lines.append(word.substring(2)).append(' ');
      var parts = QuotedWords.split(word);
      boolean nameAlone = parts != null && parts.size() == 1; // and not "--port 7000" in one word
      needValue = nameAlone;
      // Two may go without a value: scripts that put command lines together leave it out.
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
