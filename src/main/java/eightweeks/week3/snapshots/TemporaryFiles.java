package eightweeks.week3.snapshots;

import eightweeks.week1.log.Log;
import eightweeks.week1.world.OperatingSystem;
import eightweeks.week3.machine.DataDisk;
import eightweeks.week3.machine.MachineProcesses;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * The temporary files of saves: {@code temp-<pid>.rdb} of SAVE, {@code temp-<pid>-<number>.rdb} of
 * BGSAVE, and {@code temp-rewriteaof-bg-<pid>-<number>.aof} of a rewrite. What becomes of them?
 *
 * <p>Answers to {@code rdb.c: rdbRemoveTempFile()}. A save that fails deletes its file. A server
 * that is killed during a save cannot, so the next server does that when it starts: otherwise each
 * kill would leave a file as large as the data set. Redis leaves such files.
 *
 * <p>Which files may go? Only those whose process is not running any more: several servers may save
 * into one folder. The id of this server is an exception, because this server has not saved yet: in
 * a container each server may have the same id as the one before.
 */
final class TemporaryFiles {
  /** At most 18 digits, which fit into a long. */
  private static final Pattern NAME =
      Pattern.compile("temp-(?:rewriteaof-bg-)?([1-9][0-9]{0,17})(?:-[0-9]+)?\\.(?:rdb|aof)");

  private TemporaryFiles() {}

  /** Returns the name of the file that SAVE writes. */
  static String name(long pid) {
    return "temp-" + pid + ".rdb";
  }

  /** Deletes files of killed servers in the working directory. Must run before the first save. */
  static void clean(DataDisk disk, OperatingSystem system, Log log) {
    for (var name : disk.names()) {
      var match = NAME.matcher(name);
      if (!match.matches()) {
        continue;
      }
      long pid = Long.parseLong(match.group(1));
      if (pid != system.pid() && MachineProcesses.of(system).isRunning(pid)) {
        continue;
      }
      try {
        disk.delete(name);
        log.notice("Removed the temp file " + name + " that a killed server left");
      } catch (IOException e) {
        log.warning("Failed to remove a temp file: " + e.getMessage());
      }
    }
  }
}
