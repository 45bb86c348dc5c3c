package eightweeks.week2.compact;

import static eightweeks.week2.compact.Listpack.NONE;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** Listpacks for tests, made of texts and shown as texts. */
public final class Listpacks {
  private Listpacks() {}

  /** Returns a listpack with these texts. */
  public static Listpack of(String... texts) {
    var list = new Listpack();
    for (var text : texts) {
      list.append(Ascii.bytes(text));
    }
    return list;
  }

  /** Returns the texts of a listpack. */
  public static List<String> content(Listpack list) {
    var texts = new ArrayList<String>();
    for (int p = list.first(); p != NONE; p = list.next(p)) {
      texts.add(Ascii.text(list.get(p)));
    }
    return texts;
  }

  /** Returns a text of any kind that a listpack spells in another way. */
  public static String text(RandomStream random) {
    return switch (random.nextInt(8)) {
      case 0 -> Long.toString(random.nextInt(256) - 64);
      case 1 -> Long.toString(random.nextLong() >> random.nextInt(64));
      case 2 -> "0" + random.nextInt(10);
      case 3 -> "x".repeat(60 + random.nextInt(8));
      case 4 -> random.nextInt(20) == 0 ? "y".repeat(4090 + random.nextInt(10)) : "";
      case 5 -> "\0\u00ff".repeat(60 + random.nextInt(8));
      default -> "abcdefgh".substring(0, 1 + random.nextInt(8));
    };
  }
}
