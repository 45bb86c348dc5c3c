package eightweeks.week4.aof;

import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.extension.Service;
import eightweeks.week1.info.Info;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.StartupException;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.command.Effects;
import eightweeks.week3.command.ExecutionUnit;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.latency.LatencyProbe;
import eightweeks.week3.machine.DataDisk;
import eightweeks.week3.rdb.DataSetWriter;
import eightweeks.week3.shutdown.Shutdown;
import eightweeks.week3.snapshots.Snapshots;
import eightweeks.week4.aofbase.CommandWriter;
import eightweeks.week4.aofbase.ValueCommands;
import eightweeks.week4.aoffiles.AofDirectives;
import eightweeks.week4.aoffiles.AofFolder;
import eightweeks.week4.aoffiles.AofManifest;
import eightweeks.week4.aofload.AofLoader;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The append-only file of a server: it is loaded, switched on and off, and rewritten.
 *
 * <p>Answers to {@code aof.c: startAppendOnly(), stopAppendOnly(), aofOpenIfNeededOnServerStart(),
 * openNewIncrAofForAppend(), backgroundRewriteDoneHandler()}, {@code server.c: loadDataFromDisk()},
 * and what {@code serverCron()} and {@code finishShutdown()} do for it.
 *
 * <pre>
 *            appendonly yes in the file: load, then
 *   OFF ─────────────────────────────────────────────────────► ON
 *    │  CONFIG SET appendonly yes                              ▲
 *    └──────────► WAIT_REWRITE ── the first base is written ───┘
 *                  (changes go to a temporary incremental file)
 *   CONFIG SET appendonly no leads from everywhere to OFF.
 * </pre>
 *
 * <p>A rewrite takes three steps. A new incremental file is begun, so that from now on changes go
 * there. The data as they are at this moment are written to a temporary file, in the background.
 * That file becomes the base, and the manifest names it in the place of the old base and of the
 * incremental files before the new one. If the second step fails, the manifest still names
 * everything that is needed.
 */
public final class Aof {
  public static final Service<Aof> SERVICE = new Service<>("append-only file", Aof.class);

  private static final double NANOS_PER_SECOND = 1e9;
  private static final int PERCENT = 100;

  private enum State {
    OFF,
    WAIT_REWRITE,
    ON
  }

  private final ServerBuilder server;
  private final Log log;
  private final LoopTime time;
  private final DataDisk disk;
  private final Snapshots snapshots;
  private final Keyspace keyspace;
  private final ExecutionUnit unit;
  private final Effects effects;
  private final AofDirectives directives;
  private final AofFolder folder;
  private final AofLoader loader;
  private final AppendOnlyFile file;
  private final ValueCommands values;
  private final LatencyProbe latency;
  private final RewriteLimit limit;
  private final Runnable onSync;
  private State state = State.OFF;

  private ReplicaSyncs replicaSyncs =
      new ReplicaSyncs() {
        @Override
        public void check() {}

        @Override
        public int count(Client client) {
          return 0;
        }

        @Override
        public void request() {}
      };

  /** Whether effects go to the file. */
  private boolean feeding;

  /** Whether a rewrite is under way. */
  private boolean rewriting;

  /** Whether a rewrite starts as soon as it can. */
  private boolean scheduled;

  /** Size of the files that are loaded before the last incremental one, in bytes. */
  private long earlierSize;

  /** Size of all files when the last rewrite had ended, in bytes. */
  private long sizeAtRewrite;

  /** Number of rewrites since the start; a temporary file has it in its name. */
  private long begun;

  /** Whether the base that is being written has the form of RDB. */
  private boolean baseIsRdb;

  private long rewrites;
  private long rewriteBegan;
  private long lastRewriteSeconds = -1;
  private boolean lastRewriteOk = true;

  Aof(ServerBuilder server, AofDirectives directives, Runnable onSync) {
    this.server = server;
    this.directives = directives;
    this.onSync = onSync;
    log = server.log();
    time = server.loop().time();
    disk = DataDisk.of(server.world().disk());
    snapshots = server.need(Snapshots.SERVICE);
    keyspace = server.need(Keyspace.SERVICE);
    unit = server.need(ExecutionUnit.SERVICE);
    effects = server.need(Effects.SERVICE);
    values = server.need(ValueCommands.SERVICE);
    latency = server.need(LatencyProbe.SERVICE);
    folder = new AofFolder(disk, log, directives, latency);
    loader = new AofLoader(server, folder, directives);
    limit = new RewriteLimit(time, log);
    file =
        new AppendOnlyFile(
            server, directives, snapshots::isCapturing, snapshots::writeStatusChanged, onSync);
    snapshots.loadsAtStart(() -> !directives.enabled.value());
    snapshots.writeProblem(this::writeProblem);
  }

