package eightweeks.week3.keys;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week1.dispatch.CommandFlag.TOUCHES_ARBITRARY_KEYS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.object.Element;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.keyspace.LookupFlags;

/**
 * Commands that read the state of keys: EXISTS, TOUCH, TYPE, DBSIZE, RANDOMKEY.
 *
 * <p>Answers to {@code db.c: existsCommand()}, {@code typeCommand()}, {@code dbsizeCommand()},
 * {@code randomkeyCommand()}, {@code expire.c: touchCommand()}.
 */
final class KeyReads {
  private KeyReads() {}

  /** EXISTS key [key …]. */
  static final class Exists extends Command {
    private final KeyContext context;

    Exists(KeyContext context) {
      super(
          KeyCommands.declare("exists", -2, "1.0.0")
              .complexity("O(N) where N is the number of keys to check.")
              .summary("Counts how many of the keys exist; one named twice counts twice.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).to(-1, 1).means(RO))
              .arguments("key...")
              .tips("request_policy:multi_shard", "response_policy:agg_sum"));
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      var database = context.keyspace.of(client);
      int found = 0;
      for (int i = 1; i < args.count(); i++) {
        database.prefetch(args, 1, 1, i);
        if (database.lookup(client, args, i, LookupFlags.NOTOUCH) != null) {
          found++;
        }
      }
      client.reply().integer(found);
    }
  }

  /** TOUCH key [key …]. */
  static final class Touch extends Command {
    private final KeyContext context;

    Touch(KeyContext context) {
      super(
          KeyCommands.declare("touch", -2, "3.2.1")
              .complexity("O(N) where N is the number of keys that will be touched.")
              .summary("Counts how many of the keys exist, and notes that they are used.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).to(-1, 1).means(RO))
              .arguments("key...")
              .tips("request_policy:multi_shard", "response_policy:agg_sum"));
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      var database = context.keyspace.of(client);
      int found = 0;
      for (int i = 1; i < args.count(); i++) {
        database.prefetch(args, 1, 1, i);
        var entry = database.lookup(client, args, i, LookupFlags.NOTOUCH);
        if (entry != null) {
          context.lruLfu.touch(entry); // even with CLIENT NO-TOUCH
          found++;
        }
      }
      client.reply().integer(found);
    }
  }

  /** TYPE key. */
  static final class Type extends Command {
    private final KeyContext context;

    Type(KeyContext context) {
      super(
          KeyCommands.declare("type", 2, "1.0.0")
              .summary("Returns the name of the type that a key's value has.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO))
              .arguments("key"));
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      var entry = context.keyspace.of(client).lookup(client, args, 1, LookupFlags.NOTOUCH);
      client.reply().simple(entry == null ? "none" : entry.typeName());
    }
  }

  /** DBSIZE. */
  static final class DbSize extends Command {
    private final KeyContext context;

    DbSize(KeyContext context) {
      super(
          KeyCommands.declareForServer("dbsize", 1, "1.0.0")
              .summary("Returns how many keys the database has.")
              .flags(READONLY, FAST)
              .tips("request_policy:all_shards", "response_policy:agg_sum"));
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      client.reply().integer(context.keyspace.of(client).size());
    }
  }

  /** RANDOMKEY. */
  static final class RandomKey extends Command {
    private final KeyContext context;
    private final Element key = new Element();

    RandomKey(KeyContext context) {
      super(
          KeyCommands.declare("randomkey", 1, "1.0.0")
              .summary("Returns a key by chance.")
              .flags(READONLY, TOUCHES_ARBITRARY_KEYS)
              .tips(
                  "request_policy:all_shards",
                  "response_policy:special",
                  "nondeterministic_output"));
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      var entry = context.keyspace.of(client).random(client);
      if (entry == null) {
        client.reply().nullBulk();
      } else {
        entry.showKey(key);
        key.reply(client.reply());
      }
    }
  }
}
