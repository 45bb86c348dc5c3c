package eightweeks.week1.bytes;

/**
 * Glob patterns over bytes, as KEYS, SCAN, PSUBSCRIBE, ACL and CONFIG GET take them.
 *
 * <p>Answers to {@code util.c: stringmatchlen()}. {@code *} matches any number of bytes, {@code ?}
 * one byte, {@code [abc]} one of these, {@code [a-z]} one of a range, {@code [^a]} any other, and a
 * backslash makes the next byte an ordinary one.
 *
 * <p>Why can no pattern make this slow? Every star matches as few bytes as possible, and one byte
 * more each time the rest does not match. When a later star is reached, the earlier ones are final:
 * if an earlier one matched more, the later star could match that much less. So only the last star
 * is tried again, and the work is at most the length of the pattern times that of the text.
 *
 * <p>Surprising rules of Redis that are kept, because clients may rely on them: an empty text
 * matches the empty pattern alone, not even {@code *}; a pattern that needs more than 1000 stars
 * matches nothing; a range may be written backwards; a set without its closing bracket ends with
 * the pattern; inside a set, an escaped letter is compared with its case even where case is
 * ignored; bytes from 128 up count as negative in ranges.
 */
public final class Glob {
  /** Maximum number of stars (a run counts once) in a match: Redis limits its recursion to this. */
  private static final int MAX_STARS = 1000;

  private final byte[] pattern;
  private final int start;
  private final int end;
  private final boolean ignoreCase;

  private Glob(byte[] pattern, int start, int length, boolean ignoreCase) {
    this.pattern = pattern;
    this.start = start;
    end = start + length;
    this.ignoreCase = ignoreCase;
  }

  /**
   * Returns a pattern that many texts are compared with.
   *
   * @param pattern must not change while the result is used
   */
  public static Glob of(byte[] pattern, int offset, int length) {
    return new Glob(pattern, offset, length, false);
  }

  /** Returns whether a range of bytes matches. */
  public boolean matches(byte[] text, int offset, int length) {
    if (length == 0) {
      return start == end;
    }
    return matches(start, text, offset, offset + length);
  }

  /** Returns whether a text matches a pattern. */
  public static boolean matches(byte[] pattern, byte[] text) {
    return matches(pattern, 0, pattern.length, text, 0, text.length, false);
  }

  /** Returns whether a text matches a pattern, ignoring case. */
  public static boolean matchesIgnoreCase(byte[] pattern, byte[] text) {
    return matches(pattern, 0, pattern.length, text, 0, text.length, true);
  }

  /** Returns whether a range of bytes matches a pattern that is a range of bytes. */
  public static boolean matches(
      byte[] pattern,
      int patternOffset,
      int patternLength,
      byte[] text,
      int offset,
      int length,
      boolean ignoreCase) {
    return new Glob(pattern, patternOffset, patternLength, ignoreCase)
        .matches(text, offset, length);
  }

  private boolean matches(int patternStart, byte[] text, int textStart, int textEnd) {
    int p = patternStart;
    int t = textStart;
    int stars = 0;
    int afterStar = -1; // the place in the pattern after the last star
    int starTakes = 0; // the place in the text where that star ends
    while (t < textEnd) {
      if (p < end && pattern[p] == '*') {
        p = skipStars(p);
        if (p == end) {
          return true;
        }
        if (++stars > MAX_STARS) {
          return false;
        }
        afterStar = p;
        t = seek(p, text, t, textEnd);
        starTakes = t;
      } else if (p < end && !ignoreCase && pattern[p] == text[t] && isOrdinary(pattern[p])) {
        p++; // nearly all bytes of a pattern stand for themselves
        t++;
      } else if (p < end && matchesOne(p, text[t])) {
        p = behindOne(p);
        t++;
      } else if (afterStar >= 0) {
        p = afterStar;
        t = seek(p, text, starTakes + 1, textEnd);
        starTakes = t;
      } else {
        return false;
      }
    }
    return skipStars(p) == end;
  }

  /** Returns the next place in a text at which the element at p may match; textEnd for none. */
  private int seek(int p, byte[] text, int from, int textEnd) {
    int t = from;
    if (!ignoreCase && isOrdinary(pattern[p])) {
      while (t < textEnd && text[t] != pattern[p]) {
        t++;
      }
    }
    return t;
  }

  /** Returns whether a byte of a pattern, which is no star, stands for itself alone. */
  public static boolean isOrdinary(byte b) {
    return b != '[' && b != '\\' && b != '?';
  }

  private int skipStars(int start) {
    int p = start;
    while (p < end && pattern[p] == '*') {
      p++;
    }
    return p;
  }

  /** Returns whether the element at p, which is no star, matches a byte. */
  private boolean matchesOne(int p, byte b) {
    return switch (pattern[p]) {
      case '?' -> true;
      case '[' -> matchesSet(p + 1, b);
      case '\\' -> same(pattern[p + 1 < end ? p + 1 : p], b);
      default -> same(pattern[p], b);
    };
  }

  /** Returns where the element after the one at p starts. */
  private int behindOne(int p) {
    return switch (pattern[p]) {
      case '[' -> behindSet(p + 1);
      case '\\' -> Math.min(p + 2, end);
      default -> p + 1;
    };
  }

  private boolean same(byte one, byte other) {
    return ignoreCase ? Ascii.lower(one) == Ascii.lower(other) : one == other;
  }

  private boolean matchesSet(int start, byte b) {
    boolean not = start < end && pattern[start] == '^';
    boolean found = false;
    for (int p = not ? start + 1 : start; p < end && pattern[p] != ']'; p = behindMember(p)) {
      found |= matchesMember(p, b);
    }
    return found != not;
  }

  private int behindSet(int start) {
    int p = start < end && pattern[start] == '^' ? start + 1 : start;
    while (p < end && pattern[p] != ']') {
      p = behindMember(p);
    }
    return Math.min(p + 1, end);
  }

  private boolean matchesMember(int p, byte b) {
    if (isEscape(p)) {
      return pattern[p + 1] == b;
    }
    if (!isRange(p)) {
      return same(pattern[p], b);
    }
    int low = Math.min(pattern[p], pattern[p + 2]);
    int high = Math.max(pattern[p], pattern[p + 2]);
    return ignoreCase
        ? Ascii.lower(low) <= Ascii.lower(b) && Ascii.lower(b) <= Ascii.lower(high)
        : low <= b && b <= high;
  }

  private int behindMember(int p) {
    return isEscape(p) ? p + 2 : isRange(p) ? p + 3 : p + 1;
  }

  private boolean isEscape(int p) {
    return pattern[p] == '\\' && p + 1 < end;
  }

  private boolean isRange(int p) {
    return p + 2 < end && pattern[p + 1] == '-';
  }
}
