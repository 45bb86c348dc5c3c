package eightweeks.week3.sort;

import eightweeks.week1.resp.Args;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Strings;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.object.Values;
import eightweeks.week3.keyspace.Database;
import org.jspecify.annotations.Nullable;

/**
 * Where to find something about an element: {@code weight_*}, {@code user_*->name}, or {@code #}
 * for the element itself.
 *
 * <p>Answers to {@code sort.c: lookupKeyByPattern()}. The element takes the place of the star; what
 * stands behind the arrow is the field of a hash. Without a star nothing is found.
 */
final class Pattern {
  private static final int NONE = -1;

  private final byte[] text;
  private final int star;

  /** Where the arrow is; {@link #NONE} without a field behind it. */
  private final int arrow;

  private final Element found = new Element();

  Pattern(byte[] text) {
    this.text = text;
    int end = 0;
    while (end < text.length && text[end] != '*') {
      end++;
    }
    star = end == text.length ? NONE : end;
    arrow = star == NONE ? NONE : arrow(text, star + 1);
  }

  private static int arrow(byte[] text, int from) {
    for (int i = from; i + 1 < text.length; i++) {
      if (text[i] == '-' && text[i + 1] == '>') {
        return i + 2 < text.length ? i : NONE;
      }
    }
    return NONE;
  }

  boolean hasStar() {
    return star != NONE;
  }

  /** The text that is found for an element, not to be written into; null if there is none. */
  byte @Nullable [] lookUp(Values values, Database database, byte[] element) {
    if (text.length == 1 && text[0] == '#') {
      return element;
    }
    if (star == NONE) {
      return null;
    }
    var entry = database.lookupRead(Args.of(key(element)), 0);
    if (entry == null) {
      return null;
    }
    if (arrow == NONE) {
      return entry.type() == ValueType.STRING ? Strings.text(Strings.of(entry)) : null;
    }
    int field = arrow + 2;
    var hash = entry.type() == ValueType.HASH ? values.hash(entry) : null;
    boolean there = hash != null && hash.get(text, field, text.length - field, found);
    return there ? found.toBytes() : null;
  }

  private byte[] key(byte[] element) {
    int behind = star + 1;
    int rest = (arrow == NONE ? text.length : arrow) - behind;
    var key = new byte[star + element.length + rest];
    System.arraycopy(text, 0, key, 0, star);
    System.arraycopy(element, 0, key, star, element.length);
    System.arraycopy(text, behind, key, star + element.length, rest);
    return key;
  }
}
