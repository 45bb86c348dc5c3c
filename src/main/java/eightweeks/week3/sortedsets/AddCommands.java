package eightweeks.week3.sortedsets;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * Commands that add members or change scores: ZADD, ZINCRBY.
 *
 * <p>Answers to {@code t_zset.c: zaddCommand()}, {@code zincrbyCommand()}. ZINCRBY is ZADD with
 * INCR, so an increment such as {@code nx} is read as an option.
 */
final class AddCommands {
  private static final CommandError NX_XX =
      new CommandError("ERR XX and NX options at the same time are not compatible");
  private static final CommandError GT_LT_NX =
      new CommandError("ERR GT, LT, and/or NX options at the same time are not compatible");
  private static final CommandError ONE_INCREMENT =
      new CommandError("ERR INCR option supports a single increment-element pair");

  private AddCommands() {}

  /** ZADD key [NX | XX] [GT | LT] [CH] [INCR] score member [score member …]. */
  static final class Add extends Command {
    private final Addition addition;

    Add(SortedSets sets) {
      super(
          SortedSetsFeature.declare("zadd", -4, "1.2.0")
              .complexity(
                  "O(log(N)) for each item added, where N is the number of elements in the sorted"
                      + " set.")
              .summary("Adds members with their scores, or gives members other scores.")
              .flags(WRITE, DENYOOM, FAST)
              .keys(KeySpec.at(1).means(RW, UPDATE))
              .arguments(
                  "key [condition(NX:token | XX:token)@3.0.2]"
                      + " [comparison(GT:token | LT:token)@6.2.0] [change=CH@3.0.2]"
                      + " [increment=INCR@3.0.2] data{score:double member}..."));
      addition = new Addition(sets);
    }

    @Override
    public void run(Client client, Args args) {
      addition.clear();
      add(addition, client, args);
    }
  }

  /** ZINCRBY key increment member. */
  static final class Increment extends Command {
    private final Addition addition;

    Increment(SortedSets sets) {
      super(
          SortedSetsFeature.declare("zincrby", 4, "1.2.0")
              .complexity("O(log(N)) where N is the number of elements in the sorted set.")
              .summary("Adds a number to the score of a member, which is 0 before it is there.")
              .flags(WRITE, DENYOOM, FAST)
              .keys(KeySpec.at(1).means(RW, ACCESS, UPDATE))
              .arguments("key increment:integer member"));
      addition = new Addition(sets);
    }

    @Override
    public void run(Client client, Args args) {
      addition.clear();
      addition.update.increment = true;
      add(addition, client, args);
    }
  }

  // tag::add[]
  private static void add(Addition addition, Client client, Args args) {
    int first = options(addition, args);
    int words = args.count() - first;
    if (words == 0 || words % 2 != 0) {
      throw CommandError.SYNTAX;
    }
    var update = addition.update;
    if (update.nx && update.xx) {
      throw NX_XX;
    }
    if ((update.gt && update.lt) || (update.nx && (update.gt || update.lt))) {
      throw GT_LT_NX;
    }
    if (update.increment && words > 2) {
      throw ONE_INCREMENT;
    }
    for (int i = first; i < args.count(); i += 2) {
      addition.add(SortedSets.number(args, i, CommandError.NOT_A_FLOAT), i + 1);
    }
    addition.apply(client, args);
  }

  // end::add[]

  /** Reads the options; returns the index of the first argument after them. */
  private static int options(Addition addition, Args args) {
    var update = addition.update;
    int i = 2;
    for (; i < args.count(); i++) {
      if (args.is(i, "nx")) {
        update.nx = true;
      } else if (args.is(i, "xx")) {
        update.xx = true;
      } else if (args.is(i, "ch")) {
        addition.countChanged();
      } else if (args.is(i, "incr")) {
        update.increment = true;
      } else if (args.is(i, "gt")) {
        update.gt = true;
      } else if (args.is(i, "lt")) {
        update.lt = true;
      } else {
        break;
      }
    }
    return i;
  }
}
