package eightweeks.check;

import eightweeks.check.AofFileCheck.Failed;
import eightweeks.check.AofFileCheck.Result;
import eightweeks.week1.world.DiskException;
import eightweeks.week1.world.RealDisk;
import eightweeks.week3.machine.DataDisk;
import eightweeks.week4.aoffiles.AofManifest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code redis-check-aof [--fix | --truncate-to-timestamp SECOND] FILE}: says whether an
 * append-only file is sound, and cuts off what is wrong at its end, or newer than a second.
 *
 * <p>Answers to {@code redis-check-aof.c: redis_check_aof_main(), checkMultiPartAof(),
 * checkOldStyleAof()}. The file is a manifest, or the one file of a Redis before 7.0, which may
 * begin as an RDB file. The exit code is 0 for a sound file, or one that was mended; 1 otherwise.
 */
public final class RedisCheckAof {
  private static final String USAGE =
      "Usage: redis-check-aof [--fix|--truncate-to-timestamp $timestamp]"
          + " <file.manifest|file.aof>";

  private static final int MAX_LINE = 1024;

  /** The shortest file that may begin as RDB, in bytes. */
  private static final int LEAST_OF_RDB = 8;

  private final DataDisk disk = DataDisk.of(new RealDisk(""));
  private final PrintStream out;
  private final AofFileCheck check;
  private final long toTimestamp;

  private RedisCheckAof(
      PrintStream out, BufferedReader answers, boolean fixes, long toTimestamp, long now) {
    this.out = out;
    this.toTimestamp = toTimestamp;
    check = new AofFileCheck(disk, out, answers, fixes, toTimestamp, now);
  }

  /** The program. */
  public static void main(String[] arguments) {
    var answers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.ISO_8859_1));
    int code = run(arguments, answers, System.out, System.currentTimeMillis());
    System.out.flush();
    System.exit(code);
  }

  /**
   * Runs the program.
   *
   * @param answers what the user types
   * @param now milliseconds since 1970
   * @return the exit code
   */
  static int run(String[] arguments, BufferedReader answers, PrintStream out, long now) {
    int count = arguments.length;
    boolean fixes = count == 2 && arguments[0].equals("--fix");
    boolean truncates = count == 3 && arguments[0].equals("--truncate-to-timestamp");
    if (count != 1 && !fixes && !truncates) {
      out.println(USAGE);
      return 1;
    }
    long timestamp = 0;
    try {
      timestamp = truncates ? Long.parseLong(arguments[1]) : 0;
    } catch (NumberFormatException _) {
      out.println("Invalid timestamp, aborting...");
      return 1;
    }
    try {
      new RedisCheckAof(out, answers, fixes, timestamp, now).check(arguments[count - 1]);
      return 0;
    } catch (Failed _) {
      return 1;
    } catch (IOException e) {
      var reason = e instanceof DiskException known ? known.reason() : e.getMessage();
      var path = e instanceof DiskException known ? known.path() : arguments[count - 1];
      out.println("Cannot open file " + path + ": " + reason);
      return 1;
    }
  }

  private void check(String path) throws IOException, Failed {
    if (isManifest(path)) {
      int slash = path.lastIndexOf('/');
      checkManifest(slash < 0 ? "." : path.substring(0, Math.max(1, slash)), path);
      return;
    }
    boolean preamble = isRdb(path);
    out.println("Start checking Old-Style AOF");
    tell(check.check(path, path, true, preamble), path, "AOF");
  }

  /** Returns whether all first lines that are no comments begin as those of a manifest. */
  private boolean isManifest(String path) throws IOException {
    boolean is = false;
    try (var file = disk.open(path)) {
      var in = new AofCursor(file);
      for (var line = in.line(MAX_LINE); !line.isEmpty(); line = in.line(MAX_LINE)) {
        if (line.startsWith("file")) {
          is = true;
        } else if (!line.startsWith("#")) {
          return is;
        }
      }
    }
    return is;
  }

  private boolean isRdb(String path) throws IOException {
    try (var file = disk.open(path)) {
      return file.length() >= LEAST_OF_RDB && new AofCursor(file).text(5).equals("REDIS");
    }
  }

  private void checkManifest(String folder, String path) throws IOException, Failed {
    out.println("Start checking Multi Part AOF");
    AofManifest manifest;
    try {
      manifest = AofManifest.parse(new String(disk.read(path), StandardCharsets.ISO_8859_1));
    } catch (AofManifest.ManifestException e) {
      e.lines().forEach(out::println);
      throw new Failed();
    }
    var files = manifest.files();
    boolean toldIncrements = false;
    for (int i = 0; i < files.size(); i++) {
      var name = files.get(i).name();
      var file = folder + "/" + AofManifest.decoded(name);
      boolean last = i == files.size() - 1;
      if (files.get(i).type() == AofManifest.AofFile.BASE) {
        boolean rdb = isRdb(file);
        out.println("Start to check BASE AOF (" + (rdb ? "RDB" : "RESP") + " format).");
        tell(check.check(name, file, last, rdb), name, "BASE AOF");
      } else {
        if (!toldIncrements) {
          out.println("Start to check INCR files.");
          toldIncrements = true;
        }
        tell(check.check(name, file, last, false), name, "INCR AOF");
      }
    }
    out.println("All AOF files and manifest are valid");
  }

  private void tell(Result result, String name, String kind) {
    out.println(
        switch (result) {
          case SOUND -> kind + " " + name + " is valid";
          case EMPTY -> kind + " " + name + " is empty";
          case TRUNCATED -> "Successfully truncated AOF " + name;
          case TRUNCATED_TO_TIMESTAMP ->
              "Successfully truncated AOF " + name + " to timestamp " + toTimestamp;
        });
  }
}
