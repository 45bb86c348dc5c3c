package eightweeks.week1.resp;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.bytes.QuotedWords;
import org.jspecify.annotations.Nullable;

/**
 * A query buffer and the parser that takes commands out of it, wherever a read ends.
 *
 * <p>Answers to {@code networking.c: processInputBuffer()}, {@code processInlineBuffer()}, {@code
 * processMultibulkBuffer()}. The layout of the buffer, and how a read fills it:
 *
 * <pre>
 *        start            position          end
 *   ......|*3 $3 SET $1 k  |$5 hel           |.............
 *   done   arguments found  not parsed yet    free space
 *          (in args)
 * </pre>
 *
 * <p>Invariants: {@code start <= position <= end}; the command being read begins at {@code start},
 * so moving its bytes moves the arguments found ({@link Args#moved}). An argument of {@link
 * #BIG_BULK} bytes or more is read into an array of its own, in which it is stored without a copy
 * ({@link LargeArrays}). A client that announces 512 MiB costs little memory until it sends them.
 *
 * <p>An idle client has no Query. It borrows one from the {@link QueryPool} when bytes arrive and
 * gives it back when all of them are used up.
 */
public final class Query {
  /** From this length on, in bytes, an argument gets its own array (PROTO_MBULK_BIG_ARG). */
  public static final int BIG_BULK = 32 * 1024;

  /** Maximum length of a line in bytes: a header, or an inline command (PROTO_INLINE_MAX_SIZE). */
  private static final int MAX_LINE = 64 * 1024;

  static final int BUFFER = 16 * 1024;
  private static final int MIN_READ = 4 * 1024;

  /** Maximum length of an array, with a reserve for what a JVM keeps in front of it. */
  private static final int MAX_BUFFER = Integer.MAX_VALUE - 64;

  /** Looks at bytes of a query before they are parsed. It changes nothing. */
  @FunctionalInterface
  public interface Viewer {
    /**
     * @param buffer holds commands that were not parsed yet, valid until this returns
     * @param from where a command begins
     * @param until the end of the bytes received
     */
    void view(byte[] buffer, int from, int until);
  }

  /** What {@link #next} found. */
  public enum Found {
    /** The bytes received so far end inside a command. */
    INCOMPLETE,
    /** A complete command; its arguments are in {@link Query#args}. */
    COMMAND,
    /** An empty line or an empty array: there is nothing to run, but more may follow. */
    NOTHING,
    /** Bytes that are not RESP; {@link Query#error} says why. The connection must be closed. */
    ERROR
  }

  private byte[] buffer = new byte[BUFFER];
  private int start;
  private int position;
  private int end;
  private final LargeArrays largeArrays;
  private final Args args;

  /** The number of arguments of the command that are not parsed yet; 0 between commands. */
  private int argumentsLeft;

  /** The length of the argument being read, or -1 while its header was not read. */
  private long bulkLength = -1;

  private byte @Nullable [] big;
  private int bigFilled;

  /** The length of the complete arguments of this command that have arrays of their own. */
  private long bigBytes;

  /** The offset from which the search for a line end continues: no byte is searched twice. */
  private int scanned;

  private String error = "";
  private String errorForLog = "";

  public Query() {
    this(new LargeArrays());
  }

  Query(LargeArrays largeArrays) {
    this.largeArrays = largeArrays;
    args = new Args(buffer, largeArrays);
  }

  /** Returns the arguments of the command that {@link #next} found last. */
  public Args args() {
    return args;
  }

  /** Returns Redis's message after {@link Found#ERROR}. */
  public String error() {
    return error;
  }

  /** Returns what the log says after {@link Found#ERROR}; not always in the same words. */
  public String errorForLog() {
    return errorForLog;
  }

  /** Returns whether nothing waits: neither bytes nor a command that has begun. */
  public boolean isEmpty() {
    return start == end && argumentsLeft == 0;
  }

  /** Returns the number of bytes of the command being read and of everything behind it. */
  public long size() {
    return end - start + bigBytes + bigFilled;
  }

  /** Returns the number of bytes in the buffer that were not parsed yet. */
  public int unread() {
    return end - position;
  }

  /** Returns {@link #unread}, and what has arrived of a large argument. */
  public long incomplete() {
    return (long) end - position + bigFilled;
  }

  /** Copies the first bytes that were not parsed yet, at most {@link #unread}. */
  public void peek(byte[] into) {
    System.arraycopy(buffer, position, into, 0, into.length);
  }

  /** Shows the commands that wait, as bytes; inside a command there are none. */
  public void show(Viewer viewer) {
    viewer.view(buffer, position, argumentsLeft == 0 ? end : position);
  }

  /** Returns the free space in the buffer in bytes, for CLIENT LIST. */
  public int free() {
    return buffer.length - end;
  }

  /** Returns whether the command being read is longer than an array can be. */
  public boolean isFull() {
    return end - start > MAX_BUFFER - 2 * BIG_BULK;
  }

  /** Returns the bytes of memory that this query uses; arrays count with their whole length. */
  public long memory() {
    return buffer.length + args.memory() + bigBytes + (big == null ? 0 : big.length);
  }

