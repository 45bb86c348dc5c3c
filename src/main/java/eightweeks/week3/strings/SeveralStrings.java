package eightweeks.week3.strings;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.INSERT;
import static eightweeks.week3.commandkeys.KeySpec.Use.OW;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.Strings;
import eightweeks.week2.object.ValueType;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * Commands on several strings: MGET, MSET, MSETNX.
 *
 * <p>Answers to {@code t_string.c: mgetCommand()}, {@code msetGenericCommand()}.
 */
final class SeveralStrings {
  private SeveralStrings() {}

  /** MGET key [key …]. The reply is null for a key of another type, too. */
  static final class Get extends Command {
    private final StringKeys context;

    Get(StringKeys context) {
      super(
          StringsFeature.declare("mget", -2, "1.0.0")
              .complexity("O(N) where N is the number of keys to retrieve.")
              .summary("Returns the values of several strings at once.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).to(-1, 1).means(RO, ACCESS))
              .arguments("key...")
              .tips("request_policy:multi_shard"));
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      var database = context.keyspace.of(client);
      var reply = client.reply();
      reply.array(args.count() - 1L);
      for (int i = 1; i < args.count(); i++) {
        database.prefetch(args, 1, 1, i);
        var entry = database.lookupRead(client, args, i);
        if (entry == null || entry.type() != ValueType.STRING) {
          reply.nullBulk();
        } else {
          Strings.reply(reply, Strings.of(entry));
        }
      }
    }
  }

  /** MSET and MSETNX key value [key value …]. */
  static final class Set extends Command {
    private final StringKeys context;

    /** Whether the command does nothing if one of the keys exists (MSETNX). */
    private final boolean nx;

    private final CommandError odd;

    private Set(CommandSpec spec, StringKeys context, boolean nx) {
      super(
          spec.complexity("O(N) where N is the number of keys to set.")
              .flags(WRITE, DENYOOM)
              .arguments("data{key value}..."));
      this.context = context;
      this.nx = nx;
      odd = new CommandError("ERR wrong number of arguments for '" + spec.name() + "' command");
    }

    static Set mset(StringKeys context) {
      var spec =
          StringsFeature.declare("mset", -3, "1.0.1")
              .summary("Sets several strings at once.")
              .keys(KeySpec.at(1).to(-1, 2).means(OW, UPDATE))
              .tips("request_policy:multi_shard", "response_policy:all_succeeded");
      return new Set(spec, context, false);
    }

    static Set msetnx(StringKeys context) {
      var spec =
          StringsFeature.declare("msetnx", -3, "1.0.1")
              .summary("Sets several strings at once, unless there is one of the keys.")
              .keys(KeySpec.at(1).to(-1, 2).means(OW, INSERT));
      return new Set(spec, context, true);
    }

    @Override
    public void run(Client client, Args args) {
      if (args.count() % 2 == 0) {
        throw odd;
      }
      if (nx && isAnyThere(client, args)) {
        client.reply().integer(0);
        return;
      }
      var database = context.keyspace.of(client);
      for (int i = 1; i < args.count(); i += 2) {
        database.prefetch(args, 1, 2, i);
        var old = database.lookupWrite(client, args, i);
        database.setString(old, args, i, i + 1, ExpiringEntry.NEVER);
        context.events.modified(client, args, i, EventClass.STRING, "set");
      }
      if (nx) {
        client.reply().integer(1);
      } else {
        client.reply().ok();
      }
    }

    private boolean isAnyThere(Client client, Args args) {
      var database = context.keyspace.of(client);
      for (int i = 1; i < args.count(); i += 2) {
        if (database.lookupWrite(client, args, i) != null) {
          return true;
        }
      }
      return false;
    }
  }
}
