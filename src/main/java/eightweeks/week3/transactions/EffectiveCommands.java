package eightweeks.week3.transactions;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.extension.Service;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week3.commandkeys.CommandKeys;
import eightweeks.week3.commandkeys.KeySpec;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The commands that run when a client sends one: for EXEC all that were queued, otherwise the
 * command itself.
 *
 * <p>Answers to {@code server.c: processCommand()} ({@code is_write_command} and its like), {@code
 * cluster.c: getNodeByQuery()} and {@code multi.c: execCommand()}. The gates ask it: a replica
 * rejects an EXEC that would write (week 4), a cluster node one whose keys are in two slots (week
 * 5). Access control checks each queued command again when EXEC runs it (week 6).
 */
public final class EffectiveCommands {
  public static final Service<EffectiveCommands> SERVICE =
      new Service<>("effective commands", EffectiveCommands.class);

  private final Command exec;
  private final Transactions transactions;

  /** Called for each command. */
  @FunctionalInterface
  public interface CommandVisitor {
    void command(Command command, Args args);
  }

  /** Called for each key, and for each shard channel, which is routed like a key. */
  @FunctionalInterface
  public interface KeyVisitor {
    /**
     * @param position the argument that is the key
     * @param uses what its command does with it; {@link KeySpec.Use#NOT_KEY} for a shard channel
     */
    void key(Command command, Args args, int position, Set<KeySpec.Use> uses);
  }

  /**
   * Asked when EXEC is about to run a queued command: much may have changed since it was queued.
   */
  @FunctionalInterface
  public interface ExecCheck {
    /** Returns the error to reply with instead, without its leading minus; null to let it run. */
    @Nullable String check(Client client, Command command, Args args);
  }

  EffectiveCommands(Command exec, Transactions transactions) {
    this.exec = exec;
    this.transactions = transactions;
  }

  /** Returns whether the command, or one that it runs, has the flag: WRITE, DENYOOM. */
  public boolean any(Client client, Command command, CommandFlag flag) {
    return command.is(flag) || (command == exec && transactions.any(client, flag));
  }

  /** Returns whether the command, and all that it runs, have the flag: STALE, LOADING. */
  public boolean all(Client client, Command command, CommandFlag flag) {
    return command.is(flag) && (command != exec || transactions.all(client, flag));
  }

  /** Walks the commands that will run, in their order. */
  public void forEach(Client client, Command command, Args args, CommandVisitor visitor) {
    if (command == exec) {
      transactions.forEachQueued(client, visitor);
    } else {
      visitor.command(command, args);
    }
  }

  /** Walks the keys and shard channels of the commands that will run. */
  public void forEachKey(Client client, Command command, Args args, KeyVisitor visitor) {
    forEach(
        client,
        command,
        args,
        (one, its) -> {
          var keys = CommandKeys.withShardChannels(one, its);
          for (int i = 0; i < keys.count(); i++) {
            visitor.key(one, its, keys.position(i), keys.uses(i));
          }
        });
  }

  /**
   * Returns the checks that EXEC calls before each queued command; the first error is the reply.
   */
  public Hook<ExecCheck> execChecks() {
    return transactions.execChecks();
  }
}
