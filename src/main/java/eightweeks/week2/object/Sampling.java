package eightweeks.week2.object;

import eightweeks.week1.bytes.RandomStream;

/**
 * Chooses some elements of a walk; every choice is equally likely.
 *
 * <p>When {@code left} elements are still to come and {@code wanted} of them are needed, the next
 * one is taken with the probability {@code wanted / left}. (Knuth, The Art of Computer Programming,
 * 3.4.2, algorithm S.) It costs a walk over all elements, and no memory for those that were drawn.
 * Redis does so for a listpack ({@code listpack.c: lpNextRandom()}). For a dict it uses other
 * methods: cases 3 and 4 in t_set.c.
 */
public final class Sampling {
  private final RandomStream random;
  private long left;
  private long wanted;

  public Sampling(RandomStream random, long size, long wanted) {
    this.random = random;
    left = size;
    this.wanted = Math.min(wanted, size);
  }

  /** Returns whether more elements are needed. */
  public boolean goesOn() {
    return wanted > 0;
  }

  /** Returns whether the next element is taken, and counts it. */
  public boolean takesNext() {
    boolean takes =
        left == wanted || random.nextInt((int) Math.min(left, Integer.MAX_VALUE)) < wanted;
    left--;
    if (takes) {
      wanted--;
    }
    return takes;
  }
}
