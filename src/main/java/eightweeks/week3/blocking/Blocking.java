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
import eightweeks.week2.object.Values;
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
 * Makes clients wait, and lets them go on.
 *
 * <p>Answers to {@code blocked.c: blockClient()}, {@code blockForKeys()}, {@code unblockClient()},
 * {@code processUnblockedClients()}. A client that waits is read from, but what it sends is not
 * looked at; nothing else about it is special. Its life:
 *
 * <pre>
 *             onKeys()                    a key is ready: the command runs again
 *   running ───────────► BLOCKED ───────────────────────────────────────┬──► BLOCKED again
 *                           │ timeout, CLIENT UNBLOCK: a reply          │ replied
 *                           └──────────────► UNBLOCKED ◄────────────────┘
 *                                               │ before the loop sleeps
 *                                               └──► goes on with what it has sent
 * </pre>
 *
 * <p>Why does it not go on at once? It would run commands inside the command that woke it up, and
 * with a thousand clients in a row a stack of a thousand.
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

  /** Who was postponed, in the order in which they came. */
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
   * When a client's time is over that wants to wait for as many seconds as word i says.
   *
   * @return milliseconds since 1970, or 0 for never
   */
  public long deadline(Args args, int i) {
    return Deadlines.inSeconds(args, i, time.millis());
  }

  /** The same for a word that is a whole number of milliseconds. */
  public long deadlineMillis(Args args, int i) {
    return Deadlines.inMillis(args, i, time.millis());
  }

  /** Whether the client can be made to wait: not inside EXEC or a script. */
  public boolean allowed(Client client) {
    return !client.has(ClientFlags.DENY_BLOCKING);
  }

  /**
   * The client waits for one of the keys that some of its words are. When one may be there its
   * command is run again, which then may find that it must wait on.
   *
   * @param first the first word that is a key
   * @param count how many words are keys
   * @param deadline from {@link #deadline}; when the command runs again the first one stays
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
   * The same for any keys.
   *
   * @param onNoKey to run the command also when one of the keys goes or changes its type
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
   * The client waits for something that is no key; whoever knows when it is there calls {@link
   * #unblock}.
   *
   * @param deadline in milliseconds since 1970, or 0 for never
   * @param onTimeout what it is replied then
   */
  public void until(
      Client client, Args args, BlockType kind, long deadline, Consumer<Reply> onTimeout) {
    var waiting = new BlockedClient(client, kind, args.own(), unit.running(), deadline, false);
    waiting.onTimeout = onTimeout;
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

  /** What the client waits for; null if it does not wait. */
  public @Nullable BlockType kind(Client client) {
    var waiting = waiting(client);
    return waiting == null ? null : waiting.kind;
  }

  private @Nullable BlockedClient waiting(Client client) {
    return client.facet(slot) instanceof BlockedClient waiting && waiting.blocked ? waiting : null;
  }

  // tag::unblock[]
  /** The client waits no more: it has been replied, or goes on when its command has run again. */
  void release(BlockedClient waiting) {
    waiting.blocked = false;
    byKind[waiting.kind.ordinal()]--;
    timeouts.remove(waiting);
    queues.leaveAll(waiting);
    postponed.remove(waiting);
    waiting.client.unset(Client.BLOCKED);
  }

  /** Has a client go on with what it has sent, before the loop sleeps. */
  void resume(Client client) {
    if (!client.has(ClientFlags.UNBLOCKED)) {
      client.set(ClientFlags.UNBLOCKED);
      unblocked.add(client);
    }
  }

  /** Runs a client's command once more, as one unit with what follows from it. */
  void runAgain(BlockedClient waiting) {
    var client = waiting.client;
    release(waiting);
    unit.begin();
    client.set(ClientFlags.REEXECUTING);
    try {
      execute(waiting);
    } catch (RuntimeException | Error e) {
      client.closeAsap(); // it has been answered nothing, and waits for nothing any more
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

  /** Has a client that waits for no key go on; it is replied these words. */
  public void unblock(Client client, Consumer<Reply> words) {
    var waiting = waiting(client);
    if (waiting != null) {
      giveUp(waiting, words, false);
    }
  }

  /** The client is replied what it gets when its time is over. */
  void timeOut(BlockedClient waiting) {
    giveUp(waiting, waiting.onTimeout, false);
  }

  /**
   * Ends a client's waiting with an error.
   *
   * @param text the reply without its leading minus
   */
  public void fail(Client client, String text) {
    var waiting = waiting(client);
    if (waiting != null) {
      giveUp(waiting, reply -> reply.error(text), true);
    }
  }

  /** Ends the waiting of all clients of a kind with an error. */
  void failAll(BlockType kind, String text) {
    if (byKind[kind.ordinal()] > 0) {
      for (var client : List.copyOf(clients.all())) {
        if (kind(client) == kind) {
          fail(client, text);
        }
      }
    }
  }

  private void giveUp(BlockedClient waiting, Consumer<Reply> words, boolean failed) {
    var client = waiting.client;
    release(waiting);
    client.facet(slot, null);
    dispatcher.reply(client, words);
    var command = waiting.command;
    if (command != null && waiting.kind != BlockType.SHUTDOWN) {
      unit.finishWithoutRun(client, command, waiting.args, failed);
    }
    resume(client);
  }

  /**
   * CLIENT UNBLOCK.
   *
   * @param error whether the client gets an error, and not what it gets when its time is over
   * @return whether the client was waiting, and can be made to go on
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
  /** Before the loop sleeps: whose time is over, whose key has come, and who goes on. */
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
        goOnNow(client);
      }
    }
  }

  private void goOnNow(Client client) {
    if (client.facet(slot) instanceof BlockedClient postponed) {
      execute(postponed); // its command has not run yet
    }
    if (!client.has(Client.BLOCKED)) {
      clients.resume(client);
    }
  }

  // end::phase[]

  /** Done before the loop sleeps, behind the timeouts: whether replicas have caught up (week 4). */
  public void onCheck(Runnable check) {
    checks.add(check);
  }

  /** The client's command, which has not begun, waits for the end of a pause. */
  void postpone(Client client, Args args) {
    var waiting = new BlockedClient(client, BlockType.POSTPONE, args.own(), null, 0, false);
    postponed.add(waiting);
    block(waiting);
  }

  /** The pause is over, or not as strict as before: who was postponed tries again. */
  void tryPostponed() {
    for (var waiting : List.copyOf(postponed)) {
      release(waiting);
      resume(waiting.client);
    }
  }

  /** How many clients wait for something of that kind. */
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
