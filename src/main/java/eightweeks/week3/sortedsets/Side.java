package eightweeks.week3.sortedsets;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;

/** The side of a sorted set from which members are popped. */
enum Side {
  MIN("ZPOPMIN", "zpopmin"),
  MAX("ZPOPMAX", "zpopmax");

  /** The command that pops from it. */
  final String command;

  /** The keyspace event of that command. */
  final String event;

  Side(String command, String event) {
    this.command = command;
    this.event = event;
  }

  /**
   * Returns the side that argument i names.
   *
   * @throws CommandError a syntax error if it names none
   */
  static Side of(Args args, int i) {
    if (args.is(i, "min")) {
      return MIN;
    } else if (args.is(i, "max")) {
      return MAX;
    }
    throw CommandError.SYNTAX;
  }
}
