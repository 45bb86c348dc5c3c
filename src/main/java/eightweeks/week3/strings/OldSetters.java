package eightweeks.week3.strings;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.INSERT;
import static eightweeks.week3.commandkeys.KeySpec.Use.OW;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.Strings;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * Commands that are older than the options of SET: SETNX, SETEX, PSETEX, GETSET.
 *
 * <p>Answers to {@code t_string.c: setnxCommand()}, {@code setexCommand()}, {@code
 * psetexCommand()}, {@code getsetCommand()}.
 */
final class OldSetters {
  private OldSetters() {}

  /** SETNX key value. */
  static final class IfNew extends Command {
    private final StringKeys context;

    IfNew(StringKeys context) {
      super(
          StringsFeature.declare("setnx", 3, "1.0.0")
              .summary("Sets a string, unless there is the key.")
              .flags(WRITE, DENYOOM, FAST)
              .keys(KeySpec.at(1).means(OW, INSERT))
              .arguments("key value"));
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      var database = context.keyspace.of(client);
      if (database.lookupWrite(client, args, 1) != null) {
        client.reply().integer(0);
        return;
      }
      database.add(args, 1, context.strings.take(args, 2));
      client.reply().integer(1);
      context.events.modified(client, args, 1, EventClass.STRING, "set");
    }
  }

  /** SETEX key seconds value, PSETEX key milliseconds value. */
  static final class WithTime extends Command {
    private final StringKeys context;
    private final Expiration expiration;
    private final CommandError badTime;

    private WithTime(
        StringKeys context, String name, String since, Expiration expiration, String unit) {
      super(
          StringsFeature.declare(name, 4, since)
              .summary("Sets a string with a time to live, in " + unit + ".")
              .flags(WRITE, DENYOOM)
              .keys(KeySpec.at(1).means(OW, UPDATE))
              .arguments("key " + unit + ":integer value"));
      this.context = context;
      this.expiration = expiration;
      badTime = Expiration.badTime(name);
    }

    static WithTime setex(StringKeys context) {
      return new WithTime(context, "setex", "2.0.0", Expiration.EX, "seconds");
    }

    static WithTime psetex(StringKeys context) {
      return new WithTime(context, "psetex", "2.6.0", Expiration.PX, "milliseconds");
    }

    @Override
    public void run(Client client, Args args) {
      long at = expiration.at(args, 2, context.time.millis(), badTime);
      var database = context.keyspace.of(client);
      var old = database.lookupWrite(client, args, 1);
      database.setString(old, args, 1, 3, at);
      client.reply().ok();
      if (context.effects.wanted()) {
        context.effects.rewrite("SET", args.bytes(1), args.bytes(3), "PXAT", at);
      }
      context.events.modified(client, args, 1, EventClass.STRING, "set");
      context.events.notify(EventClass.GENERIC, "expire", client, args, 1);
    }
  }

  /** GETSET key value. */
  static final class Exchange extends Command {
    private final StringKeys context;

    Exchange(StringKeys context) {
      super(
          StringsFeature.declare("getset", 3, "1.0.0")
              .summary("Sets a string and returns the one that was there.")
              .flags(WRITE, DENYOOM, FAST)
              .keys(KeySpec.at(1).means(RW, ACCESS, UPDATE))
              .arguments("key value"));
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      var old = context.read(client, args, 1);
      if (old == null) {
        client.reply().nullBulk();
      } else {
        Strings.reply(client.reply(), old);
      }
      if (context.effects.wanted()) {
        context.effects.rewrite("SET", args.bytes(1), args.bytes(2));
      }
      var database = context.keyspace.of(client);
      var entry = database.lookupWrite(client, args, 1);
      database.setString(entry, args, 1, 2, ExpiringEntry.NEVER);
      context.events.modified(client, args, 1, EventClass.STRING, "set");
    }
  }
}
