package eightweeks.week3.snapshots;

import eightweeks.week1.log.Log;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.world.OperatingSystem;
import eightweeks.week2.object.Entry;
import eightweeks.week3.keyspace.Database;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.machine.DataDisk;
import eightweeks.week3.rdb.DataSetWriter;
import eightweeks.week3.rdbencoding.RdbWriter;
import eightweeks.week3.shutdown.Shutdown;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes the data set to its file at once, while the server does nothing else.
 *
 * <p>Answers to {@code rdb.c: rdbSave(), rdbSaveRio()}. {@link SnapshotFile} has the steps that
 * make a save safe.
 */
final class SnapshotWriter {
  private final DataDisk disk;
  private final OperatingSystem system;
  private final Log log;
  private final Shutdown shutdown;
  private final Keyspace keyspace;
  private final DataSetWriter.Format rdb;
  private final SnapshotDirectives directives;
  private final SnapshotRecords records;
  private long keys;

  SnapshotWriter(
      ServerBuilder server,
      DataSetWriter.Format rdb,
      SnapshotDirectives directives,
      SnapshotRecords records) {
    disk = DataDisk.of(server.world().disk());
    system = server.world().system();
    log = server.log();
    shutdown = server.need(Shutdown.SERVICE);
    keyspace = server.need(Keyspace.SERVICE);
    this.rdb = rdb;
    this.directives = directives;
    this.records = records;
  }

  // tag::save[]
  /**
   * Saves all databases.
   *
   * @throws IOException if a step failed: it was logged, and the temporary file is gone
   */
  void save() throws IOException {
    save(directives.path(), rdb, SnapshotRecords.Purpose.SNAPSHOT);
  }

  /**
   * Saves all databases to a file.
   *
   * @throws IOException if a step failed: it was logged, and the temporary file is gone
   */
  void save(String path, DataSetWriter.Format format, SnapshotRecords.Purpose purpose)
      throws IOException {
    var file =
        new SnapshotFile(
            disk, TemporaryFiles.name(system.pid()), path, directives.incrementalSync.value());
    try {
      file.create();
      writeAll(file, format, purpose);
      file.commit();
    } catch (IOException e) {
      log.warning(file.failure(e));
      var problem = file.discard();
      if (problem != null) {
        log.warning(problem);
      }
      throw e;
    }
  }

  private void writeAll(
      SnapshotFile file, DataSetWriter.Format format, SnapshotRecords.Purpose purpose)
      throws IOException {
    var out =
        format.writer(
            RdbWriter.to(
                file::write,
                SnapshotRecords.VERSION,
                directives.compression.value(),
                directives.checksum.value()));
    records.writeHeader(out, purpose);
    keys = 0;
    for (var database : keyspace.all()) {
      if (database.size() > 0) {
        writeDatabase(out, database);
      }
    }
    out.end();
  }

  private void writeDatabase(DataSetWriter out, Database database) throws IOException {
    out.database(database.number(), database.size(), database.expiringSize());
    try {
      database.forEach(entry -> writeEntry(out, entry));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  // end::save[]

  private void writeEntry(DataSetWriter out, Entry entry) {
    try {
      if (shutdown.insists()) {
        throw new IOException("a second SIGINT has come");
      }
      records.writeEntry(out, entry);
      DebugDelay.afterKey(system, directives.keySaveDelay.value(), keys++);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // through the walk over the table
    }
  }
}
