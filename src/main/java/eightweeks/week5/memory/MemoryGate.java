package eightweeks.week5.memory;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.Dispatcher;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.dispatch.GateCheck;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.Query;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.transactions.EffectiveCommands;
import java.util.Set;

/**
 * The gate MEMORY: frees memory before a command, and rejects the command if there is none and it
 * needs some.
 *
 * <p>Answers to the part of {@code server.c: processCommand()} that begins with "Handle the
 * maxmemory directive". Keys are evicted before any command, also one that only reads. Rejected are
 * the commands with the flag DENYOOM, an EXEC with one of them, and between MULTI and EXEC each
 * command, because a queue takes memory, too. DISCARD and an EXEC of harmless commands go on.
 *
 * <p>Rejected is also a command that would need more than the heap has left, while it runs ({@link
 * Footprint}).
 *
 * <p>The gate is open while there is no maxmemory, less than a third of the heap is used, and no
 * large query has come: then it costs nothing.
 */
final class MemoryGate implements GateCheck {
  private static final String OOM = "OOM command not allowed when used memory > 'maxmemory'.";

  /** A query of this size, in bytes, may hold a command that needs much memory. */
  private static final long LARGE_QUERY = 1L << 20;

  /** The commands that end a transaction, and those that the server runs at once. */
  private static final Set<String> NEVER_QUEUED = Set.of("exec", "discard", "quit", "reset");

  private final Dispatcher dispatcher;
  private final EventLoop loop;
  private final Eviction eviction;
  private final MemoryLimit limit;
  private final EffectiveCommands commands;
  private final Footprint footprint;

  MemoryGate(
      Dispatcher dispatcher,
      EventLoop loop,
      Eviction eviction,
      MemoryLimit limit,
      EffectiveCommands commands,
      Footprint footprint) {
    this.dispatcher = dispatcher;
    this.loop = loop;
    this.eviction = eviction;
    this.limit = limit;
    this.commands = commands;
    this.footprint = footprint;
  }

  void install() {
    dispatcher.gates().install(Gate.MEMORY, _ -> true, this);
  }

  /** Shuts or opens the gate. Called when the limit has changed, and often between commands. */
  void adapt() {
    dispatcher.gates().shut(Gate.MEMORY, limit.isConfigured() || limit.mustBeWatched());
  }

  /** Shuts or opens the gate for the commands of a query that has come. */
  void adapt(Query query) {
    adapt();
    if (query.size() > LARGE_QUERY) {
      dispatcher.gates().shut(Gate.MEMORY, true);
    }
  }

  // tag::pass[]
  @Override
  public boolean pass(Client client, Command command, Args args) {
    if (loop.isNested()) {
      return true; // a turn inside a long command must not delete what that command uses
    }
    boolean full = eviction.perform() == Eviction.Result.FAIL || limit.isHeapFull();
    boolean queued = client.has(ClientFlags.MULTI) && !NEVER_QUEUED.contains(command.fullName());
    boolean tooMuch = full || (queued && limit.isLarge(client));
    if ((tooMuch && isRejected(client, command, queued))
        || !footprint.fits(client, command, args)) {
      dispatcher.reject(client, command, OOM);
      return false;
    }
    return true;
  }

  // end::pass[]

  private boolean isRejected(Client client, Command command, boolean queued) {
    return queued
        || commands.any(client, command, CommandFlag.DENYOOM)
        || (limit.isHeapFull() && Footprint.USERS.equals(command.fullName()));
  }
}
