package eightweeks.week3.scan;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week2.object.Element;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The options of SCAN, SSCAN, HSCAN or ZSCAN, and the elements found so far.
 *
 * <p>Answers to {@code db.c: parseScanCursorOrReply()}, {@code scanGenericCommand()}. A cursor is
 * the position of a walk over a hash table; the server stores nothing of it. One call visits about
 * COUNT elements, and perhaps none of them matches.
 *
 * <p>A command uses it like this:
 *
 * <pre>
 * long cursor = ScanRequest.cursor(args, 2);       // first, even if the key does not exist
 * var request = ScanRequest.options(args, 3);      // only if the key exists
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

  /** Maximum number of steps per element of COUNT, so that a call on a sparse table ends, too. */
  private static final long STEPS_PER_ELEMENT = 10;

  /** Initial capacity, in ranges: a pair for each element of COUNT. */
  private static final int INITIAL_ROOM = 2 * (int) DEFAULT_COUNT;

  private final Args args;
  private long count = DEFAULT_COUNT;

  /** The pattern; null if every element matches. */
  private @Nullable KeyPattern pattern;

  /** The argument that names the type; 0 if every type matches. */
  private int type;

  private long seen;
  // What was found: ranges of stored arrays, which stay as they are until the reply.
  private byte[][] arrays = new byte[INITIAL_ROOM][];
  private int[] offsets = new int[INITIAL_ROOM];
  private int[] lengths = new int[INITIAL_ROOM];
  private int found;

  private ScanRequest(Args args) {
    this.args = args;
  }

  // tag::cursor[]
  /**
   * Returns argument i as a cursor of 64 bits. A minus sign is accepted, as {@code strtoul()} does,
   * because cursors from {@code 2^63} on are replied as negative numbers.
   *
   * @throws CommandError if the argument is no cursor
   */
  public static long cursor(Args args, int i) {
    var bytes = args.array(i);
    int at = args.offset(i);
    int end = at + args.length(i);
    for (int k = at; k < end; k++) {
      if (bytes[k] == 0) {
        end = k; // a string of C ends here
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
   * Parses the options of SSCAN, HSCAN or ZSCAN: MATCH pattern, COUNT number, from argument {@code
   * first} on.
   */
  public static ScanRequest options(Args args, int first) {
    return new ScanRequest(args).parse(first, false);
  }

  /** Parses the options of SCAN: MATCH, COUNT and TYPE, from argument {@code first} on. */
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
        pattern =
            all ? null : new KeyPattern(args.array(i + 1), args.offset(i + 1), args.length(i + 1));
      } else if (withType && args.is(i, "type")) {
        type = i + 1;
      } else {
        throw CommandError.SYNTAX;
      }
    }
    return this;
  }

  /** One step of a walk: visits some elements and returns the next cursor, 0 at the end. */
  @FunctionalInterface
  public interface Step {
    long scan(long cursor);
  }

  /**
   * Walks until COUNT elements were visited, the limit of steps is reached, or the walk has ended.
   *
   * @return the next cursor, 0 at the end
   */
  public long walk(long cursor, Step step) {
    long steps = count > Long.MAX_VALUE / STEPS_PER_ELEMENT ? count : STEPS_PER_ELEMENT * count;
    long at = cursor;
    do {
      at = step.scan(at);
    } while (at != 0 && steps-- > 0 && seen < count);
    return at;
  }

  /** Counts an element, whether it matches or not. */
  public void saw() {
    seen++;
  }

  /** Returns whether an element matches the pattern. */
  public boolean wants(Element element) {
    return pattern == null || wants(element.array(), element.offset(), element.length());
  }

  /** Returns whether some bytes match the pattern. */
  public boolean wants(byte[] bytes, int offset, int length) {
    return pattern == null || pattern.matches(bytes, offset, length);
  }

  /**
   * Returns whether a key of this type is wanted. A type that the server does not know is no error:
   * no key has it.
   */
  public boolean wantsType(String name) {
    return type == 0
        || Ascii.equalsIgnoreCase(args.array(type), args.offset(type), args.length(type), name);
  }

  /** Adds an element, or a part of one, whose bytes must not change until {@link #reply}. */
  public void found(Element element) {
    if (element.isInteger()) {
      found(element.toBytes());
    } else {
      found(element.array(), element.offset(), element.length());
    }
  }

  /** Adds bytes, which must not change until {@link #reply}. */
  public void found(byte[] bytes) {
    found(bytes, 0, bytes.length);
  }

  private void found(byte[] bytes, int offset, int length) {
    if (found == arrays.length) {
      int room = Math.multiplyExact(2, found);
      arrays = Arrays.copyOf(arrays, room);
      offsets = Arrays.copyOf(offsets, room);
      lengths = Arrays.copyOf(lengths, room);
    }
    arrays[found] = bytes;
    offsets[found] = offset;
    lengths[found] = length;
    found++;
  }

  /** Removes what does not meet a condition: in SCAN, expired keys and those of another type. */
  public void keepIf(Predicate<byte[]> condition) {
    int kept = 0;
    for (int i = 0; i < found; i++) {
      int from = offsets[i];
      int to = from + lengths[i];
      boolean whole = from == 0 && to == arrays[i].length;
      if (condition.test(whole ? arrays[i] : Arrays.copyOfRange(arrays[i], from, to))) {
        arrays[kept] = arrays[i];
        offsets[kept] = offsets[i];
        lengths[kept] = lengths[i];
        kept++;
      }
    }
    found = kept;
  }

  /** Replies the next cursor and what was found. */
  public void reply(Reply reply, long next) {
    reply.array(2);
    reply.bulk(next);
    reply.array(found);
    for (int i = 0; i < found; i++) {
      reply.bulk(arrays[i], offsets[i], lengths[i]);
    }
  }

  /** Replies for a key that does not exist: the end of the walk, and no element. */
  public static void replyNothing(Reply reply) {
    reply.array(2);
    reply.bulk(0);
    reply.array(0);
  }
}
