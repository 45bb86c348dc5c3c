package eightweeks.week1.toy;

import org.junit.jupiter.api.Test;

/** Write a test that is red with the bug and green without. */
final class Day03Hunt {
  @Test
  void theBug() {}
}
