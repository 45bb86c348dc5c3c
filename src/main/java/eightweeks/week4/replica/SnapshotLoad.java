package eightweeks.week4.replica;

import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.log.Log;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.KeyspaceEvents;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.loading.Loading;
import eightweeks.week3.loading.LoadingAborted;
import eightweeks.week3.machine.DataDisk;
import eightweeks.week3.machine.FileReader;
import eightweeks.week3.snapshots.Snapshots;
import eightweeks.week4.aof.Aof;
import eightweeks.week4.master.Replicas;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.replication.ReplicationDirectives.DisklessLoad;
import eightweeks.week4.replication.ReplicationHistory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Loads the snapshot of a master in the place of the old data.
 *
 * <p>Answers to the second half of {@code replication.c: readSyncBulkPayload()}, {@code
 * replicationAttachToNewMaster()}, {@code useDisklessLoad()}, {@code disklessLoadInitTempDb()}.
 *
 * <p>Redis parses a diskless snapshot while it reads the socket, and does nothing else meanwhile.
 * Here the snapshot arrives in memory while clients are served, and is loaded when it is whole.
 * That costs memory for the snapshot, but a link that breaks in the middle has not cost the old
 * data.
 */
final class SnapshotLoad {
  private final LoopTime time;
  private final Log log;
  private final DataDisk disk;
  private final long pid;
  private final Snapshots snapshots;
  private final Aof aof;
  private final Keyspace keyspace;
  private final KeyspaceEvents events;
  private final Loading loading;
  private final ReplicationDirectives directives;
  private final ReplicationHistory history;
  private final Replicas replicas;

  SnapshotLoad(
      ServerBuilder server,
      ReplicationDirectives directives,
      ReplicationHistory history,
      Replicas replicas) {
    time = server.loop().time();
    log = server.log();
    disk = DataDisk.of(server.world().disk());
    pid = server.world().system().pid();
    snapshots = server.need(Snapshots.SERVICE);
    aof = server.need(Aof.SERVICE);
    keyspace = server.need(Keyspace.SERVICE);
    events = server.need(KeyspaceEvents.SERVICE);
    loading = server.need(Loading.SERVICE);
    this.directives = directives;
    this.history = history;
    this.replicas = replicas;
  }

  /** Returns where a snapshot that is about to come is kept. */
  SnapshotTransfer begin() throws IOException {
    return isDiskless()
        ? SnapshotTransfer.toMemory(disk)
        : SnapshotTransfer.toFile(disk, "temp-" + time.seconds() + "." + pid + ".rdb");
  }

  private boolean isDiskless() {
    return switch (directives.disklessLoad.value()) {
      case DISABLED -> false;
      case ON_EMPTY_DB -> isEmpty();
      case SWAPDB -> true;
    };
  }

  private boolean isEmpty() {
    for (var database : keyspace.all()) {
      if (database.size() > 0) {
        return false;
      }
    }
    return true;
  }

  void disconnectReplicas() {
    replicas.disconnectAll();
  }

  // tag::run[]
  /**
   * Loads a snapshot that is whole.
   *
   * @param masterId the id of the master's history
   * @param forget called when the old data are about to go
   * @return the database that the stream has selected; null if the snapshot could not be loaded
   */
  @Nullable Integer run(SnapshotTransfer received, String masterId, Runnable forget) {
    aof.suspend();
    snapshots.cancel(); // otherwise it would replace the file that is loaded now
    try {
      boolean swaps =
          !received.isInFile() && directives.disklessLoad.value() == DisklessLoad.SWAPDB;
      if (received.isInFile()) {
        log.notice("MASTER <-> REPLICA sync: Flushing old data");
        disk.rename(received.path(), snapshots.path());
        disk.syncFolderOf(snapshots.path());
      }
      if (swaps) {
        loadBeside(received, masterId.equals(history.id()), forget);
      } else {
        loadInPlace(received, forget);
      }
    } catch (LoadingAborted _) {
      return null; // the server is being shut down
    } catch (IOException e) {
      log.warning(
          "Failed trying to load the MASTER synchronization DB, check server logs: "
              + e.getMessage());
      return null;
    } finally {
      received.discard();
      deleteFile(received);
    }
    var selected = snapshots.loadedFacts().get("repl-stream-db");
    int database =
        selected != null && selected.matches("\\d{1,9}") ? Integer.parseInt(selected) : 0;
    return keyspace.has(database) ? database : 0;
  }

  private void loadInPlace(SnapshotTransfer received, Runnable forget) throws IOException {
    replicas.disconnectAll();
    forget.run();
    keyspace.clearAll();
    log.notice("MASTER <-> REPLICA sync: Loading DB in memory");
    boolean whole = false;
    try (var reader = open(received)) {
      loading.begin(received.received());
      snapshots.loadFromMaster(reader, keyspace.all());
      whole = true;
    } finally {
      loading.end();
      if (!whole) {
        keyspace.clearAll(); // half a data set must not look like a whole one
      }
    }
  }

  /** Loads into other databases, so that the old data serve reads meanwhile. */
  private void loadBeside(SnapshotTransfer received, boolean sameHistory, Runnable forget)
      throws IOException {
    log.notice("MASTER <-> REPLICA sync: Loading DB in memory");
    var loaded = keyspace.spare();
    boolean whole = false;
    try (var reader = received.reader()) {
      // Old data of another history would be wrong: then clients have to wait.
      loading.begin(received.received(), sameHistory);
      snapshots.loadFromMaster(reader, loaded);
      whole = true;
    } finally {
      loading.end();
      if (!whole) {
        log.notice("MASTER <-> REPLICA sync: Discarding temporary DB in background");
        keyspace.discard(loaded);
      }
    }
    replicas.disconnectAll();
    forget.run();
    log.notice("MASTER <-> REPLICA sync: Swapping active DB with loaded DB");
    keyspace.replaceAll(loaded);
    events.dirty(1); // no save has this data set yet
    log.notice("MASTER <-> REPLICA sync: Discarding old DB in background");
  }

  // end::run[]

  private FileReader open(SnapshotTransfer received) throws IOException {
    return received.isInFile() ? disk.open(snapshots.path()) : received.reader();
  }

  private void deleteFile(SnapshotTransfer received) {
    if (received.isInFile()
        && directives.deletesSyncFiles.value()
        && !snapshots.hasSavePoints()
        && !aof.isWanted()) {
      log.notice(
          "Removing the RDB file obtained from the master. This replica has persistence disabled");
      try {
        disk.delete(snapshots.path());
      } catch (IOException e) {
        log.warning("The RDB file could not be removed: " + e.getMessage());
      }
    }
  }

  /** The new data are there: the append-only file begins anew. */
  void finished() {
    aof.resume();
  }
}
