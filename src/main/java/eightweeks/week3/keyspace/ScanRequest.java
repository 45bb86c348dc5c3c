package eightweeks.week3.keyspace;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Glob;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week2.object.Element;
import java.util.ArrayList;
import java.util.List;

/**
 * What SCAN, SSCAN, HSCAN and ZSCAN are asked for, and what they have found.
 *
 * <p>Answers to {@code db.c: parseScanCursorOrReply()}, {@code scanGenericCommand()}. A cursor is
 * where a walk over a hash table stands; the server remembers nothing of it. One call looks at
 * about as many elements as COUNT says, and may find none of them to match.
 *
 * <p>The way of such a command:
 *
 * <pre>
 * long cursor = ScanRequest.cursor(args, 2);       // first of all, even if there is no such key
 * var request = ScanRequest.options(args, 3);      // only if there is one
 * long next = request.walk(cursor, at -> set.scan(at, member -> {
 *   request.saw();
 *   if (request.wants(member)) {
 *     request.found(member);
 *   }
 * }));
 * request.reply(client.reply(), next);
 * </pre>
 */
public final class ScanRequest {
  private static final CommandError INVALID_CURSOR = new CommandError("ERR invalid cursor");
  private static final long DEFAULT_COUNT = 10;

  /** In a table that is nearly empty: this many steps for each element that is asked for. */
  private static final long STEPS_AN_ELEMENT = 10;

  private final Args args;
  private long count = DEFAULT_COUNT;

  /** The word that is the pattern; 0 if everything is wanted. */
  private int pattern;

  /** The word that names the type; 0 if any will do. */
  private int type;

  private long seen;
  private final List<byte[]> found = new ArrayList<>();

  private ScanRequest(Args args) {
    this.args = args;
  }

  // tag::cursor[]
  /**
   * Word i as a cursor: 64 bits without a sign, though one is taken as C's {@code strtoul()} takes
   * it, since cursors from {@code 2^63} on are replied with one.
   *
   * @throws CommandError if it is none
   */
  public static long cursor(Args args, int i) {
    var bytes = args.array(i);
    int at = args.offset(i);
    int end = at + args.length(i);
    for (int k = at; k < end; k++) {
      if (bytes[k] == 0) {
        end = k; // C's text ends here
      }
    }
    if (at == end) {
      return 0;
    }
    boolean negative = bytes[at] == '-';
    at += negative || bytes[at] == '+' ? 1 : 0;
    if (at == end) {
      throw INVALID_CURSOR;
    }
    long value = 0;
    for (; at < end; at++) {
      int digit = bytes[at] - '0';
      boolean tooLarge =
          Long.compareUnsigned(value, Long.divideUnsigned(-1, 10)) > 0
              || Long.compareUnsigned(10 * value, -1 - digit) > 0;
      if (digit < 0 || digit > 9 || tooLarge) {
        throw INVALID_CURSOR;
      }
      value = 10 * value + digit;
    }
    return negative ? -value : value;
  }

  // end::cursor[]

  /**
   * The options of SSCAN, HSCAN or ZSCAN: MATCH pattern, COUNT number, from word {@code first} on.
   */
  public static ScanRequest options(Args args, int first) {
    return new ScanRequest(args).parse(first, false);
  }

  /** The options of SCAN, which has TYPE name too. */
  public static ScanRequest optionsWithType(Args args, int first) {
    return new ScanRequest(args).parse(first, true);
  }

  private ScanRequest parse(int first, boolean withType) {
    for (int i = first; i < args.count(); i += 2) {
      if (i + 1 == args.count()) {
        throw CommandError.SYNTAX;
      } else if (args.is(i, "count")) {
        count = args.integer(i + 1);
        if (count < 1) {
          throw CommandError.SYNTAX;
        }
      } else if (args.is(i, "match")) {
        boolean all = args.length(i + 1) == 1 && args.array(i + 1)[args.offset(i + 1)] == '*';
        pattern = all ? 0 : i + 1;
      } else if (withType && args.is(i, "type")) {
        type = i + 1;
      } else {
        throw CommandError.SYNTAX;
      }
    }
    return this;
  }

  /** One step of a walk: shows some elements, and returns the next cursor, 0 at the end. */
  @FunctionalInterface
  public interface Step {
    long scan(long cursor);
  }

  /**
   * Walks until enough elements were seen.
   *
   * @return where to go on, 0 at the end
   */
  public long walk(long cursor, Step step) {
    long steps = count > Long.MAX_VALUE / STEPS_AN_ELEMENT ? count : STEPS_AN_ELEMENT * count;
    long at = cursor;
    do {
      at = step.scan(at);
    } while (at != 0 && steps-- > 0 && seen < count);
    return at;
  }

  /** Counts an element, whether it is wanted or not. */
  public void saw() {
    seen++;
  }

  /** Whether an element matches the pattern. */
  public boolean wants(Element element) {
    return pattern == 0 || wants(element.array(), element.offset(), element.length());
  }

  /** Whether some bytes match the pattern. */
  public boolean wants(byte[] bytes, int offset, int length) {
    return pattern == 0
        || Glob.matches(
            args.array(pattern),
            args.offset(pattern),
            args.length(pattern),
            bytes,
            offset,
            length,
            false);
  }

  /**
   * Returns whether a key of this type is wanted. A type that the server does not know is no error:
   * no key has it.
   */
  boolean wantsType(String name) {
    return type == 0
        || Ascii.equalsIgnoreCase(args.array(type), args.offset(type), args.length(type), name);
  }

  /** Takes an element, or a part of one, into the reply. */
  public void found(Element element) {
    found.add(element.toBytes());
  }

  /** Takes bytes into the reply, which must not change until then. */
  public void found(byte[] bytes) {
    found.add(bytes);
  }

  /** Everything that was found; SCAN looks through it again for keys whose time has come. */
  public List<byte[]> found() {
    return found;
  }

  /** Replies where to go on, and what was found. */
  public void reply(Reply reply, long next) {
    reply.array(2);
    reply.bulk(next);
    reply.array(found.size());
    for (var bytes : found) {
      reply.bulk(bytes);
    }
  }

  /** Replies of a key that is not there: the walk is at its end, and nothing was found. */
  public static void replyNothing(Reply reply) {
    reply.array(2);
    reply.bulk(0);
    reply.array(0);
  }
}
