package eightweeks.check;

import eightweeks.week1.world.DiskException;
import eightweeks.week3.machine.DataDisk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Checks one file of an append-only file: whether it has commands from its start to its end.
 *
 * <p>Answers to {@code redis-check-aof.c: checkSingleAof(), processRESP(), processAnnotations()}.
 * The texts are those of Redis's program, so that scripts that read them go on working.
 */
final class AofFileCheck {
  /** How the check of a file has ended. */
  enum Result {
    SOUND,
    EMPTY,
    TRUNCATED,
    TRUNCATED_TO_TIMESTAMP
  }

  /** The program ends without success; what is to be said was printed. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1;
  }

  private static final int MAX_HEADER = 127;
  private static final int MAX_ANNOTATION = 1023;
  private static final int LONGEST_NAME = 64;

  private final DataDisk disk;
  private final PrintStream out;
  private final BufferedReader answers;
  private final boolean fixes;

  /** The file is cut off at the first annotation behind this second; 0 for not at all. */
  private final long toTimestamp;

  private final long now;
  private String path = "";
  private boolean last;
  private String error = "";

  /** Where what is being read begins. */
  private long at;

  /** The number of lines of all files so far. */
  private long line = 1;

  /** 1 inside of MULTI and EXEC, 0 outside. */
  private int multi;

  /**
   * @param answers what the user types
   * @param now milliseconds since 1970
   */
  AofFileCheck(
      DataDisk disk,
      PrintStream out,
      BufferedReader answers,
      boolean fixes,
      long toTimestamp,
      long now) {
    this.disk = disk;
    this.out = out;
    this.answers = answers;
    this.fixes = fixes;
    this.toTimestamp = toTimestamp;
    this.now = now;
  }

  /**
   * Checks a file.
   *
   * @param name what the file is called in the texts
   * @param isLast whether no other file follows: only then it may be cut off
   * @param preamble whether it begins as an RDB file
   */
  Result check(String name, String filePath, boolean isLast, boolean preamble)
      throws IOException, Failed {
    path = filePath;
    last = isLast;
    multi = 0;
    long size;
    long sound;
    try (var file = disk.open(path)) {
      size = file.length();
      if (size == 0) {
        return Result.EMPTY;
      }
      long skip = preamble ? checkPreamble() : 0;
      var in = new AofCursor(file);
      in.skip(skip);
      sound = readAll(in, name);
      if (sound < 0) {
        return Result.TRUNCATED_TO_TIMESTAMP;
      }
      if (in.isAtEnd() && multi != 0 && error.isEmpty()) {
        error("Reached EOF before reading EXEC for MULTI");
      }
    } catch (DiskException e) {
      out.println("Cannot open file " + path + ": " + e.reason() + ", aborting...");
      throw new Failed();
    }
    return tell(name, size, sound);
  }

  /** Returns the length of the RDB part in bytes. */
  private long checkPreamble() throws IOException, Failed {
    out.println("[offset 0] Checking RDB file " + path);
    try (var file = disk.open(path)) {
      var check = new RdbCheck(file, out, now);
      if (!check.isSound()) {
        out.println("RDB preamble of AOF file is not sane, aborting.");
        throw new Failed();
      }
      out.println("RDB preamble is OK, proceeding with AOF tail...");
      return check.offset();
    }
  }

  /** Returns the offset up to which the file is sound; -1 if it was cut off at a timestamp. */
  private long readAll(AofCursor in, String name) throws IOException, Failed {
    long sound = in.offset();
    while (true) {
      if (multi == 0) {
        sound = in.offset();
      }
      int first = in.peek();
      if (first == '#') {
        if (!readAnnotation(in)) {
          return -1;
        }
      } else if (first == '*') {
        if (!readCommand(in)) {
          return sound;
        }
      } else {
        if (first >= 0) {
          out.println("AOF " + name + " format error");
        }
        return sound;
      }
    }
  }

  /** Returns false if the file was cut off in front of the annotation. */
  private boolean readAnnotation(AofCursor in) throws IOException, Failed {
    at = in.offset();
    var text = in.line(MAX_ANNOTATION);
    if (toTimestamp == 0 || !text.startsWith("#TS:")) {
      return true;
    }
    int end = text.indexOf('\r');
    var digits = end < 0 ? "" : text.substring("#TS:".length(), end).strip();
    long timestamp;
    try {
      timestamp = Long.parseLong(digits);
    } catch (NumberFormatException _) {
      out.println("Invalid timestamp annotation");
      throw new Failed();
    }
    if (timestamp <= toTimestamp) {
      return true;
    }
    if (at == 0) {
      out.println("AOF " + path + " has nothing before timestamp " + toTimestamp + ", aborting...");
      throw new Failed();
    }
    if (!last) {
      out.println(
          "Failed to truncate AOF "
              + path
              + " to timestamp "
              + toTimestamp
              + " to offset "
              + at
              + " because it is not the last file.");
      out.println(
          "If you insist, please delete all files after this file according to the manifest file"
              + " and delete the corresponding records in manifest file manually. Then re-run"
              + " redis-check-aof.");
      throw new Failed();
    }
    cut(at, "Failed to truncate AOF " + path + " to timestamp " + toTimestamp);
    return false;
  }

