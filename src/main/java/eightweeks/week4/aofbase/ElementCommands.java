package eightweeks.week4.aofbase;

import eightweeks.week2.doubles.Doubles;
import eightweeks.week2.object.Element;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes elements one after another, and begins a command when the last one is full. */
final class ElementCommands {
  /** Maximum number of elements in a command (AOF_REWRITE_ITEMS_PER_CMD). */
  static final int MAX_ELEMENTS = 64;

  private final String name;
  private final Element key;
  private final int words;
  private final CommandOutput out;
  private long left;
  private int room;

  /**
   * @param elements the number of elements that will be written
   * @param words the number of words that an element takes
   */
  ElementCommands(String name, Element key, long elements, int words, CommandOutput out) {
    this.name = name;
    this.key = key;
    this.words = words;
    this.out = out;
    left = elements;
  }

  /** Begins a command if there is no room for one more element. */
  void beforeElement() throws IOException {
    if (room == 0) {
      room = (int) Math.min(MAX_ELEMENTS, left);
      out.begin(2 + room * words, name);
      out.word(key);
    }
    room--;
    left--;
  }

  // For captures, whose bytes go to memory: writing cannot fail there.

  /** Writes an element of one word. */
  void single(Element element) {
    try {
      beforeElement();
      out.word(element);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a field and its value. */
  void pair(Element field, Element value) {
    try {
      beforeElement();
      out.word(field);
      out.word(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the score of a member, and the member. */
  void scored(Element member, double score) {
    try {
      beforeElement();
      out.word(Doubles.format(score));
      out.word(member);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
