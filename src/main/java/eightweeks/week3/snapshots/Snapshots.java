package eightweeks.week3.snapshots;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.extension.Service;
import eightweeks.week1.info.Info;
import eightweeks.week1.log.Log;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.StartupException;
import eightweeks.week3.command.KeyspaceEvents;
import eightweeks.week3.keyspace.Database;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.loading.Loading;
import eightweeks.week3.machine.DataDisk;
import eightweeks.week3.machine.FileReader;
import eightweeks.week3.rdb.DataSetWriter;
import eightweeks.week3.rdb.RdbFileWriter;
import eightweeks.week3.rdb.RdbLoader;
import eightweeks.week3.rdb.RdbType;
import eightweeks.week3.rdb.RdbTypes;
import eightweeks.week3.rdbencoding.RdbException;
import eightweeks.week3.rdbencoding.RdbReader;
import eightweeks.week3.rdbencoding.RdbWriter;
import eightweeks.week3.shutdown.Shutdown;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Saves and loads the file of the data set, and knows the time of the last save.
 *
 * <p>Answers to {@code rdb.c: rdbSave(), rdbLoad()}, {@code server.c: loadDataFromDisk()}, and the
 * part of {@code finishShutdown()} that saves.
 */
public final class Snapshots {
  public static final Service<Snapshots> SERVICE = new Service<>("snapshots", Snapshots.class);

  private static final double NANOS_PER_SECOND = 1e9;

  private final ServerBuilder server;
  private final Log log;
  private final Loading loading;
  private final Keyspace keyspace;
  private final RdbTypes types;
  private final SnapshotDirectives directives;
  private final SnapshotStatistics statistics;
  private final DataSetWriter.Format rdb;
  private final SnapshotWriter writer;
  private final FunctionSources functions = new FunctionSources();

  private BooleanSupplier loadsAtStart = () -> true;
  private ExpiredKeyListener expired = (_, _) -> {};

  private final SnapshotRecords records;
  private Map<String, String> loadedFacts = Map.of();

  private final SaveHistory history;
  private final BackgroundSaves background;

  /** The treatment of a key of a file that a database has already. */
  public enum Duplicates {
    /** The load fails. */
    REFUSED,
    /** The key of the file replaces the existing one. */
    REPLACED
  }

  Snapshots(
      ServerBuilder server,
      RdbTypes types,
      SnapshotDirectives directives,
      SnapshotStatistics statistics) {
    this.server = server;
    log = server.log();
    loading = server.need(Loading.SERVICE);
    keyspace = server.need(Keyspace.SERVICE);
    this.types = types;
    this.directives = directives;
    this.statistics = statistics;
    history =
        new SaveHistory(
            server.loop().time(), server.need(KeyspaceEvents.SERVICE), this::statusChanged);
    records = new SnapshotRecords(server, functions);
    rdb = out -> new RdbFileWriter(types, out);
    writer = new SnapshotWriter(server, rdb, directives, records);
    background = new BackgroundSaves(server, rdb, directives, records, history);
  }

  private void statusChanged() {
    background.statusChanged();
  }

  /** Returns what is known of earlier saves. */
  SaveHistory history() {
    return history;
  }

  /** Returns the saves in the background. */
  BackgroundSaves background() {
    return background;
  }

  /** Allows payloads of RESTORE with wrong checksums, or refuses them again: for tests. */
  public void skipChecksums(boolean skip) {
    directives.skipsChecksums = skip;
  }

  /** Returns how many bytes a value takes in a file of Redis 7.2 (rdbSavedObjectLen). */
  public long savedLength(Object value) {
    try {
      var out =
          RdbWriter.to((_, _, _) -> {}, RdbType.VERSION_11, directives.compression.value(), false);
      types.write(value, out);
      return out.written();
    } catch (IOException e) {
      throw new IllegalStateException("a sink that keeps nothing has failed", e);
    }
  }

  /**
   * Returns the time of the last save, in seconds since 1970; before the first save, the time of
   * the start.
   */
  long lastSave() {
    return history.lastSave();
  }

  /**
   * Saves the data set now; the server does nothing else meanwhile (rdbSave).
   *
   * @return whether it was saved; if not, the log says why and the old file is as it was
   */
  public boolean save() {
    long changes = history.changes();
    try {
      writer.save();
    } catch (IOException e) {
      return false; // the writer has logged it
    }
    log.notice("DB saved on disk");
    history.succeeded(changes);
    return true;
  }

  // tag::load[]
  /**
   * Loads the file into the databases, next to what they hold (rdbLoad).
   *
   * @return false if there is no file
   * @throws IOException if it cannot be read or is corrupt; the databases may have got some keys
   */
  public boolean load(Duplicates duplicates) throws IOException {
    var disk = DataDisk.of(server.world().disk());
    var name = directives.path();
    if (name.isEmpty() || !disk.exists(name)) {
      return false;
    }
    try (var file = disk.open(name)) {
      loading.begin(file.length());
      try {
        read(
            file,
            new LoadedKeys(server, statistics, functions, duplicates, directives.keyLoadDelay)
                .telling(expired));
      } finally {
        loading.end();
      }
    }
    return true;
  }

