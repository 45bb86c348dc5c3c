package eightweeks.week3.lists;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.values.ListValue;
import org.jspecify.annotations.Nullable;

/** One of the two ends of a list, at which elements are pushed and popped. */
enum End {
  /** The left end, with index 0. */
  HEAD("LPOP", "lpop", "lpush"),
  /** The right end, with index -1. */
  TAIL("RPOP", "rpop", "rpush");

  /** The command that takes elements from this end. */
  final String popCommand;

  /** The keyspace event of elements taken from this end. */
  final String popEvent;

  /** The keyspace event of elements added at this end. */
  final String pushEvent;

  End(String popCommand, String popEvent, String pushEvent) {
    this.popCommand = popCommand;
    this.popEvent = popEvent;
    this.pushEvent = pushEvent;
  }

  /**
   * Returns the end that argument i names: LEFT or RIGHT.
   *
   * @throws CommandError if it is neither
   */
  static End of(Args args, int i) {
    if (args.is(i, "right")) {
      return TAIL;
    }
    if (args.is(i, "left")) {
      return HEAD;
    }
    throw CommandError.SYNTAX;
  }

  void push(ListValue list, byte[] text, int offset, int length) {
    if (this == HEAD) {
      list.pushHead(text, offset, length);
    } else {
      list.pushTail(text, offset, length);
    }
  }

  byte @Nullable [] pop(ListValue list) {
    return this == HEAD ? list.popHead() : list.popTail();
  }
}
