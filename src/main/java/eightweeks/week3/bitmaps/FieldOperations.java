package eightweeks.week3.bitmaps;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;

/**
 * The operations of a BITFIELD, one after the other ({@code bitops.c: bitfieldGeneric()}).
 *
 * <pre>
 * GET type offset | SET type offset value | INCRBY type offset increment | OVERFLOW how
 * </pre>
 *
 * <p>They are read twice. The first pass checks all arguments and finds how far they write, because
 * a wrong argument must leave the string unchanged. The second pass runs them. That is cheaper than
 * a list of parsed operations, which Redis makes.
 */
final class FieldOperations {
  /** The kind of an operation on a field. */
  enum Kind {
    GET,
    SET,
    INCRBY
  }

  private static final CommandError WRONG_OVERFLOW =
      new CommandError("ERR Invalid OVERFLOW type specified");

  private final Bitmaps bitmaps;
  private final Client client;
  private final Args args;
  private int at = 2;

  // The current operation.
  Kind kind = Kind.GET;
  Field field = new Field(false, 1);
  Overflow overflow = Overflow.WRAP;

  /** Position of the first bit of the field. */
  long offset;

  /** The number to write, or the increment. */
  long operand;

  FieldOperations(Bitmaps bitmaps, Client client, Args args) {
    this.bitmaps = bitmaps;
    this.client = client;
    this.args = args;
  }

  /** Goes back to before the first operation. */
  void rewind() {
    at = 2;
    overflow = Overflow.WRAP;
  }

  /**
   * Goes to the next operation; returns false if there is none.
   *
   * @throws CommandError if its arguments are not valid
   */
  boolean next() {
    while (at < args.count() && isOverflow()) {
      overflow = readOverflow(at + 1);
      at += 2;
    }
    if (at >= args.count()) {
      return false;
    }
    kind = readKind();
    field = Field.of(args, at + 1);
    offset = bitmaps.offset(client, args, at + 2, field.bits());
    if (kind != Kind.GET) {
      operand = args.integer(at + 3);
    }
    at += words(kind);
    return true;
  }

  /** Returns the number of arguments of an operation, its name included. */
  private static int words(Kind kind) {
    return kind == Kind.GET ? 3 : 4;
  }

  private boolean isOverflow() {
    return args.is(at, "overflow") && at + 1 < args.count();
  }

  private Overflow readOverflow(int i) {
    if (args.is(i, "wrap")) {
      return Overflow.WRAP;
    }
    if (args.is(i, "sat")) {
      return Overflow.SAT;
    }
    if (args.is(i, "fail")) {
      return Overflow.FAIL;
    }
    throw WRONG_OVERFLOW;
  }

  private Kind readKind() {
    var found =
        args.is(at, "get")
            ? Kind.GET
            : args.is(at, "set") ? Kind.SET : args.is(at, "incrby") ? Kind.INCRBY : null;
    if (found == null || at + words(found) > args.count()) {
      throw CommandError.SYNTAX;
    }
    return found;
  }

  // tag::reads[]
  /**
   * Returns whether the operations only read; numbers are not parsed (bitfieldGetKeys). It tells
   * COMMAND GETKEYSANDFLAGS whether the command writes. Unknown arguments count as writing.
   */
  static boolean onlyRead(Args args) {
    int i = 2;
    while (i < args.count()) {
      int left = args.count() - i - 1;
      if (args.is(i, "get") && left >= 2) {
        i += 3;
      } else if (args.is(i, "overflow") && left >= 1) {
        i += 2;
      } else {
        return false;
      }
    }
    return true;
  }
  // end::reads[]
}
