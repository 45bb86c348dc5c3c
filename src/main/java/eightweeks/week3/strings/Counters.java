package eightweeks.week3.strings;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.Strings;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Strings that are numbers: INCR, DECR, INCRBY, DECRBY, INCRBYFLOAT.
 *
 * <p>Answers to {@code t_string.c: incrDecrCommand()}, {@code incrbyfloatCommand()}. A key that
 * does not exist counts as 0.
 */
final class Counters {
  private Counters() {}

  private static CommandSpec declare(String name, int arity, String since) {
    return StringsFeature.declare(name, arity, since)
        .flags(WRITE, DENYOOM, FAST)
        .keys(KeySpec.at(1).means(RW, ACCESS, UPDATE));
  }

  /** INCR key, DECR key, INCRBY key increment, DECRBY key decrement. */
  static final class Increment extends Command {
    private static final CommandError OVERFLOW =
        new CommandError("ERR increment or decrement would overflow");
    private static final CommandError NO_NEGATIVE =
        new CommandError("ERR decrement would overflow");

    private final StringKeys context;

    /** 1 or -1. */
    private final int sign;

    private Increment(CommandSpec spec, StringKeys context, int sign) {
      super(spec);
      this.context = context;
      this.sign = sign;
    }

    static Increment incr(StringKeys context) {
      var spec =
          declare("incr", 2, "1.0.0")
              .summary("Adds one to a number; a key that is not there counts as 0.")
              .arguments("key");
      return new Increment(spec, context, 1);
    }

    static Increment decr(StringKeys context) {
      var spec =
          declare("decr", 2, "1.0.0")
              .summary("Takes one from a number; a key that is not there counts as 0.")
              .arguments("key");
      return new Increment(spec, context, -1);
    }

    static Increment incrby(StringKeys context) {
      var spec =
          declare("incrby", 3, "1.0.0")
              .summary("Adds to a number; a key that is not there counts as 0.")
              .arguments("key increment:integer");
      return new Increment(spec, context, 1);
    }

    static Increment decrby(StringKeys context) {
      var spec =
          declare("decrby", 3, "1.0.0")
              .summary("Takes from a number; a key that is not there counts as 0.")
              .arguments("key decrement:integer");
      return new Increment(spec, context, -1);
    }

    @Override
    public void run(Client client, Args args) {
      long increment = increment(args);
      var database = context.keyspace.of(client);
      var entry = database.lookupWrite(client, args, 1);
      long old = entry == null ? 0 : Strings.number(entry);
      long sum = old + increment;
      if (((old ^ sum) & (increment ^ sum)) < 0) {
        throw OVERFLOW;
      }
      if (entry == null) {
        database.add(args, 1, context.strings.store(sum));
      } else if (!context.strings.overwrite(entry, sum)) {
        database.replace(entry, context.strings.store(sum));
      }
      client.reply().integer(sum);
      context.events.modified(client, args, 1, EventClass.STRING, "incrby");
    }

    private long increment(Args args) {
      long increment = args.count() == 2 ? 1 : args.integer(2);
      if (sign < 0 && increment == Long.MIN_VALUE) {
        throw NO_NEGATIVE;
      }
      return sign * increment;
    }
  }

  /** INCRBYFLOAT key increment. */
  static final class IncrementFloat extends Command {
    private static final CommandError INFINITE =
        new CommandError("ERR increment would produce NaN or Infinity");

    private final StringKeys context;

    IncrementFloat(StringKeys context) {
      super(
          declare("incrbyfloat", 3, "2.6.0")
              .summary("Adds to a floating-point number; a key that is not there counts as 0.")
              .arguments("key increment:double"));
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      var database = context.keyspace.of(client);
      var entry = database.lookupWrite(client, args, 1);
      var old = number(entry);
      var increment = LongDouble.parse(args.array(2), args.offset(2), args.length(2));
      if (increment == null) {
        throw CommandError.NOT_A_FLOAT;
      }
      if (old.isInfinite() || increment.isInfinite() || old.plus(increment).isInfinite()) {
        throw INFINITE;
      }
      var sum = Ascii.bytes(old.plus(increment).format());
      if (entry == null) {
        database.add(args, 1, context.strings.raw(sum));
      } else {
        database.replace(entry, context.strings.raw(sum));
      }
      client.reply().bulk(sum);
      if (context.effects.wanted()) {
        // The sum is propagated, so that a replica with other arithmetic gets the same value.
        context.effects.rewrite("SET", args.bytes(1), sum, "KEEPTTL");
      }
      context.events.modified(client, args, 1, EventClass.STRING, "incrbyfloat");
    }

    private static LongDouble number(@Nullable Entry entry) {
      if (entry == null) {
        return LongDouble.ZERO;
      }
      var value = Strings.of(entry);
      if (Strings.isInteger(value)) {
        return LongDouble.of(Strings.integer(value));
      }
      var text = Strings.text(value);
      var number = LongDouble.parse(text, 0, text.length);
      if (number == null) {
        throw CommandError.NOT_A_FLOAT;
      }
      return number;
    }
  }
}
