package eightweeks.week3.strings;

import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import org.jspecify.annotations.Nullable;

/**
 * The options that set an expiry: EX seconds, PX milliseconds (from now), EXAT seconds, PXAT
 * milliseconds (since 1970).
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

  private final String text;
  private final boolean inSeconds;

  /** Whether it counts from now; otherwise from 1970. */
  final boolean relative;

  Expiration(String text, boolean inSeconds, boolean relative) {
    this.text = text;
    this.inSeconds = inSeconds;
    this.relative = relative;
  }

  /** Returns the option that argument i names; null if it names none. */
  static @Nullable Expiration named(Args args, int i) {
    for (var each : ALL) {
      if (args.is(i, each.text)) {
        return each;
      }
    }
    return null;
  }

  /** Returns the error of an invalid time. */
  static CommandError badTime(String command) {
    return new CommandError("ERR invalid expire time in '" + command + "' command");
  }

  /**
   * Returns the time in argument i, in milliseconds since 1970; greater than 0.
   *
   * @param now the present time, in milliseconds since 1970
   * @param badTime thrown if the time is out of range
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
