package eightweeks.week3.keyspace;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week1.dispatch.KeySpec.Use.ACCESS;
import static eightweeks.week1.dispatch.KeySpec.Use.DELETE;
import static eightweeks.week1.dispatch.KeySpec.Use.RM;
import static eightweeks.week1.dispatch.KeySpec.Use.RO;
import static eightweeks.week1.dispatch.KeySpec.Use.RW;
import static eightweeks.week1.dispatch.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.dispatch.KeySpec;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.DebugCommand;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.Strings;
import eightweeks.week2.object.Values;
import eightweeks.week2.sds.Sds;
import java.util.Arrays;

/**
 * The commands about keys of any type: DEL, EXISTS, EXPIRE, TTL, DBSIZE, FLUSHALL, and DEBUG
 * POPULATE.
 *
 * <p>Answers to {@code db.c: delGenericCommand()}, {@code existsCommand()}, {@code
 * dbsizeCommand()}, {@code flushallCommand()}, {@code expire.c: expireGenericCommand()}, {@code
 * ttlGenericCommand()}.
 */
final class KeyCommands {
  private static final long MILLIS_PER_SECOND = 1000;

  private KeyCommands() {}

  static void addTo(ServerBuilder server, Keyspace keyspace) {
    var time = server.loop().time();
    server.command(new Del(keyspace));
    server.command(new Exists(keyspace));
    server.command(new Expire(keyspace, time));
    server.command(new Ttl(keyspace, time));
    server.command(new DbSize(keyspace));
    server.command(new Flush(keyspace, true));
    server.command(new Flush(keyspace, false));
    server
        .need(DebugCommand.SERVICE)
        .add(
            "populate",
            new Populate(keyspace, server.need(Values.SERVICE).strings()),
            "POPULATE <count> [<prefix>] [<size>]",
            "    Create <count> string keys named key:<num>. If <prefix> is specified then",
            "    it is used instead of the 'key' prefix. These are not propagated to",
            "    replicas. Cluster slots are not respected so keys not belonging to the",
            "    current node can be created in cluster mode.");
  }

  private static CommandSpec declare(String name, int arity, Group group) {
    return CommandSpec.of(name, arity)
        .group(group)
        .since("1.0.0")
        .complexity("O(1)")
        .categories(Category.KEYSPACE);
  }

  /** DEL key [key …]. */
  private static final class Del extends Command {
    private final Keyspace keyspace;

    Del(Keyspace keyspace) {
      super(
          declare("del", -2, Group.GENERIC)
              .complexity("O(N) where N is the number of keys that will be removed.")
              .summary("Removes keys.")
              .flags(WRITE)
              .keys(KeySpec.at(1).to(-1, 1).means(RM, DELETE))
              .tips("request_policy:multi_shard", "response_policy:agg_sum"));
      this.keyspace = keyspace;
    }

    @Override
    public void run(Client client, Args args) {
      var database = keyspace.of(client);
      int removed = 0;
      for (int i = 1; i < args.count(); i++) {
        var entry = database.find(args, i);
        if (entry != null) {
          database.remove(entry);
          removed++;
        }
      }
      client.reply().integer(removed);
    }
  }

  /** EXISTS key [key …]. */
  private static final class Exists extends Command {
    private final Keyspace keyspace;

    Exists(Keyspace keyspace) {
      super(
          declare("exists", -2, Group.GENERIC)
              .complexity("O(N) where N is the number of keys to check.")
              .summary("Counts how many of the keys exist; one named twice counts twice.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).to(-1, 1).means(RO))
              .tips("request_policy:multi_shard", "response_policy:agg_sum"));
      this.keyspace = keyspace;
    }

    @Override
    public void run(Client client, Args args) {
      var database = keyspace.of(client);
      int found = 0;
      for (int i = 1; i < args.count(); i++) {
        if (database.peek(args, i) != null) {
          found++;
        }
      }
      client.reply().integer(found);
    }
  }

  /** EXPIRE key seconds [NX | XX | GT | LT]. */
  private static final class Expire extends Command {
    private static final CommandError BAD_TIME =
        new CommandError("ERR invalid expire time in 'expire' command");
    private static final CommandError NX_AND_OTHERS =
        new CommandError("ERR NX and XX, GT or LT options at the same time are not compatible");
    private static final CommandError GT_AND_LT =
        new CommandError("ERR GT and LT options at the same time are not compatible");

    private final Keyspace keyspace;
    private final LoopTime time;

    Expire(Keyspace keyspace, LoopTime time) {
      super(
          declare("expire", -3, Group.GENERIC)
              .summary("Gives a key a time to live, in seconds.")
              .flags(WRITE, FAST)
              .keys(KeySpec.at(1).means(RW, UPDATE)));
      this.keyspace = keyspace;
      this.time = time;
    }

