package eightweeks.week4.aofbase;

import eightweeks.week2.doubles.Doubles;
import eightweeks.week2.object.Element;
import eightweeks.week2.values.ListCursor;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes the elements of a collection, in as many commands as they need.
 *
 * <p>A command begins with the number of its arguments, so it must be known how many elements will
 * follow before the first of them is written:
 *
 * <pre>
 * *66 RPUSH key  64 elements
 * *66 RPUSH key  64 elements
 * *4  RPUSH key  2 elements      130 in all
 * </pre>
 *
 * <p>Why not one command for all? A command of a million elements needs the memory for all of them
 * at once when it is loaded, and blocks the server until it has run.
 */
final class ElementCommands {
  /** Maximum number of elements in a command (AOF_REWRITE_ITEMS_PER_CMD). */
  static final int MAX_ELEMENTS = 64;

  private final String name;
  private final Element key;
  private final int arguments;
  private final CommandOutput out;

  /** The number of elements that are still to be written, in this command and in those after it. */
  private long left;

  /** The number of elements that are still to be written in the command that has begun. */
  private int room;

  /**
   * @param elements the number of elements that will be written
   * @param arguments the number of arguments that an element takes: 2 for a field and its value
   */
  ElementCommands(String name, Element key, long elements, int arguments, CommandOutput out) {
    this.name = name;
    this.key = key;
    this.arguments = arguments;
    this.out = out;
    left = elements;
  }

  /** Begins a command if there is none that has room for one more element. */
  void beforeElement() throws IOException {
    // Day 24. Called before each element. If the command before has no room:
    //
    // 1. Set room to the number of elements that the next command will have: MAX_ELEMENTS, or all
    //    that are left if they are fewer.
    // 2. Begin it: header and name, then the key.
    //
    // In any case, one element less is left, and there is room for one less.
    throw new UnsupportedOperationException("beforeElement() begins no command");
  }

  /** Writes the next elements of a list, at most count; returns false if the list has ended. */
  boolean write(ListCursor list, long count) throws IOException {
    // A large list is written in several calls. The command that one call has begun is continued
    // by the next call. Do not move the cursor to an element that this call does not write.
    throw new UnsupportedOperationException("write() writes no element");
  }

  // For captures, whose bytes go to memory: writing cannot fail there.

  /** Writes an element of one argument. */
  void single(Element element) {
    try {
      beforeElement();
      out.argument(element);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a field and its value. */
  void pair(Element field, Element value) {
    try {
      beforeElement();
      out.argument(field);
      out.argument(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the score of a member, and the member. */
  void scored(Element member, double score) {
    try {
      beforeElement();
      out.argument(Doubles.format(score));
      out.argument(member);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
