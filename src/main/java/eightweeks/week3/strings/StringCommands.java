package eightweeks.week3.strings;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week1.dispatch.KeySpec.Use.ACCESS;
import static eightweeks.week1.dispatch.KeySpec.Use.OW;
import static eightweeks.week1.dispatch.KeySpec.Use.RO;
import static eightweeks.week1.dispatch.KeySpec.Use.RW;
import static eightweeks.week1.dispatch.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.dispatch.KeySpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.Strings;
import eightweeks.week2.object.Values;
import eightweeks.week3.keyspace.Keyspace;

/**
 * GET, SET, MSET and INCR.
 *
 * <p>Answers to {@code t_string.c: getCommand()}, {@code setGenericCommand()}, {@code
 * msetCommand()}, {@code incrDecrCommand()}.
 */
public final class StringCommands implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var keyspace = server.need(Keyspace.SERVICE);
    var strings = server.need(Values.SERVICE).strings();
    server.command(new Get(keyspace));
    server.command(new SetCommand(keyspace, strings, server.loop().time()));
    server.command(new MSet(keyspace, strings));
    server.command(new Incr(keyspace, strings));
  }

  static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity)
        .group(Group.STRING)
        .since(since)
        .complexity("O(1)")
        .categories(Category.STRING);
  }

  /** GET key. */
  private static final class Get extends Command {
    private final Keyspace keyspace;

    Get(Keyspace keyspace) {
      super(
          declare("get", 2, "1.0.0")
              .summary("Returns the value of a string.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO, ACCESS)));
      this.keyspace = keyspace;
    }

    @Override
    public void run(Client client, Args args) {
      var entry = keyspace.of(client).read(args, 1);
      if (entry == null) {
        client.reply().nullBulk();
      } else {
        Strings.reply(client.reply(), Strings.of(entry));
      }
    }
  }

  /** MSET key value [key value …]. */
  private static final class MSet extends Command {
    private static final CommandError ODD =
        new CommandError("ERR wrong number of arguments for 'mset' command");

    private final Keyspace keyspace;
    private final Strings strings;

    MSet(Keyspace keyspace, Strings strings) {
      super(
          declare("mset", -3, "1.0.1")
              .complexity("O(N) where N is the number of keys to set.")
              .summary("Sets several strings at once.")
              .flags(WRITE, DENYOOM)
              .keys(KeySpec.at(1).to(-1, 2).means(OW, UPDATE))
              .tips("request_policy:multi_shard", "response_policy:all_succeeded"));
      this.keyspace = keyspace;
      this.strings = strings;
    }

    @Override
    public void run(Client client, Args args) {
      if (args.count() % 2 == 0) {
        throw ODD;
      }
      var database = keyspace.of(client);
      for (int i = 1; i < args.count(); i += 2) {
        var entry = database.find(args, i);
        var value = strings.take(args, i + 1);
        if (entry == null) {
          database.add(args.take(i), value);
        } else {
          database.set(entry, value);
          database.expireAt(entry, ExpiringEntry.NEVER);
        }
      }
      client.reply().ok();
    }
  }

  /** INCR key. */
  private static final class Incr extends Command {
    private static final CommandError OVERFLOW =
        new CommandError("ERR increment or decrement would overflow");

    private final Keyspace keyspace;
    private final Strings strings;

    Incr(Keyspace keyspace, Strings strings) {
      super(
          declare("incr", 2, "1.0.0")
              .summary("Adds one to a number; a key that is not there counts as 0.")
              .flags(WRITE, DENYOOM, FAST)
              .keys(KeySpec.at(1).means(RW, ACCESS, UPDATE)));
      this.keyspace = keyspace;
      this.strings = strings;
    }

    @Override
    public void run(Client client, Args args) {
      var database = keyspace.of(client);
      var entry = database.find(args, 1);
      long number = entry == null ? 0 : Strings.number(entry);
      if (number == Long.MAX_VALUE) {
        throw OVERFLOW;
      }
      if (entry == null) {
        database.add(args.take(1), strings.store(number + 1));
      } else {
        database.set(entry, strings.store(number + 1));
      }
      client.reply().integer(number + 1);
    }
  }
}
