package eightweeks.week3.bitmaps;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;
import static eightweeks.week3.commandkeys.KeySpec.Use.VARIABLE_FLAGS;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week2.object.Strings;
import eightweeks.week2.sds.Sds;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.CommandKeys;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.commandkeys.MovableKeys;

/**
 * BITFIELD and BITFIELD_RO key [operation …]: a string as an array of small integers.
 *
 * <p>Answers to {@code bitops.c: bitfieldGeneric()}, {@code db.c: bitfieldGetKeys()}.
 */
final class BitfieldCommand extends Command implements MovableKeys {
  private static final CommandError NOT_READING =
      new CommandError("ERR BITFIELD_RO only supports the GET subcommand");
  private static final KeySpec READ_KEY = KeySpec.at(1).means(RO, ACCESS);
  private static final KeySpec WRITTEN_KEY = KeySpec.at(1).means(RW, ACCESS, UPDATE);

  private final Bitmaps bitmaps;
  private final boolean mayWrite;

  private BitfieldCommand(Bitmaps bitmaps, boolean mayWrite, CommandSpec spec) {
    super(spec.complexity("O(1) for each subcommand specified"));
    this.bitmaps = bitmaps;
    this.mayWrite = mayWrite;
  }

  static BitfieldCommand bitfield(Bitmaps bitmaps) {
    return new BitfieldCommand(
        bitmaps,
        true,
        BitmapsFeature.declare("bitfield", -2, "3.2.0")
            .summary("Reads, writes and increments integers of any width inside a string.")
            .flags(WRITE, DENYOOM)
            .keys(
                KeySpec.at(1)
                    .means(RW, UPDATE, ACCESS, VARIABLE_FLAGS)
                    .note("Only read if all operations are GET."))
            .arguments(
                "key [operation(GET get-block{encoding offset:integer} | write{[OVERFLOW"
                    + " overflow-block(WRAP:token | SAT:token | FAIL:token)] write-operation(SET"
                    + " set-block{encoding offset:integer value:integer} | INCRBY"
                    + " incrby-block{encoding offset:integer increment:integer})})...]"));
  }

  static BitfieldCommand bitfieldRo(Bitmaps bitmaps) {
    return new BitfieldCommand(
        bitmaps,
        false,
        BitmapsFeature.declare("bitfield_ro", -2, "6.0.0")
            .summary("Reads integers of any width inside a string.")
            .flags(READONLY, FAST)
            .keys(READ_KEY)
            .arguments("key [GET get-block{encoding offset:integer}....]"));
  }

  @Override
  public boolean findKeys(Args args, CommandKeys keys) {
    keys.add(1, FieldOperations.onlyRead(args) ? READ_KEY : WRITTEN_KEY);
    return true;
  }

  // tag::run[]
  @Override
  public void run(Client client, Args args) {
    var operations = new FieldOperations(bitmaps, client, args);
    int count = 0;
    long lastWritten = -1;
    while (operations.next()) {
      count++;
      if (operations.kind != FieldOperations.Kind.GET) {
        long last = operations.offset + operations.field.bits() - 1;
        lastWritten = Math.max(lastWritten, last);
      }
    }
    if (lastWritten >= 0 && !mayWrite) {
      throw NOT_READING;
    }
    operations.rewind();
    if (lastWritten < 0) {
      read(client, args, operations, count);
    } else {
      write(client, args, operations, count, lastWritten);
    }
  }

  private void read(Client client, Args args, FieldOperations operations, int count) {
    var bitmap = bitmaps.read(client, args, 1);
    client.reply().array(count);
    while (operations.next()) {
      client.reply().integer(operations.field.get(bitmap, operations.offset));
    }
  }

  private void write(
      Client client, Args args, FieldOperations operations, int count, long lastWritten) {
    var entry = bitmaps.keyspace.of(client).lookupWrite(client, args, 1);
    int lengthBefore = entry == null ? -1 : Strings.length(Strings.of(entry));
    var sds = bitmaps.writable(entry, lastWritten);
    boolean grown = sds.length() != lengthBefore;
    int changes = 0;
    client.reply().array(count);
    while (operations.next()) {
      changes += perform(operations, sds, grown, client.reply()) ? 1 : 0;
    }
    if (entry == null) {
      bitmaps.add(client, args, 1, sds);
    }
    if (changes > 0) {
      bitmaps.events.signalModified(client, args, 1);
      bitmaps.events.notify(EventClass.STRING, "setbit", client, args, 1);
      bitmaps.events.dirty(changes);
    }
  }

  // end::run[]

  // tag::perform[]
  /**
   * Performs one operation and replies to it; returns whether it counts as a change. In a string
   * that has just grown, every write counts.
   */
  private boolean perform(FieldOperations operation, Sds sds, boolean grown, Reply reply) {
    var field = operation.field;
    long offset = operation.offset;
    long old = field.get(new Bitmap(sds.array(), sds.length()), offset);
    if (operation.kind == FieldOperations.Kind.GET) {
      reply.integer(old);
      return false;
    }
    boolean isIncrement = operation.kind == FieldOperations.Kind.INCRBY;
    long value = isIncrement ? old : operation.operand;
    long increment = isIncrement ? operation.operand : 0;
    int overflow = field.overflow(value, increment);
    if (overflow != 0 && operation.overflow == Overflow.FAIL) {
      reply.nullBulk();
      return false;
    }
    boolean saturates = overflow != 0 && operation.overflow == Overflow.SAT;
    long limit = overflow > 0 ? field.max() : field.min();
    long written = saturates ? limit : field.wrap(value + increment);
    bitmaps.beforeChange(sds, offset, field.bits());
    field.set(sds.array(), offset, written);
    reply.integer(isIncrement ? written : old);
    return grown || written != old;
  }
  // end::perform[]
}
