package eightweeks.page.figure;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import java.util.ArrayList;
import java.util.List;

/** What a reader typed, and how a figure shows it. Texts have one character a byte. */
final class Words {
  private Words() {}

  /** Returns the number in a field, or a value if there is none in the range. */
  static int number(String text, int from, int to, int otherwise) {
    var bytes = Ascii.bytes(text.strip());
    if (!Numbers.isInteger(bytes, 0, bytes.length)) {
      return otherwise;
    }
    long number = Numbers.parse(bytes, 0, bytes.length);
    return number < from || number > to ? otherwise : (int) number;
  }

  /** Returns the words between blanks, up to a limit. */
  static List<String> split(String text, int most) {
    var words = new ArrayList<String>();
    int from = 0;
    for (int i = 0; i <= text.length() && words.size() < most; i++) {
      if (i == text.length() || text.charAt(i) == ' ') {
        if (i > from) {
          words.add(text.substring(from, i));
        }
        from = i + 1;
      }
    }
    return words;
  }

  /** Returns whether a byte is shown as a character, and not as two hexadecimal digits. */
  static boolean isPrintable(int b) {
    return b >= 32 && b < 127;
  }

  static String hex(int b) {
    var digits = "0123456789abcdef";
    return "" + digits.charAt(b >> 4 & 15) + digits.charAt(b & 15);
  }

  /** Returns a text with other bytes than printable ones as {@code \x00}, shortened. */
  static String shown(String text, int most) {
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      var one = c < 32 || c > 126 ? "\\x" + hex(c) : String.valueOf(c);
      if (out.length() + one.length() > most - (i < text.length() - 1 ? 2 : 0)) {
        return out + "..";
      }
      out.append(one);
    }
    return out.toString();
  }

  static String shown(byte[] text, int most) {
    return shown(Ascii.text(text, 0, Math.min(text.length, most + 1)), most);
  }

  /** Returns a number with commas between thousands. */
  static String grouped(long number) {
    var digits = Long.toString(number);
    var out = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      int left = digits.length() - i;
      out.append(i > 0 && left % 3 == 0 && digits.charAt(i - 1) != '-' ? "," : "");
      out.append(digits.charAt(i));
    }
    return out.toString();
  }

  /** Returns a number and a noun: {@code 1 byte}, {@code 2 bytes}. */
  static String count(long number, String noun) {
    return grouped(number) + " " + noun + (number == 1 ? "" : "s");
  }
}
