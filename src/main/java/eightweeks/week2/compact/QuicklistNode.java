package eightweeks.week2.compact;

import eightweeks.week2.memory.ObjectSize;
import org.jspecify.annotations.Nullable;

/**
 * A link of a {@link Quicklist}: a listpack, or one large element by itself; either of them perhaps
 * compressed.
 *
 * <p>Answers to {@code quicklist.h: quicklistNode} and {@code quicklist.c:
 * __quicklistCompressNode(), __quicklistDecompressNode()}.
 *
 * <p>Invariants: {@code size} is the uncompressed number of bytes; a compressed node is at least 48
 * bytes large and 8 bytes smaller than it would be; {@code recompress} is set only while a node is
 * open that was compressed before; what a node takes is on the books of the list that it is linked
 * in, and of none while it is in none.
 */
public final class QuicklistNode {
  /** This object and a {@link Listpack}, in bytes; see HeapSizeTest. */
  private static final int OBJECT = 40;

  private static final int LISTPACK = 16;

  /** What is smaller is not worth trying (MIN_COMPRESS_BYTES). */
  private static final int LEAST_TO_COMPRESS = 48;

  /** What gets less than that smaller stays as it is (MIN_COMPRESS_IMPROVE). */
  private static final int LEAST_GAIN = 8;

  @Nullable QuicklistNode previous;
  @Nullable QuicklistNode next;

  /** The list that it is linked in. */
  private @Nullable Quicklist owner;

  /** Bytes on the owner's books. */
  private int booked;

  /** A {@link Listpack}; or the bytes of a plain or of a compressed node. */
  private Object content;

  private int size;
  int count;
  private final boolean plain;
  private boolean compressed;
  private boolean recompress;

  /** Set while an edit holds on to the open list of this node. */
  boolean keepOpen;

  /** A node that holds the entries of a list. */
  QuicklistNode(Listpack list) {
    content = list;
    size = list.totalBytes();
    count = list.count();
    plain = false;
  }

  /** A node that is one element. */
  QuicklistNode(byte[] element) {
    content = element;
    size = element.length;
    count = 1;
    plain = true;
  }

  private QuicklistNode(QuicklistNode other) {
    content =
        other.content instanceof Listpack list
            ? list.duplicate()
            : ((byte[]) other.content).clone();
    size = other.size;
    count = other.count;
    plain = other.plain;
    compressed = other.compressed;
  }

  /** A node with the same content and no neighbours. */
  QuicklistNode duplicate() {
    return new QuicklistNode(this);
  }

  /** Whether it is one large element, and no listpack. */
  public boolean isPlain() {
    return plain;
  }

  public boolean isCompressed() {
    return compressed;
  }

  /** How many elements it holds. */
  public int count() {
    return count;
  }

  /** Bytes of its listpack or element when not compressed. */
  public int size() {
    return size;
  }

  /** Bytes that it holds, compressed or not. */
  public int storedSize() {
    return compressed ? ((byte[]) content).length : size;
  }

  /** The node behind this one, or null. */
  public @Nullable QuicklistNode next() {
    return next;
  }

  /** The node in front of this one, or null. */
  public @Nullable QuicklistNode previous() {
    return previous;
  }

  /** The listpack of a node that is neither plain nor compressed. */
  public Listpack list() {
    if (content instanceof Listpack list) {
      return list;
    }
    throw new IllegalStateException(plain ? "a plain node has no listpack" : "still compressed");
  }

  /** The listpack of a node at an end of the whole list, where one change follows the other. */
  Listpack listAtEnd() {
    var list = list();
    list.elastic(true);
    return list;
  }

  /** Says that the node is at no end any more. */
  public void rest() {
    if (content instanceof Listpack list) {
      list.elastic(false);
      settle();
    }
  }

  /** The bytes of a node that is plain or compressed. Nobody writes into them. */
  public byte[] bytes() {
    if (content instanceof byte[] bytes) {
      return bytes;
    }
    throw new IllegalStateException("an open listpack");
  }

  /** Brings count and size up to date after a change of the list. */
  void update(int added) {
    count += added;
    size = list().totalBytes();
    settle();
  }

  // ---- The books.

  /** Lets a list have this node on its books from now on, or none. */
  void owner(@Nullable Quicklist list) {
    if (owner != null) {
      owner.account(-booked);
    }
    booked = 0;
    owner = list;
    settle();
  }

  /** Brings the books up to date after a change of the content. */
  private void settle() {
    if (owner != null) {
      int now = (int) memory();
      owner.account(now - booked);
      booked = now;
    }
  }

  /** Bytes of memory that it takes. */
  private long memory() {
    return OBJECT
        + (content instanceof Listpack list
            ? LISTPACK + ObjectSize.ofBytes(list.array().length)
            : ObjectSize.ofBytes(((byte[]) content).length));
  }

  // tag::compress[]
  /** Compresses the node if that is worth it. */
  void compress() {
    if (compressed || keepOpen) {
      return;
    }
    recompress = false;
    if (size < LEAST_TO_COMPRESS) {
      return;
    }
    var from = content instanceof Listpack list ? list.array() : bytes();
    var small = Lzf.compress(from, 0, size, size - LEAST_GAIN - 1);
    if (small.length > 0) {
      content = small;
      compressed = true;
      settle();
    }
  }

  /** Opens a compressed node for good. */
  void open() {
    recompress = false;
    if (compressed) {
      var small = bytes();
      var large = Lzf.decompress(small, 0, small.length, size);
      content = plain ? large : new Listpack(large);
      compressed = false;
      settle();
    }
  }

  /** Opens a compressed node for a while: {@link #compressAgain} closes it. */
  void openForUse() {
    if (compressed) {
      open();
      recompress = true;
    }
  }

  /** Closes a node that was opened for a while; returns whether it was. */
  boolean compressAgain() {
    if (!recompress) {
      return false;
    }
    compress();
    return true;
  }
  // end::compress[]
}
