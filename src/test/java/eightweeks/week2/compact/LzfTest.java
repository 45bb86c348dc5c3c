package eightweeks.week2.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LzfTest {
  private static byte[] decompress(String hex, int expected) {
    var bytes = HexFormat.of().parseHex(hex);
    return Lzf.decompress(bytes, 0, bytes.length, expected);
  }

  private static byte[] compress(byte[] bytes) {
    return Lzf.compress(bytes, 0, bytes.length, bytes.length);
  }

  @Test
  void stream_isReadAsLibLzfWritesIt() {
    assertThat(decompress("02616263", 3)).isEqualTo(Ascii.bytes("abc"));
    assertThat(decompress("026162632002", 6)).isEqualTo(Ascii.bytes("abcabc"));
    // One literal, then 9 + 90 bytes from one to the left: it overlaps itself.
    assertThat(decompress("0061e05a00", 100)).isEqualTo(Ascii.bytes("a".repeat(100)));
  }

  @Test
  void repetition_getsSmall() {
    var bytes = Ascii.bytes("the same again and ".repeat(200));
    var small = compress(bytes);
    assertThat(small.length).isBetween(1, 100);
    assertThat(Lzf.decompress(small, 0, small.length, bytes.length)).isEqualTo(bytes);
  }

  @Test
  void whatDoesNotGetSmaller_isLeft() {
    var bytes = new byte[1000];
    new RandomStream(1).nextBytes(bytes);
    assertThat(compress(bytes)).isEmpty();
    assertThat(compress(new byte[0])).isEmpty();
    assertThat(compress(Ascii.bytes("ab"))).isEmpty();
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "0261, 3, literals are cut off",
    "02616263, 4, the output is shorter than expected",
    "02616263, 2, the output is longer than expected",
    "0061e05a, 100, a reference is cut off",
    "0061e0, 100, a reference is cut off",
    "00612001, 4, a reference to before the start",
    "0061e05a00, 99, the output is longer than expected",
    "0061, 2000000000, too short",
    "0061, -1, too short"
  })
  void corruptStream_isRefusedWithTheReason(String hex, int expected, String reason) {
    assertThatThrownBy(() -> decompress(hex, expected))
        .isInstanceOf(CorruptBlobException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anything_comesBack(long seed) {
    var random = new RandomStream(seed);
    int shrunk = 0;
    for (int i = 0; i < 6000; i++) {
      var bytes = bytes(random);
      int offset = random.nextInt(bytes.length);
      int length = bytes.length - offset;
      var small = Lzf.compress(bytes, offset, length, length);
      if (small.length == 0) {
        continue;
      }
      shrunk++;
      assertThat(small.length).isLessThanOrEqualTo(length);
      var padded = new byte[small.length + 7];
      System.arraycopy(small, 0, padded, 5, small.length);
      assertThat(Lzf.decompress(padded, 5, small.length, length))
          .as("seed %d, number %d", seed, i)
          .isEqualTo(Arrays.copyOfRange(bytes, offset, bytes.length));
    }
    assertThat(shrunk).isGreaterThan(3000);
  }

  /** Bytes in which some repeat, near and far, short and long. */
  static byte[] bytes(RandomStream random) {
    var bytes = new ByteArrayOutputStream();
    int length = random.nextInt(50) == 0 ? 20_000 : 1 + random.nextInt(400);
    int letters = 1 + random.nextInt(20);
    while (bytes.size() < length) {
      if (bytes.size() > 0 && random.nextInt(4) == 0) {
        var soFar = bytes.toByteArray();
        int from = random.nextInt(soFar.length);
        bytes.write(soFar, from, Math.min(soFar.length - from, random.nextInt(400)));
      } else {
        bytes.write('a' + random.nextInt(letters));
      }
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void mutatedStreams_areRefusedOrHarmless(long seed) {
    var random = new RandomStream(seed);
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      var bytes = Arrays.copyOf(bytes(random), 200);
      var small = Hostile.mutate(compress(bytes), random);
      try {
        assertThat(Lzf.decompress(small, 0, small.length, bytes.length)).hasSize(bytes.length);
      } catch (CorruptBlobException _) {
        refused++; // any other exception would fail the test
      }
    }
    assertThat(refused).as("seed %d", seed).isBetween(2000, 9999);
  }
}
