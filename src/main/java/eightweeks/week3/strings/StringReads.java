package eightweeks.week3.strings;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.DELETE;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.object.Strings;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * Commands that read strings: GET, GETDEL, STRLEN, GETRANGE, SUBSTR.
 *
 * <p>Answers to {@code t_string.c: getCommand()}, {@code getdelCommand()}, {@code strlenCommand()},
 * {@code getrangeCommand()}.
 */
final class StringReads {
  private StringReads() {}

  /** GET key. */
  static final class Get extends Command {
    private final StringKeys context;

    Get(StringKeys context) {
      super(
          StringsFeature.declare("get", 2, "1.0.0")
              .summary("Returns the value of a string.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .arguments("key"));
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      var entry = context.keyspace.of(client).lookupRead(client, args, 1);
      if (entry == null) {
        client.reply().nullBulk();
      } else {
        Strings.reply(client.reply(), Strings.of(entry));
      }
    }
  }

  /** GETDEL key. */
  static final class GetAndDelete extends Command {
    private final StringKeys context;

    GetAndDelete(StringKeys context) {
      super(
          StringsFeature.declare("getdel", 2, "6.2.0")
              .summary("Returns the value of a string and removes the key.")
              .flags(WRITE, FAST)
              .keys(KeySpec.at(1).means(RW, ACCESS, DELETE))
              .arguments("key"));
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      var database = context.keyspace.of(client);
      var entry = database.lookupRead(client, args, 1);
      if (entry == null) {
        client.reply().nullBulk();
        return;
      }
      Strings.reply(client.reply(), Strings.of(entry));
      database.remove(entry);
      if (context.effects.wanted()) {
        context.effects.rewrite("DEL", args.bytes(1));
      }
      context.events.modified(client, args, 1, EventClass.GENERIC, "del");
    }
  }

  /** STRLEN key. */
  static final class Length extends Command {
    private final StringKeys context;

    Length(StringKeys context) {
      super(
          StringsFeature.declare("strlen", 2, "2.2.0")
              .summary("Returns how many bytes a string has; none if there is no such key.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO))
              .arguments("key"));
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      var value = context.read(client, args, 1);
      client.reply().integer(value == null ? 0 : Strings.length(value));
    }
  }

  /** GETRANGE and SUBSTR key start end. Both ends are included; -1 is the last byte. */
  static final class Range extends Command {
    private static final byte[] EMPTY = {};

    private final StringKeys context;

    private Range(CommandSpec spec, StringKeys context) {
      super(
          spec.complexity("O(N) where N is the length of the returned string.")
              .flags(READONLY)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .arguments("key start:integer end:integer"));
      this.context = context;
    }

    static Range getrange(StringKeys context) {
      var spec =
          StringsFeature.declare("getrange", 4, "2.4.0").summary("Returns a part of a string.");
      return new Range(spec, context);
    }

    static Range substr(StringKeys context) {
      var spec =
          StringsFeature.declare("substr", 4, "1.0.0").summary("Returns a part of a string.");
      return new Range(spec, context);
    }

    @Override
    public void run(Client client, Args args) {
      long start = args.integer(2);
      long end = args.integer(3);
      var value = context.read(client, args, 1);
      int length = value == null ? 0 : Strings.length(value);
      boolean backwards = start < 0 && end < 0 && start > end;
      long first = Math.max(0, start < 0 ? length + start : start);
      long last = Math.min(length - 1L, Math.max(0, end < 0 ? length + end : end));
      if (value == null || backwards || first > last) {
        client.reply().bulk(EMPTY);
        return;
      }
      Strings.reply(client.reply(), value, (int) first, (int) (last - first + 1));
    }
  }
}
