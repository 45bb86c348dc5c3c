package eightweeks.week2.compact;

import eightweeks.week1.bytes.RandomStream;
import java.util.Arrays;

/**
 * Drawing entries of a listpack by chance, in one walk however many are drawn.
 *
 * <p>Answers to {@code listpack.c: lpRandomPair()}, {@code lpRandomPairs()}, {@code
 * lpRandomPairsUnique()}, {@code lpRandomEntries()}, {@code lpNextRandom()}. Results are positions:
 * of the entry, or of the first entry of a pair (its field; the value is the next one).
 */
public final class ListpackRandom {
  private ListpackRandom() {}

  /** The position of any entry of a list that is not empty; {@code group} 2 draws pairs. */
  public static int one(Listpack list, int group, RandomStream random) {
    return list.seek(random.nextInt(groups(list, group)) * group);
  }

  private static int groups(Listpack list, int group) {
    int groups = list.count() / group;
    if (groups == 0) {
      throw new IllegalArgumentException("nothing to draw from");
    }
    return groups;
  }

  /**
   * Draws with repetition: every draw is independent of the others, and their order is random
   * (lpRandomPairs, lpRandomEntries).
   *
   * <p>An entry can only be reached by walking there. So the indexes are drawn first, then sorted,
   * each with its turn behind it; one walk meets them all, and each is stored at its turn.
   *
   * @param group 1 to draw entries, 2 to draw pairs
   */
  public static int[] withRepetition(Listpack list, int group, int count, RandomStream random) {
    int groups = groups(list, group);
    var picks = new long[count];
    for (int turn = 0; turn < count; turn++) {
      picks[turn] = (long) random.nextInt(groups) * group << 32 | turn;
    }
    Arrays.sort(picks);
    var drawn = new int[count];
    int p = list.first();
    int index = 0;
    for (long pick : picks) {
      for (; index < pick >>> 32; index++) {
        p = list.next(p);
      }
      drawn[(int) pick] = p;
    }
    return drawn;
  }

  /**
   * Draws without repetition, in the order of the list: every set of so many is equally likely
   * (lpRandomPairsUnique).
   *
   * <p>How can one walk do that without knowing what is still to come? It only needs to know how
   * many are still to come: of {@code left} groups, {@code wanted} must be drawn, so this one is
   * drawn with probability {@code wanted / left}. When as many are left as are wanted, that is 1,
   * and the walk ends with exactly as many as it should. (Knuth, The Art of Computer Programming,
   * 3.4.2, algorithm S.)
   *
   * @return as many positions as asked for, or all if there are fewer
   */
  public static int[] withoutRepetition(Listpack list, int group, int count, RandomStream random) {
    int left = list.count() / group;
    var drawn = new int[Math.min(count, left)];
    int p = list.first();
    for (int got = 0; got < drawn.length; left--) {
      if (random.nextInt(left) < drawn.length - got) {
        drawn[got++] = p;
      }
      for (int i = 0; i < group && p != Listpack.NONE; i++) {
        p = list.next(p);
      }
    }
    return drawn;
  }
}
