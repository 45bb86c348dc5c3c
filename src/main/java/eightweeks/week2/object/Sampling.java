package eightweeks.week2.object;

import eightweeks.week1.bytes.RandomStream;

/**
 * Chooses some of many that come by one after the other, every choice being equally likely.
 *
 * <p>Of {@code left} that are still to come, {@code wanted} are to be taken: so the next one is
 * taken with a probability of {@code wanted / left}. (Knuth, The Art of Computer Programming,
 * 3.4.2, algorithm S.) It costs a walk over all of them, and no memory to remember what has been
 * drawn: what Redis does for it, t_set.c calls cases 3 and 4.
 */
final class Sampling {
  private final RandomStream random;
  private long left;
  private long wanted;

  Sampling(RandomStream random, long size, long wanted) {
    this.random = random;
    left = size;
    this.wanted = Math.min(wanted, size);
  }

  /** Whether any are still to be taken. */
  boolean goesOn() {
    return wanted > 0;
  }

  /** Whether the next one is taken. */
  boolean takesNext() {
    boolean takes =
        left == wanted || random.nextInt((int) Math.min(left, Integer.MAX_VALUE)) < wanted;
    left--;
    if (takes) {
      wanted--;
    }
    return takes;
  }
}