  /**
   * Sets what returns whether the server ends if a command of the file fails while it is loaded.
   */
  public void endsOnError(BooleanSupplier ends) {
    loader.endsOnError(ends);
  }

  /** Returns whether changes are logged, or will be when the first base is written. */
  public boolean isEnabled() {
    return state != State.OFF;
  }

  /** Returns whether what was appended is synced before replies go out (appendfsync always). */
  boolean syncsBeforeReplies() {
    return state != State.OFF && directives.fsync.value() == AofDirectives.Fsync.ALWAYS;
  }

  /** What WAITAOF asks about replicas. */
  public interface ReplicaSyncs {
    /**
     * Checks that this server has replicas of its own.
     *
     * @throws CommandError if it is a replica
     */
    void check();

    /**
     * Returns the number of replicas whose files have the client's writes, safe from a power cut.
     */
    int count(Client client);

    /** Has the replicas tell soon how far they are. */
    void request();
  }

  /** Sets what knows about replicas. */
  public void replicaSyncs(ReplicaSyncs syncs) {
    replicaSyncs = syncs;
  }

  ReplicaSyncs replicaSyncs() {
    return replicaSyncs;
  }

  /** Has WAITAOF look again: a replica has told how far it is. */
  public void replicasChanged() {
    onSync.run();
  }

  /** Returns the number of bytes that effects have had since the start of the server. */
  public long offset() {
    return file.offset();
  }

  AppendOnlyFile file() {
    return file;
  }

  /** Returns the number of effects' bytes that a power cut leaves; -1 if they are not logged. */
  public long offsetSynced() {
    return state == State.ON ? file.offsetSynced() : -1;
  }

  private @Nullable String writeProblem() {
    var problem = file.problem();
    return state == State.OFF || problem == null
        ? null
        : "MISCONF Errors writing to the AOF file: " + problem;
  }

  // tag::start[]
  /** Loads the data set when the server has opened its ports, if appendonly is on. */
  void loadAtStart() throws StartupException {
    try {
      folder.readManifest();
    } catch (AofManifest.ManifestException e) {
      e.lines().forEach(log::warning);
      throw new StartupException("the AOF manifest cannot be used, as the lines above say");
    } catch (IOException e) {
      throw new StartupException("can't open the AOF manifest file: " + e.getMessage());
    }
    folder.clean();
    if (!directives.enabled.value()) {
      return;
    }
    long began = time.clock().nanos();
    try {
      folder.upgrade();
      if (load()) {
        double seconds = (time.clock().nanos() - began) / NANOS_PER_SECOND;
        log.notice(
            String.format(Locale.ROOT, "DB loaded from append only file: %.3f seconds", seconds));
      }
      openAtStart();
      folder.deleteHistory();
    } catch (AofLoader.LoadException | IOException e) {
      keyspace.clearAll(); // half a data set must not look like a whole one
      throw new StartupException("the append-only file: " + e.getMessage());
    }
  }

  /** Loads the files of the manifest; returns whether there are any. */
  private boolean load() throws AofLoader.LoadException {
    if (!loader.load()) {
      return false;
    }
    var manifest = folder.manifest();
    var base = manifest.base();
    sizeAtRewrite = base == null ? 0 : folder.size(base.name());
    earlierSize = sizeAtRewrite;
    manifest.increments().forEach(each -> earlierSize += folder.size(each.name()));
    var last = manifest.lastIncrement();
    if (last != null) {
      earlierSize -= folder.size(last.name()); // the file that is written counts its own bytes
    }
    return true;
  }

