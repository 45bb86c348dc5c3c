package eightweeks.week4.master;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.world.Entropy;
import eightweeks.week3.machine.DataDisk;
import eightweeks.week3.snapshots.Snapshots;
import eightweeks.week4.aof.Aof;
import eightweeks.week4.replication.ReplicationBuffer;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.replication.ReplicationHistory;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the snapshots that replicas need which cannot continue where they are.
 *
 * <p>Answers to {@code replication.c: startBgsaveForReplication()}, {@code
 * replicationSetupSlaveForFullResync()}, {@code updateSlavesWaitingBgsave()}, {@code
 * shouldStartChildReplication()}, {@code removeRDBUsedToSyncReplicas()}.
 *
 * <p>A full synchronization is a snapshot and the stream from the snapshot's moment on. There are
 * two ways to send the snapshot. To a file first: then replicas that come before it is complete can
 * share it, because the stream since its moment is still in the buffer. Or to the replicas while it
 * is taken, without a file (repl-diskless-sync): then all of them must be there at its beginning,
 * and so the server waits some seconds for more (repl-diskless-sync-delay).
 *
 * <p>There is one snapshot at a time; a replica that cannot share it waits for the next one.
 *
 * <p>Invariant: a replica's snapshot, the offset that it is told, and its position in the buffer
 * are of the same moment. An earlier position would run changes twice, a later one would lose them;
 * and nothing would notice, because both servers count the same offset.
 */
final class FullSync {
  private static final int MARK_LENGTH = 40;
  private static final String FAILED = "ERR BGSAVE failed, replication can't continue";

  private final EventLoop loop;
  private final LoopTime time;
  private final Log log;
  private final DataDisk disk;
  private final Entropy entropy;
  private final Snapshots snapshots;
  private final Aof aof;
  private final ReplicationDirectives directives;
  private final ReplicationHistory history;
  private final Replicas replicas;

  /** Whether a snapshot to a file is under way that was begun for replicas. */
  private boolean toFile;

  private String path = "";

  /** The snapshot that is sent while it is taken, until all replicas have it. */
  private @Nullable SnapshotStream stream;

  private boolean streaming;

  /** Whether the file is there only because a replica has asked for it. */
  private boolean leavesFile;

  FullSync(
      ServerBuilder server,
      ReplicationDirectives directives,
      ReplicationHistory history,
      Replicas replicas) {
    loop = server.loop();
    time = loop.time();
    log = server.log();
    disk = DataDisk.of(server.world().disk());
    entropy = server.world().entropy();
    snapshots = server.need(Snapshots.SERVICE);
    aof = server.need(Aof.SERVICE);
    this.directives = directives;
    this.history = history;
    this.replicas = replicas;
  }

  /** Returns whether a snapshot is being sent while it is taken. */
  boolean isStreaming() {
    return streaming;
  }

  /** A replica needs a snapshot. */
  void request(Replica replica) {
    replicas.fullSyncs++;
    replica.waitsSince = time.steadySeconds();
    // tag::request[]
    replica.state = Replica.State.WAIT_START;
    replicas.add(replica);
    history.open();
    if (streaming) {
      log.notice("Current BGSAVE has socket target. Waiting for next BGSAVE for SYNC");
    } else if (toFile) {
      join(replica);
    } else if (snapshots.isSaving()) {
      log.notice(
          "Can't attach the replica to the current BGSAVE. Waiting for next BGSAVE for SYNC");
    } else if (directives.diskless.value()
        && replica.knowsEndMark
        && directives.disklessDelay.value() > 0) {
      log.notice("Delay next BGSAVE for diskless SYNC");
    } else if (snapshots.isCapturing()) {
      log.notice(
          "No BGSAVE in progress, but another BG operation is active. BGSAVE for replication"
              + " delayed");
    } else {
      start();
    }
    // end::request[]
  }

