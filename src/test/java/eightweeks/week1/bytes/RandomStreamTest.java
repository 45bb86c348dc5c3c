package eightweeks.week1.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

final class RandomStreamTest {
  /**
   * The first numbers of xoshiro256** for the state that SplitMix64 makes of seed 0, from the
   * authors' reference code. They must never change: a failing simulation is told by its seed.
   */
  @Test
  void seedZero_givesTheNumbersOfTheReference() {
    var stream = new RandomStream(0);
    assertThat(stream.nextLong()).isEqualTo(0x99ec5f36cb75f2b4L);
    assertThat(stream.nextLong()).isEqualTo(0xbf6e1f784956452aL);
    assertThat(stream.nextLong()).isEqualTo(0x1a5f849d4933e6e0L);
    assertThat(stream.nextLong()).isEqualTo(0x6aa594f1262d2d2cL);
  }

  @Test
  void theSameSeed_givesTheSameStream() {
    var one = new RandomStream(42);
    var other = new RandomStream(42);
    for (int i = 0; i < 1000; i++) {
      assertThat(one.nextLong()).isEqualTo(other.nextLong());
    }
  }

  @Test
  void splitting_givesAStreamThatItsNameDecides() {
    long first = new RandomStream(1).split("eviction").nextLong();
    assertThat(new RandomStream(1).split("eviction").nextLong()).isEqualTo(first);
    assertThat(new RandomStream(1).split("expire").nextLong()).isNotEqualTo(first);
    assertThat(new RandomStream(2).split("eviction").nextLong()).isNotEqualTo(first);
  }

  @Test
  void nextInt_staysBelowItsBoundAndReachesEveryNumber() {
    var stream = new RandomStream(7);
    for (int bound : new int[] {1, 2, 3, 7, 100}) {
      var seen = new HashSet<Integer>();
      for (int i = 0; i < 5000; i++) {
        seen.add(stream.nextInt(bound));
      }
      assertThat(seen).hasSize(bound).allMatch(n -> n >= 0 && n < bound);
    }
    assertThat(stream.nextInt(Integer.MAX_VALUE)).isNotNegative();
  }

  /**
   * With a plain remainder, a bound of three quarters of 2^31 gives a small number twice as often.
   */
  @Test
  void nextInt_favoursNoNumber() {
    var stream = new RandomStream(3);
    int bound = 3 << 29;
    int small = 0;
    for (int i = 0; i < 30_000; i++) {
      small += stream.nextInt(bound) < bound / 3 ? 1 : 0;
    }
    assertThat(small).isBetween(9_500, 10_500);
  }

  @Test
  void nextInt_refusesABoundThatIsNotPositive() {
    assertThatThrownBy(() -> new RandomStream(0).nextInt(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound must be positive: 0");
  }

  @Test
  void nextDouble_isSpreadOverZeroToOne() {
    var stream = new RandomStream(5);
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      double number = stream.nextDouble();
      assertThat(number).isGreaterThanOrEqualTo(0).isLessThan(1);
      sum += number;
    }
    assertThat(sum / 10_000).isBetween(0.48, 0.52);
  }

  @Test
  void nextBytes_fillsArraysOfAnyLength() {
    for (int length : new int[] {0, 1, 7, 8, 9, 20}) {
      var bytes = new byte[length];
      new RandomStream(9).nextBytes(bytes);
      var longer = new byte[24];
      new RandomStream(9).nextBytes(longer);
      assertThat(bytes).isEqualTo(Arrays.copyOf(longer, length));
    }
  }
}
