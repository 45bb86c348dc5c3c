package eightweeks.week2.dict;

import org.jspecify.annotations.Nullable;

/**
 * The content of a bucket: null, a bare key, or a {@link Node} that refers to the next link.
 *
 * <p>Answers to {@code dict.c}: {@code entryIsKey()}, {@code dictGetKey()}, {@code dictGetNext()}.
 *
 * <p>Most buckets hold no element or one. An element that is only a key (a member of a set) needs
 * no node then: the bucket refers to its {@code byte[]}. Where elements share a bucket, all but the
 * last have a node, which refers to the next.
 *
 * <p>How can the code tell a key from a node? Redis tests the lowest bit of the pointer, which is
 * set in every pointer to a key; a JVM knows the class of every object.
 *
 * <p>Invariant: a chain consists of nodes, and may end in a bare key. In a {@link Dict} every link
 * is a node.
 */
final class Chain {
  /** Bytes of a plain {@link Node}; see HeapSizeTest. */
  static final int NODE = 16;

  private Chain() {}

  // tag::chain[]
  // tag::links[]
  /** Returns the stored key of a link; for a field record, the record. */
  static byte[] keyOf(Object link) {
    return link instanceof Node node ? node.key() : (byte[]) link;
  }

  /** Returns the link after a link, or null. */
  static @Nullable Object next(Object link) {
    return link instanceof Node node ? node.next : null;
  }

  // end::links[]

  /**
   * Puts a link before the first one of a chain.
   *
   * @param bare whether a link that is alone in its bucket becomes a bare key
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

  /** Returns the number of links in a chain. */
  static int length(@Nullable Object first) {
    int length = 0;
    for (var link = first; link != null; link = next(link)) {
      length++;
    }
    return length;
  }

  /** Returns the link at an index of a chain, or the last link of a shorter chain. */
  static Object at(Object first, int index) {
    var link = first;
    for (int i = index; i > 0 && link instanceof Node node && node.next != null; i--) {
      link = node.next;
    }
    return link;
  }
}