  /** Shares the snapshot that is being written for another replica, if there is one. */
  private void join(Replica replica) {
    for (var other : replicas.all()) {
      boolean serves =
          other.state == Replica.State.WAIT_END
              && (!other.wantsSnapshotOnly || replica.wantsSnapshotOnly)
              && (!other.knowsEndMark || replica.knowsEndMark)
              && (!other.knowsPsync2 || replica.knowsPsync2)
              && other.contents == replica.contents;
      if (serves) {
        begin(replica, other.snapshotOffset);
        log.notice("Waiting for end of BGSAVE for SYNC");
        return;
      }
    }
    log.notice("Can't attach the replica to the current BGSAVE. Waiting for next BGSAVE for SYNC");
  }

  /** Takes a snapshot for the replicas that wait, when they have waited long enough. */
  void cron() {
    if (!snapshots.isCapturing() && isDue()) {
      start();
    }
    deleteFile();
  }

  private boolean isDue() {
    int waiting = 0;
    long longest = 0;
    for (var replica : replicas.all()) {
      if (replica.state == Replica.State.WAIT_START) {
        waiting++;
        longest = Math.max(longest, time.steadySeconds() - replica.waitsSince);
      }
    }
    long enough = directives.disklessMaxReplicas.value();
    return waiting > 0
        && (!directives.diskless.value()
            || (enough > 0 && waiting >= enough)
            || longest >= directives.disklessDelay.value());
  }

  /** Takes a snapshot for the replica that has waited longest, and for those like it. */
  private void start() {
    var waiting =
        replicas.all().stream()
            .filter(replica -> replica.state == Replica.State.WAIT_START && !isGone(replica))
            .toList();
    if (waiting.isEmpty()) {
      return;
    }
    var contents = waiting.getFirst().contents;
    var served = waiting.stream().filter(replica -> replica.contents == contents).toList();
    boolean filtered = contents != Snapshots.Contents.ALL;
    boolean diskless =
        (directives.diskless.value() || filtered)
            && served.stream().allMatch(replica -> replica.knowsEndMark);
    log.notice("Starting BGSAVE for SYNC with target: " + (diskless ? "replicas sockets" : "disk"));
    if (diskless) {
      startStream(served, contents);
    } else if (filtered) {
      fail(served);
    } else {
      startFile(served);
    }
  }

  // tag::file[]
  private void startFile(List<Replica> served) {
    if (!snapshots.startSave(this::fileEnded)) {
      fail(served);
      return;
    }
    toFile = true;
    path = snapshots.path();
    leavesFile = true;
    served.forEach(replica -> begin(replica, history.offset()));
  }

  // end::file[]

  private void startStream(List<Replica> served, Snapshots.Contents contents) {
    var now = new SnapshotStream(loop, entropy.hex(MARK_LENGTH));
    if (!snapshots.startStream(now, contents, this::streamEnded)) {
      fail(served);
      return;
    }
    stream = now;
    streaming = true;
    for (var replica : served) {
      begin(replica, history.offset());
      now.add(replica);
    }
  }

  // tag::begin[]
  /** The stream of a replica begins at an offset, which is that of its snapshot. */
  private void begin(Replica replica, long offset) {
    replica.state = Replica.State.WAIT_END;
    replica.snapshotOffset = offset;
    replica.lastWrite = time.steadySeconds();
    if (!replica.wantsSnapshotOnly) {
      replica.output.position(buffer().at(offset), offset);
    }
    history.forgetSelected();
    if (!replica.isOld) {
      replica.output.add(Ascii.bytes("+FULLRESYNC " + history.id() + " " + offset + "\r\n"));
    }
  }

  // end::begin[]

  private ReplicationBuffer buffer() {
    var buffer = history.buffer();
    if (buffer == null) {
      throw new IllegalStateException("there are replicas and no buffer");
    }
    return buffer;
  }

  /** The file is complete, or could not be written. */
  private void fileEnded(@Nullable String failure) {
    toFile = false;
    for (var replica : List.copyOf(replicas.all())) {
      if (replica.state != Replica.State.WAIT_END) {
        continue;
      }
      if (failure != null) {
        log.warning("SYNC failed. BGSAVE child returned an error");
        replica.client.closeAsap();
      } else {
        sendFile(replica);
      }
    }
  }

