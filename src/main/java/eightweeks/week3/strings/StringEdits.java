package eightweeks.week3.strings;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.INSERT;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.Strings;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * Commands that change strings in place: APPEND, SETRANGE.
 *
 * <p>Answers to {@code t_string.c: appendCommand()}, {@code setrangeCommand()}.
 */
final class StringEdits {
  private StringEdits() {}

  /** APPEND key value. */
  static final class Append extends Command {
    private final StringKeys context;

    Append(StringKeys context) {
      super(
          StringsFeature.declare("append", 3, "2.0.0")
              .complexity(
                  "O(1). The amortized time complexity is O(1) assuming the appended value is small"
                      + " and the already present value is of any size, since the string doubles"
                      + " the free space available on every reallocation.")
              .summary("Appends to a string, which comes into being if there is none.")
              .flags(WRITE, DENYOOM, FAST)
              .keys(KeySpec.at(1).means(RW, INSERT))
              .arguments("key value"));
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      var database = context.keyspace.of(client);
      var entry = database.lookupWrite(client, args, 1);
      if (entry == null) {
        database.add(args, 1, context.strings.take(args, 2));
        client.reply().integer(args.length(2));
      } else {
        client.reply().integer(append(client, entry, args));
      }
      context.events.modified(client, args, 1, EventClass.STRING, "append");
    }

    private int append(Client client, Entry entry, Args args) {
      var value = Strings.of(entry);
      context.checkLength(client, (long) Strings.length(value) + args.length(2));
      var sds = context.strings.appendable(entry, args.length(2));
      sds.append(args.array(2), args.offset(2), args.length(2));
      return sds.length();
    }
  }

  /** SETRANGE key offset value. Bytes between the end of the string and the offset become zeros. */
  static final class SetRange extends Command {
    private static final CommandError OUT_OF_RANGE = new CommandError("ERR offset is out of range");

    private final StringKeys context;

    SetRange(StringKeys context) {
      super(
          StringsFeature.declare("setrange", 4, "2.2.0")
              .complexity(
                  "O(1), not counting the time taken to copy the new string in place. Usually, this"
                      + " string is very small so the amortized complexity is O(1). Otherwise,"
                      + " complexity is O(M) with M being the length of the value argument.")
              .summary("Overwrites a part of a string, which grows if it must.")
              .flags(WRITE, DENYOOM)
              .keys(KeySpec.at(1).means(RW, UPDATE))
              .arguments("key offset:integer value"));
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      long offset = args.integer(2);
      if (offset < 0) {
        throw OUT_OF_RANGE;
      }
      int length = args.length(3);
      var database = context.keyspace.of(client);
      var entry = database.lookupWrite(client, args, 1);
      var value = entry == null ? null : Strings.of(entry);
      if (length == 0) {
        client.reply().integer(value == null ? 0 : Strings.length(value));
        return;
      }
      context.checkLength(client, offset + length);
      if (entry == null || value == null) {
        var bytes = new byte[(int) offset + length];
        System.arraycopy(args.array(3), args.offset(3), bytes, (int) offset, length);
        database.add(args, 1, context.strings.mutable(bytes));
        client.reply().integer(bytes.length);
      } else {
        client.reply().integer(write(entry, args, (int) offset));
      }
      context.events.modified(client, args, 1, EventClass.STRING, "setrange");
    }

    private int write(Entry entry, Args args, int offset) {
      int missing = offset + args.length(3) - Strings.length(Strings.of(entry));
      var sds = context.strings.appendable(entry, Math.max(missing, 0));
      context.strings.beforeChange(sds, offset, offset + args.length(3));
      sds.overwrite(offset, args.array(3), args.offset(3), args.length(3));
      return sds.length();
    }
  }
}
