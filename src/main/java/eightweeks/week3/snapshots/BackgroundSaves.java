package eightweeks.week3.snapshots;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.info.Info;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.dict.ResizePolicy;
import eightweeks.week2.dict.Resizing;
import eightweeks.week2.doubles.FixedDecimals;
import eightweeks.week2.object.Allocator;
import eightweeks.week2.values.Values;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.latency.LatencyProbe;
import eightweeks.week3.machine.DataDisk;
import eightweeks.week3.machine.MachineThreads;
import eightweeks.week3.machine.Worker;
import eightweeks.week3.rdb.DataSetWriter;
import eightweeks.week3.transactions.EffectiveCommands;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the data set is saved in the background, and what follows if that fails.
 *
 * <p>Answers to {@code rdb.c: bgsaveCommand(), backgroundSaveDoneHandlerDisk(), killRDBChild()},
 * the save points in {@code server.c: serverCron()} and {@code writeCommandsDeniedByDiskError()}.
 * There is one save at a time.
 */
final class BackgroundSaves {
  /** After a save has failed, the cron starts no other one within these seconds of its start. */
  private static final long RETRY_SECONDS = 5;

  private static final long NANOS_PER_MICRO = 1000;

  private static final String CANCELLED = "Background saving was cancelled";

  /**
   * From this number of stored bytes on, a save takes more processor time than it takes once to
   * prepare the call that lowers the priority of its thread.
   */
  private static final long LARGE = 64 << 20;

  private static final String SAVE = "save";
  private static final String REWRITE = "rewrite append only file";

  private static final String MISCONF =
      "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to"
          + " disk. Commands that may modify the data set are disabled, because this instance is"
          + " configured to report errors during writes if RDB snapshotting fails"
          + " (stop-writes-on-bgsave-error option). Please check the Redis logs for details about"
          + " the RDB error.";

  private final ServerBuilder server;
  private final Log log;
  private final LoopTime time;
  private final LatencyProbe latency;
  private final Keyspace keyspace;
  private final Allocator allocator;
  private final Resizing resizing;
  private final DataSetWriter.Format rdb;
  private final SnapshotDirectives directives;
  private final SnapshotRecords records;
  private final SaveHistory history;
  private @Nullable BackgroundSave running;

  /** Writes the base of an append-only file. */
  private @Nullable BackgroundSave base;

  /** Writes to replicas. */
  private @Nullable BackgroundSave stream;

  /** Told how the running save or snapshot for replicas has ended, also if it was cancelled. */
  private SaveThread.@Nullable Listener saveListener;

  private Supplier<@Nullable String> writeProblem = () -> null;
  private Consumer<Command> masterListener = _ -> {};

  /** True if a save starts as soon as possible: BGSAVE SCHEDULE, or BGSAVE in a transaction. */
  private boolean scheduled;

  private long started;
  private long startMicros;

  /** When the last save began, in seconds of the steady time; 0 if there was none. */
  private long lastTry;

  /** Seconds that the last save took; -1 if there was none. */
  private long lastSeconds = -1;

  /** The largest number of bytes that the last save had in memory for the disk; 0 at first. */
  private long lastPeak;

  BackgroundSaves(
      ServerBuilder server,
      DataSetWriter.Format rdb,
      SnapshotDirectives directives,
      SnapshotRecords records,
      SaveHistory history) {
    this.server = server;
    log = server.log();
    time = server.loop().time();
    latency = server.need(LatencyProbe.SERVICE);
    keyspace = server.need(Keyspace.SERVICE);
    allocator = server.need(Values.SERVICE).allocator();
    resizing = server.need(Values.SERVICE).resizing();
    this.rdb = rdb;
    this.directives = directives;
    this.records = records;
    this.history = history;
  }

  // tag::misconf[]
  /** Installs the gate that rejects writes after a save has failed. */
  void installGate(EffectiveCommands effective) {
    server
        .gates()
        .install(
            Gate.DISK,
            command ->
                command.spec().flags().contains(CommandFlag.WRITE)
                    || command.spec().name().equals("ping")
                    || command.spec().name().equals("exec"),
            (client, command, _) -> pass(effective, client, command));
  }

  /** Shuts or opens the gate, after the status of the last save or the other problem changed. */
  void statusChanged() {
    server.gates().shut(Gate.DISK, !history.isOk() || writeProblem.get() != null);
  }

  /** Sets the supplier of the error that refuses writes, besides a failed save; null for none. */
  void writeProblem(Supplier<@Nullable String> problem) {
    writeProblem = problem;
  }

  /** Sets the listener that is called before a command of the master runs in spite of the gate. */
  void masterListener(Consumer<Command> listener) {
    masterListener = listener;
  }

