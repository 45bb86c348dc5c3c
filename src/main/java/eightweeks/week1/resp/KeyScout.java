package eightweeks.week1.resp;

/**
 * Looks through the commands that wait in a query buffer for what is likely to be their keys: the
 * second word of each. Nothing is taken out, and nothing is decided: a scout may be wrong.
 *
 * <p>It goes over complete commands in arrays of words, and stops at the first thing that is
 * anything else; whether that is an error is the parser's business ({@link Query#next}).
 */
public final class KeyScout {
  /** It looks at so many commands at most. */
  public static final int MOST = 64;

  private static final int NOT_THERE = -1;
  private static final int MOST_DIGITS = 6;

  private byte[] buffer = new byte[0];
  private int at;
  private int end;

  private final int[] offsets = new int[MOST];
  private final int[] lengths = new int[MOST];
  private int count;

  /** How many keys it has found. */
  public int count() {
    return count;
  }

  // Key i, from 0: a range of bytes that is valid until the buffer changes.

  public byte[] array() {
    return buffer;
  }

  public int offset(int i) {
    return offsets[i];
  }

  public int length(int i) {
    return lengths[i];
  }

  /** Looks at the commands between two places of a buffer, the first of which begins there. */
  void look(byte[] bytes, int from, int until) {
    buffer = bytes;
    at = from;
    end = until;
    count = 0;
    boolean more = true;
    while (more && count < MOST) {
      more = command();
    }
  }

  private boolean command() {
    int words = number('*');
    for (int i = 0; i < words; i++) {
      int length = number('$');
      if (length == NOT_THERE || end - at < length + 2) {
        return false;
      }
      if (i == 1) {
        offsets[count] = at;
        lengths[count] = length;
      }
      at += length + 2;
    }
    if (words > 1) {
      count++;
    }
    return words != NOT_THERE;
  }

  /** Reads a line that is a mark and a number. */
  private int number(char mark) {
    if (at == end || buffer[at] != mark) {
      return NOT_THERE;
    }
    int value = 0;
    int last = Math.min(end, at + 1 + MOST_DIGITS);
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
