package eightweeks.week1.log;

import eightweeks.week1.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The server's log, to standard output or to the end of a file.
 *
 * <p>Answers to {@code server.c: serverLogRaw()}. A line is {@code pid:role time mark text}; the
 * role is M for a master, S for a replica, C for a child, X for a sentinel. The file is opened for
 * every line, as Redis does, so that it may be moved away at any time.
 */
public final class Log {
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private final World world;
  private LogLevel threshold = LogLevel.NOTICE;
  private @Nullable String file;
  private char role = 'M';

  public Log(World world) {
    this.world = world;
  }

  /** Sets the least important level that is written. */
  public void threshold(LogLevel level) {
    threshold = level;
  }

  /** Sets the file to write to; null for standard output. */
  public void file(@Nullable String path) {
    file = path;
  }

  public void role(char letter) {
    role = letter;
  }

  /** Returns whether lines of this level are written. Ask before you make an expensive text. */
  public boolean isOn(LogLevel level) {
    return level.compareTo(threshold) >= 0;
  }

  public void debug(String text) {
    write(LogLevel.DEBUG, text);
  }

  public void verbose(String text) {
    write(LogLevel.VERBOSE, text);
  }

  public void notice(String text) {
    write(LogLevel.NOTICE, text);
  }

  public void warning(String text) {
    write(LogLevel.WARNING, text);
  }

  /** Writes a line in UTF-8, if its level is on. */
  public void write(LogLevel level, String text) {
    if (isOn(level)) {
      raw(world.system().pid() + ":" + role + ' ' + time() + ' ' + level.mark + ' ' + text + '\n');
    }
  }

  /**
   * Writes text as it is, for the banner and crash reports. If the file cannot be written, the text
   * goes to standard output: a broken log must not stop the server.
   */
  public void raw(String text) {
    if (file == null) {
      world.system().print(text);
      return;
    }
    try {
      world.disk().append(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      world.system().print(text);
    }
  }

  /** Returns the local time as {@code 22 Nov 2026 16:21:04.123}. */
  private String time() {
    long micros = world.clock().wallMicros();
    var time =
        LocalDateTime.ofInstant(
            Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000),
            ZoneId.systemDefault());
    return digits(100 + time.getDayOfMonth())
        + ' '
        + MONTHS[time.getMonthValue() - 1]
        + ' '
        + time.getYear()
        + ' '
        + digits(100 + time.getHour())
        + ':'
        + digits(100 + time.getMinute())
        + ':'
        + digits(100 + time.getSecond())
        + '.'
        + digits(1000 + time.getNano() / 1_000_000);
  }

  /**
   * Returns the digits behind the first one. With {@code String.format}, the first line of a log
   * takes 10 ms.
   */
  private static String digits(int oneAndDigits) {
    return Integer.toString(oneAndDigits).substring(1);
  }
}
