package eightweeks.week1.bytes;

/**
 * A stream of random numbers that a seed repeats exactly: xoshiro256**.
 *
 * <p>Every subsystem draws from a stream of its own, split from the server's seed. One more draw in
 * one of them does not change the others, so a failing simulation can be repeated. The generator is
 * written out here because {@code nextInt(bound)} of {@code java.util.Random} returns other numbers
 * in a page than in a JVM. Not for secrets: run ids and passwords come from {@code world.Entropy}.
 *
 * <p>Source: D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators", 2021; the
 * seed is spread over the state by SplitMix64.
 */
public final class RandomStream {
  private long s0;
  private long s1;
  private long s2;
  private long s3;

  public RandomStream(long seed) {
    long x = seed;
    s0 = splitMix(x += 0x9e3779b97f4a7c15L);
    s1 = splitMix(x += 0x9e3779b97f4a7c15L);
    s2 = splitMix(x += 0x9e3779b97f4a7c15L);
    s3 = splitMix(x + 0x9e3779b97f4a7c15L);
  }

  /** Returns a stream for a subsystem: this stream's next number and the name determine it. */
  public RandomStream split(String subsystem) {
    long seed = nextLong();
    for (int i = 0; i < subsystem.length(); i++) {
      seed = splitMix(seed ^ subsystem.charAt(i));
    }
    return new RandomStream(seed);
  }

  /** Returns any of the 2^64 longs. */
  public long nextLong() {
    long result = Long.rotateLeft(s1 * 5, 7) * 9;
    long t = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }

  /** Returns a number from 0 up to, not including, the bound; every one equally likely. */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive: " + bound);
    }
    // Draws above the limit would favour small numbers, so they are repeated: fewer than half.
    int limit = Integer.MAX_VALUE - (int) ((Integer.MAX_VALUE + 1L) % bound);
    int draw;
    do {
      draw = (int) (nextLong() >>> 33);
    } while (draw > limit);
    return draw % bound;
  }

  /** Returns a number from 0 up to, not including, 1, in steps of 2^-53. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  public void nextBytes(byte[] into) {
    for (int i = 0; i < into.length; i += 8) {
      long draw = nextLong();
      for (int j = i; j < Math.min(i + 8, into.length); j++) {
        into[j] = (byte) draw;
        draw >>>= 8;
      }
    }
  }

  private static long splitMix(long seed) {
    long z = seed;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
