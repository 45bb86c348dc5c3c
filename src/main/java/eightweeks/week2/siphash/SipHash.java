package eightweeks.week2.siphash;

import eightweeks.week2.bytes.LittleEndian;

/**
 * A hash function with a secret seed, so that clients cannot choose keys that collide.
 *
 * <p>Answers to {@code siphash.c}: SipHash with one round for each word and two at the end, as in
 * Redis. The algorithm: J.-P. Aumasson, D. J. Bernstein, "SipHash: a fast short-input PRF", 2012.
 *
 * <p>Why not the hash of a String? It has no secret. A client could send a million keys for one
 * bucket, and every lookup would walk a million nodes.
 */
public final class SipHash {
  private final long k0;
  private final long k1;

  /** A function with a secret of 128 bits. */
  public SipHash(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  /** Returns the hash of a range of bytes. */
  public long hash(byte[] bytes, int offset, int length) {
    // tag::hash[]
    long v0 = k0 ^ 0x736f6d6570736575L;
    long v1 = k1 ^ 0x646f72616e646f6dL;
    long v2 = k0 ^ 0x6c7967656e657261L;
    long v3 = k1 ^ 0x7465646279746573L;
    int end = offset + (length & ~7);
    for (int i = offset; ; i += 8) {
      // Words of eight bytes; the last one has the remaining bytes, and the length at its top.
      long m = i < end ? LittleEndian.getLong(bytes, i) : last(bytes, end, length);
      v3 ^= m;
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
      v0 ^= m;
      if (i == end) {
        break;
      }
    }
    // end::hash[]
    v2 ^= 0xff;
    for (int round = 0; round < 2; round++) {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  /** Returns the last word: up to seven remaining bytes, and the length. */
  private static long last(byte[] bytes, int offset, int length) {
    int left = length & 7;
    long word = (long) length << 56;
    if (left == 0) {
      return word;
    }
    if (length >= 8) {
      // Read the last eight bytes, and shift those out that belong to the word before.
      return word | LittleEndian.getLong(bytes, offset + left - 8) >>> (64 - 8 * left);
    }
    for (int i = 0; i < left; i++) {
      word |= (bytes[offset + i] & 0xffL) << (8 * i);
    }
    return word;
  }
}