  private boolean pass(EffectiveCommands effective, Client client, Command command) {
    boolean failed =
        !history.isOk()
            && directives.stopWrites.value()
            && !directives.savePoints.value().isEmpty();
    var problem = failed ? MISCONF : writeProblem.get();
    boolean concerned =
        command.spec().name().equals("ping") || effective.any(client, command, CommandFlag.WRITE);
    if (problem == null || !concerned) {
      return true;
    }
    if (client.has(ClientFlags.MASTER)) {
      masterListener.accept(command);
      return true;
    }
    server.dispatcher().reject(client, command, problem);
    return false;
  }

  // end::misconf[]

  /** Returns whether a save or a snapshot for replicas is running. */
  boolean isRunning() {
    return running != null || stream != null;
  }

  /** Returns whether the data are being captured: for a save, replicas or an append-only file. */
  boolean isActive() {
    return isRunning() || base != null;
  }

  /** Makes the cron start a save as soon as that is possible. */
  void schedule() {
    scheduled = true;
  }

  // tag::start[]
  /**
   * Starts a save (rdbSaveBackground). Must not be called while {@link #isActive}.
   *
   * @return false if there was no memory to start it: it counts as a failed save
   */
  boolean start() {
    return start(null);
  }

  /**
   * Starts a save for replicas, which read the file when it is complete.
   *
   * @param listener told how it has ended, also if it was cancelled; null for none
   * @return false if there was no memory to start it; then the listener is not told
   */
  boolean start(SaveThread.@Nullable Listener listener) {
    saveListener = listener;
    history.count();
    long changes = history.changes();
    lastTry = time.steadySeconds();
    started++;
    var temporary = "temp-" + server.world().system().pid() + "-" + started + ".rdb";
    running =
        begin(
            temporary,
            directives.path(),
            directives.incrementalSync.value(),
            rdb,
            SnapshotRecords.Purpose.SNAPSHOT,
            failure -> ended(changes, failure));
    if (running == null) {
      history.failed();
      return false;
    }
    log.notice("Background saving started");
    return true;
  }

  private @Nullable BackgroundSave begin(
      String temporary,
      String path,
      boolean incrementalSync,
      DataSetWriter.Format format,
      SnapshotRecords.Purpose purpose,
      SaveThread.Listener listener) {
    return begin(
        new SnapshotFile(DataDisk.of(server.world().disk()), temporary, path, incrementalSync),
        format,
        purpose,
        listener);
  }

  /**
   * Begins a save.
   *
   * @return null if that has failed, which was logged: what fork() does without memory
   */
  private @Nullable BackgroundSave begin(
      SnapshotTarget file,
      DataSetWriter.Format format,
      SnapshotRecords.Purpose purpose,
      SaveThread.Listener listener) {
    long began = time.clock().nanos();
    BackgroundSave save;
    try {
      save =
          new BackgroundSave(
              server, format, directives, records, file, purpose, newWorker(), listener);
      save.start(keyspace);
    } catch (RuntimeException | OutOfMemoryError e) {
      // Capturing only reads: what was begun is undone, and the server goes on.
      saveListener = null;
      var what = purpose == SnapshotRecords.Purpose.AOF_BASE ? REWRITE : SAVE;
      log.warning("Can't " + what + " in background: " + e);
      return null;
    }
    resizing.policy(ResizePolicy.AVOID);
    long took = time.clock().nanos() - began;
    startMicros = took / NANOS_PER_MICRO;
    latency.took("fork", took); // in Redis the time of fork()
    return save;
  }

  /**
   * Returns the thread of the next save. No client waits for a save, so the thread of a long one
   * leaves the processors to them. Replicas wait for their snapshot, and what changes until they
   * have loaded it stays in their buffers, which are limited: its thread is as important as the
   * clients.
   */
  private Worker newWorker() {
    var threads = MachineThreads.of(server.world().system());
    boolean isLong = allocator.total() >= LARGE;
    return isLong && saveListener == null ? threads.backgroundWorker("rdb") : threads.worker("rdb");
  }

  /**
   * Writes the data as they are now to a file: the base of an append-only file. Must not be called
   * while {@link #isActive}.
   *
   * @param temporary the path that the file has until it is complete
   * @return false if there was no memory to start; then the listener is not told
   */
  boolean startBase(
      String temporary,
      String path,
      boolean incrementalSync,
      DataSetWriter.Format format,
      SaveThread.Listener listener) {
    started++;
    base =
        begin(
            temporary,
            path,
            incrementalSync,
            format,
            SnapshotRecords.Purpose.AOF_BASE,
            failure -> {
              noteEndOfBase();
              listener.ended(failure);
            });
    return base != null;
  }

  /** Cancels the writing of a base; its listener is not told. */
  void cancelBase() {
    if (base != null) {
      base.cancel();
      noteEndOfBase();
    }
  }

