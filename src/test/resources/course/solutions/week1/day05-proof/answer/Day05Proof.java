package eightweeks.week1.toy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class Day05Proof {
  @Test
  void ends() {
    assertFalse(new Window(1, 3).contains(0));
    assertTrue(new Window(1, 3).contains(1));
    assertTrue(new Window(1, 3).contains(3));
    assertFalse(new Window(1, 3).contains(4));
  }
}
