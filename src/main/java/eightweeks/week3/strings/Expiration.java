package eightweeks.week3.strings;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import org.jspecify.annotations.Nullable;

/**
 * How a command says until when a key shall live: EX seconds, PX milliseconds (from now), EXAT
 * seconds, PXAT milliseconds (since 1970).
 *
 * <p>Answers to {@code t_string.c: getExpireMillisecondsOrReply()}.
 */
enum Expiration {
  EX("ex", true, true),
  PX("px", false, true),
  EXAT("exat", true, false),
  PXAT("pxat", false, false);

  private static final Expiration[] ALL = values();
  private static final long MILLIS_PER_SECOND = 1000;

  private final String word;
  private final boolean inSeconds;

  /** Whether it counts from now, not from 1970. */
  final boolean relative;

  Expiration(String word, boolean inSeconds, boolean relative) {
    this.word = word;
    this.inSeconds = inSeconds;
    this.relative = relative;
  }

  /** The one that word i names; null if it names none. */
  static @Nullable Expiration named(Args args, int i) {
    for (var each : ALL) {
      if (args.is(i, each.word)) {
        return each;
      }
    }
    return null;
  }

  /** The error of a time that cannot be. */
  static CommandError badTime(String command) {
    return new CommandError("ERR invalid expire time in '" + command + "' command");
  }

  /**
   * Word i as a point in time, in milliseconds since 1970; greater than 0.
   *
   * @param now the same
   * @param badTime what is thrown if it is out of range
   */
  long at(Args args, int i, long now, CommandError badTime) {
    long number = args.integer(i);
    if (number <= 0 || (inSeconds && number > Long.MAX_VALUE / MILLIS_PER_SECOND)) {
      throw badTime;
    }
    long millis = inSeconds ? number * MILLIS_PER_SECOND : number;
    if (relative && millis > Long.MAX_VALUE - now) {
      throw badTime;
    }
    return relative ? now + millis : millis;
  }
}
