package eightweeks.week3.keys;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.DELETE;
import static eightweeks.week3.commandkeys.KeySpec.Use.RM;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * Commands that delete keys: DEL, UNLINK, FLUSHALL, FLUSHDB.
 *
 * <p>Answers to {@code db.c: delGenericCommand()}, {@code flushallCommand()}, {@code
 * flushdbCommand()}.
 */
final class RemoveCommands {
  private RemoveCommands() {}

  /**
   * DEL and UNLINK key [key …]. Both do the same here: the collector frees the value in the
   * background.
   */
  static final class Delete extends Command {
    private final KeyContext context;

    private Delete(CommandSpec spec, KeyContext context) {
      super(
          spec.keys(KeySpec.at(1).to(-1, 1).means(RM, DELETE))
              .arguments("key...")
              .tips("request_policy:multi_shard", "response_policy:agg_sum"));
      this.context = context;
    }

    static Delete del(KeyContext context) {
      var spec =
          KeyCommands.declare("del", -2, "1.0.0")
              .complexity("O(N) where N is the number of keys that will be removed.")
              .summary("Removes keys.")
              .flags(WRITE);
      return new Delete(spec, context);
    }

    static Delete unlink(KeyContext context) {
      var spec =
          KeyCommands.declare("unlink", -2, "4.0.0")
              .complexity("O(1) for each key removed regardless of its size.")
              .summary("Removes keys, and frees their values in the background.")
              .flags(WRITE, FAST);
      return new Delete(spec, context);
    }

    @Override
    public void run(Client client, Args args) {
      var database = context.keyspace.of(client);
      int removed = 0;
      for (int i = 1; i < args.count(); i++) {
        database.prefetch(args, 1, 1, i);
        var entry = database.lookupDelete(client, args, i);
        if (entry != null) {
          database.remove(entry);
          context.events.modified(client, args, i, EventClass.GENERIC, "del");
          removed++;
        }
      }
      client.reply().integer(removed);
    }
  }

  /**
   * FLUSHALL and FLUSHDB [ASYNC | SYNC]. Both options do the same here: the collector frees the
   * table in the background.
   */
  static final class Flush extends Command {
    private final KeyContext context;
    private final boolean all;

    private Flush(CommandSpec spec, KeyContext context, boolean all) {
      super(
          spec.flags(WRITE)
              .categories(Category.DANGEROUS)
              .arguments("[flush-type(ASYNC:token@4.0.0 | SYNC:token@6.2.0)]")
              .tips("request_policy:all_shards", "response_policy:all_succeeded"));
      this.context = context;
      this.all = all;
    }

    static Flush flushall(KeyContext context) {
      var spec =
          KeyCommands.declareForServer("flushall", -1, "1.0.0")
              .complexity("O(N) where N is the total number of keys in all databases")
              .summary("Removes all keys from all databases.");
      return new Flush(spec, context, true);
    }

    static Flush flushdb(KeyContext context) {
      var spec =
          KeyCommands.declareForServer("flushdb", -1, "1.0.0")
              .complexity("O(N) where N is the number of keys in the selected database")
              .summary("Removes all keys.");
      return new Flush(spec, context, false);
    }

    @Override
    public void run(Client client, Args args) {
      if (args.count() > 2 || (args.count() == 2 && !args.is(1, "async") && !args.is(1, "sync"))) {
        throw CommandError.SYNTAX;
      }
      var keyspace = context.keyspace;
      context.events.dirty(all ? keyspace.clearAll() : keyspace.clear(keyspace.of(client)));
      if (all) {
        keyspace.flushedAll();
      }
      context.effects.force(); // otherwise replicas would keep keys that are not here
      client.reply().ok();
    }
  }
}
