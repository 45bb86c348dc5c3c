package eightweeks.week3.loading;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.Dispatcher;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.extension.Service;
import eightweeks.week1.info.Info;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.StartupException;
import eightweeks.week2.doubles.FixedDecimals;
import eightweeks.week3.shutdown.Shutdown;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Serves clients while a data set is being loaded: replies {@code -LOADING}, shows the progress in
 * INFO, and allows a shutdown.
 *
 * <p>Answers to {@code rdb.c: startLoading()}, {@code loadingIncrProgress()}, {@code
 * stopLoading()}, {@code rdbLoadProgressCallback()}. A loader works like this:
 *
 * <pre>
 * loading.begin(fileSize);
 * try {
 *   while (there is more) {
 *     ... read and store some ...
 *     loading.progress(bytesRead); // serves clients from time to time
 *   }
 * } finally {
 *   loading.end();
 * }
 * </pre>
 *
 * <p>Invariants: the gate {@link Gate#LOADING} is shut exactly between begin and end. Clients are
 * served only inside of {@link #progress} and {@link #processEvents}, in a turn without timers (see
 * {@link EventLoop#processEventsWhileBlocked}). At the start of the server, loaders are {@link
 * #atStart load steps}; later a command or a replica may load as well.
 */
public final class Loading {
  public static final Service<Loading> SERVICE = new Service<>("loading", Loading.class);

  /** Why a load fails that needs more memory than there is. */
  public static final String TOO_SMALL = "the heap is too small for the data";

  private static final String REFUSED = "LOADING Redis is loading the dataset in memory";
  private static final long DEFAULT_INTERVAL = 2 * 1024 * 1024;
  private static final double PERCENT = 100;

  /** Maximum percentage if the memory that the data used is the estimate of the file's size. */
  private static final double MAX_ESTIMATED_PERCENT = 99.99;

  private final EventLoop loop;
  private final Dispatcher dispatcher;
  private final Shutdown shutdown;
  private final ServerBuilder server;
  private final Log log;
  private LongSupplier interval = () -> DEFAULT_INTERVAL;
  private BooleanSupplier room = () -> true;
  private BiPredicate<Client, Command> allowed = (_, command) -> command.is(CommandFlag.LOADING);
  private final Hook<Listener> listeners = new Hook<>(Listener[]::new);
  private boolean underWay;

  /** Whether the old data serve reads while the new data are loaded beside them. */
  private boolean beside;

  private boolean never;

  private long startSeconds;

  /** The start in seconds of the steady time. */
  private long begunAt;

  private long totalBytes;
  private long loadedBytes;
  private long usedMemory;

  /** Loads data when the ports are open and before clients are served. */
  @FunctionalInterface
  public interface Step {
    /**
     * Loads the data, if there are any.
     *
     * @throws StartupException if the server must not start
     * @throws LoadingAborted if the server is being shut down
     */
    void load(Loading loading) throws StartupException;
  }

  /** Called when a load begins and when it has ended. */
  @FunctionalInterface
  public interface Listener {
    /**
     * @param begins false if it has ended
     */
    void changed(boolean begins);
  }

  Loading(ServerBuilder server) {
    this.server = server;
    loop = server.loop();
    dispatcher = server.dispatcher();
    shutdown = server.need(Shutdown.SERVICE);
    log = server.log();
    shutdown.restrict(how -> underWay ? withoutSave(how) : how);
    server.info().add(Info.Section.PERSISTENCE, this::describeState);
    // The start steps run when all features are installed, so these fields come last.
    server.onStart(() -> server.info().add(Info.Section.PERSISTENCE, this::describeProgress));
    dispatcher
        .gates()
        .install(Gate.LOADING, _ -> true, (client, command, _) -> pass(client, command));
  }

  private boolean pass(Client client, Command command) {
    if (beside ? !command.is(CommandFlag.NO_ASYNC_LOADING) : allowed.test(client, command)) {
      return true;
    }
    dispatcher.reject(client, command, REFUSED);
    return false;
  }

  /**
   * Sets which commands may run while a data set is being loaded; by default those with the flag
   * LOADING. The transactions of this week also check the commands that EXEC will run.
   */
  public void allow(BiPredicate<Client, Command> newAllowed) {
    allowed = newAllowed;
  }

  /** Sets the bytes after which clients are served (loading-process-events-interval-bytes). */
  public void interval(LongSupplier bytes) {
    interval = bytes;
  }

  /**
   * Begins a load: from now on commands are refused, except those that {@link #allow} allows.
   *
   * @param bytes the size of what is loaded; 0 if it is not known
   */
  public void begin(long bytes) {
    begin(bytes, false);
  }

  /**
   * Begins a load.
   *
   * @param bytes the size of what is loaded; 0 if it is not known
   * @param besideOldData whether the old data serve reads until the load has ended
   */
  public void begin(long bytes, boolean besideOldData) {
    beside = besideOldData;
    assert !underWay : "a data set is being loaded already";
    loop.time().tick();
    startSeconds = loop.time().seconds();
    begunAt = loop.time().steadySeconds();
    totalBytes = bytes;
    loadedBytes = 0;
    usedMemory = 0;
    change(true);
  }

  /**
   * Counts bytes that have been loaded, and serves clients when enough of them have passed.
   *
   * @param bytes the number of further bytes
   * @throws LoadingAborted if the server is being shut down
   */
  public void progress(long bytes) {
    long before = loadedBytes;
    loadedBytes += bytes;
    long every = interval.getAsLong();
    if (every > 0 && loadedBytes / every > before / every) {
      processEvents();
    }
  }

  /**
   * Serves clients now: for loaders that do not count bytes.
   *
   * @throws LoadingAborted if the server is being shut down
   */
  public void processEvents() {
    loop.processEventsWhileBlocked();
    handleSignal();
    if (loop.isStopped()) {
      throw new LoadingAborted();
    }
  }

  /** Handles a shutdown signal now; tasks that are posted to the loop wait until the load ends. */
  private void handleSignal() {
    var name = shutdown.takeSignal();
    if (name == null) {
      return;
    }
    log.warning("Received shutdown signal during loading, scheduling shutdown.");
    if (shutdown.begin(Set.of(Shutdown.Option.NOSAVE)) != Shutdown.Answer.READY) {
      log.warning(
          name
              + " received but errors trying to shut down the server, check the logs for more"
              + " information");
    }
  }

  /**
   * Sets what returns whether the heap has room for more data. The week about memory calls this.
   */
  public void room(BooleanSupplier newRoom) {
    room = newRoom;
  }

  /**
   * Checks that the heap has room for more data. A load that goes on without it would end the
   * server in the middle of a change; one that fails leaves the file as it is.
   *
   * @throws IOException if it has none
   */
  public void requireRoom() throws IOException {
    if (!room.getAsBoolean()) {
      throw new IOException(TOO_SMALL);
    }
  }

  /** Returns the options with NOSAVE instead of SAVE: half of a data set must not be saved. */
  private static Set<Shutdown.Option> withoutSave(Set<Shutdown.Option> how) {
    var options = EnumSet.of(Shutdown.Option.NOSAVE);
    options.addAll(how);
    options.remove(Shutdown.Option.SAVE);
    return options;
  }

  /** Ends the load, complete or not; does nothing if there is none. */
  public void end() {
    if (underWay) {
      change(false);
    }
  }

  private void change(boolean begins) {
    underWay = begins;
    dispatcher.gates().shut(Gate.LOADING, begins);
    for (var listener : listeners.listeners()) {
      listener.changed(begins);
    }
  }

  /** Adds a step that loads data at the start; clients that come meanwhile get -LOADING. */
  public void atStart(Step step) {
    server.onLoad(() -> run(step));
  }

  /** Prevents loads at the start and saves at the end, for a server without data (Sentinel). */
  public void never() {
    never = true;
    shutdown.restrict(Loading::withoutSave);
  }

  private void run(Step step) throws StartupException {
    if (never) {
      return;
    }
    try {
      step.load(this);
    } catch (LoadingAborted _) {
      // The loop has stopped: the server is shut down instead of becoming ready.
    } finally {
      end();
    }
  }

  /** Adds a listener that is told when a load begins and when it has ended. */
  public void onChange(Listener listener) {
    listeners.add(listener);
  }

  /** Returns whether a data set is being loaded. */
  public boolean isUnderWay() {
    return underWay;
  }

  /** Sets how many bytes of the file have been loaded so far, without serving clients. */
  public void loaded(long bytes) {
    loadedBytes = bytes;
  }

  /** Sets how much memory the data set used where it was saved, in bytes; 0 if it is not known. */
  public void usedMemory(long bytes) {
    usedMemory = bytes;
  }

  /** Writes the first fields of INFO's section Persistence. */
  private void describeState(Info.Writer info) {
    info.field("loading", underWay ? 1 : 0).field("async_loading", underWay && beside ? 1 : 0);
  }

  /** Writes the fields of INFO that are there only while a data set is being loaded. */
  private void describeProgress(Info.Writer info) {
    if (!underWay) {
      return;
    }
    double percent = 0;
    long remaining = 1;
    if (totalBytes > 0) {
      percent = PERCENT * loadedBytes / totalBytes;
      remaining = totalBytes - loadedBytes;
    } else if (usedMemory > 0) {
      percent = Math.min(PERCENT * loadedBytes / usedMemory, MAX_ESTIMATED_PERCENT);
      remaining = Math.max(1, usedMemory - loadedBytes);
    }
    long elapsed = loop.time().steadySeconds() - begunAt;
    // In the first second the rate is not known: 1 second, as in Redis.
    long eta = elapsed == 0 ? 1 : elapsed * remaining / (loadedBytes + 1);
    info.field("loading_start_time", startSeconds)
        .field("loading_total_bytes", totalBytes)
        .field("loading_rdb_used_mem", usedMemory)
        .field("loading_loaded_bytes", loadedBytes)
        .field("loading_loaded_perc", FixedDecimals.text(percent))
        .field("loading_eta_seconds", eta);
  }
}
