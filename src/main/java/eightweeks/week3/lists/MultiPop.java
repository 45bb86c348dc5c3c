package eightweeks.week3.lists;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;

/**
 * The words that LMPOP, ZMPOP and their waiting forms have in common: {@code numkeys key [key …]
 * side [COUNT count]}.
 *
 * <p>Answers to the beginnings of {@code t_list.c: lmpopGenericCommand()} and {@code t_zset.c:
 * zmpopGenericCommand()}. Each family reads the side itself, between the two.
 */
public final class MultiPop {
  private static final CommandError NO_KEYS =
      new CommandError("ERR numkeys should be greater than 0");
  private static final CommandError NO_COUNT =
      new CommandError("ERR count should be greater than 0");

  private MultiPop() {}

  /**
   * The word behind the keys, which names a side.
   *
   * @param numkeys the word that says how many keys follow it
   * @throws CommandError if it is no positive number, or no word is left behind the keys
   */
  public static int side(Args args, int numkeys) {
    long keys = args.integer(numkeys, NO_KEYS);
    if (keys <= 0) {
      throw NO_KEYS;
    }
    if (keys >= args.count() - numkeys - 1) {
      throw CommandError.SYNTAX;
    }
    return numkeys + (int) keys + 1;
  }

  /**
   * How many elements at most: one, unless word i and the next one say otherwise.
   *
   * @throws CommandError if word i is there and not COUNT, or the count is no positive number
   */
  public static long count(Args args, int i) {
    if (i == args.count()) {
      return 1;
    }
    if (!args.is(i, "count") || i + 1 == args.count()) {
      throw CommandError.SYNTAX;
    }
    long count = args.integer(i + 1, NO_COUNT);
    if (count <= 0) {
      throw NO_COUNT;
    }
    if (i + 2 < args.count()) {
      throw CommandError.SYNTAX;
    }
    return count;
  }
}
