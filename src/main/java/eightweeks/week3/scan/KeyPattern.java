package eightweeks.week3.scan;

import eightweeks.week1.bytes.Glob;

/**
 * A glob that many keys or elements are compared with: KEYS, SCAN.
 *
 * <p>Most texts differ from most patterns at their first bytes or at their last ones. So the bytes
 * before the first special byte are compared first, and the bytes behind the only star. Only what
 * is left needs the {@link Glob}.
 */
public final class KeyPattern {
  private final byte[] pattern;
  private final int start;
  private final int end;

  /** Number of bytes at the start of the pattern that stand for themselves. */
  private final int prefix;

  /** Number of bytes behind the only star, if the pattern has no other special byte; else -1. */
  private final int suffix;

  /** What is behind the prefix. */
  private final Glob rest;

  /**
   * @param pattern must not change while this object is used
   */
  public KeyPattern(byte[] pattern, int offset, int length) {
    this.pattern = pattern;
    start = offset;
    end = offset + length;
    prefix = ordinaryFrom(start);
    int star = start + prefix;
    int behind = star;
    while (behind < end && pattern[behind] == '*') {
      behind++;
    }
    boolean onlyStar = behind > star && behind + ordinaryFrom(behind) == end;
    suffix = onlyStar ? end - behind : -1;
    rest = Glob.of(pattern, star, length - prefix);
  }

  /** Returns the number of bytes from p on that stand for themselves. */
  private int ordinaryFrom(int p) {
    int at = p;
    while (at < end && pattern[at] != '*' && Glob.isOrdinary(pattern[at])) {
      at++;
    }
    return at - p;
  }

  /** Returns whether a range of bytes matches. */
  public boolean matches(byte[] text, int offset, int length) {
    if (length == 0) {
      return start == end; // in Redis an empty text matches the empty pattern alone
    }
    if (length < prefix || !isEqual(start, text, offset, prefix)) {
      return false;
    }
    if (suffix >= 0) {
      return length >= prefix + suffix
          && isEqual(end - suffix, text, offset + length - suffix, suffix);
    }
    return rest.matches(text, offset + prefix, length - prefix);
  }

  private boolean isEqual(int p, byte[] text, int offset, int count) {
    for (int i = 0; i < count; i++) {
      if (pattern[p + i] != text[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
