package eightweeks.week3.lists;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;

/**
 * Reads the arguments that LMPOP, ZMPOP and their blocking variants share: {@code numkeys key [key
 * …] side [COUNT count]}.
 *
 * <p>Answers to the beginnings of {@code t_list.c: lmpopGenericCommand()} and {@code t_zset.c:
 * zmpopGenericCommand()}. The commands read the side themselves: LEFT or RIGHT, MIN or MAX.
 */
public final class MultiPop {
  private static final CommandError NO_KEYS =
      new CommandError("ERR numkeys should be greater than 0");
  private static final CommandError NO_COUNT =
      new CommandError("ERR count should be greater than 0");

  private MultiPop() {}

  /**
   * Returns the index of the argument after the keys, which names a side.
   *
   * @param numkeys index of the argument with the number of keys
   * @throws CommandError if that number is not positive, or no argument follows the keys
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
   * Returns the maximum number of elements: that of COUNT in argument i, or 1 without it.
   *
   * @throws CommandError if argument i exists and is not COUNT, or the count is not positive
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
