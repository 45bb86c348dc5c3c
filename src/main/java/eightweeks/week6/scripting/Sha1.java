package eightweeks.week6.scripting;

/**
 * The hash function SHA-1: twenty bytes that stand for any number of bytes.
 *
 * <p>Answers to {@code sha1.c}; the algorithm is that of RFC 3174. Redis names scripts by it and
 * compares data sets with it. It does not protect against an attacker, who can find two texts with
 * the same hash. (The JDK has it too, but not where the server is compiled for a page.)
 */
public final class Sha1 {
  /** The length of a hash. */
  public static final int BYTES = 20;

  private static final int BLOCK = 64;

  private Sha1() {}

  /** Returns the hash of some bytes. */
  public static byte[] of(byte[] bytes) {
    int[] state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    var words = new int[80];
    int whole = bytes.length / BLOCK * BLOCK;
    for (int at = 0; at < whole; at += BLOCK) {
      block(bytes, at, state, words);
    }
    var rest = padded(bytes, whole);
    for (int at = 0; at < rest.length; at += BLOCK) {
      block(rest, at, state, words);
    }
    var hash = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      hash[i] = (byte) (state[i / 4] >>> (24 - 8 * (i % 4)));
    }
    return hash;
  }

  /** Returns a hash in hexadecimal digits. */
  public static String hex(byte[] hash) {
    var text = new StringBuilder(2 * hash.length);
    for (byte b : hash) {
      text.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return text.toString();
  }

  /** Returns the bytes from a place on, a one bit, zeros, and the length of all in bits. */
  private static byte[] padded(byte[] bytes, int from) {
    int length = bytes.length - from;
    var blocks = new byte[length + 1 + 8 <= BLOCK ? BLOCK : 2 * BLOCK];
    System.arraycopy(bytes, from, blocks, 0, length);
    blocks[length] = (byte) 0x80;
    long bits = 8L * bytes.length;
    for (int i = 0; i < 8; i++) {
      blocks[blocks.length - 1 - i] = (byte) (bits >>> (8 * i));
    }
    return blocks;
  }

  private static void block(byte[] bytes, int at, int[] state, int[] words) {
    for (int i = 0; i < 16; i++) {
      int p = at + 4 * i;
      words[i] =
          bytes[p] << 24
              | (bytes[p + 1] & 0xff) << 16
              | (bytes[p + 2] & 0xff) << 8
              | bytes[p + 3] & 0xff;
    }
    for (int i = 16; i < 80; i++) {
      words[i] = Integer.rotateLeft(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    }
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    for (int i = 0; i < 80; i++) {
      int mixed =
          switch (i / 20) {
            case 0 -> (b & c | ~b & d) + 0x5a827999;
            case 1 -> (b ^ c ^ d) + 0x6ed9eba1;
            case 2 -> (b & c | b & d | c & d) + 0x8f1bbcdc;
            default -> (b ^ c ^ d) + 0xca62c1d6;
          };
      int next = Integer.rotateLeft(a, 5) + mixed + e + words[i];
      e = d;
      d = c;
      c = Integer.rotateLeft(b, 30);
      b = a;
      a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
  }
}
