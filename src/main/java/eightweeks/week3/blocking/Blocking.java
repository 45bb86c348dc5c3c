package eightweeks.week3.blocking;

import eightweeks.week1.dispatch.Dispatcher;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.extension.Service;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientDescription;
import eightweeks.week1.networking.ClientFacet;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.Reply;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.values.Values;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.command.ExecutionUnit;
import eightweeks.week3.keyspace.KeyView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Blocks clients, and unblocks them.
 *
 * <p>Answers to {@code blocked.c: blockClient()}, {@code blockForKeys()}, {@code unblockClient()},
 * {@code processUnblockedClients()}. The server reads from a blocked client, but does not take its
 * commands from the query buffer. Nothing else about it is special. Its states:
 *
 * <pre>
 *             onKeys()                    a key is ready: re-executed
 *   running ───────────► BLOCKED ───────────────────────────────────────┬──► BLOCKED again
 *                           │ timeout, CLIENT UNBLOCK: a reply          │ replied
 *                           └──────────────► UNBLOCKED ◄────────────────┘
 *                                               │ before the loop sleeps
 *                                               └──► its next commands run
 * </pre>
 *
 * <p>Why do its next commands not run at once? They would run inside the command that unblocked the
 * client, and a chain of a thousand clients would need a stack of a thousand commands.
 *
 * <p>When you add a type: add it to {@link BlockType}; block with {@link #onKeys} or {@link
 * #until}; unblock with {@code KeyspaceEvents.signalReady} or {@link #unblock}.
 */
public final class Blocking implements ClientFacet {
  public static final Service<Blocking> SERVICE = new Service<>("blocking", Blocking.class);

  private final Clients clients;
  private final Dispatcher dispatcher;
  private final LoopTime time;
  private final ExecutionUnit unit;
  private final int slot;
  private final KeyQueues queues;
  private final Timeouts timeouts;
  private final ReadyKeys readyKeys;
  private final Hook<Runnable> checks = new Hook<>(Runnable[]::new);
  private final Queue<Client> unblocked = new ArrayDeque<>();

  /** The clients whose commands were postponed by a pause, in the order of their arrival. */
  private final Set<BlockedClient> postponed = new LinkedHashSet<>();

  private final int[] byKind = new int[BlockType.values().length];

  Blocking(ServerBuilder server) {
    clients = server.clients();
    dispatcher = server.dispatcher();
    time = server.loop().time();
    unit = server.need(ExecutionUnit.SERVICE);
    slot = clients.facet(this);
    queues = new KeyQueues(server.need(Values.SERVICE).sipHash());
    timeouts = new Timeouts(server.loop());
    readyKeys = new ReadyKeys(this, queues, server.need(KeyView.SERVICE));
  }

  // tag::commands[]
  // For commands.

  /**
   * Returns the deadline from the timeout in seconds in argument i.
   *
   * @return milliseconds of the {@link LoopTime#steadyMillis steady time}, or 0 for never
   */
  public long deadline(Args args, int i) {
    return Deadlines.inSeconds(args, i, time.steadyMillis());
  }

  /** Returns the deadline from the timeout in whole milliseconds in argument i. */
  public long deadlineMillis(Args args, int i) {
    return Deadlines.inMillis(args, i, time.steadyMillis());
  }

  /** Returns whether the client can be blocked: not inside EXEC or a script. */
  public boolean allowed(Client client) {
    return !client.has(ClientFlags.DENY_BLOCKING);
  }

  /**
   * Blocks a client on keys among its arguments (blockForKeys). When one of them is ready, the
   * command is re-executed, and may block the client again.
   *
   * @param first the position of the first key
   * @param count the number of keys
   * @param deadline from {@link #deadline}; a re-executed command keeps its first one
   */
  public void onKeys(
      Client client, Args args, BlockType kind, int first, int count, long deadline) {
    var keys = new ArrayList<byte[]>(count);
    for (int i = first; i < first + count; i++) {
      keys.add(args.bytes(i));
    }
    onKeys(client, args, kind, keys, deadline, false);
  }

  /**
   * Blocks a client on keys that need not be arguments.
   *
   * @param onNoKey whether to re-execute also when a key is deleted or changes its type
   */
  public void onKeys(
      Client client, Args args, BlockType kind, List<byte[]> keys, long deadline, boolean onNoKey) {
    var waiting =
        client.has(ClientFlags.REEXECUTING) && client.facet(slot) instanceof BlockedClient before
            ? new BlockedClient(client, kind, before.args, before.command, before.deadline, onNoKey)
            : new BlockedClient(client, kind, args.own(), unit.running(), deadline, onNoKey);
    for (var key : keys) {
      queues.join(waiting, key);
    }
    block(waiting);
  }

  // end::commands[]

  /**
   * Blocks a client until {@link #unblock} is called for it, or it times out.
   *
   * @param deadline from {@link #deadline}, or 0 for never
   * @param onTimeout replies when the client times out
   * @param onRelease called when the client is unblocked or closed, in whatever way, before it gets
   *     a reply: removes it from the caller's list of clients that wait
   */
  public void until(
      Client client,
      Args args,
      BlockType kind,
      long deadline,
      Consumer<Reply> onTimeout,
      Consumer<Client> onRelease) {
    var waiting = new BlockedClient(client, kind, args.own(), unit.running(), deadline, false);
    waiting.onTimeout = onTimeout;
    waiting.onRelease = onRelease;
    block(waiting);
  }

  private void block(BlockedClient waiting) {
    var client = waiting.client;
    assert allowed(client) : "a command must not block here";
    client.facet(slot, waiting);
    client.set(Client.BLOCKED);
    byKind[waiting.kind.ordinal()]++;
    timeouts.add(waiting);
  }

  /** Returns what the client is blocked for; null if it is not blocked. */
  public @Nullable BlockType kind(Client client) {
    var waiting = waiting(client);
    return waiting == null ? null : waiting.kind;
  }

  private @Nullable BlockedClient waiting(Client client) {
    return client.facet(slot) instanceof BlockedClient waiting && waiting.blocked ? waiting : null;
  }

  // tag::unblock[]
  /** Unblocks a client, which then gets a reply or whose command then runs (unblockClient). */
  void release(BlockedClient waiting) {
    waiting.blocked = false;
    byKind[waiting.kind.ordinal()]--;
    timeouts.remove(waiting);
    queues.leaveAll(waiting);
    postponed.remove(waiting);
    waiting.client.unset(Client.BLOCKED);
    waiting.onRelease.accept(waiting.client);
  }

  /** Lets the commands that a client has sent meanwhile run before the loop sleeps. */
  void resume(Client client) {
    if (!client.has(ClientFlags.UNBLOCKED)) {
      client.set(ClientFlags.UNBLOCKED);
      unblocked.add(client);
    }
  }

  /** Re-executes a client's command, as one unit with its effects (unblockClientOnKey). */
  void reexecute(BlockedClient waiting) {
    var client = waiting.client;
    release(waiting);
    unit.begin();
    client.set(ClientFlags.REEXECUTING);
    try {
      execute(waiting);
    } catch (RuntimeException | Error e) {
      client.closeAsap(); // the command has not replied, and its client is not blocked any more
      throw e;
    } finally {
      client.unset(ClientFlags.REEXECUTING);
    }
    if (!client.has(Client.BLOCKED)) {
      resume(client);
    }
    unit.end(client);
  }

  private void execute(BlockedClient waiting) {
    var client = waiting.client;
    client.set(Client.EXECUTING);
    try {
      dispatcher.execute(client, waiting.args);
    } finally {
      client.unset(Client.EXECUTING);
    }
    client.endOfReply();
    if (client.facet(slot) == waiting) {
      client.facet(slot, null); // it is not waiting again
    }
  }

  /** Unblocks a client that is not blocked on keys, with a reply. */
  public void unblock(Client client, Consumer<Reply> content) {
    var waiting = waiting(client);
    if (waiting != null) {
      finish(waiting, content, false);
    }
  }

  /** Unblocks a client with the reply for a timeout. */
  void timeOut(BlockedClient waiting) {
    finish(waiting, waiting.onTimeout, false);
  }

  /**
   * Unblocks a client with an error.
   *
   * @param text the reply without its leading minus
   */
  public void fail(Client client, String text) {
    var waiting = waiting(client);
    if (waiting != null) {
      finish(waiting, reply -> reply.error(text), true);
    }
  }

  /** Unblocks all clients that are blocked for a type, with an error. */
  void failAll(BlockType kind, String text) {
    if (byKind[kind.ordinal()] > 0) {
      for (var client : List.copyOf(clients.all())) {
        if (kind(client) == kind) {
          fail(client, text);
        }
      }
    }
  }

  private void finish(BlockedClient waiting, Consumer<Reply> content, boolean failed) {
    var client = waiting.client;
    release(waiting);
    client.facet(slot, null);
    dispatcher.reply(client, content);
    var command = waiting.command;
    if (command != null && waiting.kind != BlockType.SHUTDOWN) {
      unit.finishWithoutRun(client, command, waiting.args, failed);
    }
    resume(client);
  }

  /**
   * Unblocks a client for CLIENT UNBLOCK.
   *
   * @param error whether the client gets an error instead of the reply for a timeout
   * @return whether the client was blocked, for a type that may time out
   */
  boolean unblock(Client client, boolean error) {
    var waiting = waiting(client);
    if (waiting == null || !waiting.kind.mayTimeOut()) {
      return false;
    }
    if (error) {
      fail(client, "UNBLOCKED client unblocked via CLIENT UNBLOCK");
    } else {
      timeOut(waiting);
    }
    return true;
  }

  // end::unblock[]

  // tag::phase[]
  /** Handles timeouts, serves ready keys, and resumes clients (blockedBeforeSleep). */
  void beforeSleep() {
    boolean idle = timeouts.size() == 0 && unblocked.isEmpty() && readyKeys.isEmpty();
    if (idle && checks.listeners().length == 0) {
      return; // as in nearly every turn
    }
    time.tick();
    for (var due = timeouts.due(); due != null; due = timeouts.due()) {
      timeOut(due);
    }
    for (var check : checks.listeners()) {
      check.run();
    }
    readyKeys.serve();
    for (var client = unblocked.poll(); client != null; client = unblocked.poll()) {
      client.unset(ClientFlags.UNBLOCKED);
      if (!client.has(Client.BLOCKED | Client.CLOSE_ASAP)) {
        resumeNow(client);
      }
    }
  }

  private void resumeNow(Client client) {
    if (client.facet(slot) instanceof BlockedClient postponed) {
      execute(postponed); // its command has not run yet
    }
    if (!client.has(Client.BLOCKED)) {
      clients.resume(client);
    }
  }

  // end::phase[]

  /** Adds a check before the loop sleeps, after the timeouts: of acknowledged offsets (week 4). */
  public void onCheck(Runnable check) {
    checks.add(check);
  }

  /** Blocks a client until the end of a pause; its command has not run yet. */
  void postpone(Client client, Args args) {
    var waiting = new BlockedClient(client, BlockType.POSTPONE, args.own(), null, 0, false);
    postponed.add(waiting);
    block(waiting);
  }

  /** Resumes the postponed clients when a pause ends or becomes less strict. */
  void tryPostponed() {
    for (var waiting : List.copyOf(postponed)) {
      release(waiting);
      resume(waiting.client);
    }
  }

  /** Returns the number of clients that are blocked for a type. */
  public int count(BlockType kind) {
    return byKind[kind.ordinal()];
  }

  ReadyKeys readyKeys() {
    return readyKeys;
  }

  KeyQueues queues() {
    return queues;
  }

  Timeouts timeouts() {
    return timeouts;
  }

  @Override
  public void closed(Client client) {
    var waiting = waiting(client);
    if (waiting != null) {
      release(waiting);
    }
    client.facet(slot, null);
    if (client.has(ClientFlags.UNBLOCKED)) {
      unblocked.remove(client);
    }
  }

  @Override
  public void describe(Client client, ClientDescription description) {
    if (client.has(ClientFlags.UNBLOCKED)) {
      description.flag('u');
    }
  }

  @Override
  public long bytes(Client client) {
    return client.facet(slot) instanceof BlockedClient waiting ? waiting.args.size() : 0;
  }
}
