package eightweeks.week2.siphash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SipHashTest {
  /** The secret 00 01 02 … 0f, as in the paper's example. */
  private final SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

  private static byte[] input(int length) {
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 7 + 200);
    }
    return bytes;
  }

  /** Known answers: what the function of redis-server 7.2 gives. */
  @ParameterizedTest
  @CsvSource({
    "0,cea28b51565c12e2",
    "1,0d008e80f2a78ef2",
    "2,e0ed9ddb10832f30",
    "3,2c88509e8fe4b5b6",
    "7,5ae2357dfb2879f1",
    "8,9bb64204ebcaef9b",
    "9,20c3cd42b6835b02",
    "15,73a7b37dfee454da",
    "16,a8071786f38a21fe",
    "17,3183c8444825b592",
    "63,8c815ce6db3900e2",
    "64,e583462301beaf70"
  })
  void knownAnswers(int length, String expected) {
    assertThat(Long.toHexString(hash.hash(input(length), 0, length)))
        .isEqualTo(expected.replaceFirst("^0+", ""));
  }

  @Test
  void range_isHashedWhereverItLies() {
    var bytes = input(40);
    for (int length = 0; length < 20; length++) {
      for (int offset = 0; offset < 20; offset++) {
        var alone = java.util.Arrays.copyOfRange(bytes, offset, offset + length);
        assertThat(hash.hash(bytes, offset, length)).isEqualTo(hash.hash(alone, 0, length));
      }
    }
  }

  @Test
  void anotherSecret_isAnotherFunction() {
    var other = new SipHash(1, 2);
    assertThat(other.hash(input(8), 0, 8)).isNotEqualTo(hash.hash(input(8), 0, 8));
  }
}
