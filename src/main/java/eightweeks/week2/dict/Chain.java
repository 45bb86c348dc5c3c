package eightweeks.week2.dict;

import org.jspecify.annotations.Nullable;

/**
 * What a bucket holds: nothing (null), a bare key, or a {@link Node} that leads on.
 *
 * <p>Answers to {@code dict.c}: {@code entryIsKey()}, {@code dictGetKey()}, {@code dictGetNext()}.
 *
 * <p>Most buckets that hold anything hold one element. An element that is a key and nothing else (a
 * member of a set) needs no node then: the bucket refers to its {@code byte[]}. Only where elements
 * share a bucket, all but the last have a node, which knows the next.
 *
 * <p>How is a key told from a node? Redis marks the lowest bit of the pointer; a JVM knows the
 * class of every object.
 *
 * <p>Invariant: a chain is nodes, each but the last leading to the next, and may end in a bare key.
 * In a {@link Dict} every link is a node, and no chain has a bare end.
 */
final class Chain {
  /** Bytes of a {@link Node} that is nothing more; see HeapSizeTest. */
  static final int NODE = 16;

  private Chain() {}

  // tag::chain[]
  /** The stored key of a link; of a field record, the record. */
  static byte[] keyOf(Object link) {
    return link instanceof Node node ? node.key() : (byte[]) link;
  }

  /** The link after a link, or null. */
  static @Nullable Object next(Object link) {
    return link instanceof Node node ? node.next : null;
  }

  /**
   * Puts a link in front of a chain.
   *
   * @param bare whether a link that stands alone is to be a bare key
   * @return the new first link
   */
  static Object push(Object link, @Nullable Object first, boolean bare) {
    if (bare && first == null) {
      return keyOf(link);
    }
    if (link instanceof Node node) {
      node.next = first;
      return node;
    }
    return new Node((byte[]) link, first);
  }

  // end::chain[]

  /** How many links a chain has. */
  static int length(@Nullable Object first) {
    int length = 0;
    for (var link = first; link != null; link = next(link)) {
      length++;
    }
    return length;
  }

  /** The link that stands so many after the first. */
  static Object at(Object first, int index) {
    var link = first;
    for (int i = index; i > 0 && link instanceof Node node && node.next != null; i--) {
      link = node.next;
    }
    return link;
  }
}
