package eightweeks.week3.bitmaps;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.sds.Sds;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.keyspace.CommandContext;
import org.jspecify.annotations.Nullable;

/**
 * Helpers that the commands on bitmaps share: they look bitmaps up, check their length, and make
 * them long enough for a bit.
 *
 * <p>Answers to {@code bitops.c: getBitOffsetFromArgument()}, {@code lookupStringForBitCommand()}.
 */
final class Bitmaps extends CommandContext {
  private static final CommandError WRONG_OFFSET =
      new CommandError("ERR bit offset is not an integer or out of range");

  Bitmaps(ServerBuilder server) {
    super(server);
  }

  /** Returns the bitmap of the key in argument i, for reading. */
  Bitmap read(Client client, Args args, int i) {
    return Bitmap.of(keyspace.of(client).lookupRead(client, args, i));
  }

  /**
   * Returns argument i as the position of a bit, from 0.
   *
   * @param client has no limit but the length of an array if it must be obeyed
   * @throws CommandError if it is none, or beyond what a string may hold (proto-max-bulk-len)
   */
  long offset(Client client, Args args, int i) {
    return checked(client, args.integer(i, WRONG_OFFSET));
  }

  /**
   * Returns argument i as the offset in bits of a field; {@code #3} is the start of the fourth one.
   */
  long offset(Client client, Args args, int i, int bits) {
    var array = args.array(i);
    int at = args.offset(i);
    int length = args.length(i);
    if (length == 0 || array[at] != '#') {
      return offset(client, args, i);
    }
    if (!Numbers.isInteger(array, at + 1, length - 1)) {
      throw WRONG_OFFSET;
    }
    return checked(client, Numbers.parse(array, at + 1, length - 1) * bits);
  }

  private long checked(Client client, long offset) {
    if (offset < 0 || offset >>> 3 >= maxLength(client)) {
      throw WRONG_OFFSET;
    }
    return offset;
  }

  // tag::room[]
  /**
   * Returns the string of a key in a form that can be changed, long enough for a bit. The caller
   * announces each change of bits with {@link #beforeChange}.
   *
   * @param entry null if there is no such key; the caller then adds the string with {@link #add}
   *     after it has set the bits
   * @throws CommandError WRONGTYPE
   */
  Sds writable(@Nullable Entry entry, long lastBit) {
    int length = (int) (lastBit >>> 3) + 1;
    values.allocator().requireRoom(2L * length);
    if (entry == null) {
      return new Sds(new byte[length], values.allocator());
    }
    var sds = values.strings().appendable(entry, 0);
    sds.growTo(length);
    return sds;
  }

  /** Announces that bits of a string will be changed in place ({@code Strings.beforeChange}). */
  void beforeChange(Sds sds, long firstBit, int bits) {
    values
        .strings()
        .beforeChange(sds, (int) (firstBit >>> 3), (int) ((firstBit + bits - 1) >>> 3) + 1);
  }

  // end::room[]

  /** Makes a new string the value of the key in argument i, which does not exist. */
  void add(Client client, Args args, int i, Sds sds) {
    values.allocator().account(sds.memory());
    keyspace.of(client).add(args, i, sds);
  }

  /** Sets the key in argument i to a string, as SET does, and notifies listeners (setKey). */
  void store(Client client, Args args, int i, byte[] bytes) {
    var database = keyspace.of(client);
    var entry = database.lookupWrite(client, args, i);
    var sds = new Sds(bytes, values.allocator());
    values.allocator().account(sds.memory());
    database.setKey(entry, args, i, sds, ExpiringEntry.NEVER);
    events.modified(client, args, i, EventClass.STRING, "set");
  }
}
