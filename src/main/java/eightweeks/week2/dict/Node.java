package eightweeks.week2.dict;

import org.jspecify.annotations.Nullable;

/**
 * A link of a bucket's chain: a key, and what comes after it in the bucket.
 *
 * <p>Answers to {@code dict.c: dictEntry}. It is made to be extended by whatever a {@link Dict}
 * holds, so that key, chain and value are one object and not three. Sixteen bytes with compact
 * object headers. A {@link BareDict} uses it as it is, and only where two elements share a bucket
 * ({@code dict.c: dictEntryNoValue}).
 */
public class Node {
  private final byte[] key;

  /** The next link of the chain: a node, or the bare key that ends it ({@link Chain}), or null. */
  @Nullable Object next;

  /**
   * @param key the key, owned by this node from now on; never changes
   */
  public Node(byte[] key) {
    this.key = key;
  }

  /** A node in front of a chain. */
  Node(byte[] key, @Nullable Object next) {
    this.key = key;
    this.next = next;
  }

  /**
   * Reads what whoever looks for this node will read, and returns something that depends on all of
   * it ({@link HashTable#prefetch}).
   */
  protected int read() {
    return key.length;
  }

  /** The key. Nobody writes into it. */
  public final byte[] key() {
    return key;
  }
}
