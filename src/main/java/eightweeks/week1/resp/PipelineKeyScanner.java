package eightweeks.week1.resp;

/**
 * Looks through the commands that wait in a query buffer for what they are likely to be about: the
 * second word of each, mostly a key, and the two behind it, perhaps a member or a field. Nothing is
 * taken out, and nothing is decided: a scout may be wrong.
 *
 * <p>It goes over complete commands in arrays of words, and stops at the first thing that is
 * anything else; whether that is an error is the parser's business ({@link Query#next}).
 */
public final class PipelineKeyScanner {
  /** It looks at so many commands at most. */
  public static final int MAX = 64;

  /** The words 1 to 3 are noted; word 0 is the command's name. */
  private static final int NOTED = 3;

  private static final int NOT_THERE = -1;
  private static final int MAX_DIGITS = 6;

  private byte[] buffer = new byte[0];
  private int at;
  private int end;

  private final int[] words = new int[MAX];
  private final int[] offsets = new int[NOTED * MAX];
  private final int[] lengths = new int[NOTED * MAX];
  private int count;

  /** How many commands with a word behind their names it has found. */
  public int count() {
    return count;
  }

  // Word w, from 1 to 3, of command i, from 0: a range of bytes, valid until the buffer changes.

  /** Whether a command has that word. */
  public boolean has(int i, int w) {
    return words[i] > w;
  }

  public byte[] array() {
    return buffer;
  }

  public int offset(int i, int w) {
    return offsets[NOTED * i + w - 1];
  }

  public int length(int i, int w) {
    return lengths[NOTED * i + w - 1];
  }

  /** Looks at the commands between two places of a buffer, the first of which begins there. */
  void look(byte[] bytes, int from, int until) {
    buffer = bytes;
    at = from;
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
      words[count++] = here;
    }
    return here != NOT_THERE;
  }

  /** Reads a line that is a mark and a number. */
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