  private void openAtStart() throws IOException {
    folder.create();
    var manifest = folder.manifest();
    if (directives.fsync.value() != AofDirectives.Fsync.NO) {
      folder.syncLoaded();
    }
    if (manifest.isEmpty()) {
      // The server starts without data: the base is that.
      manifest = manifest.withNewBase(directives.fileName.value(), directives.rdbPreamble.value());
      var base = manifest.files().getFirst();
      snapshots.writeBase(folder.path(base.name()), baseFormat());
      log.notice("Creating AOF base file " + base.name() + " on server start");
      earlierSize = folder.size(base.name());
      sizeAtRewrite = earlierSize;
    }
    boolean isNew = manifest.lastIncrement() == null;
    if (isNew) {
      manifest = manifest.withNewIncrement(directives.fileName.value());
    }
    var name = manifest.increments().getLast().name();
    file.open(folder.path(name), folder.size(name));
    folder.write(manifest);
    state = State.ON;
    feed(true);
    log.notice((isNew ? "Creating" : "Opening") + " AOF incr file " + name + " on server start");
  }

  // end::start[]

  /**
   * Loads the data set anew from its files (DEBUG LOADAOF).
   *
   * @return false if it could not be loaded, as the log says; then the databases are empty
   */
  public boolean reload() {
    if (state == State.ON) {
      file.flush(true);
    }
    boolean fed = feeding;
    feed(false);
    keyspace.clearAll();
    try {
      folder.readManifest();
      load();
      return true;
    } catch (AofLoader.LoadException | AofManifest.ManifestException | IOException _) {
      keyspace.clearAll();
      return false;
    } finally {
      feed(fed);
    }
  }

  private DataSetWriter.Format baseFormat() {
    if (directives.rdbPreamble.value()) {
      return snapshots.rdb();
    }
    long timestamp = directives.timestamps.value() ? time.seconds() : -1;
    return out -> new CommandWriter(values, out, timestamp);
  }

  private void feed(boolean feeds) {
    if (feeds != feeding) {
      feeding = feeds;
      if (feeds) {
        effects.addSink(file);
      } else {
        effects.removeSink(file);
      }
    }
  }

  /** Does what the directive appendonly says now; returns whether that was possible. */
  boolean apply() {
    boolean wanted = directives.enabled.value();
    if (wanted == isEnabled()) {
      return true;
    }
    if (!wanted) {
      stop();
      return true;
    }
    return begin();
  }

  // tag::begin[]
  /** Switches it on: changes count as logged when the first base is written. */
  private boolean begin() {
    state = State.WAIT_REWRITE;
    if (rewriting) {
      log.notice(
          "AOF was enabled but there is already an AOF rewriting in background. Stopping background"
              + " AOF and starting a rewrite now.");
      cancelRewrite();
    }
    if (snapshots.isCapturing()) {
      scheduled = true;
      log.notice(
          "AOF was enabled but there is already another background operation. An AOF background was"
              + " scheduled to start when possible.");
    } else if (isInTransaction()) {
      scheduled = true;
      log.notice(
          "AOF was enabled during a transaction. An AOF background was scheduled to start when"
              + " possible.");
    } else if (!rewrite()) {
      state = State.OFF;
      scheduled = false;
      log.warning(
          "Redis needs to enable the AOF but can't trigger a background AOF rewrite operation."
              + " Check the above logs for more info about the error.");
      return false;
    }
    file.forgetProblems();
    return true;
  }

  /** Returns whether changes are logged when nothing is in the way of that. */
  public boolean isWanted() {
    return directives.enabled.value();
  }

  /** Stops: a replica is about to replace the data set. {@link #resume} begins anew. */
  public void suspend() {
    if (isEnabled()) {
      stop();
    }
  }

  /** Begins anew with the data that a replica has loaded, if appendonly is on. */
  public void resume() {
    if (isWanted() && !isEnabled()) {
      begin();
    }
  }

  private void stop() {
    boolean waited = state == State.WAIT_REWRITE;
    cancelRewrite();
    feed(false);
    file.close();
    state = State.OFF;
    scheduled = false;
    if (waited) {
      folder.delete(folder.temporaryIncrement());
    }
    snapshots.writeStatusChanged();
  }

  // end::begin[]

  private boolean isInTransaction() {
    var client = unit.executing();
    return client != null && client.has(ClientFlags.MULTI);
  }

  /**
   * Rewrites the file now, or as soon as possible (BGREWRITEAOF).
   *
   * @return the text of the reply; null if it could not be started
   * @throws IllegalStateException if a rewrite is under way
   */
  @Nullable String requestRewrite() {
    if (snapshots.isCapturing() || isInTransaction()) {
      scheduled = true;
      limit.succeeded(); // it need not wait because of earlier failures
      return "Background append only file rewriting scheduled";
    }
    return rewrite() ? "Background append only file rewriting started" : null;
  }

