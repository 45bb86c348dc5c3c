package eightweeks.week3.strings;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week2.object.Entry;

/**
 * The value of a string: bytes, or a number if the bytes are exactly the text of one.
 *
 * <p>Answers to {@code object.c: tryObjectEncoding()}, {@code getLongLongFromObject()}.
 */
final class StringValue {
  private StringValue() {}

  /** Word i as a value for storage. */
  static Object take(Args args, int i) {
    int length = args.length(i);
    if (length <= Numbers.MAX_DIGITS) {
      var array = args.array(i);
      long number = Numbers.parse(array, args.offset(i), length);
      if (number != Numbers.NOT_AN_INTEGER || Numbers.isInteger(array, args.offset(i), length)) {
        return number;
      }
    }
    return args.take(i);
  }

  static void reply(Reply reply, Object value) {
    if (value instanceof byte[] bytes) {
      reply.bulk(bytes);
    } else {
      reply.bulk((long) (Long) value);
    }
  }

  /**
   * The number that a string is.
   *
   * @throws CommandError if it is none
   */
  static long number(Entry entry) {
    if (entry.value() instanceof Long number) {
      return number;
    }
    throw CommandError.NOT_AN_INTEGER;
  }
}
