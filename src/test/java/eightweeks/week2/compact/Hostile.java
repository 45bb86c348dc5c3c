package eightweeks.week2.compact;

import eightweeks.week1.bytes.RandomStream;
import java.util.Arrays;

/** Bytes that an attacker, or a broken disk, could produce. */
final class Hostile {
  /** Bytes at which layouts of Redis tend to go wrong: ends, signs, marks of lengths. */
  private static final int[] NASTY = {
    0, 1, 2, 0x7f, 0x80, 0x81, 0xbf, 0xc0, 0xdf, 0xe0, 0xef, 0xf0, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5,
    0xfe, 0xff
  };

  private Hostile() {}

  /**
   * Returns a copy of a blob with one to four changes: a byte, a bit, a cut, something in between.
   */
  static byte[] mutate(byte[] blob, RandomStream random) {
    var bytes = blob.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(8)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1, 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 3 -> bytes = Arrays.copyOf(bytes, at);
        case 4 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(4));
        default -> bytes[at] = (byte) NASTY[random.nextInt(NASTY.length)];
      }
    }
    return bytes;
  }
}
