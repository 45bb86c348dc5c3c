package eightweeks.week3.bitmaps;

import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * The commands on a bitmap, or a range of it: BITCOUNT, BITPOS.
 *
 * <p>Answers to {@code bitops.c: bitcountCommand()}, {@code bitposCommand()}. A range goes from
 * start to end, both included; negative numbers count from the end of the string. It is in bytes
 * unless the option BIT is given.
 */
final class BitRangeCommands {

  private BitRangeCommands() {}

  /** Returns whether argument i says that a range is in bits. */
  private static boolean isInBits(Args args, int i) {
    if (args.is(i, "bit")) {
      return true;
    }
    if (args.is(i, "byte")) {
      return false;
    }
    throw CommandError.SYNTAX;
  }

  /** Returns an index from the beginning, at least 0; a negative one is counted from the end. */
  private static long fromBeginning(long index, long length) {
    return Math.max(0, index < 0 ? index + length : index);
  }

  /** BITCOUNT key [start end [BYTE | BIT]]. */
  static final class Count extends Command {
    private final Bitmaps bitmaps;

    Count(Bitmaps bitmaps) {
      super(
          BitmapsFeature.declare("bitcount", -2, "2.6.0")
              .complexity("O(N)")
              .summary("Counts the bits of a string that are 1.")
              .flags(READONLY)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .arguments(
                  "key [range{start:integer end:integer"
                      + " [unit(BYTE:token | BIT:token)@7.0.0]}]"));
      this.bitmaps = bitmaps;
    }

    @Override
    public void run(Client client, Args args) {
      var entry = bitmaps.keyspace.of(client).lookupRead(client, args, 1);
      if (entry == null) {
        client.reply().integer(0); // the range is not parsed
        return;
      }
      client.reply().integer(count(Bitmap.of(entry), args));
    }

    private static long count(Bitmap bitmap, Args args) {
      if (args.count() == 2) {
        return count(bitmap, 0, bitmap.length(), Byte.SIZE);
      }
      if (args.count() != 4 && args.count() != 5) {
        throw CommandError.SYNTAX;
      }
      long start = args.integer(2);
      long end = args.integer(3);
      if (start < 0 && end < 0 && start > end) {
        return 0; // whatever the unit is
      }
      int unit = args.count() == 5 && isInBits(args, 4) ? 1 : Byte.SIZE;
      long length = (long) bitmap.length() * Byte.SIZE / unit;
      long first = fromBeginning(start, length);
      long last = Math.min(fromBeginning(end, length), length - 1);
      return count(bitmap, first, last + 1, unit);
    }

    private static long count(Bitmap bitmap, long from, long to, int unit) {
      return from < to ? Bits.count(bitmap.bytes(), from * unit, to * unit) : 0;
    }
  }

  /** BITPOS key bit [start [end [BYTE | BIT]]]. */
  static final class Position extends Command {
    private static final CommandError NO_BIT =
        new CommandError("ERR The bit argument must be 1 or 0.");

    private final Bitmaps bitmaps;

    Position(Bitmaps bitmaps) {
      super(
          BitmapsFeature.declare("bitpos", -3, "2.8.7")
              .complexity("O(N)")
              .summary("Finds the first bit of a string that is 1, or that is 0.")
              .flags(READONLY)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .arguments(
                  "key bit:integer [range{start:integer [end-unit-block{end:integer"
                      + " [unit(BYTE:token | BIT:token)@7.0.0]}]}]"));
      this.bitmaps = bitmaps;
    }

    @Override
    public void run(Client client, Args args) {
      long bit = args.integer(2);
      if (bit != 0 && bit != 1) {
        throw NO_BIT;
      }
      var entry = bitmaps.keyspace.of(client).lookupRead(client, args, 1);
      if (entry == null) {
        client.reply().integer(bit == 1 ? -1 : 0); // the range is not parsed
        return;
      }
      client.reply().integer(position(Bitmap.of(entry), (int) bit, args));
    }

    // tag::position[]
    private static long position(Bitmap bitmap, int bit, Args args) {
      if (args.count() > 6) {
        throw CommandError.SYNTAX;
      }
      long start = args.count() > 3 ? args.integer(3) : 0;
      int unit = args.count() == 6 && isInBits(args, 5) ? 1 : Byte.SIZE;
      long length = (long) bitmap.length() * Byte.SIZE / unit;
      boolean isBounded = args.count() > 4;
      long end = isBounded ? args.integer(4) : length - 1;
      long first = fromBeginning(start, length);
      long last = Math.min(fromBeginning(end, length), length - 1);
      if (first > last) {
        return -1; // no bits, so neither a 1 nor a 0 among them
      }
      long found = Bits.find(bitmap.bytes(), first * unit, (last + 1) * unit, bit);
      // Behind the string there are zeros, unless the range has an end.
      return found < 0 && bit == 0 && !isBounded ? 8L * bitmap.length() : found;
    }
    // end::position[]
  }
}
