package eightweeks.week3.commanddocs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The changes and deprecations of commands by versions of Redis, from the table {@code history.tsv}
 * beside this class. It is read when it is first asked for, since most servers are never asked.
 *
 * <p>Answers to {@code server.h: commandHistory}. When you add a command that a later version of
 * Redis changed, add its lines to the table.
 */
public final class CommandHistory {
  private static final String TABLE = "history.tsv";

  private @Nullable Map<String, List<Change>> changes;
  private final Map<String, Change> deprecations = new HashMap<>();

  /**
   * Something that a version changed.
   *
   * @param since the version
   * @param text the change, or the command to use instead
   */
  public record Change(String since, String text) {}

  /**
   * Returns the changes of a command, oldest first.
   *
   * @param command its full name: {@code client|list}
   */
  public List<Change> of(String command) {
    return read().getOrDefault(command, List.of());
  }

  /** Returns since when a command is deprecated, and what to use instead; null if it is not. */
  public @Nullable Change deprecation(String command) {
    read();
    return deprecations.get(command);
  }

  private Map<String, List<Change>> read() {
    var all = changes;
    if (all == null) {
      all = new HashMap<>();
      for (var line : text().split("\n")) {
        if (!line.isEmpty() && line.charAt(0) != '#') {
          add(line.split("\t"), all);
        }
      }
      changes = all;
    }
    return all;
  }

  private void add(String[] row, Map<String, List<Change>> all) {
    var change = new Change(row[2], row[3]);
    switch (row[1]) {
      case "history" -> all.computeIfAbsent(row[0], _ -> new ArrayList<>()).add(change);
      case "deprecated" -> deprecations.put(row[0], change);
      default -> throw new IllegalStateException("unknown kind of change: " + row[1]);
    }
  }

  private static String text() {
    try (var in = CommandHistory.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException("the table " + TABLE + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
