package eightweeks.week2.compact;

import eightweeks.week1.bytes.RandomStream;
import java.util.Arrays;

/**
 * Draws random entries of a listpack, in one walk for any number of entries.
 *
 * <p>Answers to {@code listpack.c: lpRandomPair()}, {@code lpRandomPairs()}, {@code
 * lpRandomPairsUnique()}, {@code lpRandomEntries()}, {@code lpNextRandom()}. The results are
 * positions: of the entry, or of the first entry of a pair (its field; the value is the next one).
 */
public final class ListpackRandom {
  private ListpackRandom() {}

  /**
   * Returns the position of a random entry of a list that is not empty; {@code group} 2 draws
   * pairs.
   */
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
   * <p>An entry can only be reached by a walk. So the indexes are drawn first, each with the number
   * of its draw, and sorted. Then one walk reaches them all, and each position is stored at the
   * number of its draw.
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
   * Draws without repetition, in the order of the list: every set of entries is equally likely
   * (lpRandomPairsUnique).
   *
   * <p>How can one walk do that? It only needs the number of groups that are still to come. When
   * {@code left} groups are to come and {@code wanted} of them must be drawn, the next one is drawn
   * with the probability {@code wanted / left}. If all that are left are needed, the probability is
   * 1, so the walk always draws enough. (Knuth, The Art of Computer Programming, 3.4.2, algorithm
   * S.)
   *
   * @return {@code count} positions, or all if there are fewer
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