  /** Returns the length in bytes of the array that the next read allocates; 0 if there is space. */
  public long nextArray() {
    if (big != null && bigFilled < bulkLength) {
      return bigFilled == big.length ? Math.min(bulkLength, 2L * big.length) : 0;
    }
    return buffer.length - end < MIN_READ ? 2L * buffer.length : 0;
  }

  // Filling: the caller reads into target(), from targetOffset(), at most prepare() bytes.

  /** Returns whether all bytes of a large argument have arrived, and only its line end has not. */
  public boolean awaitsLineEnd() {
    return big != null && bigFilled == bulkLength && position == end;
  }

  /** Makes free space for a read; returns how many bytes may be read, at least 1. */
  public int prepare() {
    if (big != null && bigFilled < bulkLength) {
      if (bigFilled == big.length) {
        var longer = largeArrays.take((int) bulkLength, bigFilled);
        System.arraycopy(big, 0, longer, 0, bigFilled);
        big = longer;
      }
      return big.length - bigFilled;
    }
    if (start == end) {
      moveTo(buffer);
    }
    boolean ordinary = bulkLength >= 0 && bulkLength < BIG_BULK;
    long wanted = Math.max(MIN_READ, ordinary ? bulkLength + 2 - (end - position) : 0);
    if (buffer.length - end < wanted) {
      int size = sizeFor(buffer.length, end - start + wanted);
      moveTo(size == buffer.length ? buffer : new byte[size]);
    }
    return buffer.length - end;
  }

  /** Returns the size doubled until the bytes needed fit in, at most the maximum of an array. */
  static int sizeFor(int size, long needed) {
    long doubled = size;
    while (doubled < needed) {
      doubled *= 2;
    }
    return (int) Math.min(doubled, MAX_BUFFER);
  }

  private void moveTo(byte[] to) {
    if (to == buffer && start == 0) {
      return;
    }
    System.arraycopy(buffer, start, to, 0, end - start);
    args.moved(to, -start);
    buffer = to;
    position -= start;
    scanned = Math.max(0, scanned - start);
    end -= start;
    start = 0;
  }

  public byte[] target() {
    return big != null && bigFilled < bulkLength ? big : buffer;
  }

  public int targetOffset() {
    return big != null && bigFilled < bulkLength ? bigFilled : end;
  }

  /** Notes that bytes were read into the target. */
  public void filled(int bytes) {
    if (big != null && bigFilled < bulkLength) {
      bigFilled += bytes;
    } else {
      end += bytes;
    }
  }

  /** Adds bytes from an array, for callers without a connection: pages, tests, the fuzzer. */
  public void feed(byte[] bytes, int offset, int length) {
    for (int done = 0; done < length; ) {
      int n = Math.min(prepare(), length - done);
      System.arraycopy(bytes, offset + done, target(), targetOffset(), n);
      filled(n);
      done += n;
    }
  }

  // Parsing.

  /** Parses the next command. The arguments of the one before become invalid. */
  public Found next(ProtocolLimits limits) {
    if (argumentsLeft == 0) {
      args.clear();
      bigBytes = 0;
      start = position;
      if (position == end) {
        return Found.INCOMPLETE;
      }
      if (buffer[position] != '*') {
        return inline();
      }
      var found = arrayHeader(limits);
      if (found != Found.COMMAND) {
        return found;
      }
    }
    return arguments(limits);
  }

  /** Parses {@code *3\r\n}, the number of arguments. COMMAND means that they follow. */
  private Found arrayHeader(ProtocolLimits limits) {
    int line = lineEnd();
    if (isTooLong(line < 0 ? end : line + 1)) {
      return fail("too big mbulk count string");
    }
    if (line < 0) {
      return Found.INCOMPLETE;
    }
    long arguments = count(position + 1, line);
    if (arguments > Integer.MAX_VALUE) {
      return fail("invalid multibulk length", "invalid mbulk count");
    }
    if (arguments > limits.unauthenticatedMaxArgs()) {
      return fail("unauthenticated multibulk length", "unauth mbulk count");
    }
    advance(line);
    if (arguments <= 0) {
      start = position;
      return Found.NOTHING;
    }
    argumentsLeft = (int) arguments;
    return Found.COMMAND;
  }

  private Found arguments(ProtocolLimits limits) {
    while (argumentsLeft > 0) {
      // Day 07. Parse one more argument of the command, as far as its bytes have arrived. To do:
      //
      // 1. If the length of the argument is not known (bulkLength < 0), read its header with
      //    bulkHeader(limits). If that finds anything but COMMAND, return what it found.
      // 2. bigArgument() collects an argument of BIG_BULK bytes or more. Return INCOMPLETE until
      //    it returns true.
      // 3. Any other argument is in the buffer at `position`. If it is not complete (the bytes
      //    end at `end`), return INCOMPLETE. Otherwise note it with args.add(int offset, int
      //    length), and move `position` behind it. bulkLength is a long; here it is less than
      //    BIG_BULK, so (int) bulkLength is safe.
      // 4. The argument is complete: the length of the next one is not known, and argumentsLeft
      //    is one less.
      //
      // If the bytes end before something is known, it must still be unknown at the next call.
      // If something is known, do not read it again.
      return Found.INCOMPLETE;
    }
    scanned = position;
    return Found.COMMAND;
  }

