package eightweeks.week3.transactions;

import static eightweeks.week1.dispatch.CommandFlag.ALLOW_BUSY;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * MULTI, DISCARD, WATCH and UNWATCH.
 *
 * <p>Answers to {@code multi.c: multiCommand()}, {@code discardCommand()}, {@code watchCommand()},
 * {@code unwatchCommand()}.
 */
final class TransactionCommands {
  private TransactionCommands() {}

  static void addTo(ServerBuilder server, Transactions transactions) {
    server.command(new Multi(transactions));
    server.command(new Discard(transactions));
    server.command(new WatchKeys(transactions));
    server.command(new Unwatch(transactions));
  }

  static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity)
        .group(Group.TRANSACTIONS)
        .since(since)
        .complexity("O(1)")
        .categories(Category.TRANSACTION);
  }

  private static CommandSpec quick(String name, int arity, String since) {
    return declare(name, arity, since).flags(NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY);
  }

  /** MULTI. */
  private static final class Multi extends Command {
    private static final CommandError NESTED =
        new CommandError("ERR MULTI calls can not be nested");

    private final Transactions transactions;

    Multi(Transactions transactions) {
      super(quick("multi", 1, "1.2.0").summary("Begins a transaction."));
      this.transactions = transactions;
    }

    @Override
    public void run(Client client, Args args) {
      if (client.has(ClientFlags.MULTI)) {
        throw NESTED;
      }
      transactions.begin(client);
      client.reply().ok();
    }
  }

  /** DISCARD. */
  private static final class Discard extends Command {
    private static final CommandError NO_MULTI = new CommandError("ERR DISCARD without MULTI");

    private final Transactions transactions;

    Discard(Transactions transactions) {
      super(
          quick("discard", 1, "2.0.0")
              .complexity("O(N), when N is the number of queued commands")
              .summary("Forgets the commands of a transaction, and all watches."));
      this.transactions = transactions;
    }

    @Override
    public void run(Client client, Args args) {
      if (!client.has(ClientFlags.MULTI)) {
        throw NO_MULTI;
      }
      transactions.discard(client);
      client.reply().ok();
    }
  }

  /** WATCH key [key …]. */
  private static final class WatchKeys extends Command {
    private static final CommandError INSIDE_MULTI =
        new CommandError("ERR WATCH inside MULTI is not allowed");

    private final Transactions transactions;

    WatchKeys(Transactions transactions) {
      super(
          quick("watch", -2, "2.2.0")
              .complexity("O(1) for every key.")
              .summary("Has EXEC do nothing if one of the keys changes before.")
              .arguments("key...")
              .keys(KeySpec.at(1).to(-1, 1).means(KeySpec.Use.RO)));
      this.transactions = transactions;
    }

    @Override
    public void run(Client client, Args args) {
      if (client.has(ClientFlags.MULTI)) {
        throw INSIDE_MULTI;
      }
      if (!client.has(ClientFlags.DIRTY_CAS)) { // otherwise EXEC fails anyway
        for (int i = 1; i < args.count(); i++) {
          transactions.watches().watch(client, args, i);
        }
      }
      client.reply().ok();
    }
  }

  /** UNWATCH. */
  private static final class Unwatch extends Command {
    private final Transactions transactions;

    Unwatch(Transactions transactions) {
      super(quick("unwatch", 1, "2.2.0").summary("Forgets all watches of the connection."));
      this.transactions = transactions;
    }

    @Override
    public void run(Client client, Args args) {
      transactions.watches().unwatch(transactions.of(client));
      client.unset(ClientFlags.DIRTY_CAS);
      client.reply().ok();
    }
  }
}
