package eightweeks.week3.prefetch;

import eightweeks.week1.resp.Query;

/**
 * Scans the commands that wait in a query buffer for arguments that are worth prefetching: argument
 * 1 of each, mostly a key, and arguments 2 and 3, perhaps a member or a field. It changes nothing;
 * a wrong guess costs only time.
 *
 * <p>It scans complete commands that are arrays of bulk strings, and stops at anything else.
 * Whether that is an error is decided by the parser ({@link Query#next}).
 */
public final class PipelineKeyScanner implements Query.Viewer {
  /** Maximum number of commands that are scanned. */
  static final int MAX = 64;

  /** The arguments 1 to 3 are noted; argument 0 is the command's name. */
  private static final int NOTED = 3;

  private static final int NOT_THERE = -1;
  private static final int MAX_DIGITS = 6;

  private byte[] buffer = new byte[0];
  private int at;
  private int end;
  private int scanned;

  private final int[] argumentCounts = new int[MAX];
  private final int[] offsets = new int[NOTED * MAX];
  private final int[] lengths = new int[NOTED * MAX];
  private int count;

  /** Returns the number of commands found that have an argument 1. */
  public int count() {
    return count;
  }

  /** Returns the offset after the last complete command that was scanned. */
  public int scanned() {
    return scanned;
  }

  // Argument a, from 1 to 3, of command i, from 0: a range of bytes, valid until the buffer
  // changes.

  /** Returns whether a command has that argument. */
  boolean has(int i, int a) {
    return argumentCounts[i] > a;
  }

  byte[] array() {
    return buffer;
  }

  int offset(int i, int a) {
    return offsets[NOTED * i + a - 1];
  }

  int length(int i, int a) {
    return lengths[NOTED * i + a - 1];
  }

  /** Scans the commands of a buffer from one offset, where a command begins, to another one. */
  @Override
  public void view(byte[] bytes, int from, int until) {
    buffer = bytes;
    at = from;
    scanned = from;
    end = until;
    count = 0;
    boolean more = true;
    while (more && count < MAX) {
      more = command();
    }
  }

  private boolean command() {
    int here = number('*');
    for (int i = 0; i < here; i++) {
      int length = number('$');
      if (length == NOT_THERE || end - at < length + 2) {
        return false;
      }
      if (i > 0 && i <= NOTED) {
        offsets[NOTED * count + i - 1] = at;
        lengths[NOTED * count + i - 1] = length;
      }
      at += length + 2;
    }
    if (here > 1) {
      argumentCounts[count++] = here;
    }
    scanned = at;
    return here != NOT_THERE;
  }

  /** Reads a line of a mark and a number; returns the number, or NOT_THERE without such a line. */
  private int number(char mark) {
    if (at == end || buffer[at] != mark) {
      return NOT_THERE;
    }
    int value = 0;
    int last = Math.min(end, at + 1 + MAX_DIGITS);
    int i = at + 1;
    for (; i < last && buffer[i] >= '0' && buffer[i] <= '9'; i++) {
      value = value * 10 + buffer[i] - '0';
    }
    if (i == at + 1 || end - i < 2 || buffer[i] != '\r') {
      return NOT_THERE;
    }
    at = i + 2;
    return value;
  }
}