  /** Parses {@code $5\r\n}, the length of an argument. COMMAND means that its bytes follow. */
  private Found bulkHeader(ProtocolLimits limits) {
    int line = lineEnd();
    if (isTooLong(line < 0 ? end : line + 1)) {
      return fail("too big bulk count string");
    }
    if (line < 0) {
      return Found.INCOMPLETE;
    }
    if (buffer[position] != '$') {
      return fail(
          "expected '$', got '" + (char) (buffer[position] & 0xff) + "'",
          "expected $ but got something else");
    }
    long length = count(position + 1, line);
    if (length < 0 || length > limits.maxBulk()) {
      return fail("invalid bulk length");
    }
    if (length > limits.unauthenticatedMaxBulk()) {
      return fail("unauthenticated bulk length", "unauth bulk length");
    }
    advance(line);
    bulkLength = length;
    return Found.COMMAND;
  }

  /** Collects an argument that has its own array; returns whether it is complete. */
  private boolean bigArgument() {
    if (big == null) {
      int there = (int) Math.min(bulkLength, end - position);
      big = largeArrays.take((int) bulkLength, there);
      System.arraycopy(buffer, position, big, 0, there);
      bigFilled = there;
      // Its bytes are not needed in the buffer any more: what follows moves there.
      System.arraycopy(buffer, position + there, buffer, position, end - position - there);
      end -= there;
      scanned = position;
    }
    if (bigFilled < bulkLength || end - position < 2) {
      return false;
    }
    largeArrays.arrived(big.length);
    args.addArray(big);
    bigBytes += bulkLength;
    big = null;
    bigFilled = 0;
    position += 2;
    return true;
  }

  /** Parses an inline command: a line of words, as a person types them into telnet. */
  private Found inline() {
    int newline = -1;
    for (int i = Math.max(position, scanned); i < end; i++) {
      if (buffer[i] == '\n') {
        newline = i;
        break;
      }
    }
    if (isTooLong(newline < 0 ? end : newline)) {
      return fail("too big inline request");
    }
    if (newline < 0) {
      scanned = end;
      return Found.INCOMPLETE;
    }
    int length = newline - position;
    if (length > 0 && buffer[newline - 1] == '\r') {
      length--;
    }
    var words = QuotedWords.split(buffer, position, length);
    if (words == null) {
      return fail("unbalanced quotes in request", "unbalanced quotes in inline request");
    }
    position = newline + 1;
    scanned = position;
    for (var word : words) {
      args.addArray(word);
    }
    if (words.isEmpty()) {
      start = position;
      return Found.NOTHING;
    }
    return Found.COMMAND;
  }

  public Found fail(String what) {
    return fail(what, what);
  }

  private Found fail(String what, String whatForLog) {
    error = what;
    errorForLog = whatForLog;
    return Found.ERROR;
  }

  /** Returns where the line at the position has its {@code \r\n}; -1 if that has not arrived. */
  private int lineEnd() {
    for (int i = Math.max(position, scanned); i < end - 1; i++) {
      if (buffer[i] == '\r') {
        return i;
      }
    }
    scanned = Math.max(position, end - 1);
    return -1;
  }

  /**
   * Returns whether a line is longer than allowed. A complete line is measured like an incomplete
   * one, so that the result does not depend on where a read ended.
   *
   * @param until where the line ends, or what has arrived of it
   */
  private boolean isTooLong(int until) {
    return until - position > MAX_LINE;
  }

  private void advance(int line) {
    position = line + 2;
    scanned = position;
  }

  /** The value of a header that is no number: more than any limit allows. */
  private static final long BAD_COUNT = Long.MAX_VALUE;

  /** Returns the number in a header. Nearly all have one digit or two. */
  private long count(int from, int to) {
    int i = from;
    boolean negative = i < to && buffer[i] == '-';
    if (negative) {
      i++;
    }
    int digits = to - i;
    if (digits < 1 || (buffer[i] == '0' && (digits > 1 || negative))) {
      return BAD_COUNT;
    }
    if (digits > 10) {
      return Numbers.isInteger(buffer, from, to - from)
          ? Numbers.parse(buffer, from, to - from)
          : BAD_COUNT;
    }
    long value = 0;
    for (; i < to; i++) {
      int digit = buffer[i] - '0';
      if (digit < 0 || digit > 9) {
        return BAD_COUNT;
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }

  /** Drops all bytes and arguments, so that the query can serve another client. */
  void clear() {
    if (big != null && big.length == bulkLength) {
      largeArrays.arrived(big.length);
    }
    start = 0;
    position = 0;
    end = 0;
    argumentsLeft = 0;
    bulkLength = -1;
    big = null;
    bigFilled = 0;
    bigBytes = 0;
    scanned = 0;
    args.clear();
  }

  /** Returns whether the buffer has its usual size, and may be kept for another client. */
  boolean isOrdinary() {
    return buffer.length == BUFFER;
  }
}
