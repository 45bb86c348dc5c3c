package eightweeks.week3.snapshots;

import eightweeks.week1.log.Log;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.Version;
import eightweeks.week1.world.Disk;
import eightweeks.week1.world.DiskException;
import eightweeks.week1.world.FileWriter;
import eightweeks.week1.world.OperatingSystem;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.LruLfu;
import eightweeks.week2.object.Values;
import eightweeks.week3.keyspace.Database;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.rdb.RdbFileWriter;
import eightweeks.week3.rdb.RdbType;
import eightweeks.week3.rdb.RdbTypes;
import eightweeks.week3.rdb.RdbWriter;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes the data set to its file, so that a crash at any moment leaves the old file or the new
 * one.
 *
 * <p>Answers to {@code rdb.c: rdbSave(), rdbSaveInternal(), rdbSaveInfoAuxFields()}. Four steps,
 * and why each:
 *
 * <ol>
 *   <li>Everything goes to {@code temp-<pid>.rdb} in the same folder. If the disk is full, or the
 *       server is killed, the old file is as it was.
 *   <li>fsync of the file: otherwise a power cut could keep the new name and lose the content.
 *   <li>rename, which the system does in one step.
 *   <li>fsync of the folder: otherwise a power cut could lose the new name.
 * </ol>
 */
final class SnapshotWriter {
  /** With rdb-save-incremental-fsync the file is synced after each number of bytes like this. */
  private static final long SYNC_BYTES = 4 << 20;

  private static final int BITS = 64;

  private final Disk disk;
  private final OperatingSystem system;
  private final ServerBuilder server;
  private final Log log;
  private final Keyspace keyspace;
  private final Values values;
  private final LruLfu usage;
  private final RdbTypes types;
  private final SnapshotDirectives directives;
  private final FunctionSources functions;

  /** The current step, as Redis's log names it. */
  private String step = "";

  private long keys;

  SnapshotWriter(
      ServerBuilder server,
      RdbTypes types,
      SnapshotDirectives directives,
      FunctionSources functions) {
    this.server = server;
    disk = server.world().disk();
    system = server.world().system();
    log = server.log();
    keyspace = server.need(Keyspace.SERVICE);
    values = server.need(Values.SERVICE);
    usage = server.need(LruLfu.SERVICE);
    this.types = types;
    this.directives = directives;
    this.functions = functions;
  }

  // tag::save[]
  /**
   * Saves all databases.
   *
   * @throws IOException if a step failed: it was logged, and the temporary file is gone
   */
  void save() throws IOException {
    var name = directives.path();
    var temporary = "temp-" + system.pid() + ".rdb";
    try {
      writeFile(temporary);
      step = "rename";
      disk.rename(temporary, name);
    } catch (IOException e) {
      logFailure(temporary, name, reason(e));
      deleteQuietly(temporary);
      throw e;
    }
    try {
      disk.syncFolderOf(name);
    } catch (IOException e) {
      log.warning("Failed to fsync directory while saving DB: " + reason(e));
      throw e;
    }
  }

  private void writeFile(String path) throws IOException {
    step = "open";
    try (var file = disk.create(path)) {
      step = "rdbSaveRio";
      var out =
          RdbWriter.to(
              directives.incrementalSync.value() ? new Syncing(file)::write : file::write,
              RdbType.VERSION_10,
              directives.compression.value(),
              directives.checksum.value());
      writeAll(new RdbFileWriter(types, out));
      step = "fsync";
      file.sync();
      step = "fclose";
    }
  }

  // end::save[]

  /** Writes to a file, and syncs it from time to time. */
  private static final class Syncing {
    private final FileWriter file;
    private long unsynced;

    Syncing(FileWriter file) {
      this.file = file;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
      file.write(bytes, offset, length);
      unsynced += length;
      if (unsynced >= SYNC_BYTES) {
        file.sync();
        unsynced = 0;
      }
    }
  }

  // tag::all[]
  private void writeAll(RdbFileWriter out) throws IOException {
    out.begin();
    out.fact("redis-ver", Version.REDIS);
    out.fact("redis-bits", BITS);
    out.fact("ctime", server.loop().time().seconds());
    out.fact("used-mem", values.allocator().total());
    out.fact("aof-base", 0);
    for (var source : functions.all()) {
      out.function(source);
    }
    keys = 0;
    for (var database : keyspace.all()) {
      if (database.size() > 0) {
        writeDatabase(out, database);
      }
    }
    out.end();
  }

  private void writeDatabase(RdbFileWriter out, Database database) throws IOException {
    out.database(database.number(), database.size(), database.expiringSize());
    var key = new Element();
    try {
      database.forEach(entry -> writeEntry(out, entry, key));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void writeEntry(RdbFileWriter out, Entry entry, Element key) {
    try {
      entry.showKey(key);
      out.expiry(entry.expiresAt());
      if (usage.policy.value().isLru()) {
        out.idle(usage.idleMillis(entry) / 1000);
      } else if (usage.policy.value().isLfu()) {
        out.frequency(usage.frequency(entry));
      }
      out.key(key, values.of(entry));
      DebugDelay.afterKey(system, directives.keySaveDelay.value(), keys++);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // through the walk over the table
    }
  }

  // end::all[]

  private void logFailure(String temporary, String name, String reason) {
    log.warning(
        switch (step) {
          case "open" ->
              "Failed opening the temp RDB file "
                  + temporary
                  + " (in server root dir "
                  + disk.directory()
                  + ") for saving: "
                  + reason;
          case "rename" ->
              "Error moving temp DB file "
                  + temporary
                  + " on the final destination "
                  + name
                  + " (in server root dir "
                  + disk.directory()
                  + "): "
                  + reason;
          default -> "Write error while saving DB to the disk(" + step + "): " + reason;
        });
  }

  private static String reason(IOException e) {
    return e instanceof DiskException known ? known.reason() : String.valueOf(e.getMessage());
  }

  private void deleteQuietly(String path) {
    try {
      disk.delete(path);
    } catch (IOException e) {
      log.warning("Failed to remove the temp RDB file " + path + ": " + reason(e));
    }
  }
}
