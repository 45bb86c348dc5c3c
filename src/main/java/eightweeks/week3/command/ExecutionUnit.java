package eightweeks.week3.command;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.CommandStatistics;
import eightweeks.week1.dispatch.Dispatcher;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.extension.Service;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientFacet;
import eightweeks.week1.networking.NetworkStatistics;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands, also inside each other, and does what Redis does around each of them.
 *
 * <p>Answers to {@code server.c: call()}, {@code enterExecutionUnit()}, {@code
 * exitExecutionUnit()}, {@code afterCommand()}, {@code postExecutionUnitOperations()}, and {@code
 * blocked.c: updateStatsOnUnblock()}. An execution unit is a command of a client with all commands
 * inside it (a transaction, a script), or a piece of work of the server's own that changes keys (a
 * key that expires). During a unit the clock is frozen, and its effects go to the append-only file
 * and the replicas at its end, in one piece.
 *
 * <p>Invariants: the nesting is 0 between commands. Effects and clock belong to the outermost unit;
 * statistics and the override of the propagation belong to each command. A command that blocks its
 * client is not complete: it is counted after its last run, with the time of all its runs.
 */
public final class ExecutionUnit implements Dispatcher.Caller {
  public static final Service<ExecutionUnit> SERVICE =
      new Service<>("execution unit", ExecutionUnit.class);

  private final Dispatcher dispatcher;
  private final CommandStatistics statistics;
  private final LoopTime time;
  private final NetworkStatistics network;
  private final KeyspaceEvents events;
  private final Effects effects;
  private final LatencyStatistics latency;
  private final Hook<CommandWatcher> watchers = new Hook<>(CommandWatcher[]::new);
  private final Hook<PropagationListener> propagationListeners =
      new Hook<>(PropagationListener[]::new);
  private final Hook<Runnable> afterCommands = new Hook<>(Runnable[]::new);
  private final int slot;
  private int nesting;

  /** The client of the command that is running, or ran last. */
  private @Nullable Client executing;

  private @Nullable Command running;

  /** The flags of the command that is running; see {@link CallFlags}. */
  private int flags = CallFlags.FULL;

  /** Number of error replies before the running command, with those of commands inside it. */
  private long errorsCounted;

  /** Called when a client's command has changed something and its effects were propagated. */
  @FunctionalInterface
  public interface PropagationListener {
    /**
     * Called when the sinks have all effects of the unit.
     *
     * @param client the client of the outermost command: for a script, the one that called it
     */
    void propagated(Client client);
  }

  ExecutionUnit(
      ServerBuilder server, KeyspaceEvents events, Effects effects, LatencyStatistics latency) {
    dispatcher = server.dispatcher();
    statistics = dispatcher.statistics();
    time = server.loop().time();
    network = server.clients().statistics();
    this.events = events;
    this.effects = effects;
    this.latency = latency;
    slot = server.clients().facet(new ClientFacet() {});
    server.loop().failures().add((_, _) -> recover());
  }

  /** Runs a command of a client that has passed all gates, then the clients that it unblocked. */
  @Override
  public void call(Client client, Command command, Args args) {
    if (nesting > 0) {
      callInNestedTurn(client, command, args);
      return;
    }
    nested(client, command, args);
    for (var after : afterCommands.listeners()) {
      after.run();
    }
  }

  /**
   * Runs a client's command in a turn inside the command of another client: its own flags count,
   * not those of that command. No blocked client is resumed before that command has ended.
   */
  private void callInNestedTurn(Client client, Command command, Args args) {
    int outerFlags = flags;
    flags = CallFlags.FULL;
    nested(client, command, args);
    flags = outerFlags;
  }

  // tag::call[]
  /**
   * Runs a command without asking the gates. EXEC and scripts run their commands with it.
   *
   * @param args valid until this returns
   */
  public void nested(Client client, Command command, Args args) {
    nested(client, command, args, CallFlags.FULL);
  }

  /**
   * Runs a command that leaves behind only what the flags allow.
   *
   * <p>A command inside one that is not counted is not counted either, whatever its own flags say;
   * the same is true of watchers. Propagation follows the flags of each command alone.
   *
   * @param args valid until this returns
   * @param callFlags of {@link CallFlags}; they restrict the command itself, and neither what it
   *     gives to {@link Effects#alsoPropagate} nor the deletion of keys that it finds expired
   */
  // tag::unit[]
  public void nested(Client client, Command command, Args args, int callFlags) {
    var outerClient = executing;
    var outerCommand = running;
    int outerFlags = flags;
    var outerOverride = effects.takeOverride();
    noteRunning(client, command);
    flags = callFlags & (outerFlags | CallFlags.PROPAGATE);
    long dirty = events.dirty();
    errorsCounted = network.errorReplies;
    long start = nesting == 0 ? time.nanos() : time.clock().nanos();
    try {
      boolean crashed = !run(client, command, args);
      long took = time.tick() - start; // moves the clock too, if this was the outermost
      account(client, command, args, took);
      if (!crashed) {
        effects.ended(client.database, events.dirty() > dirty, args, flags & CallFlags.PROPAGATE);
      }
    } finally {
      effects.restoreOverride(outerOverride);
      flags = outerFlags;
      if (nesting > 0) {
        noteRunning(outerClient, outerCommand);
      } else {
        flush(client, command.is(CommandFlag.TOUCHES_ARBITRARY_KEYS));
      }
    }
  }

  // end::unit[]

