package eightweeks.week3.rdbencoding;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class Crc64Test {
  @Test
  void digits_giveTheCheckValue() {
    assertThat(Crc64.of(Ascii.bytes("123456789"), 0, 9)).isEqualTo(0xe9c6d914c4b8d9caL);
    assertThat(Crc64.of(Ascii.bytes("x123456789y"), 1, 9)).isEqualTo(0xe9c6d914c4b8d9caL);
    assertThat(Crc64.of(new byte[0], 0, 0)).isZero();
  }

  @Test
  void parts_giveTheSameAsTheWhole() {
    var bytes = new byte[100];
    new RandomStream(1).nextBytes(bytes);
    for (int cut = 0; cut <= bytes.length; cut++) {
      long first = Crc64.of(bytes, 0, cut);
      assertThat(Crc64.update(first, bytes, cut, bytes.length - cut))
          .as("cut at %d", cut)
          .isEqualTo(bitByBit(bytes));
    }
  }

  @Test
  void lanes_giveTheSameAsTheDefinition() {
    var bytes = new byte[3 * 4096 + 100];
    new RandomStream(2).nextBytes(bytes);
    for (int length : new int[] {4095, 4096, 4097, 4104, 8191, 8192, 12288, bytes.length - 7}) {
      long before = Crc64.of(bytes, 0, 7);
      assertThat(Crc64.update(before, bytes, 7, length))
          .as("%d bytes", length)
          .isEqualTo(bitByBit(Arrays.copyOf(bytes, 7 + length)));
    }
  }

  /** Returns the definition, without tables. */
  private static long bitByBit(byte[] bytes) {
    long remainder = 0;
    for (byte b : bytes) {
      for (int bit = 0; bit < 8; bit++) {
        boolean top = (remainder < 0) != ((b >> bit & 1) == 1);
        remainder = remainder << 1 ^ (top ? 0xad93d23594c935a9L : 0);
      }
    }
    return Long.reverse(remainder);
  }

  @Test
  void oneChangedBit_changesIt() {
    var bytes = new byte[64];
    long before = Crc64.of(bytes, 0, bytes.length);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      var changed = Arrays.copyOf(bytes, bytes.length);
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(Crc64.of(changed, 0, changed.length)).isNotEqualTo(before);
    }
  }
}