  /**
   * Writes the data to replicas (rdbSaveToSlavesSockets). Not allowed while {@link #isActive}.
   *
   * @return false if there was no memory to start; then the listener is not told
   */
  boolean startStream(
      SnapshotTarget target, SnapshotRecords.Purpose purpose, SaveThread.Listener listener) {
    started++;
    saveListener = listener;
    log.notice("Background RDB transfer started");
    stream =
        begin(
            target,
            rdb,
            purpose,
            failure -> {
              noteEndOfStream();
              if (failure == null) {
                log.notice("Background RDB transfer terminated with success");
              } else {
                log.warning(failure);
                log.warning("Background transfer error");
              }
              tell(failure);
            });
    return stream != null;
  }

  private void noteEndOfStream() {
    stream = null;
    resizing.policy(ResizePolicy.ENABLE);
  }

  private void tell(@Nullable String failure) {
    var told = saveListener;
    saveListener = null;
    if (told != null) {
      told.ended(failure);
    }
  }

  private void noteEndOfBase() {
    base = null;
    resizing.policy(ResizePolicy.ENABLE);
  }

  /** Logs and records that a save has ended. */
  private void ended(long changes, @Nullable String failure) {
    noteEnd();
    if (failure == null) {
      log.notice("DB saved on disk");
      log.notice("Background saving terminated with success");
      history.succeeded(changes);
    } else {
      log.warning(failure);
      log.warning("Background saving error");
      history.failed();
    }
    tell(failure);
  }

  // end::start[]

  private void noteEnd() {
    if (running != null) {
      lastSeconds = time.steadySeconds() - running.began();
      lastPeak = running.peak();
      running = null;
      resizing.policy(ResizePolicy.ENABLE);
    }
  }

  /**
   * Cancels the running save or snapshot for replicas; that does not count as a failed save.
   *
   * @return whether one was running
   */
  boolean cancel() {
    var toReplicas = stream;
    if (toReplicas != null) {
      toReplicas.cancel();
      noteEndOfStream();
      tell(CANCELLED);
      return true;
    }
    var cancelled = running;
    if (cancelled != null) {
      long began = latency.begin();
      cancelled.cancel();
      latency.end("rdb-unlink-temp-file", began);
      noteEnd();
      tell(CANCELLED);
    }
    return cancelled != null;
  }

  // tag::cron[]
  /** Starts a save if a save point is reached, or one is scheduled (serverCron). */
  void cron() {
    if (isActive()) {
      return;
    }
    long now = time.steadySeconds();
    boolean mayTry = history.isOk() || now - lastTry > RETRY_SECONDS;
    for (var point : directives.savePoints.value()) {
      if (mayTry
          && history.unsavedChanges() >= point.changes()
          && now - history.lastSaveSteady() > point.seconds()) {
        log.notice(point.changes() + " changes in " + point.seconds() + " seconds. Saving...");
        start();
        return;
      }
    }
    if (scheduled && mayTry) {
      scheduled = false;
      start();
    }
  }

  // end::cron[]

  /**
   * Writes the fields of INFO about the running save and the last one.
   *
   * <p>In Redis the size of copy on write is that of the pages that were copied because of fork.
   * This server reports the captured bytes that wait for the disk.
   */
  void tell(Info.Writer info) {
    var now = running;
    var active = now != null ? now : stream != null ? stream : base;
    info.field("current_cow_peak", active == null ? 0 : active.peak())
        .field("current_cow_size", active == null ? 0 : active.waiting())
        .field("current_cow_size_age", 0)
        .field("current_fork_perc", FixedDecimals.text(active == null ? 0 : percent(active)))
        .field("current_save_keys_processed", active == null ? 0 : active.processed())
        .field("current_save_keys_total", active == null ? 0 : active.keys())
        .field("rdb_bgsave_in_progress", isRunning() ? 1 : 0)
        .field("rdb_last_bgsave_status", history.isOk() ? "ok" : "err")
        .field("rdb_last_bgsave_time_sec", lastSeconds)
        .field("rdb_last_cow_size", lastPeak)
        .field(
            "rdb_current_bgsave_time_sec", now == null ? -1 : time.steadySeconds() - now.began());
  }

  /** Returns the bytes of memory that wait for the disk. */
  long waiting() {
    return (running == null ? 0 : running.waiting()) + (base == null ? 0 : base.waiting());
  }

  private static double percent(BackgroundSave save) {
    return save.keys() == 0 ? 0 : 100.0 * save.processed() / save.keys();
  }

  /** Writes the fields of INFO about fork: the number of starts, and the time of the last one. */
  void tellStatistics(Info.Writer info) {
    info.field("latest_fork_usec", startMicros).field("total_forks", started);
  }
}
