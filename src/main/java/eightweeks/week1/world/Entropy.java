package eightweeks.week1.world;

import eightweeks.week1.bytes.LittleEndian;
import eightweeks.week1.bytes.RandomStream;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Where the server's chance comes from: one source for secrets and seeds.
 *
 * <p>Everything that is not secret draws from a {@code bytes.RandomStream} seeded here, so that a
 * world with a fixed entropy repeats a run exactly.
 */
@FunctionalInterface
public interface Entropy {
  /** Fills an array with random bytes. */
  void fill(byte[] bytes);

  /** The system's generator, good enough for secrets. */
  static Entropy secure() {
    return new SecureRandom()::nextBytes;
  }

  /** A source that always gives the same bytes, for tests and simulations. */
  static Entropy seeded(long seed) {
    return new RandomStream(seed)::nextBytes;
  }

  /** Some random lower-case hexadecimal digits: run ids have 40 of them. */
  default String hex(int digits) {
    var bytes = new byte[(digits + 1) / 2];
    fill(bytes);
    return HexFormat.of().formatHex(bytes).substring(0, digits);
  }

  /** A random 64-bit seed. */
  default long seed() {
    var bytes = new byte[8];
    fill(bytes);
    return LittleEndian.getLong(bytes, 0);
  }
}