  /** Runs a command as a unit; returns whether it came to an end without a crash. */
  private boolean run(Client client, Command command, Args args) {
    long replyStart = client.reply().size();
    int deferred = client.reply().deferred();
    int depth = nesting;
    begin();
    try {
      command.run(client, args);
    } catch (CommandError e) {
      client.reply().error(e.text());
    } catch (RuntimeException | Error e) {
      // The effects that were noted before the crash are propagated. The command itself is not: it
      // would crash a replica, or the next start, too.
      dispatcher.crashed(e, client, command, args, replyStart, deferred);
      return false;
    } finally {
      exitTo(depth);
    }
    return true;
  }

  /** Sets the running command. Writes only what changes, because a store costs a GC barrier. */
  private void noteRunning(@Nullable Client client, @Nullable Command command) {
    if (executing != client) {
      executing = client;
    }
    if (running != command) {
      running = command;
    }
  }

  // end::call[]

  /** Leaves the units down to a depth: a command that crashes may leave some of its own open. */
  private void exitTo(int depth) {
    while (nesting > depth) {
      exit();
    }
  }

  /**
   * Ends the units that a crash has left open. Called between the handlers of the loop, where no
   * unit of this turn is running. The time is frozen once for each of them.
   */
  private void recover() {
    while (time.isFrozen()) {
      exit();
    }
    if (nesting == 0) {
      effects.flush(true);
    }
  }

  private void exit() {
    nesting--;
    time.thaw();
  }

  /** Begins a unit of the server's own, such as the deletion of a key; units can be nested. */
  public void begin() {
    nesting++;
    time.freeze();
  }

  /** Ends a unit and sends its effects to the sinks, unless it is inside another unit. */
  public void end() {
    end(null, false);
  }

  /** Ends a unit that ran a client's command; calls the propagation listeners if it had effects. */
  public void end(Client client) {
    end(client, false);
  }

  /**
   * Ends a unit whose effects are independent of each other, such as the deletions of expired keys
   * by a cycle. They are sent without a transaction around them.
   */
  public void endApart() {
    end(null, true);
  }

  private void end(@Nullable Client client, boolean apart) {
    exit();
    if (nesting == 0) {
      flush(client, apart);
    }
  }

  private void flush(@Nullable Client client, boolean apart) {
    if (effects.flush(apart) && client != null) {
      for (var listener : propagationListeners.listeners()) {
        listener.propagated(client);
      }
    }
  }

  // tag::account[]
  /** Counts a run of a command. */
  private void account(Client client, Command command, Args args, long took) {
    boolean counts = (flags & CallFlags.STATISTICS) != 0;
    if (counts && network.errorReplies > errorsCounted) {
      statistics.failed(command);
    }
    // An error of a command inside this one is not counted for this one again.
    errorsCounted = network.errorReplies;
    if (counts && nesting == 0) {
      statistics.busy(took);
    }
    boolean again = client.has(ClientFlags.REEXECUTING);
    if ((flags & CallFlags.WATCHERS) != 0) {
      for (var watcher : watchers.listeners()) {
        watcher.ran(client, command, args, took, again);
      }
    }
    if (!again && !client.has(Client.BLOCKED)) {
      complete(client, command, args, took); // as nearly always
    } else if (client.has(Client.BLOCKED)) {
      client.facet(slot, again ? took + before(client) : took);
    } else {
      complete(client, command, args, took + before(client));
      client.facet(slot, null);
    }
  }

  private long before(Client client) {
    return client.facet(slot) instanceof Long nanos ? nanos : 0;
  }

  private void complete(Client client, Command command, Args args, long nanos) {
    if ((flags & CallFlags.STATISTICS) != 0) {
      statistics.completed(command, nanos);
      latency.record(command, nanos);
    }
    if ((flags & CallFlags.WATCHERS) != 0) {
      for (var watcher : watchers.listeners()) {
        watcher.ended(client, command, args, nanos);
      }
    }
  }

  /** Tells the watchers that an EXEC was rejected and has ended its transaction. */
  public void execRejected(Client client, Command exec, Args args) {
    for (var watcher : watchers.listeners()) {
      watcher.execRejected(client, exec, args);
    }
  }

  /**
   * Completes a command that was blocked and is not re-executed: it timed out, or CLIENT UNBLOCK
   * ended it. Its time is that of its runs; the time of waiting does not count.
   *
   * @param failed whether an error was replied to its client
   */
  public void finishWithoutRun(Client client, Command command, Args args, boolean failed) {
    if (failed) {
      statistics.failed(command);
      errorsCounted = network.errorReplies;
    }
    complete(client, command, args, before(client));
    client.facet(slot, null);
  }

  // end::account[]

  /** Returns the client whose command is running, the innermost one; null between commands. */
  public @Nullable Client executing() {
    return nesting == 0 ? null : executing;
  }

  /** Returns the command that is running, the innermost one; null between commands. */
  public @Nullable Command running() {
    return nesting == 0 ? null : running;
  }

  /** Returns whether a unit has begun and not ended. */
  public boolean isUnderWay() {
    return nesting > 0;
  }

  /** Returns the watchers, which are called after every command. */
  public Hook<CommandWatcher> watchers() {
    return watchers;
  }

  /**
   * Returns the listeners that are called when the effects of a client's command were propagated,
   * before other clients are served: WAIT notes there how much of the replication stream the client
   * has to wait for (week 4).
   */
  public Hook<PropagationListener> propagationListeners() {
    return propagationListeners;
  }

  /** Adds work that runs after each command of a client, when the sinks have its effects. */
  public void afterCommands(Runnable work) {
    afterCommands.add(work);
  }
}
