package eightweeks.week1.eventloop;

import eightweeks.week1.extension.Hook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The event loop: one thread that sleeps until there is work, does it, and sleeps again.
 *
 * <p>Answers to {@code ae.c: aeMain()}, {@code aeProcessEvents()}, {@code aeCreateFileEvent()},
 * {@code aeDeleteFileEvent()}, {@code aeCreateTimeEvent()}.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Everything here is called on the loop's thread, except {@link #post} and {@link #stop}.
 *   <li>A handler that closes another channel in the same turn is safe: each handler is looked up
 *       just before it is called, and a closed channel has none.
 *   <li>A turn inside a turn (a long script, loading a file) has a list of ready channels of its
 *       own, and runs neither timers nor posted tasks.
 *   <li>An exception in a handler, timer, posted task or phase does not end the loop if there is a
 *       {@link FailureListener}, except a fatal one ({@link #isSurvivable}).
 * </ul>
 */
public final class EventLoop {
  /** Maximum number of nested turns in a row, so that busy clients cannot stop a long command. */
  private static final int MAX_NESTED_TURNS = 4;

  /** A timer that has thrown is called again after this time. */
  private static final long RETRY_MILLIS = 1000;

  private static final Phase[] PHASES = Phase.values();

  private final Transport transport;
  private final LoopTime time;
  private final TimeEvents timers;
  private final Hook<Runnable>[] phases;
  private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();

  /** Lists of ready channels that no turn uses now. A turn inside a turn needs one of its own. */
  private final ArrayDeque<FiredEvents> spareLists = new ArrayDeque<>();

  private final LoopStatistics statistics = new LoopStatistics();
  private final Hook<FailureListener> failures = new Hook<>(FailureListener[]::new);
  private volatile boolean stopped;
  private boolean dontSleep;
  private int nesting;

  /** A phase or a text that tells a crash report what the loop was doing. */
  private Object activity = "before the first turn";

  /** Called when a handler, a timer, a posted task or the work of a phase has thrown. */
  @FunctionalInterface
  public interface FailureListener {
    /**
     * Reports the failure and cleans up, so that the loop can go on.
     *
     * @param channel the channel whose handler has thrown; null if it was no handler
     */
    void failed(Throwable failure, @Nullable Channel channel);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  public EventLoop(Transport transport, Clock clock) {
    this.transport = transport;
    time = new LoopTime(clock);
    timers = new TimeEvents(clock);
    phases = new Hook[PHASES.length];
    for (int i = 0; i < phases.length; i++) {
      phases[i] = new Hook<>(Runnable[]::new);
    }
  }

  /** Runs turns until {@link #stop}. */
  public void run() {
    while (!stopped) {
      turn(true);
    }
  }

  /** Ends {@link #run} after the turn under way. Any thread may call it. */
  public void stop() {
    stopped = true;
    transport.wakeup();
  }

  /**
   * Runs one turn: the phases before the sleep, the sleep, the ready channels, the posted tasks,
   * the timers.
   *
   * @param maySleep whether to wait for an event; false only polls
   * @return the number of events handled; {@link #dontSleep} counts as one
   */
  public int turn(boolean maySleep) {
    runPhases(Phase.PENDING_READS, Phase.EVICT_CLIENTS);
    var fired = spareLists.isEmpty() ? new FiredEvents() : spareLists.pop();
    long busySince = time.clock().nanos();
    statistics.sleepBegins(busySince);
    try {
      transport.poll(maySleep ? sleepNanos() : 0, fired);
    } catch (IOException e) {
      throw new UncheckedIOException("the poller failed", e);
    }
    int handled = dontSleep ? 1 : 0;
    dontSleep = false;
    time.turn();
    statistics.sleepEnds(time.clock().nanos());
    runPhases(Phase.AFTER_SLEEP, Phase.AFTER_SLEEP);
    handled += runFired(fired);
    fired.clear();
    spareLists.push(fired);
    return handled + runPosted() + timers.runDue();
  }

  private long sleepNanos() {
    return dontSleep || stopped || !posted.isEmpty() ? 0 : timers.nanosUntilNext();
  }

  /**
   * Runs turns inside a handler, for a command that takes long, such as a script or the load of a
   * file. They accept connections, read queries, write replies and close clients; a shut gate
   * answers commands that cannot run now. Timers, posted tasks and the other phases wait for the
   * outer turn, and so do the events that it has not handled yet.
   *
   * <p>Answers to {@code networking.c: processEventsWhileBlocked()}.
   *
   * @return the number of events handled, in at most {@link #MAX_NESTED_TURNS} turns
   */
  public int processEventsWhileBlocked() {
    var outerTime = time.beginInside();
    var outerActivity = activity;
    boolean outerDontSleep = dontSleep;
    dontSleep = false;
    nesting++;
    try {
      int handled = 0;
      for (int i = 0; i < MAX_NESTED_TURNS; i++) {
        int now = nestedTurn();
        handled += now;
        if (now == 0 || stopped) {
          break;
        }
      }
      return handled;
    } finally {
      nesting--;
      dontSleep |= outerDontSleep;
      activity = outerActivity;
      time.endInside(outerTime);
    }
  }

  private int nestedTurn() {
    for (var phase : PHASES) {
      if (phase.runsWhileBlocked()) {
        runPhases(phase, phase);
      }
    }
    var fired = spareLists.isEmpty() ? new FiredEvents() : spareLists.pop();
    try {
      transport.poll(0, fired);
    } catch (IOException e) {
      throw new UncheckedIOException("the poller failed", e);
    }
    int handled = dontSleep ? 1 : 0;
    dontSleep = false;
    time.turn();
    handled += runFired(fired);
    fired.clear();
    spareLists.push(fired);
    return handled;
  }

  private void runPhases(Phase first, Phase last) {
    for (int i = first.ordinal(); i <= last.ordinal(); i++) {
      var listeners = phases[i].listeners();
      if (listeners.length > 0) {
        activity = PHASES[i];
      }
      for (var work : listeners) {
        try {
          work.run();
        } catch (RuntimeException | Error e) {
          failed(e, null);
        }
      }
    }
  }

  private int runFired(FiredEvents fired) {
    int count = fired.count();
    activity = "file events";
    for (int i = 0; i < count; i++) {
      ready(fired.channel(i), fired.ready(i));
    }
    return count;
  }

  /**
   * Calls the handlers of a channel that is ready. The loop does so with every channel that the
   * transport found ready; a channel that polls through another one calls this itself.
   *
   * @param found READABLE, WRITABLE or both
   */
  public void ready(Channel channel, int found) {
    try {
      handle(channel, found);
    } catch (RuntimeException | Error e) {
      failed(e, channel);
    }
  }

  /** Calls the handlers of what a channel is ready for. */
  private static void handle(Channel channel, int ready) {
    // Reading comes first, so that a write handler also writes the reply to the query that was just
    // read. A channel with a barrier is written first.
    boolean writeFirst = (channel.mask & Channel.BARRIER) != 0;
    if (writeFirst) {
      write(channel, ready);
    }
    var reader = channel.onReadable;
    if (reader != null && (ready & Channel.READABLE) != 0) {
      reader.ready();
    }
    if (!writeFirst) {
      write(channel, ready);
    }
  }

  private static void write(Channel channel, int ready) {
    // Looked up only now: the reader may have removed the channel from the loop, or closed it.
    var writer = channel.onWritable;
    if (writer != null && (ready & Channel.WRITABLE) != 0) {
      writer.ready();
    }
  }

  private int runPosted() {
    int ran = 0;
    activity = "posted tasks";
    // Tasks that a posted task posts wait for the next turn, so that tasks cannot keep the loop
    // busy.
    for (int waiting = posted.size(); ran < waiting; ran++) {
      var task = posted.poll();
      if (task == null) {
        break;
      }
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        failed(e, null);
      }
    }
    return ran;
  }

  /** Runs a timer. One that throws is called again after RETRY_MILLIS, so that no cron is lost. */
  private long runTimer(TimeHandler handler) {
    activity = "timers";
    try {
      return handler.due();
    } catch (RuntimeException | Error e) {
      failed(e, null);
      return RETRY_MILLIS;
    }
  }

  /**
   * Tells the listeners of a failure, after which the loop goes on. Without a listener, or if the
   * server cannot survive it, the failure is rethrown.
   *
   * @param channel the channel that was being handled; null for none
   */
  public void failed(Throwable failure, @Nullable Channel channel) {
    if (failures.listeners().length == 0 || !isSurvivable(failure)) {
      rethrow(failure);
    }
    for (var listener : failures.listeners()) {
      listener.failed(failure, channel);
    }
  }

  /**
   * Returns whether the server can go on: false for a {@link FatalError} and for errors of the Java
   * virtual machine, except a stack overflow.
   */
  public static boolean isSurvivable(Throwable failure) {
    return switch (failure) {
      case StackOverflowError _ -> true;
      case VirtualMachineError _, FatalError _ -> false;
      default -> true;
    };
  }

  /** Throws a failure that is a RuntimeException or an Error. */
  public static void rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  public Hook<FailureListener> failures() {
    return failures;
  }

  /** Returns what the loop is doing, for a crash report: a phase, or a part of the turn. */
  public String activity() {
    var now = activity instanceof Phase phase ? "phase " + phase : activity.toString();
    return nesting == 0 ? now : now + ", in a nested turn";
  }

  /** Returns whether a turn inside a command is under way. */
  public boolean isNested() {
    return nesting > 0;
  }

  /** Returns whether the loop ends after this turn: then a long command must end soon. */
  public boolean isStopped() {
    return stopped;
  }

  /**
   * Calls a handler whenever a channel is ready.
   *
   * @param mask READABLE or WRITABLE (or both, for one handler), with or without BARRIER
   */
  public void watch(Channel channel, int mask, FileHandler handler) {
    add(channel, mask, handler);
  }

  /**
   * Stops waiting for events of a channel. Removing WRITABLE removes the barrier too.
   *
   * @param mask READABLE, WRITABLE or both
   */
  public void unwatch(Channel channel, int mask) {
    if ((channel.mask & mask) != 0) {
      remove(channel, mask);
    }
  }

  // Day 04. What the loop waits for, added and taken away. `mask` is READABLE, WRITABLE or both, and may
  // have BARRIER in add(). A channel's notes are `mask`, `onReadable` and `onWritable`; only these two
  // methods change them. Afterwards the transport is told, unless the channel is closed.

  private void add(Channel channel, int mask, FileHandler handler) {
    // The channel may have other bits already, or these.
  }

  private void remove(Channel channel, int mask) {
    // The channel may not have all of these bits. BARRIER does not stay without WRITABLE.
  }

  private static void tellTransport(Channel channel) {
    channel.interest(channel.mask & (Channel.READABLE | Channel.WRITABLE));
  }

  /** Stops waiting for a channel and closes it. */
  public void close(Channel channel) {
    unwatch(channel, Channel.READABLE | Channel.WRITABLE);
    channel.close();
  }

  /** Adds a timer: its handler is called after a delay in milliseconds, and again as it asks. */
  public TimeEvents.Timer after(long millis, TimeHandler handler) {
    return timers.add(millis, () -> runTimer(handler));
  }

  /** Cancels a timer; nothing happens to one that has run out. */
  public void cancel(TimeEvents.Timer timer) {
    timers.cancel(timer);
  }

  /** Returns the nanoseconds until the next timer is due: 0 if one is, -1 if there is no timer. */
  public long nanosUntilTimer() {
    return timers.nanosUntilNext();
  }

  /** Adds work that runs in a phase of every turn, after the work that is there already. */
  public void at(Phase phase, Runnable work) {
    phases[phase.ordinal()].add(work);
  }

  /** Removes work from a phase; returns whether it was there. */
  public boolean remove(Phase phase, Runnable work) {
    return phases[phase.ordinal()].remove(work);
  }

  /** Queues a task for the loop's thread. Any thread may call it; workers answer in this way. */
  public void post(Runnable task) {
    posted.add(task);
    transport.wakeup();
  }

  /** Makes the next sleep end at once, because there is work that no event will announce. */
  public void dontSleep() {
    dontSleep = true;
  }

  public LoopTime time() {
    return time;
  }

  public Transport transport() {
    return transport;
  }

  public LoopStatistics statistics() {
    return statistics;
  }
}