  boolean isRewriting() {
    return rewriting;
  }

  /** Starts a rewrite; returns whether that was possible. */
  // tag::rewrite[]
  private boolean rewrite() {
    try {
      folder.create();
      file.flush(true);
      beginIncrement();
    } catch (IOException _) {
      lastRewriteOk = false; // the log says why
      return false;
    }
    return beginBase();
  }

  /** Has changes go to a new incremental file, which comes behind the base that is written now. */
  private void beginIncrement() throws IOException {
    if (state == State.OFF) {
      return; // BGREWRITEAOF without appendonly writes a base only
    }
    var manifest = folder.manifest();
    var name = folder.temporaryIncrement(); // the manifest names none before the first base
    if (state == State.ON) {
      manifest = manifest.withNewIncrement(directives.fileName.value());
      name = manifest.increments().getLast().name();
    }
    create(name);
    folder.write(manifest);
    log.notice("Creating AOF incr file " + name + " on background rewrite");
    earlierSize += file.size();
    file.open(folder.path(name), 0);
    feed(true);
  }

  // end::rewrite[]

  private void create(String name) throws IOException {
    try {
      disk.create(folder.path(name)).close();
    } catch (IOException e) {
      log.warning("Can't open the append-only file " + name + ": " + AofFolder.reason(e));
      throw e;
    }
  }

  // tag::base[]
  /**
   * Has the data as they are now written to a temporary file, in the background.
   *
   * @return false if there was no memory to begin
   */
  private boolean beginBase() {
    rewrites++;
    begun++;
    baseIsRdb = directives.rdbPreamble.value(); // it may be changed before the end
    rewriting =
        snapshots.startBase(
            "temp-rewriteaof-bg-" + server.world().system().pid() + "-" + begun + ".aof",
            folder.path(folder.manifest().nextBase(directives.fileName.value(), baseIsRdb)),
            directives.incrementalFsync.value(),
            baseFormat(),
            this::rewriteEnded);
    if (!rewriting) {
      lastRewriteOk = false;
      limit.failed();
      dropFirstIncrement();
      return false;
    }
    scheduled = false;
    rewriteBegan = time.steadySeconds();
    log.notice("Background append only file rewriting started");
    return true;
  }

  // end::base[]

  /** The base is written and has its name, or could not be written. */
  private void rewriteEnded(@Nullable String failure) {
    rewriting = false;
    if (failure == null) {
      log.notice("Background AOF rewrite terminated with success");
      complete();
    } else {
      log.warning(failure);
      log.warning("Background AOF rewrite terminated with error");
      lastRewriteOk = false;
    }
    if (lastRewriteOk) {
      limit.succeeded();
    } else {
      limit.failed();
    }
    noteEnd();
  }

  // tag::complete[]
  /** Has the manifest name the new base, and deletes what it replaces. */
  private void complete() {
    var next = folder.manifest().withNewBase(directives.fileName.value(), baseIsRdb);
    try {
      if (state == State.WAIT_REWRITE) {
        next = withFirstIncrement(next);
      }
      folder.write(next.withIncrementsAsHistory(state != State.OFF));
    } catch (IOException e) {
      // The new base stays: the manifest may be on disk already, and the fsync behind it has
      // failed.
      log.warning("The new append-only file could not be put into place: " + e.getMessage());
      lastRewriteOk = false;
      return;
    }
    noteBase();
    folder.deleteHistory();
    lastRewriteOk = true;
    log.notice("Background AOF rewrite finished successfully");
  }

  // end::complete[]

  /** Gives the temporary incremental file its name. */
  private AofManifest withFirstIncrement(AofManifest manifest) throws IOException {
    var next = manifest.withNewIncrement(directives.fileName.value());
    var name = next.increments().getLast().name();
    long began = latency.begin();
    disk.rename(folder.path(folder.temporaryIncrement()), folder.path(name));
    latency.end("aof-rename", began);
    file.renamed(folder.path(name));
    return next;
  }

  /** Notes the size that growth is measured from; what is logged counts from now on. */
  private void noteBase() {
    if (state != State.OFF) {
      state = State.ON;
      earlierSize = folder.size(folder.manifest().files().getFirst().name());
      sizeAtRewrite = earlierSize + file.size();
    }
  }

  private void noteEnd() {
    lastRewriteSeconds = time.steadySeconds() - rewriteBegan;
    dropFirstIncrement();
  }

