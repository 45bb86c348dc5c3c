package eightweeks.study.program;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes that a server appends to its files, as a script compares them.
 *
 * <p>A time that lies within a day of now, in milliseconds since 1970, is shown as the time that is
 * left, in steps of ten seconds: otherwise no two servers would write the same bytes.
 */
final class AppendedBytes {
  private static final Pattern TIME = Pattern.compile("\\$13\r\n(\\d{13})\r\n");
  private static final long STEP_MILLIS = 10_000;
  private static final long DAY_MILLIS = 86_400_000;
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int PAUSE_MILLIS = 20;

  private final Path folder;
  private final Map<String, Integer> seen = new HashMap<>();

  /**
   * @param folder in which the server has its files
   */
  AppendedBytes(Path folder) {
    this.folder = folder;
  }

  /**
   * Returns what a file has got since this was asked last.
   *
   * @throws FileNotFoundException if the file is not there after five seconds
   */
  byte[] of(String name) throws IOException {
    var file = folder.resolve(name);
    for (int waited = 0; !Files.exists(file); waited += PAUSE_MILLIS) {
      if (waited >= PATIENCE_MILLIS) {
        throw new FileNotFoundException(name + " is not there");
      }
      pause();
    }
    var bytes = Files.readAllBytes(file);
    int from = Math.min(bytes.length, seen.getOrDefault(name, 0));
    seen.put(name, bytes.length);
    return timesLeft(Arrays.copyOfRange(bytes, from, bytes.length), System.currentTimeMillis());
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Replaces times by what is left of them. */
  static byte[] timesLeft(byte[] resp, long now) {
    return TIME.matcher(new String(resp, StandardCharsets.ISO_8859_1))
        .replaceAll(
            found -> {
              long left = Long.parseLong(found.group(1)) - now;
              long rounded = Math.round((double) left / STEP_MILLIS) * STEP_MILLIS / 1000;
              return Math.abs(left) > DAY_MILLIS
                  ? Matcher.quoteReplacement(found.group())
                  : "in " + rounded + " s\r\n";
            })
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
