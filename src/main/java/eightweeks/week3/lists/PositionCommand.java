package eightweeks.week3.lists;

import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week2.values.ListValue;
import eightweeks.week3.commandkeys.KeySpec;
import org.jspecify.annotations.Nullable;

/**
 * LPOS key element [RANK rank] [COUNT matches] [MAXLEN len]: replies with indexes of an element.
 *
 * <p>Answers to {@code t_list.c: lposCommand()}.
 *
 * <ul>
 *   <li>RANK: the first match that counts; 2 skips one. If it is negative, the search goes from the
 *       end to the start; indexes still count from the start.
 *   <li>COUNT: maximum number of indexes in the reply, an array; 0 means all. Without COUNT the
 *       reply is one index, or nil.
 *   <li>MAXLEN: maximum number of elements to look at; 0 means all.
 * </ul>
 */
final class PositionCommand extends Command {
  private static final CommandError RANK_OUT_OF_RANGE =
      new CommandError(
          "ERR value is out of range, value must between -9223372036854775807 and"
              + " 9223372036854775807");
  private static final CommandError RANK_ZERO =
      new CommandError(
          "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or"
              + " use negative to start from the end of the list");
  private static final CommandError COUNT_NEGATIVE =
      new CommandError("ERR COUNT can't be negative");
  private static final CommandError MAXLEN_NEGATIVE =
      new CommandError("ERR MAXLEN can't be negative");

  /** No COUNT was given. */
  private static final long ONE = -1;

  private final Lists lists;

  PositionCommand(Lists lists) {
    super(
        ListsFeature.declare("lpos", -3, "6.0.6")
            .complexity(
                "O(N) where N is the number of elements in the list, for the average case. When"
                    + " searching for elements near the head or the tail of the list, or when the"
                    + " MAXLEN option is provided, the command may run in constant time.")
            .summary("Returns at which indexes of a list an element is.")
            .flags(READONLY)
            .keys(KeySpec.at(1).means(RO, ACCESS))
            .arguments(
                "key element [RANK rank:integer] [COUNT num-matches:integer] [MAXLEN"
                    + " len:integer]"));
    this.lists = lists;
  }

  @Override
  public void run(Client client, Args args) {
    long rank = 1;
    long count = ONE;
    long most = 0;
    for (int i = 3; i < args.count(); i += 2) {
      if (i + 1 == args.count()) {
        throw CommandError.SYNTAX;
      } else if (args.is(i, "rank")) {
        rank = rank(args, i + 1);
      } else if (args.is(i, "count")) {
        count = natural(args, i + 1, COUNT_NEGATIVE);
      } else if (args.is(i, "maxlen")) {
        most = natural(args, i + 1, MAXLEN_NEGATIVE);
      } else {
        throw CommandError.SYNTAX;
      }
    }
    var list = lists.read(client, args, 1);
    if (count == ONE) {
      one(client.reply(), list, args, rank, most);
    } else if (list == null) {
      client.reply().array(0);
    } else {
      client.reply().defer();
      long found =
          search(client.reply(), list, args, rank, count == 0 ? Long.MAX_VALUE : count, most);
      client.reply().closeArray(found);
    }
  }

  private static void one(Reply reply, @Nullable ListValue list, Args args, long rank, long most) {
    if (list == null || search(reply, list, args, rank, 1, most) == 0) {
      reply.nullBulk();
    }
  }

  private static long rank(Args args, int i) {
    long rank = args.integer(i);
    if (rank == Long.MIN_VALUE) {
      throw RANK_OUT_OF_RANGE;
    }
    if (rank == 0) {
      throw RANK_ZERO;
    }
    return rank;
  }

  private static long natural(Args args, int i, CommandError negative) {
    long number = args.integer(i, negative);
    if (number < 0) {
      throw negative;
    }
    return number;
  }

  // tag::search[]
  /**
   * Replies with the index of each match that counts.
   *
   * @param count maximum number of indexes to reply
   * @param most maximum number of elements to look at; 0 means all
   * @return the number of indexes replied
   */
  private static long search(
      Reply reply, ListValue list, Args args, long rank, long count, long most) {
    boolean forward = rank > 0;
    long skipped = 1;
    long found = 0;
    long size = list.size();
    long end = most == 0 ? size : Math.min(most, size);
    try (var cursor = list.cursor(forward ? 0 : -1, forward)) {
      for (long i = 0; i < end && found < count && cursor.next(); i++) {
        if (!cursor.element().isEqualTo(args.array(2), args.offset(2), args.length(2))) {
          continue;
        }
        if (skipped < Math.abs(rank)) {
          skipped++;
        } else {
          reply.integer(forward ? i : size - 1 - i);
          found++;
        }
      }
    }
    return found;
  }
  // end::search[]
}
