package eightweeks.week3.transactions;

import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.SKIP_SLOWLOG;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.command.Effects;
import eightweeks.week3.command.ExecutionUnit;
import org.jspecify.annotations.Nullable;

/**
 * EXEC: runs all queued commands, with no other command between them.
 *
 * <p>Answers to {@code multi.c: execCommand()}. A command that fails while it runs does not stop
 * the others: there is no rollback, because such a failure is nearly always a mistake in the
 * program, and a rollback would make every transaction slower. If a command was rejected before
 * EXEC (an argument is missing), or a watched key was modified, nothing runs.
 */
final class Exec extends Command {
  private static final CommandError NO_MULTI = new CommandError("ERR EXEC without MULTI");
  private static final CommandError ABORTED =
      new CommandError("EXECABORT Transaction discarded because of previous errors.");

  private final Transactions transactions;
  private final ExecutionUnit unit;
  private final Effects effects;

  Exec(Transactions transactions, ExecutionUnit unit, Effects effects) {
    super(
        TransactionCommands.declare("exec", 1, "1.2.0")
            .complexity("Depends on commands in the transaction")
            .summary("Runs all commands of the transaction.")
            .flags(NOSCRIPT, LOADING, STALE, SKIP_SLOWLOG));
    this.transactions = transactions;
    this.unit = unit;
    this.effects = effects;
  }

  // tag::exec[]
  @Override
  public void run(Client client, Args args) {
    if (!client.has(ClientFlags.MULTI)) {
      throw NO_MULTI;
    }
    // tag::decide[]
    var transaction = transactions.of(client);
    boolean aborted = client.has(ClientFlags.DIRTY_EXEC);
    boolean touched =
        client.has(ClientFlags.DIRTY_CAS) || transactions.watches().isExpired(transaction);
    if (aborted || touched) {
      transactions.discard(client);
      if (aborted) {
        throw ABORTED;
      }
      client.reply().nullArray();
      return;
    }
    // end::decide[]
    transactions.watches().unwatch(transaction); // its own writes need not search the watches
    boolean denied = client.has(ClientFlags.DENY_BLOCKING);
    client.set(ClientFlags.DENY_BLOCKING);
    client.reply().array(transaction.queue.size());
    for (var queued : transaction.queue) {
      run(client, queued);
    }
    if (!denied) {
      client.unset(ClientFlags.DENY_BLOCKING);
    }
    transactions.discard(client);
    effects.prevent(); // the commands inside are propagated themselves
  }

  private void run(Client client, Transaction.Queued queued) {
    var error = check(client, queued.command(), queued.args());
    if (error == null) {
      unit.nested(client, queued.command(), queued.args());
    } else {
      client.reply().error(error);
    }
  }

  /** Repeats the checks that let the command into the queue; returns an error, or null. */
  private @Nullable String check(Client client, Command command, Args args) {
    if (!command.isRegistered()) {
      return "ERR '" + command.fullName() + "' was removed after MULTI";
    }
    for (var check : transactions.execChecks().listeners()) {
      var error = check.check(client, command, args);
      if (error != null) {
        return error;
      }
    }
    return null;
  }

  // end::exec[]
}
