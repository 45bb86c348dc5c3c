package eightweeks.cli.prompt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines that were typed, one a line, oldest first, in a file that only its owner may read:
 * {@code ~/.rediscli_history}. The original reads and writes the same file.
 *
 * <p>If the file cannot be read or written, the history is in memory only.
 *
 * <p>Answers to linenoise.c: linenoiseHistoryLoad(), linenoiseHistorySave().
 */
public final class HistoryFile {
  private static final int MAX_LINES = 1000;

  private final @Nullable Path file;
  private final List<String> lines = new ArrayList<>();

  /** Reads the file; null for a history in memory alone. */
  public HistoryFile(@Nullable Path file) {
    this.file = file;
    if (file != null) {
      try {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        text.lines().filter(line -> !line.isEmpty()).forEach(this::keep);
      } catch (IOException _) {
        // There is no file yet, or it cannot be read.
      }
    }
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  /**
   * Adds a line, unless it is the same as the one before, and saves. Returns false if it was not
   * new.
   */
  public boolean add(String line) {
    if (!lines.isEmpty() && lines.getLast().equals(line)) {
      return false;
    }
    keep(line);
    save();
    return true;
  }

  private void keep(String line) {
    lines.add(line);
    if (lines.size() > MAX_LINES) {
      lines.removeFirst();
    }
  }

  /** Writes aside and renames: a crash in between loses nothing. */
  private void save() {
    if (file == null) {
      return;
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      return;
    }
    try {
      Path aside = Files.createTempFile(parent, ".rediscli_history", ".tmp");
      try {
        Files.write(aside, lines, StandardCharsets.UTF_8);
        if (Files.getFileStore(aside).supportsFileAttributeView("posix")) {
          Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-------"));
        }
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException _) {
      // Not ours to write.
    }
  }
}
