package eightweeks.week2.dict;

import org.jspecify.annotations.Nullable;

/**
 * An element of a {@link Dict}: its key, and the next element of its bucket.
 *
 * <p>Answers to {@code dict.c: dictEntry}. It is made to be extended by whatever the dict holds, so
 * that key, chain and value are one object and not three. Sixteen bytes with compact object
 * headers.
 */
public class Node {
  private final byte[] key;
  @Nullable Node next;

  /**
   * @param key the key, owned by this node from now on; never changes
   */
  public Node(byte[] key) {
    this.key = key;
  }

  /** The key. Nobody writes into it. */
  public final byte[] key() {
    return key;
  }
}
