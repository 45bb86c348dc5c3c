package eightweeks.week3.bitmaps;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.object.Strings;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * The commands on one bit: SETBIT, GETBIT.
 *
 * <p>Answers to {@code bitops.c: setbitCommand()}, {@code getbitCommand()}.
 */
final class BitCommands {
  private BitCommands() {}

  /** SETBIT key offset value. */
  static final class Assign extends Command {
    private static final CommandError WRONG_BIT =
        new CommandError("ERR bit is not an integer or out of range");

    private final Bitmaps bitmaps;

    Assign(Bitmaps bitmaps) {
      super(
          BitmapsFeature.declare("setbit", 4, "2.2.0")
              .complexity("O(1)")
              .summary("Sets or clears one bit of a string, which grows as far as it must.")
              .flags(WRITE, DENYOOM)
              .keys(KeySpec.at(1).means(RW, ACCESS, UPDATE))
              .arguments("key offset:integer value:integer"));
      this.bitmaps = bitmaps;
    }

    @Override
    public void run(Client client, Args args) {
      long offset = bitmaps.offset(client, args, 2);
      long bit = args.integer(3, WRONG_BIT);
      if (bit != 0 && bit != 1) {
        throw WRONG_BIT;
      }
      var entry = bitmaps.keyspace.of(client).lookupWrite(client, args, 1);
      int lengthBefore = entry == null ? -1 : Strings.length(Strings.of(entry));
      var sds = bitmaps.writable(entry, offset);
      bitmaps.beforeChange(sds, offset, 1);
      int at = (int) (offset >>> 3);
      int mask = 0x80 >> (int) (offset & 7);
      boolean wasSet = (sds.array()[at] & mask) != 0;
      if (bit == 1) {
        sds.array()[at] |= (byte) mask;
      } else {
        sds.array()[at] &= (byte) ~mask;
      }
      boolean changed = wasSet != (bit == 1) || sds.length() != lengthBefore;
      if (entry == null) {
        bitmaps.add(client, args, 1, sds);
      }
      if (changed) {
        bitmaps.events.modified(client, args, 1, EventClass.STRING, "setbit");
      }
      client.reply().integer(wasSet ? 1 : 0);
    }
  }

  /** GETBIT key offset. */
  static final class Get extends Command {
    private final Bitmaps bitmaps;

    Get(Bitmaps bitmaps) {
      super(
          BitmapsFeature.declare("getbit", 3, "2.2.0")
              .complexity("O(1)")
              .summary("Returns one bit of a string; beyond its end there are zeros.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .arguments("key offset:integer"));
      this.bitmaps = bitmaps;
    }

    @Override
    public void run(Client client, Args args) {
      long offset = bitmaps.offset(client, args, 2);
      client.reply().integer(bitmaps.read(client, args, 1).bit(offset));
    }
  }
}