  /** Has the first base written again, if it is still missing. */
  private void dropFirstIncrement() {
    if (state == State.WAIT_REWRITE) {
      // What was collected is part of the next base.
      feed(false);
      file.drop();
      folder.delete(folder.temporaryIncrement());
      scheduled = true;
    }
  }

  private void cancelRewrite() {
    if (rewriting) {
      log.notice("Killing running AOF rewrite child");
      snapshots.cancelBase();
      rewriting = false;
      noteEnd();
    }
  }

  // tag::cron[]
  /** Starts a rewrite that is scheduled, or due because the file has grown (serverCron). */
  void cron() {
    if (!snapshots.isCapturing()) {
      if (scheduled && !limit.isReached()) {
        rewrite();
      } else {
        rewriteIfGrown();
      }
    }
    if (state != State.OFF && file.isWaiting()) {
      file.flush(false);
    }
  }

  // tag::grown[]
  private void rewriteIfGrown() {
    long percent = directives.rewritePercent.value();
    long size = currentSize();
    if (state != State.ON || percent == 0 || size <= directives.rewriteMinSize.value()) {
      return;
    }
    long growth = size * PERCENT / Math.max(1, sizeAtRewrite) - PERCENT;
    if (growth >= percent && !limit.isReached()) {
      log.notice("Starting automatic rewriting of AOF on " + growth + "% growth");
      rewrite();
    }
  }

  // end::grown[]
  // end::cron[]

  /** Tries a write again that has failed. */
  void retry() {
    if (state != State.OFF && file.problem() != null) {
      file.flush(false);
    }
  }

  /** Sets how long to wait before each write, for tests (DEBUG AOF-FLUSH-SLEEP). */
  public void flushSleep(long micros) {
    file.sleep(micros);
  }

  /** Deletes the files of earlier rewrites, unless they are kept (aof-disable-auto-gc). */
  void deleteHistory() {
    folder.deleteHistory();
  }

  /** Writes what was collected in this turn, before replies go out (beforeSleep). */
  void beforeSleep() {
    if (state != State.OFF) {
      file.flush(false);
    }
  }

  /** Writes and syncs what is collected: a step of the shutdown. */
  Shutdown.Answer beforeShutdown(Set<Shutdown.Option> options) {
    if (rewriting) {
      if (state == State.WAIT_REWRITE && !options.contains(Shutdown.Option.FORCE)) {
        log.warning("Writing initial AOF, can't exit.");
        return Shutdown.Answer.REFUSE;
      }
      log.warning("There is a child rewriting the AOF. Killing it!");
      cancelRewrite();
    }
    if (state == State.ON) {
      log.notice("Calling fsync() on the AOF file.");
      file.flush(true);
      file.syncNow();
    }
    return Shutdown.Answer.READY;
  }

  private long currentSize() {
    return earlierSize + file.size();
  }

  void resetStatistics() {
    rewrites = 0;
    file.resetStatistics();
  }

  /** Writes the fields of INFO. */
  void tell(Info.Writer info) {
    info.field("aof_enabled", isEnabled() ? 1 : 0)
        .field("aof_rewrite_in_progress", rewriting ? 1 : 0)
        .field("aof_rewrite_scheduled", scheduled ? 1 : 0)
        .field("aof_last_rewrite_time_sec", lastRewriteSeconds)
        .field("aof_current_rewrite_time_sec", rewriting ? time.steadySeconds() - rewriteBegan : -1)
        .field("aof_last_bgrewrite_status", lastRewriteOk ? "ok" : "err")
        .field("aof_rewrites", rewrites)
        .field("aof_rewrites_consecutive_failures", limit.failures())
        .field("aof_last_write_status", file.problem() == null ? "ok" : "err")
        .field("aof_last_cow_size", 0);
  }

  /** Returns the bytes of memory that wait to be written. */
  public long buffered() {
    return file.buffered();
  }

  /** Writes the fields of INFO that are there only while appendonly is on. */
  void tellSizes(Info.Writer info) {
    if (isEnabled()) {
      info.field("aof_current_size", currentSize())
          .field("aof_base_size", sizeAtRewrite)
          .field("aof_pending_rewrite", scheduled ? 1 : 0)
          .field("aof_buffer_length", file.buffered())
          .field("aof_pending_bio_fsync", file.syncsRunning())
          .field("aof_delayed_fsync", file.delayedSyncs());
    }
  }
}
