package eightweeks.week3.sort;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Strings;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.values.Values;
import eightweeks.week3.keyspace.Database;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of BY or GET: {@code weight_*}, {@code user_*->name}, or {@code #} for the element
 * itself.
 *
 * <p>Answers to {@code sort.c: lookupKeyByPattern()}. The element takes the place of the first
 * star. The text after the arrow is the field of a hash. A pattern without a star finds nothing.
 */
final class Pattern {
  private static final int NONE = -1;

  private final byte[] text;
  private final int star;

  /** Index of the arrow; {@link #NONE} if there is none or no field follows it. */
  private final int arrow;

  private final Element found = new Element();
  private final Args key = Args.of(new byte[0]);

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

  /** Returns the text found for an element, null if none; the caller must not change the text. */
  byte @Nullable [] lookUp(Client client, Values values, Database database, byte[] element) {
    if (text.length == 1 && text[0] == '#') {
      return element;
    }
    if (star == NONE) {
      return null;
    }
    key.replace(0, key(element));
    var entry = database.lookupRead(client, key, 0);
    if (entry == null) {
      return null;
    }
    if (arrow == NONE) {
      return entry.type() == ValueType.STRING ? Strings.text(Strings.of(entry)) : null;
    }
    int field = arrow + 2;
    var hash = entry.type() == ValueType.HASH ? values.hash(entry) : null;
    boolean exists = hash != null && hash.get(text, field, text.length - field, found);
    return exists ? found.toBytes() : null;
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
