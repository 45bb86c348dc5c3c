package eightweeks.week3.hashes;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.object.Element;
import eightweeks.week2.values.HashValue;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.strings.LongDouble;
import org.jspecify.annotations.Nullable;

/**
 * Fields that are numbers: HINCRBY, HINCRBYFLOAT.
 *
 * <p>Answers to {@code t_hash.c: hincrbyCommand()}, {@code hincrbyfloatCommand()}. A field that is
 * not there counts as 0.
 */
final class HashCounters {
  private HashCounters() {}

  /** Sets the field in argument 2 to a text; creates the hash if there is none. */
  private static void store(
      Hashes hashes, Client client, Args args, @Nullable HashValue there, byte[] text, int length) {
    var hash = there == null ? hashes.create() : there;
    hash.set(args.array(2), args.offset(2), args.length(2), text, 0, length);
    if (there == null) {
      hashes.add(client, args, hash);
    }
  }

  /** HINCRBY key field increment. */
  static final class Increment extends Command {
    private static final CommandError NOT_AN_INTEGER =
        new CommandError("ERR hash value is not an integer");
    private static final CommandError OVERFLOW =
        new CommandError("ERR increment or decrement would overflow");

    private final Hashes hashes;
    private final Element value = new Element();
    private final byte[] digits = new byte[Numbers.MAX_DIGITS];

    Increment(Hashes hashes) {
      super(
          HashesFeature.declare("hincrby", 4, "2.0.0")
              .summary("Adds to the integer that a field of a hash is.")
              .flags(WRITE, DENYOOM, FAST)
              .keys(KeySpec.at(1).means(RW, ACCESS, UPDATE))
              .arguments("key field increment:integer"));
      this.hashes = hashes;
    }

    @Override
    public void run(Client client, Args args) {
      long increment = args.integer(3);
      var hash = hashes.find(client, args);
      long old = number(hash, args);
      long sum = old + increment;
      if (((old ^ sum) & (increment ^ sum)) < 0) {
        throw OVERFLOW;
      }
      store(hashes, client, args, hash, digits, Numbers.write(sum, digits, 0));
      client.reply().integer(sum);
      hashes.events.modified(client, args, 1, EventClass.HASH, "hincrby");
    }

    private long number(@Nullable HashValue hash, Args args) {
      if (hash == null || !hash.get(args.array(2), args.offset(2), args.length(2), value)) {
        return 0;
      }
      if (value.isInteger()) {
        return value.integer();
      }
      if (!Numbers.isInteger(value.array(), value.offset(), value.length())) {
        throw NOT_AN_INTEGER;
      }
      return Numbers.parse(value.array(), value.offset(), value.length());
    }
  }

  /** HINCRBYFLOAT key field increment. */
  static final class IncrementFloat extends Command {
    private static final CommandError NOT_A_FLOAT =
        new CommandError("ERR hash value is not a float");
    private static final CommandError INFINITE_INCREMENT =
        new CommandError("ERR value is NaN or Infinity");
    private static final CommandError INFINITE_SUM =
        new CommandError("ERR increment would produce NaN or Infinity");

    private final Hashes hashes;
    private final Element value = new Element();

    IncrementFloat(Hashes hashes) {
      super(
          HashesFeature.declare("hincrbyfloat", 4, "2.6.0")
              .summary("Adds to the floating-point number that a field of a hash is.")
              .flags(WRITE, DENYOOM, FAST)
              .keys(KeySpec.at(1).means(RW, ACCESS, UPDATE))
              .arguments("key field increment:double"));
      this.hashes = hashes;
    }

    @Override
    public void run(Client client, Args args) {
      var increment = LongDouble.parse(args.array(3), args.offset(3), args.length(3));
      if (increment == null) {
        throw CommandError.NOT_A_FLOAT;
      } else if (increment.isInfinite()) {
        throw INFINITE_INCREMENT;
      }
      var hash = hashes.find(client, args);
      var old = number(hash, args);
      if (old.isInfinite() || old.plus(increment).isInfinite()) {
        throw INFINITE_SUM;
      }
      var sum = Ascii.bytes(old.plus(increment).format());
      store(hashes, client, args, hash, sum, sum.length);
      client.reply().bulk(sum);
      if (hashes.effects.wanted()) {
        // Replicas set the result, so that theirs cannot differ in its last digit.
        hashes.effects.rewrite("HSET", args.bytes(1), args.bytes(2), sum);
      }
      hashes.events.modified(client, args, 1, EventClass.HASH, "hincrbyfloat");
    }

    private LongDouble number(@Nullable HashValue hash, Args args) {
      if (hash == null || !hash.get(args.array(2), args.offset(2), args.length(2), value)) {
        return LongDouble.ZERO;
      }
      var number = LongDouble.parse(value.array(), value.offset(), value.length());
      if (number == null) {
        throw NOT_A_FLOAT;
      }
      return number;
    }
  }
}
