package eightweeks.week1.toy;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

final class Day03Hunt {
  @Test
  void theNumberBehindTheEnd_isOutside() {
    Assertions.assertFalse(new Window(1, 3).contains(4));
  }
}
