package eightweeks.week2.dict;

import org.jspecify.annotations.Nullable;

/**
 * A link of a bucket's chain: a key, and the next link of the bucket.
 *
 * <p>Answers to {@code dict.c: dictEntry}. It has 16 bytes with compact object headers. The
 * elements of a {@link Dict} extend it, so that key, link and value are one object and not three. A
 * {@link BareDict} uses it as it is, and only where two elements share a bucket ({@code dict.c:
 * dictEntryNoValue}).
 *
 * <p>When you need another class of elements: extend this one, and override {@link #read} if a
 * lookup reads more than the key.
 */
public class Node {
  private byte[] key;

  /** The next link of the chain: a node, or the bare key that ends it ({@link Chain}), or null. */
  @Nullable Object next;

  /**
   * @param key the key, which the node owns from now on; it does not change while the node is in a
   *     dict
   */
  public Node(byte[] key) {
    this.key = key;
  }

  /** A node before a chain. */
  Node(byte[] key, @Nullable Object next) {
    this.key = key;
    this.next = next;
  }

  /**
   * Reads the memory that a lookup of this node will read; returns a number that depends on all of
   * it ({@link HashTable#prefetch}).
   */
  protected int read() {
    return key.length;
  }

  /** Sets the key of a node that is in no dict. */
  protected final void key(byte[] newKey) {
    key = newKey;
  }

  /** Returns the key. The caller must not change it. */
  public final byte[] key() {
    return key;
  }
}
