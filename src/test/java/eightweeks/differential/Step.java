package eightweeks.differential;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.QuotedWords;
import java.util.List;
import java.util.Locale;

/**
 * One command of one client; words have one character a byte.
 *
 * @param client which of the clients says it
 * @param words the command, at least its name
 */
record Step(int client, List<String> words) {
  /** Returns the name of the command, in capitals. */
  String name() {
    return words.getFirst().toUpperCase(Locale.ROOT);
  }

  /** Returns the word at a position in capitals, empty if there is none. */
  String word(int index) {
    return index < words.size() ? words.get(index).toUpperCase(Locale.ROOT) : "";
  }

  /** As redis-cli takes it. */
  static String line(List<String> words) {
    var line = new StringBuilder();
    for (var word : words) {
      boolean plain = !word.isEmpty() && word.chars().allMatch(c -> c > ' ' && c < 127);
      boolean quoted = !plain || word.indexOf('"') >= 0 || word.indexOf('\'') >= 0;
      line.append(line.isEmpty() ? "" : " ");
      line.append(quoted || word.indexOf('\\') >= 0 ? QuotedWords.quote(Ascii.bytes(word)) : word);
    }
    return line.toString();
  }

  @Override
  public String toString() {
    return "client " + client + "> " + line(words);
  }
}
