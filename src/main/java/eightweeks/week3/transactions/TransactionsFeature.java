package eightweeks.week3.transactions;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.networking.Client;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.Effects;
import eightweeks.week3.command.ExecutionUnit;
import eightweeks.week3.command.KeyspaceEvents;
import eightweeks.week3.loading.Loading;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Installs transactions: the commands, the two gates for a client between MULTI and EXEC, and what
 * happens when one of its commands is rejected.
 *
 * <p>Answers to {@code server.c: processCommand()} and {@code rejectCommand()}, as far as they are
 * about transactions.
 */
public final class TransactionsFeature implements Feature {
  /** The commands that are not queued between MULTI and EXEC. */
  private static final Set<String> NEVER_QUEUED =
      Set.of("exec", "discard", "multi", "watch", "quit", "reset");

  private static final String DEFAULT_CODE = "ERR ";

  @Override
  public void install(ServerBuilder server) {
    var transactions = new Transactions(server);
    var events = server.need(KeyspaceEvents.SERVICE);
    events.onModified(transactions.watches());
    events.onKeys(transactions.watches());
    var unit = server.need(ExecutionUnit.SERVICE);
    var exec = new Exec(transactions, unit, server.need(Effects.SERVICE));
    server.command(exec);
    TransactionCommands.addTo(server, transactions);
    var effective = new EffectiveCommands(exec, transactions);
    server.provide(EffectiveCommands.SERVICE, effective);
    server
        .need(Loading.SERVICE)
        .allow((client, command) -> effective.all(client, command, CommandFlag.LOADING));
    installGates(server, transactions);
    server
        .dispatcher()
        .rejections()
        .add(
            (client, command, error) -> {
              boolean replied = rejected(transactions, exec, client, command, error);
              var query = client.query();
              if (replied && query != null) {
                unit.execRejected(client, exec, query.args());
              }
              return replied;
            });
  }

  // tag::gates[]
  private static void installGates(ServerBuilder server, Transactions transactions) {
    server
        .gates()
        .install(
            Gate.NOT_IN_TRANSACTION,
            command -> command.is(CommandFlag.NO_MULTI),
            (client, command, _) -> {
              var error = "ERR Command not allowed inside a transaction";
              server.dispatcher().reject(client, command, error);
              return false;
            });
    server
        .gates()
        .install(
            Gate.QUEUE,
            command -> !NEVER_QUEUED.contains(command.fullName()),
            (client, command, args) -> {
              transactions.queue(client, command, args);
              return false;
            });
  }

  // end::gates[]

  /**
   * Makes EXEC fail after a rejected command. If EXEC itself was rejected, ends the transaction.
   */
  private static boolean rejected(
      Transactions transactions,
      Command exec,
      Client client,
      @Nullable Command command,
      String error) {
    Transactions.flag(client);
    if (command != exec) {
      return false;
    }
    transactions.discard(client);
    String reason = error.startsWith(DEFAULT_CODE) ? error.substring(DEFAULT_CODE.length()) : error;
    client.reply().error("EXECABORT Transaction discarded because of: " + reason);
    return true;
  }
}
