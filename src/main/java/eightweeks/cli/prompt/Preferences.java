package eightweeks.cli.prompt;

import eightweeks.cli.environment.Output;
import eightweeks.cli.text.ArgumentSplitter;
import eightweeks.cli.text.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user's preferences: set at the prompt with {@code :set}, or permanently in {@code
 * ~/.redisclirc}.
 *
 * <p>Answers to redis-cli.c: cliSetPreferences(), cliLoadPreferences().
 */
final class Preferences {
  private final Output out;
  private boolean hints = true;

  Preferences(Output out) {
    this.out = out;
  }

  boolean hints() {
    return hints;
  }

  void load(@Nullable Path file) {
    if (file == null) {
      return;
    }
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException _) {
      return; // most users have none
    }
    for (String line : text.split("\n")) {
      List<byte[]> words = ArgumentSplitter.split(Words.bytes(line));
      if (words != null && !words.isEmpty()) {
        set(words, ".redisclirc: ");
      }
    }
  }

  /** {@code :set hints}. The prefix says where the words stood. */
  void set(List<byte[]> words, String prefix) {
    if (!Words.is(words.getFirst(), ":set") || words.size() < 2) {
      String word = Words.text(words.getFirst());
      out.println(prefix + "unknown redis-cli internal command '" + word + "'");
    } else if (Words.is(words.get(1), "hints")) {
      hints = true;
    } else if (Words.is(words.get(1), "nohints")) {
      hints = false;
    } else {
      String word = Words.text(words.get(1));
      out.println(prefix + "unknown redis-cli preference '" + word + "'");
    }
  }
}
