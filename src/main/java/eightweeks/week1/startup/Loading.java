package eightweeks.week1.startup;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.Dispatcher;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.info.Info;
import eightweeks.week1.networking.Client;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;

/**
 * What the server does while a data set is being loaded: it answers {@code -LOADING}, shows in INFO
 * how far it is, and can be shut down.
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
 * ServerBuilder#onLoad load steps}; later a command or a replica may load as well.
 */
public final class Loading {
  private static final String REFUSED = "LOADING Redis is loading the dataset in memory";
  private static final long DEFAULT_INTERVAL = 2 * 1024 * 1024;
  private static final double PERCENT = 100;

  /** The memory that a data set used is only an estimate of the size of its file. */
  private static final double MAX_ESTIMATED_PERCENT = 99.99;

  private final EventLoop loop;
  private final Dispatcher dispatcher;
  private final Shutdown shutdown;
  private LongSupplier interval = () -> DEFAULT_INTERVAL;
  private BiPredicate<Client, Command> allowed = (_, command) -> command.is(CommandFlag.LOADING);
  private final Hook<Listener> listeners = new Hook<>(Listener[]::new);
  private boolean underWay;
  private long startSeconds;
  private long totalBytes;
  private long loadedBytes;
  private long usedMemory;

  /** Told when a load begins and when it has ended. */
  @FunctionalInterface
  public interface Listener {
    /**
     * @param begins false if it has ended
     */
    void changed(boolean begins);
  }

  Loading(EventLoop loop, Dispatcher dispatcher, Shutdown shutdown) {
    this.loop = loop;
    this.dispatcher = dispatcher;
    this.shutdown = shutdown;
    shutdown.loading(this::isUnderWay);
    // tag::gate[]
    dispatcher
        .gates()
        .install(Gate.LOADING, _ -> true, (client, command, _) -> pass(client, command));
    // end::gate[]
  }

  private boolean pass(Client client, Command command) {
    if (allowed.test(client, command)) {
      return true;
    }
    dispatcher.reject(client, command, REFUSED);
    return false;
  }

  /**
   * Sets which commands may run while a data set is being loaded; by default those with the flag
   * LOADING. Week 3 looks at the commands inside of EXEC, too.
   */
  public void allow(BiPredicate<Client, Command> newAllowed) {
    allowed = newAllowed;
  }

  /** Sets after how many bytes clients are served (loading-process-events-interval-bytes). */
  public void interval(LongSupplier bytes) {
    interval = bytes;
  }

  // tag::loading[]
  /**
   * A load begins: from now on commands are refused.
   *
   * @param bytes the size of what is loaded; 0 if it is not known
   */
  public void begin(long bytes) {
    assert !underWay : "a data set is being loaded already";
    loop.time().tick();
    startSeconds = loop.time().seconds();
    totalBytes = bytes;
    loadedBytes = 0;
    usedMemory = 0;
    change(true);
  }

  /**
   * Counts bytes that have been loaded, and serves clients when enough of them have passed.
   *
   * @param bytes how many more
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
   * Serves clients now: for loaders that count something else than bytes.
   *
   * @throws LoadingAborted if the server is being shut down
   */
  public void processEvents() {
    loop.processEventsWhileBlocked();
    shutdown.signalWhileLoading();
    if (loop.isStopped()) {
      throw new LoadingAborted();
    }
  }

  /** A load has ended, well or not. */
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

  // end::loading[]

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
  void describeState(Info.Writer info) {
    info.field("loading", underWay ? 1 : 0).field("async_loading", 0);
  }

  /** Writes the fields of INFO that are there only while a data set is being loaded. */
  void describeProgress(Info.Writer info) {
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
    long elapsed = loop.time().seconds() - startSeconds;
    // In the first second it is not known.
    long eta = elapsed == 0 ? 1 : elapsed * remaining / (loadedBytes + 1);
    info.field("loading_start_time", startSeconds)
        .field("loading_total_bytes", totalBytes)
        .field("loading_rdb_used_mem", usedMemory)
        .field("loading_loaded_bytes", loadedBytes)
        .decimal("loading_loaded_perc", percent)
        .field("loading_eta_seconds", eta);
  }
}