  /**
   * Loads the RDB part of an append-only file, its base or its preamble, next to what the databases
   * hold. The caller has begun a load.
   *
   * @return its length in bytes
   * @throws IOException if it cannot be read or is corrupt
   */
  public long loadPreamble(FileReader file) throws IOException {
    var keys =
        new LoadedKeys(server, statistics, functions, Duplicates.REFUSED, directives.keyLoadDelay);
    return read(file, keys.withExpired());
  }

  /** Waits as key-load-delay says, for tests of what happens during a load. */
  public void delayLoad(long keysLoaded) {
    DebugDelay.afterKey(server.world().system(), directives.keyLoadDelay.value(), keysLoaded);
  }

  private long read(FileReader file, LoadedKeys target) throws IOException {
    boolean deep = directives.sanitizePayload.value().checksFiles();
    boolean compares = directives.checksum.value() && !directives.skipsChecksums;
    var in = RdbReader.of(file::read, file.length(), deep);
    var loader = new RdbLoader(types, in, target, compares);
    try {
      for (long before = 0; loader.next(); before = loader.offset()) {
        loading.requireRoom();
        loading.progress(loader.offset() - before); // serves clients from time to time
      }
      target.done();
    } catch (OutOfMemoryError e) {
      throw new IOException(Loading.TOO_SMALL, e);
    } finally {
      target.drop();
      statistics.sanitizations += in.sanitizations();
    }
    loadedFacts = target.replicationFacts();
    return loader.offset();
  }

  /**
   * Writes the data set to a file, to be the base of an append-only file; the server does nothing
   * else meanwhile.
   *
   * @throws IOException if a step failed, which was logged
   */
  public void writeBase(String path, DataSetWriter.Format format) throws IOException {
    writer.save(path, format, SnapshotRecords.Purpose.AOF_BASE);
  }

  /** Told on the loop's thread how a save, a snapshot for replicas or a base has ended. */
  @FunctionalInterface
  public interface BaseListener {
    /**
     * @param failure the line for the log; null if all was written and the file has its name
     */
    void ended(@Nullable String failure);
  }

  /**
   * Writes the data as they are now to a file while the server goes on: the base of an append-only
   * file. Must not be called while {@link #isCapturing}.
   *
   * @param temporary the path that the file has until it is complete
   * @param incrementalSync whether fsync is also called during the writing
   * @return false if there was no memory to start, which was logged; then the listener is not told
   */
  public boolean startBase(
      String temporary,
      String path,
      boolean incrementalSync,
      DataSetWriter.Format format,
      BaseListener listener) {
    return background.startBase(temporary, path, incrementalSync, format, listener::ended);
  }

  /** Returns the format RDB, for a base. */
  public DataSetWriter.Format rdb() {
    return rdb;
  }

  /** What a snapshot for replicas contains. */
  public enum Contents {
    ALL,
    FUNCTIONS,
    NOTHING
  }

  /**
   * Saves the data as they are now to the file, as BGSAVE does, for replicas. Must not be called
   * while {@link #isCapturing}.
   *
   * @param listener told of the end, also if the save was cancelled
   * @return false if there was no memory to start, which was logged; then the listener is not told
   */
  public boolean startSave(BaseListener listener) {
    return background.start(listener::ended);
  }

  /**
   * Writes the data as they are now to replicas. Must not be called while {@link #isCapturing}.
   *
   * @param listener told of the end, also if the snapshot was cancelled
   * @return false if there was no memory to start, which was logged; then the listener is not told
   */
  public boolean startStream(SnapshotTarget target, Contents contents, BaseListener listener) {
    var purpose =
        switch (contents) {
          case ALL -> SnapshotRecords.Purpose.SNAPSHOT;
          case FUNCTIONS -> SnapshotRecords.Purpose.FUNCTIONS;
          case NOTHING -> SnapshotRecords.Purpose.NOTHING;
        };
    return background.startStream(target, purpose, listener::ended);
  }

  /** Cancels the save in the background, or the snapshot for replicas; its listener is told. */
  public void cancel() {
    background.cancel();
  }

  /** Returns whether a save is under way in the background, or a snapshot for replicas. */
  public boolean isSaving() {
    return background.isRunning();
  }

  /** Returns the path of the file. */
  public String path() {
    return directives.path();
  }

  /** Returns whether save points are configured. */
  public boolean hasSavePoints() {
    return !directives.savePoints.value().isEmpty();
  }

  /** Sets the supplier of the facts about replication that are written to files (week 4). */
  public void replicationFacts(Supplier<Map<String, String>> facts) {
    records.replicationFacts(facts);
  }

  /** Returns the facts about replication of the file that was loaded last. */
  public Map<String, String> loadedFacts() {
    return loadedFacts;
  }