  private void sendFile(Replica replica) {
    try {
      var file = disk.open(path);
      replica.state = Replica.State.SEND_FILE;
      replica.output.add(Ascii.bytes("$" + file.length() + "\r\n"));
      replica.output.add(file);
    } catch (IOException e) {
      log.warning("SYNC failed. Can't open/stat DB after BGSAVE: " + e.getMessage());
      replica.client.closeAsap();
    }
  }

  private void streamEnded(@Nullable String failure) {
    streaming = false;
    var ended = stream;
    if (ended == null) {
      return;
    }
    if (failure != null) {
      stream = null;
      ended.replicas().forEach(replica -> replica.client.closeAsap());
    } else {
      log.notice(
          "Diskless rdb transfer, done reading from pipe, "
              + ended.replicas().size()
              + " replicas still up.");
      List.copyOf(ended.replicas()).forEach(this::sent);
    }
  }

  /** A replica has taken all that was queued for it. */
  void sent(Replica replica) {
    if (replica.state == Replica.State.SEND_FILE) {
      log.notice("Synchronization with replica " + replica.name() + " succeeded");
      putOnline(replica, false);
    } else if (replica.state == Replica.State.WAIT_END
        && stream != null
        && stream.isComplete()
        && !streaming
        && replica.output.isSnapshotSent()) {
      log.notice(
          "Streamed replica with replica "
              + replica.name()
              + " via socket. Waiting for REPLCONF ACK from replica to enable streaming");
      // The replica loads what it has got. Its first acknowledgement tells that it has found the
      // mark; bytes of the stream before that would be taken for a part of the snapshot.
      putOnline(replica, true);
    }
  }

  private void putOnline(Replica replica, boolean onAck) {
    if (replica.wantsSnapshotOnly) {
      replica.state = Replica.State.SENT;
      log.notice(
          "RDB transfer completed, rdb only replica ("
              + replica.name()
              + ") should be disconnected asap");
      return;
    }
    replica.state = Replica.State.ONLINE;
    replica.lastAck = time.steadySeconds();
    replica.startsOnAck = onAck && !replica.isOld;
    if (!replica.startsOnAck) {
      replica.output.start();
    }
    replicas.changed();
  }

  private void fail(List<Replica> served) {
    log.warning("BGSAVE for replication failed");
    served.forEach(replica -> replicas.refuse(replica, FAILED));
  }

  private static boolean isGone(Replica replica) {
    return replica.client.has(Client.CLOSE_ASAP);
  }

  /** A replica is gone: a snapshot that no other one waits for is of no use. */
  void gone() {
    if (streaming && stream != null && stream.replicas().isEmpty()) {
      log.notice("Diskless rdb transfer, last replica dropped, killing fork child.");
      loop.post(this::cancelIfUseless);
    } else if (isFileUseless()) {
      loop.post(this::cancelIfUseless);
    }
  }

  private void cancelIfUseless() {
    if (isFileUseless() || (streaming && stream != null && stream.replicas().isEmpty())) {
      snapshots.cancel();
    }
  }

  /**
   * Returns whether a file is being written for replicas that are all gone. With save points the
   * file is of use for this server, too.
   */
  private boolean isFileUseless() {
    return toFile
        && !snapshots.hasSavePoints()
        && replicas.all().stream().noneMatch(replica -> replica.state == Replica.State.WAIT_END);
  }

  /** Deletes the file that was made for replicas alone, if that is wanted (rdb-del-sync-files). */
  private void deleteFile() {
    if (!leavesFile
        || !directives.deletesSyncFiles.value()
        || snapshots.hasSavePoints()
        || aof.isEnabled()) {
      return;
    }
    for (var replica : replicas.all()) {
      switch (replica.state) {
        case WAIT_START, WAIT_END, SEND_FILE -> {
          return;
        }
        case HANDSHAKE, ONLINE, SENT -> {}
      }
    }
    leavesFile = false;
    log.notice("Removing the RDB file used to feed replicas in a persistence-less instance");
    try {
      disk.delete(path);
    } catch (IOException e) {
      log.warning("The RDB file could not be removed: " + e.getMessage());
    }
  }
}
