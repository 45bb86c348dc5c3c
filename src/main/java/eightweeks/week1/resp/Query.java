package eightweeks.week1.resp;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.bytes.QuotedWords;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A query buffer and the parser that takes commands out of it, however the bytes were cut.
 *
 * <p>Answers to {@code networking.c: processInputBuffer()}, {@code processInlineBuffer()}, {@code
 * processMultibulkBuffer()}. The layout of the buffer, and how a read fills it:
 *
 * <pre>
 *        start            position          end
 *   ......|*3 $3 SET $1 k  |$5 hel           |.............
 *   done   words found      not looked at     room to read
 *          (in args)        yet
 * </pre>
 *
 * <p>Invariants: {@code start <= position <= end}; everything from {@code start} belongs to the
 * command being read, so moving it moves the words found ({@link Args#moved}). A word of {@link
 * #BIG_BULK} bytes or more is read straight into an array of its own, which grows with what has
 * really arrived: announcing 512 MiB costs the server nothing until they come.
 *
 * <p>An idle client has no Query. It borrows one from the {@link QueryPool} when bytes arrive and
 * gives it back when all of them are used up.
 */
public final class Query {
  /** From this length on, in bytes, a word gets an array of its own (PROTO_MBULK_BIG_ARG). */
  public static final int BIG_BULK = 32 * 1024;

  /** A count, or an inline command, that is longer than this without an end is an attack. */
  private static final int MAX_LINE = 64 * 1024;

  static final int BUFFER = 16 * 1024;
  private static final int MIN_READ = 4 * 1024;
  private static final int FIRST_BIG = 64 * 1024;

  /** What an array can hold, with room for what virtual machines keep in front of it. */
  private static final int MAX_BUFFER = Integer.MAX_VALUE - 64;

  /** What {@link #next} found. */
  public enum Found {
    /** The bytes end inside a command. */
    INCOMPLETE,
    /** A command; its words are in {@link Query#args}. */
    COMMAND,
    /** An empty line or an empty array: nothing to run, but there may be more behind it. */
    NOTHING,
    /** Something that is not RESP; {@link Query#error} says what. The connection is lost. */
    ERROR
  }

  private byte[] buffer = new byte[BUFFER];
  private int start;
  private int position;
  private int end;
  private final Args args = new Args(buffer);

  // tag::memory[]
  /** Words of the command that are still to come; 0 between commands. */
  private int wordsLeft;

  /** The length of the word being read, or -1 while that is not known. */
  private long bulkLength = -1;

  // end::memory[]

  private byte @Nullable [] big;
  private int bigFilled;

  /** Bytes of this command's words that have arrays of their own and are complete. */
  private long bigBytes;

  /** How far a line's end has been looked for, so that slow senders do not make us look again. */
  private int scanned;

  private String error = "";

  /** The words of the command that {@link #next} found last. */
  public Args args() {
    return args;
  }

  /** What was wrong, after {@link Found#ERROR}, in Redis's words. */
  public String error() {
    return error;
  }

  /** Whether bytes are left: of a command that is not complete, or not looked at. */
  public boolean isEmpty() {
    return start == end && wordsLeft == 0;
  }

  /** Bytes that wait here, in words that are complete or not. */
  public long size() {
    return end - start + bigBytes + bigFilled;
  }

  /** Bytes in the buffer that have not been taken apart yet. */
  public int unread() {
    return end - position;
  }

  /** Copies the first bytes that have not been taken apart, at most {@link #unread}. */
  public void peek(byte[] into) {
    System.arraycopy(buffer, position, into, 0, into.length);
  }

  /** Lets a scout look at the commands that wait; inside a command there is nothing to see. */
  public void show(PipelineKeyScanner scout) {
    scout.look(buffer, position, wordsLeft == 0 ? end : position);
  }

  /** Room for more bytes, as CLIENT LIST shows it. */
  public int free() {
    return buffer.length - end;
  }

  /** Whether the buffer is as large as an array can be: the command being read is too long. */
  public boolean isFull() {
    return end - start > MAX_BUFFER - 2 * BIG_BULK;
  }

  /** Bytes of memory that this query holds. */
  public long memory() {
    return buffer.length + args.memory() + bigBytes + (big == null ? 0 : big.length);
  }

  // Filling: the caller reads into target(), from targetOffset(), at most targetLength() bytes.

  /** Makes room for a read and says how many bytes may be read, at least 1. */
  public int prepare() {
    if (big != null && bigFilled < bulkLength) {
      if (bigFilled == big.length) {
        big = Arrays.copyOf(big, (int) Math.min(bulkLength, 2L * big.length));
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

  /** A size doubled until so many bytes fit in, or an array can be no larger. */
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

  /** Tells that so many bytes were read into the target. */
  public void filled(int bytes) {
    if (big != null && bigFilled < bulkLength) {
      bigFilled += bytes;
    } else {
      end += bytes;
    }
  }

  /** Adds bytes that somebody has already: for pages, tests and the fuzzer. */
  public void feed(byte[] bytes, int offset, int length) {
    for (int done = 0; done < length; ) {
      int n = Math.min(prepare(), length - done);
      System.arraycopy(bytes, offset + done, target(), targetOffset(), n);
      filled(n);
      done += n;
    }
  }

  // Taking commands out.

  /** Looks for the next command; the words of the one before are gone. */
  public Found next(ProtocolLimits limits) {
    if (wordsLeft == 0) {
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
    return words(limits);
  }

  /** {@code *3\r\n}: how many words the command has. COMMAND means that its words follow. */
  private Found arrayHeader(ProtocolLimits limits) {
    int line = lineEnd();
    if (isTooLong(line + 1)) {
      return fail("too big mbulk count string");
    }
    if (line < 0) {
      return Found.INCOMPLETE;
    }
    long words = count(position + 1, line);
    if (words > Integer.MAX_VALUE) {
      return fail("invalid multibulk length");
    }
    if (words > limits.unauthenticatedMaxArgs()) {
      return fail("unauthenticated multibulk length");
    }
    advance(line);
    if (words <= 0) {
      start = position;
      return Found.NOTHING;
    }
    wordsLeft = (int) words;
    return Found.COMMAND;
  }

  // tag::words[]
  private Found words(ProtocolLimits limits) {
    while (wordsLeft > 0) {
      // tag::day07-hole[]
      if (bulkLength < 0) {
        var found = bulkHeader(limits);
        if (found != Found.COMMAND) {
          return found;
        }
      }
      if (bulkLength >= BIG_BULK) {
        if (!bigWord()) {
          return Found.INCOMPLETE;
        }
      } else {
        int length = (int) bulkLength;
        if (end - position < length + 2) {
          return Found.INCOMPLETE;
        }
        args.add(position, length);
        position += length + 2;
      }
      bulkLength = -1;
      wordsLeft--;
      // end::day07-hole[]
    }
    scanned = position;
    return Found.COMMAND;
  }

  // end::words[]

  // tag::header[]
  /** {@code $5\r\n}: how long the next word is. COMMAND means that its bytes follow. */
  private Found bulkHeader(ProtocolLimits limits) {
    int line = lineEnd();
    if (isTooLong(line + 1)) {
      return fail("too big bulk count string");
    }
    if (line < 0) {
      return Found.INCOMPLETE;
    }
    if (buffer[position] != '$') {
      return fail("expected '$', got '" + (char) (buffer[position] & 0xff) + "'");
    }
    long length = count(position + 1, line);
    if (length < 0 || length > limits.maxBulk()) {
      return fail("invalid bulk length");
    }
    if (length > limits.unauthenticatedMaxBulk()) {
      return fail("unauthenticated bulk length");
    }
    advance(line);
    bulkLength = length;
    return Found.COMMAND;
  }

  // end::header[]

  // tag::large[]
  /** Collects a word that has an array to itself; returns whether all of it is there. */
  private boolean bigWord() {
    if (big == null) {
      int there = (int) Math.min(bulkLength, end - position);
      big = new byte[(int) Math.min(bulkLength, Math.max(FIRST_BIG, there))];
      System.arraycopy(buffer, position, big, 0, there);
      bigFilled = there;
      // tag::large-rest[]
      // Only the words before this one must stay; its own bytes make room for what follows.
      System.arraycopy(buffer, position + there, buffer, position, end - position - there);
      end -= there;
      scanned = position;
      // end::large-rest[]
    }
    if (bigFilled < bulkLength || end - position < 2) {
      return false;
    }
    args.addArray(big);
    bigBytes += bulkLength;
    big = null;
    bigFilled = 0;
    position += 2;
    return true;
  }

  // end::large[]

  /** A line of words instead of an array: what a person types into telnet. */
  private Found inline() {
    int newline = -1;
    for (int i = Math.max(position, scanned); i < end; i++) {
      if (buffer[i] == '\n') {
        newline = i;
        break;
      }
    }
    if (isTooLong(newline)) {
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
    position = newline + 1;
    scanned = position;
    if (words == null) {
      return fail("unbalanced quotes in request");
    }
    for (var word : words) {
      args.addArray(word);
    }
    if (words.isEmpty()) {
      start = position;
      return Found.NOTHING;
    }
    return Found.COMMAND;
  }

  private Found fail(String what) {
    error = what;
    return Found.ERROR;
  }

  /** Where the line that starts at the position has its {@code \r\n}, or -1 if not yet. */
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
   * Whether a line is longer than any that means well. A line that is complete is measured like one
   * that is not, so that what becomes of it does not depend on how it was cut.
   *
   * @param lineEnd where it ends; 0 or less if that has not come yet
   */
  private boolean isTooLong(int lineEnd) {
    return (lineEnd > 0 ? lineEnd : end) - position > MAX_LINE;
  }

  private void advance(int line) {
    position = line + 2;
    scanned = position;
  }

  /** What a header that is no number counts as: more than any limit allows. */
  private static final long BAD_COUNT = Long.MAX_VALUE;

  /** The number of a header. Nearly all have a digit or two; long ones go the general way. */
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

  /** Forgets everything, to serve another client. */
  void clear() {
    start = 0;
    position = 0;
    end = 0;
    wordsLeft = 0;
    bulkLength = -1;
    big = null;
    bigFilled = 0;
    bigBytes = 0;
    scanned = 0;
    args.clear();
  }

  /** Whether the buffer has the usual size, so that keeping it for the next client is no waste. */
  boolean isOrdinary() {
    return buffer.length == BUFFER;
  }
}
