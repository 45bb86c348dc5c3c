package eightweeks.check;

import eightweeks.week1.startup.Version;
import eightweeks.week1.world.DiskException;
import eightweeks.week1.world.RealDisk;
import eightweeks.week3.machine.DataDisk;
import java.io.IOException;
import java.io.PrintStream;

/**
 * {@code redis-check-rdb FILE}: reads an RDB file as a server would, and says whether it is sound.
 *
 * <p>Answers to {@code redis-check-rdb.c: redis_check_rdb_main()}. The exit code is 0 for a sound
 * file, 1 otherwise.
 */
public final class RedisCheckRdb {
  private RedisCheckRdb() {}

  /** The program. */
  public static void main(String[] arguments) {
    int code = run(arguments, System.out, System.err, System.currentTimeMillis());
    System.out.flush();
    System.exit(code);
  }

  /**
   * Runs the program.
   *
   * @param now milliseconds since 1970: earlier expiry times are past
   * @return the exit code
   */
  static int run(String[] arguments, PrintStream out, PrintStream errors, long now) {
    if (arguments.length != 1) {
      errors.println("Usage: redis-check-rdb <rdb-file-name>");
      return 1;
    }
    var path = arguments[0];
    if (path.equals("-v") || path.equals("--version")) {
      out.println("redis-check-rdb " + Version.REDIS);
      return 0;
    }
    out.println("[offset 0] Checking RDB file " + path);
    try (var file = DataDisk.of(new RealDisk("")).open(path)) {
      return new RdbCheck(file, out, now).isSound() ? 0 : 1;
    } catch (IOException e) {
      var reason = e instanceof DiskException known ? known.reason() : e.getMessage();
      errors.println("Cannot read " + path + ": " + reason);
      return 1;
    }
  }
}
