package eightweeks.cli.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Helpers for words: a word is an argument as bytes.
 *
 * <p>Command names compare without regard to ASCII case, numbers are read as C's strtol and atoi
 * read them: as far as digits go, zero if there are none.
 */
public final class Words {
  private Words() {}

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static String text(byte[] word) {
    return new String(word, StandardCharsets.UTF_8);
  }

  public static List<byte[]> of(String... words) {
    var list = new ArrayList<byte[]>(words.length);
    for (String word : words) {
      list.add(bytes(word));
    }
    return list;
  }

  /** Equal but for ASCII case; {@code name} is lower case. */
  public static boolean is(byte[] word, String name) {
    if (word.length != name.length()) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      int c = word[i];
      if (c >= 'A' && c <= 'Z') {
        c += 'a' - 'A';
      }
      if (c != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether there is a word at this place and it is equal to the name but for ASCII case.
   */
  public static boolean is(List<byte[]> words, int index, String name) {
    return index < words.size() && is(words.get(index), name);
  }

  public static boolean isSpace(int c) {
    return c == ' ' || (c >= 9 && c <= 13);
  }

  /**
   * Returns the whole number at the start of the text, zero if there is none; it does not overflow.
   */
  public static long leadingNumber(String text) {
    int at = 0;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    boolean negative = at < text.length() && text.charAt(at) == '-';
    if (negative || (at < text.length() && text.charAt(at) == '+')) {
      at++;
    }
    long value = 0;
    for (; at < text.length() && Character.digit(text.charAt(at), 10) >= 0; at++) {
      int digit = Character.digit(text.charAt(at), 10);
      if (value > (Long.MAX_VALUE - digit) / 10) {
        return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }

  /** As C's atoi: the leading number cut to an int. */
  public static int leadingInt(String text) {
    return (int) leadingNumber(text);
  }
}
