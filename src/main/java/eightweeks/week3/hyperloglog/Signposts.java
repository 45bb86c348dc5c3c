package eightweeks.week3.hyperloglog;

import java.util.Arrays;

/**
 * Places in a sparse sketch from which a search for a register may begin.
 *
 * <p>The runs have different lengths, so a search has to decode all of them from the first one on.
 * Redis does so for each element of PFADD. Here a command with several elements notes a place for
 * every {@value #STRIDE} registers: a search decodes a few runs instead of hundreds. The result is
 * the same, byte for byte.
 *
 * <p>Invariant: post i is the start of a run that begins before register i * {@value #STRIDE}, or
 * of the first one. Mostly it is the run before the one with that register, because the editor
 * needs that, too.
 */
final class Signposts {
  private static final int STRIDE = 256;

  private final int[] places = new int[Registers.COUNT / STRIDE];
  private final int[] firsts = new int[places.length];

  /** Notes the places by a walk over all runs of a sketch, which need not be whole. */
  Signposts(byte[] bytes, int start, int end) {
    int before = start;
    int beforeFirst = 0;
    int first = 0;
    int post = 0;
    for (int at = start; at < end; at += Sparse.width(bytes[at])) {
      int next = first + Sparse.run(bytes, at, end);
      for (; post < places.length && post * STRIDE < next; post++) {
        places[post] = before;
        firsts[post] = beforeFirst;
      }
      before = at;
      beforeFirst = first;
      first = next;
    }
    Arrays.fill(places, post, places.length, end); // a corrupt sketch lacks these registers
  }

  /** Returns where to begin a search for a register. */
  int place(int register) {
    return places[register / STRIDE];
  }

  /** Returns the first register of the run at {@link #place}. */
  int first(int register) {
    return firsts[register / STRIDE];
  }

  /**
   * Adapts the places to a change. The runs up to {@code unchanged} begin where they did. Some
   * after it may have been split or joined; the rest has moved. Where there were few runs until
   * now, the unchanged run is also a better signpost for the registers after it.
   *
   * @param unchanged the last run that begins where it did
   * @param first its first register
   * @param moved where the runs that have only moved begin now
   * @param by number of bytes that they have moved
   */
  void follow(int unchanged, int first, int moved, int by) {
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= moved - by) {
        places[i] += by;
      } else if (places[i] > unchanged || i * STRIDE > first) {
        places[i] = unchanged;
        firsts[i] = first;
      }
    }
  }
}
