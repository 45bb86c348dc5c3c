package eightweeks.week4.aof;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.FatalError;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.log.Log;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.EffectSink;
import eightweeks.week3.command.Effects;
import eightweeks.week3.latency.LatencyProbe;
import eightweeks.week3.machine.DataDisk;
import eightweeks.week3.machine.FileWriter;
import eightweeks.week3.machine.MachineThreads;
import eightweeks.week3.machine.Worker;
import eightweeks.week4.aoffiles.AofDirectives;
import eightweeks.week4.aoffiles.AofFolder;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the effects of commands to the last incremental file.
 *
 * <p>Answers to {@code aof.c: feedAppendOnlyFile(), flushAppendOnlyFile(), aof_background_fsync(),
 * aof_background_fsync_and_close()}.
 *
 * <p>Effects are collected in a buffer. In the phase FLUSH_AOF, before replies go out, it is
 * written. Then, as {@code appendfsync} says, the file is synced at once ({@code always}), by a
 * worker once a second ({@code everysec}), or never ({@code no}).
 *
 * <p>What if a write fails? With {@code always} the server ends without a reply: commands have
 * changed the data, and their clients must not hear that it is safe. Otherwise the bytes stay in
 * the buffer, writes of clients are refused, and the write is tried again.
 *
 * <p>What if the worker's fsync is slow? A write to a file that is being synced may wait for the
 * disk. So it is postponed for two seconds; after that it is done in any case, and counted in
 * {@code aof_delayed_fsync}.
 *
 * <p>Invariant: the file has {@link #written} bytes, all of them complete commands, unless it is
 * {@link #torn}: a write has failed, and its part could not be removed. It is removed before the
 * next write. Redis drops as many bytes of the buffer instead.
 */
final class AppendOnlyFile implements EffectSink {
  /**
   * The buffer is kept after a write if it is not larger: enough for a turn of many clients with
   * pipelines.
   */
  private static final int KEPT = 256 * 1024;

  /**
   * If more bytes are collected, they are written at once: several clients may have sent very large
   * values in one turn of the loop, and an array has at most two gigabytes.
   */
  private static final int MAX_COLLECTED = 64 << 20;

  private static final int MAX_POSTPONED_SECONDS = 2;

  /** Failed writes are logged at most once in these seconds. */
  private static final int SECONDS_BETWEEN_LINES = 30;

  private final EventLoop loop;
  private final MachineThreads threads;
  private final LoopTime time;
  private final Log log;
  private final LatencyProbe latency;
  private final DataDisk disk;
  private final AofDirectives directives;
  private final BooleanSupplier saving;
  private final Runnable onStatus;
  private final Runnable onSync;
  private final Worker worker;

  private @Nullable FileWriter file;

  /** In full, because CONFIG SET dir may change the folder in which relative paths start. */
  private String path = "";

  /** Whether a failed write has left a part of the buffer in the file. */
  private boolean torn;

  /** Microseconds to wait before each write, for tests (DEBUG AOF-FLUSH-SLEEP). */
  private long sleepMicros;

  private byte[] buffer = new byte[256];
  private int end;

  /** The database of the last effect: the next effect on it needs no SELECT. */
  private int selected = Effects.NO_DATABASE;

  /** When the last annotation was written, in seconds since 1970. */
  private long annotated;

  /** Size of the file in bytes. */
  private long written;

  /** The part of the file that an fsync has been called for, in bytes. */
  private long syncedSize;

  /** Number of bytes that effects have had since the start of the server. */
  private long offset;

  /** The part of them that was written, and the part that a power cut leaves. */
  private long offsetWritten;

  private long offsetSynced;

  /** The number of fsyncs of this file that the worker has not ended. */
  private int syncsRunning;

  /** When fsync was called last, in seconds of the steady time. */
  private long lastSync;

  /** Since when a write waits for an fsync, in seconds of the steady time; 0 if none does. */
  private long postponedSince;

  private long delayedSyncs;
  private long lastLine;
  private @Nullable String writeProblem;
  private @Nullable String syncProblem;

  /**
   * @param saving whether a snapshot or a rewrite uses the disk
   * @param onStatus called when {@link #problem} may have changed
   * @param onSync called when {@link #offsetSynced} has changed
   */
  AppendOnlyFile(
      ServerBuilder server,
      AofDirectives directives,
      BooleanSupplier saving,
      Runnable onStatus,
      Runnable onSync) {
    loop = server.loop();
    threads = MachineThreads.of(server.world().system());
    time = loop.time();
    log = server.log();
    latency = server.need(LatencyProbe.SERVICE);
    disk = DataDisk.of(server.world().disk());
    worker = threads.worker("aof-fsync");
    this.directives = directives;
    this.saving = saving;
    this.onStatus = onStatus;
    this.onSync = onSync;
  }

  // tag::open[]
  /**
   * Writes to a file from now on. What the old one has got is synced by the worker, which then
   * closes it.
   *
   * @param newPath the file, which may have commands already
   * @param size its size in bytes
   */
  void open(String newPath, long size) throws IOException {
    var opened = disk.extend(newPath);
    var old = file;
    if (old != null) {
      long reached = offsetWritten;
      worker.submit(() -> sync(old, reached, true)); // writes to the new file do not wait for it
    }
    file = opened;
    path = disk.absolute(newPath);
    torn = false;
    written = size;
    syncedSize = size;
    lastSync = time.steadySeconds();
    selected = Effects.NO_DATABASE;
  }

  /** The file has got another name. */
  void renamed(String newPath) {
    path = disk.absolute(newPath);
  }

  /** Writes and syncs what is collected, and closes the file: appendonly was switched off. */
  void close() {
    flush(true);
    syncNow();
    var closing = file;
    file = null;
    end = 0;
    torn = false;
    written = 0;
    syncedSize = 0;
    postponedSince = 0;
    if (closing != null) {
      worker.submit(() -> close(closing));
    }
  }

  // end::open[]

  private static void close(FileWriter file) {
    try {
      file.close();
    } catch (IOException _) {
      // Everything was synced before.
    }
  }

  @Override
  public int targets() {
    return Effects.AOF;
  }

  // tag::feed[]
  /** Collects an effect. */
  // tag::effect[]
  @Override
  public void effect(int database, int targets, byte[] resp, int from, int length) {
    if (directives.timestamps.value() && annotated < time.seconds()) {
      annotated = time.seconds();
      append(Ascii.bytes("#TS:" + annotated + "\r\n"));
    }
    if (database != Effects.NO_DATABASE && database != selected) {
      selected = database;
      var number = Integer.toString(database);
      append(Ascii.bytes("*2\r\n$6\r\nSELECT\r\n$" + number.length() + "\r\n" + number + "\r\n"));
    }
    append(resp, from, length);
  }

  private void append(byte[] bytes, int from, int length) {
    if (length > MAX_COLLECTED - end && end > 0) {
      write();
    }
    if (buffer.length - end < length) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, Math.addExact(end, length)));
    }
    System.arraycopy(bytes, from, buffer, end, length);
    end += length;
    offset += length;
  }

  // end::effect[]

  private void append(byte[] bytes) {
    append(bytes, 0, bytes.length);
  }

  // end::feed[]

  // tag::flush[]
  /**
   * Writes what is collected, and syncs it when it is time.
   *
   * @param force whether to write even if the worker's fsync has not ended
   */
  // tag::turn[]
  void flush(boolean force) {
    if (file == null) {
      return;
    }
    if (end > 0) {
      if (!force && isPostponed()) {
        return;
      }
      if (!write()) {
        return;
      }
    }
    if (syncedSize != written && !(directives.noFsyncOnRewrite.value() && saving.getAsBoolean())) {
      syncIfDue();
    }
  }

  // end::turn[]

  // tag::flush-postponed[]
  /** Returns whether the write waits for the end of the worker's fsync. */
  private boolean isPostponed() {
    if (directives.fsync.value() != AofDirectives.Fsync.EVERYSEC || syncsRunning == 0) {
      return false;
    }
    if (postponedSince == 0) {
      postponedSince = time.steadySeconds();
      return true;
    }
    if (time.steadySeconds() - postponedSince < MAX_POSTPONED_SECONDS) {
      return true;
    }
    delayedSyncs++;
    log.notice(
        "Asynchronous AOF fsync is taking too long (disk is busy?). Writing the AOF buffer without"
            + " waiting for fsync to complete, this may slow down Redis.");
    return false;
  }

  // end::flush-postponed[]

  // tag::flush-sync[]
  private void syncIfDue() {
    switch (directives.fsync.value()) {
      case ALWAYS -> {
        long began = latency.begin();
        if (!syncNow()) {
          throw new FatalError("fsync of the append-only file has failed");
        }
        latency.end("aof-fsync-always", began);
      }
      case EVERYSEC -> {
        if (time.steadySeconds() > lastSync) {
          if (syncsRunning == 0) {
            syncInBackground();
          }
          lastSync = time.steadySeconds();
        }
      }
      case NO -> {}
    }
  }

  // end::flush-sync[]

  // end::flush[]

  /** Returns whether everything could be written. */
  private boolean write() {
    postponedSince = 0;
    if (sleepMicros > 0) {
      threads.pause(sleepMicros);
    }
    long began = latency.begin();
    try {
      if (torn) {
        cutOff();
      }
      open().write(buffer, 0, end);
    } catch (IOException e) {
      writeFailed(e);
      return false;
    } finally {
      latency.end(writeEvent(), began);
      latency.end("aof-write", began);
    }
    if (writeProblem != null) {
      log.notice("AOF write error looks solved, Redis can write again.");
      writeProblem = null;
      onStatus.run();
    }
    written += end;
    offsetWritten = offset;
    end = 0;
    if (buffer.length > KEPT) {
      buffer = new byte[256];
    }
    return true;
  }

  private String writeEvent() {
    if (syncsRunning > 0) {
      return "aof-write-pending-fsync";
    }
    return saving.getAsBoolean() ? "aof-write-active-child" : "aof-write-alone";
  }

  private void writeFailed(IOException e) {
    var reason = AofFolder.reason(e);
    boolean logs = time.steadySeconds() - lastLine > SECONDS_BETWEEN_LINES;
    if (logs) {
      lastLine = time.steadySeconds();
      log.warning("Error writing to the AOF file: " + reason);
    }
    torn = true;
    try {
      cutOff();
    } catch (IOException cut) {
      if (logs) {
        log.warning(
            "Could not remove short write from the append-only file.  Redis may refuse to load the"
                + " AOF the next time it starts.  ftruncate: "
                + AofFolder.reason(cut));
      }
    }
    if (directives.fsync.value() == AofDirectives.Fsync.ALWAYS) {
      log.warning(
          "Can't recover from AOF write error when the AOF fsync policy is 'always'. Exiting...");
      throw new FatalError("the append-only file cannot be written");
    }
    writeProblem = reason;
    onStatus.run();
  }

  /** Removes what a failed write has left, so that the next one does not come behind it. */
  private void cutOff() throws IOException {
    disk.truncate(path, written);
    torn = false;
  }

  private FileWriter open() {
    if (file == null) {
      throw new IllegalStateException("the append-only file is not open");
    }
    return file;
  }

  // tag::now[]
  /** Syncs the file on the loop's thread; returns whether that has worked. */
  boolean syncNow() {
    if (file == null) {
      return true;
    }
    try {
      file.sync();
    } catch (IOException e) {
      log.warning(
          directives.fsync.value() == AofDirectives.Fsync.ALWAYS
              ? "Can't persist AOF for fsync error when the AOF fsync policy is 'always': "
                  + AofFolder.reason(e)
                  + ". Exiting..."
              : "Fail to fsync the AOF file: " + AofFolder.reason(e));
      return false;
    }
    syncedSize = written;
    lastSync = time.steadySeconds();
    reached(offsetWritten);
    return true;
  }

  // end::now[]

  private void syncInBackground() {
    var syncing = open();
    long reached = offsetWritten;
    syncedSize = written;
    syncsRunning++;
    worker.submit(() -> sync(syncing, reached, false));
  }

  // tag::worker[]
  /** Syncs a file, on the worker's thread. */
  private void sync(FileWriter syncing, long reached, boolean last) {
    String problem = null;
    try {
      syncing.sync();
      if (last) {
        syncing.close();
      }
    } catch (IOException e) {
      problem = AofFolder.reason(e);
    }
    var failure = problem;
    loop.post(() -> syncEnded(reached, last, failure));
  }

  // end::worker[]

  private void syncEnded(long reached, boolean last, @Nullable String failure) {
    if (!last) {
      syncsRunning--;
    }
    if (failure == null) {
      reached(reached);
    } else if (syncProblem == null) {
      log.warning("Fail to fsync the AOF file: " + failure);
    }
    syncProblem = failure;
    onStatus.run();
  }

  private void reached(long newOffset) {
    if (newOffset > offsetSynced) {
      offsetSynced = newOffset;
      onSync.run();
    }
  }

  /** Forgets earlier errors, when appendonly is switched on again. */
  void forgetProblems() {
    if (syncProblem != null) {
      log.warning("AOF reopen, just ignore the AOF fsync error in bio job");
    }
    if (writeProblem != null) {
      log.warning("AOF reopen, just ignore the last error.");
    }
    syncProblem = null;
    writeProblem = null;
    onStatus.run();
  }

  /** Drops what is collected: it is part of a rewrite that begins anew. */
  void drop() {
    end = 0;
    offsetWritten = offset;
  }

  /** Returns why the last write or fsync has failed; null if it has not. */
  @Nullable String problem() {
    return writeProblem != null ? writeProblem : syncProblem;
  }

  /** Returns whether a write waits for an fsync. */
  boolean isWaiting() {
    return postponedSince != 0;
  }

  /** Returns the number of bytes that effects have had since the start of the server. */
  long offset() {
    return offset;
  }

  /** Returns the number of those bytes that a power cut leaves. */
  long offsetSynced() {
    return offsetSynced;
  }

  /** Returns the size of the file in bytes. */
  long size() {
    return written;
  }

  /** Returns the number of bytes that are not written yet. */
  int buffered() {
    return end;
  }

  /** Returns the number of fsyncs that the worker has not ended. */
  int syncsRunning() {
    return syncsRunning;
  }

  /** Returns how many writes did not wait for a slow fsync any longer. */
  long delayedSyncs() {
    return delayedSyncs;
  }

  /** Sets how long to wait before each write, for tests (DEBUG AOF-FLUSH-SLEEP). */
  void sleep(long micros) {
    sleepMicros = micros;
  }

  void resetStatistics() {
    delayedSyncs = 0;
  }
}
