package eightweeks.week1.toy;

import org.junit.jupiter.api.Test;

/**
 * Write a test that is red with the bug and green without.
 *
 * <p>This world differs from a real one: {@code contains()} is never called from outside.
 */
final class Day03Hunt {
  @Test
  void theBug() {}
}
