package eightweeks.week3.transactions;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientDescription;
import eightweeks.week1.networking.ClientFacet;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.values.Values;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.keyspace.KeyView;

/**
 * Begins, fills and discards the transactions of all clients.
 *
 * <p>Answers to {@code multi.c: queueMultiCommand()}, {@code discardTransaction()}, {@code
 * flagTransaction()}.
 */
final class Transactions implements ClientFacet {
  /** The gates that look at the commands of a client between MULTI and EXEC. */
  private static final int GATES = Gate.QUEUE.bit() | Gate.NOT_IN_TRANSACTION.bit();

  private final Watches watches;
  private final Hook<EffectiveCommands.ExecCheck> execChecks =
      new Hook<>(EffectiveCommands.ExecCheck[]::new);
  private final int slot;

  Transactions(ServerBuilder server) {
    var hash = server.need(Values.SERVICE).sipHash();
    watches = new Watches(server.need(KeyView.SERVICE), hash, this);
    slot = server.clients().facet(this);
  }

  Watches watches() {
    return watches;
  }

  Transaction of(Client client) {
    if (client.facet(slot) instanceof Transaction transaction) {
      return transaction;
    }
    var fresh = new Transaction();
    client.facet(slot, fresh);
    return fresh;
  }

  // tag::queue[]
  void begin(Client client) {
    client.set(ClientFlags.MULTI);
    client.gates |= GATES;
  }

  // tag::keep[]
  /** Queues a command for EXEC, unless EXEC will fail anyway, and replies QUEUED. */
  void queue(Client client, Command command, Args args) {
    if (!client.has(ClientFlags.DIRTY_CAS | ClientFlags.DIRTY_EXEC)) {
      of(client).queue(command, args);
    }
    client.reply().queued();
  }

  // end::keep[]

  /** Ends a transaction, whether it has run or not. */
  void discard(Client client) {
    client.unset(ClientFlags.MULTI | ClientFlags.DIRTY_CAS | ClientFlags.DIRTY_EXEC);
    client.gates &= ~GATES;
    if (client.facet(slot) instanceof Transaction transaction) {
      watches.unwatch(transaction);
      client.facet(slot, null);
    }
  }

  /** Makes EXEC fail because a command was rejected: half a transaction must not run. */
  static void flag(Client client) {
    if (client.has(ClientFlags.MULTI)) {
      client.set(ClientFlags.DIRTY_EXEC);
    }
  }

  // end::queue[]

  @Override
  public void closed(Client client) {
    discard(client);
  }

  @Override
  public void reset(Client client) {
    discard(client);
  }

  @Override
  public void describe(Client client, ClientDescription description) {
    if (client.has(ClientFlags.MULTI)) {
      description.queued = of(client).queue.size();
      description.queuedBytes = of(client).queuedBytes();
      description.flag('x');
    }
    if (client.has(ClientFlags.DIRTY_CAS)) {
      description.flag('d');
    }
  }

  @Override
  public long bytes(Client client) {
    return client.facet(slot) instanceof Transaction transaction ? transaction.memory() : 0;
  }

  /** Returns whether one of the queued commands has the flag. */
  boolean any(Client client, CommandFlag flag) {
    return of(client).queue.stream().anyMatch(queued -> queued.command().is(flag));
  }

  /** Returns whether all queued commands have the flag. */
  boolean all(Client client, CommandFlag flag) {
    return of(client).queue.stream().allMatch(queued -> queued.command().is(flag));
  }

  /** Walks the queued commands in their order. */
  void forEachQueued(Client client, EffectiveCommands.CommandVisitor visitor) {
    for (var queued : of(client).queue) {
      visitor.command(queued.command(), queued.args());
    }
  }

  /** Returns the checks that EXEC calls before each queued command. */
  Hook<EffectiveCommands.ExecCheck> execChecks() {
    return execChecks;
  }
}