  /** Told of a key that a load leaves out because it has expired. */
  @FunctionalInterface
  public interface ExpiredKeyListener {
    /**
     * @param key must not be kept
     */
    void expired(int database, byte[] key);
  }

  /** Sets the listener that is told of the expired keys of a file that a master loads. */
  public void onExpiredKey(ExpiredKeyListener listener) {
    expired = listener;
  }

  /**
   * Loads the data set of a master. The caller has begun a load.
   *
   * @param databases to load into, by number; empty ones
   * @throws IOException if it cannot be read or is corrupt; the databases may have got some keys
   */
  public void loadFromMaster(FileReader data, Database[] databases) throws IOException {
    read(
        data,
        new LoadedKeys(server, statistics, functions, Duplicates.REFUSED, directives.keyLoadDelay)
            .into(databases));
  }

  /** Cancels the writing of a base; its listener is not told. */
  public void cancelBase() {
    background.cancelBase();
  }

  /** Returns whether a save, a snapshot for replicas or the writing of a base is under way. */
  public boolean isCapturing() {
    return background.isActive();
  }

  /** Returns the bytes of memory that wait for the disk. */
  public long waiting() {
    return background.waiting();
  }

  /**
   * Sets the condition under which the data set is loaded from this file at the start: false if it
   * is in an append-only file.
   */
  public void loadsAtStart(BooleanSupplier loads) {
    loadsAtStart = loads;
  }

  /**
   * Sets the supplier of the error with which writes are refused for another reason than a failed
   * save, or null if there is none. {@link #writeStatusChanged} must be called when it changes.
   */
  public void writeProblem(Supplier<@Nullable String> problem) {
    background.writeProblem(problem);
  }

  /**
   * Sets the listener that is called before a command of the master runs while the writes of
   * clients are refused because of the disk.
   */
  public void masterListener(Consumer<Command> listener) {
    background.masterListener(listener);
  }

  /** Refuses writes, or allows them again, according to {@link #writeProblem}. */
  public void writeStatusChanged() {
    background.statusChanged();
  }

  // end::load[]

  /** Sets the time of the last save to that of the start. */
  void start() {
    history.start();
  }

  /** Loads the file when the server has opened its ports. */
  void loadAtStart() throws StartupException {
    // Not earlier: a server whose port is taken must not touch files.
    TemporaryFiles.clean(DataDisk.of(server.world().disk()), server.world().system(), log);
    if (!loadsAtStart.getAsBoolean()) {
      return;
    }
    var clock = server.loop().time().clock();
    long began = clock.nanos();
    try {
      if (load(Duplicates.REFUSED)) {
        log.notice(
            String.format(
                Locale.ROOT,
                "DB loaded from disk: %.3f seconds",
                (clock.nanos() - began) / NANOS_PER_SECOND));
      }
    } catch (IOException e) {
      keyspace.clearAll(); // half a data set must not look like a whole one
      if (e instanceof RdbException) {
        log.warning("Internal error in RDB reading " + e.getMessage());
        log.warning("Terminating server after rdb file reading failure.");
      }
      throw new StartupException(
          "Fatal error loading the DB " + directives.path() + " " + e.getMessage());
    }
  }

  /**
   * Cancels a running save after FLUSHALL has removed all keys, and saves the empty data set if
   * save points are configured.
   */
  void flushed() {
    if (background.cancel()) {
      log.warning("Background saving terminated by signal 10"); // Redis ends its child by SIGUSR1
    }
    if (!directives.savePoints.value().isEmpty()) {
      save();
    }
  }

  /** Saves if save points are configured or SHUTDOWN asks for it: a step of the shutdown. */
  Shutdown.Answer beforeShutdown(Set<Shutdown.Option> options) {
    if (background.isRunning()) {
      log.warning("There is a child saving an .rdb. Killing it!");
      background.cancel();
    }
    boolean configured = !directives.savePoints.value().isEmpty();
    boolean wanted = configured && !options.contains(Shutdown.Option.NOSAVE);
    if (!wanted && !options.contains(Shutdown.Option.SAVE)) {
      return Shutdown.Answer.READY;
    }
    log.notice("Saving the final RDB snapshot before exiting.");
    if (save()) {
      return Shutdown.Answer.READY;
    }
    boolean force =
        options.contains(Shutdown.Option.FORCE)
            || server.need(Shutdown.SERVICE).insists(); // otherwise it takes a third SIGINT
    log.warning("Error trying to save the DB, " + (force ? "exiting anyway." : "can't exit."));
    return force ? Shutdown.Answer.READY : Shutdown.Answer.REFUSE;
  }

  /** Writes the fields of INFO about the last save and the last load. */
  void tell(Info.Writer info) {
    background.tell(info);
    info.field("rdb_changes_since_last_save", history.unsavedChanges())
        .field("rdb_last_save_time", history.lastSave())
        .field("rdb_saves", history.saves())
        .field("rdb_last_load_keys_expired", statistics.keysExpired)
        .field("rdb_last_load_keys_loaded", statistics.keysLoaded);
  }
}
