package eightweeks.week2.skiplist;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Members between two bounds in the order of their bytes: {@code ZRANGEBYLEX key - (b}.
 *
 * <p>Answers to {@code server.h: zlexrangespec} and {@code t_zset.c: zslParseLexRange(),
 * zslLexValueGteMin(), zslLexValueLteMax(), sdscmplex()}. The result is defined only if all
 * elements have the same score.
 *
 * @param min the lower bound
 * @param max the upper bound
 */
public record LexRange(Bound min, Bound max) implements Range {
  /** A member, or one of the ends of the order. */
  public enum Kind {
    MINUS,
    INCLUSIVE,
    EXCLUSIVE,
    PLUS
  }

  /**
   * One end of a range.
   *
   * @param kind whether it is a member or an end of the order
   * @param value the member; empty for {@code -} and {@code +}
   */
  public record Bound(Kind kind, byte[] value) {
    private static final byte[] NOTHING = new byte[0];

    /** Before every member: {@code -}. */
    public static final Bound MINUS = new Bound(Kind.MINUS, NOTHING);

    /** Behind every member: {@code +}. */
    public static final Bound PLUS = new Bound(Kind.PLUS, NOTHING);

    /** Returns a bound whose member is in the range: {@code [value}. */
    public static Bound inclusive(byte[] value) {
      return new Bound(Kind.INCLUSIVE, value);
    }

    /** Returns a bound whose member is not in the range: {@code (value}. */
    public static Bound exclusive(byte[] value) {
      return new Bound(Kind.EXCLUSIVE, value);
    }

    /**
     * Parses {@code -}, {@code +}, {@code [value} or {@code (value}; returns null for other texts.
     */
    public static @Nullable Bound parse(byte[] bytes, int offset, int length) {
      if (length == 0) {
        return null;
      }
      return switch (bytes[offset]) {
        case '-' -> length == 1 ? MINUS : null;
        case '+' -> length == 1 ? PLUS : null;
        case '[' -> inclusive(Arrays.copyOfRange(bytes, offset + 1, offset + length));
        case '(' -> exclusive(Arrays.copyOfRange(bytes, offset + 1, offset + length));
        default -> null;
      };
    }

    /** Compares this bound with a member: negative if it is before it, positive if behind. */
    private int compareTo(byte[] member) {
      return switch (kind) {
        case MINUS -> -1;
        case PLUS -> 1;
        case INCLUSIVE, EXCLUSIVE -> compare(value, member);
      };
    }
  }

  @Override
  public boolean isEmpty() {
    if (min.kind == Kind.PLUS || max.kind == Kind.MINUS) {
      return true;
    }
    if (min.kind == Kind.MINUS || max.kind == Kind.PLUS) {
      return false;
    }
    int order = compare(min.value, max.value);
    boolean open = min.kind == Kind.EXCLUSIVE || max.kind == Kind.EXCLUSIVE;
    return order > 0 || (order == 0 && open);
  }

  /** Returns whether a member satisfies the lower bound (zslLexValueGteMin). */
  public boolean isAboveMin(byte[] member) {
    int order = min.compareTo(member);
    return order < 0 || (order == 0 && min.kind == Kind.INCLUSIVE);
  }

  /** Returns whether a member satisfies the upper bound (zslLexValueLteMax). */
  public boolean isBelowMax(byte[] member) {
    int order = max.compareTo(member);
    return order > 0 || (order == 0 && max.kind == Kind.INCLUSIVE);
  }

  @Override
  public boolean isAboveMin(SkipListNode element) {
    return isAboveMin(element.key());
  }

  @Override
  public boolean isBelowMax(SkipListNode element) {
    return isBelowMax(element.key());
  }

  /** Compares members byte by byte, unsigned; a prefix comes before the longer member (sdscmp). */
  public static int compare(byte[] one, byte[] other) {
    int at = Arrays.mismatch(one, other);
    if (at < 0) {
      return 0;
    }
    if (at == one.length || at == other.length) {
      return one.length - other.length;
    }
    return (one[at] & 0xff) - (other[at] & 0xff);
  }
}
