package eightweeks.week3.bitmaps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Counting and searching eight bytes at a time, compared with bit by bit. */
final class BitsTest {
  private static final long SEED = 3;

  @Test
  void countAndFind_areThoseOfBitByBit() {
    var random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      var bytes = new byte[1 + random.nextInt(100)];
      Arrays.fill(bytes, (byte) (random.nextBoolean() ? 0xff : 0));
      for (int changed = random.nextInt(3); changed > 0; changed--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      long from = random.nextInt(8 * bytes.length);
      long to = from + 1 + random.nextInt((int) (8L * bytes.length - from));
      var what = "%s from %d to %d".formatted(Arrays.toString(bytes), from, to);
      assertThat(Bits.count(bytes, from, to)).as(what).isEqualTo(slowCount(bytes, from, to));
      assertThat(Bits.find(bytes, from, to, 0)).as(what).isEqualTo(slowFind(bytes, from, to, 0));
      assertThat(Bits.find(bytes, from, to, 1)).as(what).isEqualTo(slowFind(bytes, from, to, 1));
    }
  }

  private static long slowCount(byte[] bytes, long from, long to) {
    var bitmap = new Bitmap(bytes, bytes.length);
    long count = 0;
    for (long i = from; i < to; i++) {
      count += bitmap.bit(i);
    }
    return count;
  }

  private static long slowFind(byte[] bytes, long from, long to, int bit) {
    var bitmap = new Bitmap(bytes, bytes.length);
    for (long i = from; i < to; i++) {
      if (bitmap.bit(i) == bit) {
        return i;
      }
    }
    return -1;
  }
}