  private void cut(long length, String failure) throws Failed {
    try {
      disk.truncate(path, length);
    } catch (IOException _) {
      out.println(failure); // the words of redis-check-aof, which names no cause
      throw new Failed();
    }
  }

  /** Reads a command; returns whether it is sound. */
  private boolean readCommand(AofCursor in) throws IOException {
    long count = readNumber(in, '*');
    if (count == WRONG) {
      return false;
    }
    for (long i = 0; i < count; i++) {
      var word = readWord(in);
      if (word == null) {
        return false;
      }
      if (i == 0 && !countTransaction(word.toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }

  private boolean countTransaction(String command) {
    if (command.equals("multi") && multi++ != 0) {
      error("Unexpected MULTI in AOF " + path);
      return false;
    }
    if (command.equals("exec") && --multi != 0) {
      error("Unexpected EXEC in AOF " + path);
      return false;
    }
    return true;
  }

  /** No number of a header: {@code strtol()} never returns less. */
  private static final long WRONG = Long.MIN_VALUE;

  private long readNumber(AofCursor in, char prefix) throws IOException {
    at = in.offset();
    var header = in.line(MAX_HEADER);
    if (header.isEmpty()) {
      return WRONG; // the end of the file, which is no error of its own
    }
    if (header.charAt(0) != prefix) {
      error("Expected prefix '" + prefix + "', got: '" + header.charAt(0) + "'");
      return WRONG;
    }
    int end = 1;
    if (end < header.length() && "+-".indexOf(header.charAt(end)) >= 0) {
      end++;
    }
    while (end < header.length() && Character.isDigit(header.charAt(end))) {
      end++;
    }
    if (!isLineEnd(header.substring(end))) {
      return WRONG;
    }
    try {
      return Long.parseLong(header.substring(1, end));
    } catch (NumberFormatException _) {
      return end == 1 ? 0 : Long.MAX_VALUE;
    }
  }

  private boolean isLineEnd(String text) {
    if (!text.startsWith("\r\n")) {
      error(String.format(Locale.ROOT, "Expected \\r\\n, got: %02x%02x", at(text, 0), at(text, 1)));
      return false;
    }
    line++;
    return true;
  }

  private static int at(String text, int i) {
    return i < text.length() ? text.charAt(i) : 0;
  }

  /** Returns the first characters of a word; null if the word is wrong. */
  private @Nullable String readWord(AofCursor in) throws IOException {
    long length = readNumber(in, '$');
    if (length == WRONG) {
      return null;
    }
    if (length < 0 || length > Long.MAX_VALUE - 2) {
      error("Expected to read string of " + length + " bytes, which is not in the suitable range");
      return null;
    }
    at = in.offset();
    var word = in.text((int) Math.min(LONGEST_NAME, length));
    long there = word.length() + in.skip(length - word.length());
    var end = in.text(2);
    there += end.length();
    if (there != length + 2) {
      error("Expected to read " + (length + 2) + " bytes, got " + there + " bytes");
      return null;
    }
    return isLineEnd(end) ? word : null;
  }

  private void error(String text) {
    error = String.format(Locale.ROOT, "0x%16x: %s", at, text);
  }

  private Result tell(String name, long size, long sound) throws IOException, Failed {
    if (!error.isEmpty()) {
      out.println(error);
    }
    long rest = size - sound;
    if (rest == 0 && toTimestamp != 0) {
      out.println("Truncate nothing in AOF " + name + " to timestamp " + toTimestamp);
      return Result.SOUND;
    }
    out.println(
        "AOF analyzed: filename="
            + name
            + ", size="
            + size
            + ", ok_up_to="
            + sound
            + ", ok_up_to_line="
            + line
            + ", diff="
            + rest);
    if (rest == 0) {
      return Result.SOUND;
    }
    if (!fixes) {
      out.println("AOF " + name + " is not valid. Use the --fix option to try fixing it.");
      throw new Failed();
    }
    if (!last) {
      out.println("Failed to truncate AOF " + name + " because it is not the last file");
      throw new Failed();
    }
    out.println(
        "This will shrink the AOF "
            + name
            + " from "
            + size
            + " bytes, with "
            + rest
            + " bytes, to "
            + sound
            + " bytes");
    out.print("Continue? [y/N]: ");
    out.flush();
    var answer = answers.readLine();
    if (answer == null || !answer.toLowerCase(Locale.ROOT).startsWith("y")) {
      out.println("Aborting...");
      throw new Failed();
    }
    cut(sound, "Failed to truncate AOF " + name);
    return Result.TRUNCATED;
  }
}