    @Override
    public void run(Client client, Args args) {
      boolean nx = false;
      boolean xx = false;
      boolean gt = false;
      boolean lt = false;
      for (int i = 3; i < args.count(); i++) {
        if (args.is(i, "nx")) {
          nx = true;
        } else if (args.is(i, "xx")) {
          xx = true;
        } else if (args.is(i, "gt")) {
          gt = true;
        } else if (args.is(i, "lt")) {
          lt = true;
        } else {
          throw new CommandError("ERR Unsupported option " + args.text(i));
        }
      }
      if (nx && (xx || gt || lt)) {
        throw NX_AND_OTHERS;
      }
      if (gt && lt) {
        throw GT_AND_LT;
      }
      long seconds = args.integer(2);
      long now = time.millis();
      long most = Long.MAX_VALUE / MILLIS_PER_SECOND;
      if (seconds > most || seconds < -most || seconds * MILLIS_PER_SECOND > Long.MAX_VALUE - now) {
        throw BAD_TIME;
      }
      long at = now + seconds * MILLIS_PER_SECOND;
      var database = keyspace.of(client);
      var entry = database.find(args, 1);
      if (entry == null || !allows(entry.expiresAt(), at, nx, xx, gt, lt)) {
        client.reply().integer(0);
        return;
      }
      if (at <= now) {
        database.remove(entry);
      } else {
        database.expireAt(entry, at);
      }
      client.reply().integer(1);
    }

    /** A key without a time to live counts as one that lives for ever. */
    private static boolean allows(
        long current, long at, boolean nx, boolean xx, boolean gt, boolean lt) {
      boolean never = current == ExpiringEntry.NEVER;
      return !(nx && !never)
          && !(xx && never)
          && !(gt && (never || at <= current))
          && !(lt && !never && at >= current);
    }
  }

  /** TTL key. */
  private static final class Ttl extends Command {
    private static final long NO_KEY = -2;

    private final Keyspace keyspace;
    private final LoopTime time;

    Ttl(Keyspace keyspace, LoopTime time) {
      super(
          declare("ttl", 2, Group.GENERIC)
              .summary("Returns the time that a key has to live, in seconds.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .tips("nondeterministic_output"));
      this.keyspace = keyspace;
      this.time = time;
    }

    @Override
    public void run(Client client, Args args) {
      var entry = keyspace.of(client).peek(args, 1);
      if (entry == null) {
        client.reply().integer(NO_KEY);
      } else if (entry.expiresAt() == ExpiringEntry.NEVER) {
        client.reply().integer(ExpiringEntry.NEVER);
      } else {
        long millis = Math.max(0, entry.expiresAt() - time.millis());
        client.reply().integer((millis + MILLIS_PER_SECOND / 2) / MILLIS_PER_SECOND);
      }
    }
  }

  /** DBSIZE. */
  private static final class DbSize extends Command {
    private final Keyspace keyspace;

    DbSize(Keyspace keyspace) {
      super(
          declare("dbsize", 1, Group.SERVER)
              .summary("Returns how many keys the database has.")
              .flags(READONLY, FAST)
              .tips("request_policy:all_shards", "response_policy:agg_sum"));
      this.keyspace = keyspace;
    }

    @Override
    public void run(Client client, Args args) {
      client.reply().integer(keyspace.of(client).size());
    }
  }

  /**
   * FLUSHALL and FLUSHDB [ASYNC | SYNC]. Both ways are the same here: a table that is dropped is
   * freed by the collector, while the server goes on.
   */
  private static final class Flush extends Command {
    private final Keyspace keyspace;
    private final boolean all;

    Flush(Keyspace keyspace, boolean all) {
      super(
          declare(all ? "flushall" : "flushdb", -1, Group.SERVER)
              .complexity(
                  all
                      ? "O(N) where N is the total number of keys in all databases"
                      : "O(N) where N is the number of keys in the selected database")
              .summary(all ? "Removes all keys from all databases." : "Removes all keys.")
              .flags(WRITE)
              .categories(Category.DANGEROUS)
              .tips("request_policy:all_shards", "response_policy:all_succeeded"));
      this.keyspace = keyspace;
      this.all = all;
    }

    @Override
    public void run(Client client, Args args) {
      if (args.count() > 2 || (args.count() == 2 && !args.is(1, "async") && !args.is(1, "sync"))) {
        throw CommandError.SYNTAX;
      }
      if (all) {
        keyspace.clearAll();
      } else {
        keyspace.clear(keyspace.of(client));
      }
      client.reply().ok();
    }
  }

  /** DEBUG POPULATE count [prefix [size]]. */
  private static final class Populate implements DebugCommand.Subcommand {
    private final Keyspace keyspace;
    private final Strings strings;

    Populate(Keyspace keyspace, Strings strings) {
      this.keyspace = keyspace;
      this.strings = strings;
    }

    @Override
    public void run(Client client, Args args) {
      if (args.count() < 3 || args.count() > 5) {
        throw DebugCommand.unknown(args);
      }
      int count = positive(args, 2);
      String prefix = args.count() > 3 ? args.text(3) : "key";
      int size = args.count() > 4 ? positive(args, 4) : 0;
      var database = keyspace.of(client);
      for (int i = 0; i < count; i++) {
        var key = new Sds().append(prefix).append(":").append(i).toBytes();
        var value = new Sds().append("value:").append(i).toBytes();
        if (database.find(Args.of(key), 0) == null) {
          database.add(key, strings.raw(size == 0 ? value : Arrays.copyOf(value, size)));
        }
      }
      client.reply().ok();
    }

    private static int positive(Args args, int i) {
      long number = args.integer(i, CommandError.NOT_POSITIVE);
      if (number < 0 || number > Integer.MAX_VALUE) {
        throw CommandError.NOT_POSITIVE;
      }
      return (int) number;
    }
  }
}
