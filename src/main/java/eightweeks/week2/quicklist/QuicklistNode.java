package eightweeks.week2.quicklist;

import eightweeks.week2.compact.Listpack;
import eightweeks.week2.compact.Lzf;
import eightweeks.week2.memory.ObjectSize;
import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link Quicklist}: a listpack, or one large element (a plain node); each of them may
 * be compressed.
 *
 * <p>Answers to {@code quicklist.h: quicklistNode} and {@code quicklist.c:
 * __quicklistCompressNode(), __quicklistDecompressNode()}.
 *
 * <p>Invariants: {@code size} is the uncompressed number of bytes; a compressed node has a size of
 * at least 48 bytes, and its compressed bytes are more than 8 fewer; {@code recompress} is set only
 * while a node is open that was compressed before; the memory of a node is accounted to the list
 * that it is linked in.
 */
public final class QuicklistNode {
  /** Bytes of this object; see HeapSizeTest. */
  private static final int OBJECT = 40;

  /** Bytes of a {@link Listpack} object. */
  private static final int LISTPACK = 16;

  /** Minimum size of a node that is compressed (MIN_COMPRESS_BYTES). */
  private static final int MIN_COMPRESS_BYTES = 48;

  /** Compression must save more than this number of bytes (MIN_COMPRESS_IMPROVE). */
  private static final int MIN_COMPRESS_GAIN = 8;

  @Nullable QuicklistNode previous;
  @Nullable QuicklistNode next;

  /** The list that it is linked in; null if none. */
  private @Nullable Quicklist owner;

  /** Bytes that are accounted to the owner. */
  private int accounted;

  /** A {@link Listpack}, or the bytes of a plain or compressed node. */
  private Object content;

  private int size;
  int count;
  private final boolean plain;
  private boolean compressed;
  private boolean recompress;

  /** True while an edit needs the open listpack of this node. */
  boolean keepOpen;

  /** A node with the entries of a listpack. */
  QuicklistNode(Listpack list) {
    content = list;
    size = list.totalBytes();
    count = list.count();
    plain = false;
  }

  /** A plain node: one element. */
  QuicklistNode(byte[] element) {
    content = element;
    size = element.length;
    count = 1;
    plain = true;
  }

  private QuicklistNode(QuicklistNode other) {
    content =
        other.content instanceof Listpack list
            ? list.share()
            : other.content; // these bytes never change: a change makes another array
    size = other.size;
    count = other.count;
    plain = other.plain;
    compressed = other.compressed;
  }

  /** Returns a node with the same content and no neighbours. */
  QuicklistNode duplicate() {
    return new QuicklistNode(this);
  }

  /** Returns whether it is one large element, and no listpack. */
  public boolean isPlain() {
    return plain;
  }

  public boolean isCompressed() {
    return compressed;
  }

  /** Returns the number of elements. */
  public int count() {
    return count;
  }

  /** Returns the uncompressed bytes of its listpack or element. */
  public int size() {
    return size;
  }

  /** Returns the bytes that it stores, compressed or not. */
  public int storedSize() {
    return compressed ? ((byte[]) content).length : size;
  }

  /** Returns the next node, or null. */
  public @Nullable QuicklistNode next() {
    return next;
  }

  /** Returns the previous node, or null. */
  public @Nullable QuicklistNode previous() {
    return previous;
  }

  /** Returns the listpack of a node that is neither plain nor compressed. */
  public Listpack list() {
    if (content instanceof Listpack list) {
      return list;
    }
    throw new IllegalStateException(plain ? "a plain node has no listpack" : "still compressed");
  }

  /** Returns the listpack of a node at an end of the list, and lets it keep spare capacity. */
  Listpack listAtEnd() {
    var list = list();
    list.beElastic();
    return list;
  }

  /** Frees spare capacity: the node is not at an end of the list any more. */
  public void rest() {
    if (content instanceof Listpack list) {
      list.beRigid();
      updateAccounting();
    }
  }

  /** Reserves capacity for the uncompressed size of another node. */
  void reserveLike(QuicklistNode other) {
    if (content instanceof Listpack list && !other.plain) {
      list.reserve(other.size - size);
      updateAccounting();
    }
  }

  /** Returns the bytes of a node that is plain or compressed. The caller must not change them. */
  public byte[] bytes() {
    if (content instanceof byte[] bytes) {
      return bytes;
    }
    throw new IllegalStateException("an open listpack");
  }

  /** Updates count and size after a change of the listpack. */
  void update(int added) {
    count += added;
    size = list().totalBytes();
    updateAccounting();
  }

  // ---- Memory accounting.

  /** Sets the list to which the memory is accounted from now on; null for none. */
  void owner(@Nullable Quicklist list) {
    if (owner != null) {
      owner.account(-accounted);
    }
    accounted = 0;
    owner = list;
    updateAccounting();
  }

  /** Accounts the change of memory after a change of the content. */
  private void updateAccounting() {
    if (owner != null) {
      int now = (int) memory();
      owner.account(now - accounted);
      accounted = now;
    }
  }

  /** Returns the bytes of memory that it takes. */
  private long memory() {
    return OBJECT
        + (content instanceof Listpack list
            ? LISTPACK + ObjectSize.ofBytes(list.array().length)
            : ObjectSize.ofBytes(((byte[]) content).length));
  }

  // tag::compress[]
  /** Compresses the node if that saves enough bytes. */
  void compress() {
    if (compressed || keepOpen) {
      return;
    }
    recompress = false;
    if (size < MIN_COMPRESS_BYTES) {
      return;
    }
    var from = content instanceof Listpack list ? list.array() : bytes();
    var small = Lzf.compress(from, 0, size, size - MIN_COMPRESS_GAIN - 1);
    if (small.length > 0) {
      content = small;
      compressed = true;
      updateAccounting();
    }
  }

  /** Decompresses a node, which then stays open. */
  void open() {
    recompress = false;
    if (compressed) {
      var small = bytes();
      var large = Lzf.decompress(small, 0, small.length, size);
      content = plain ? large : new Listpack(large);
      compressed = false;
      updateAccounting();
    }
  }

  /** Decompresses a node for use, until {@link #compressAgain}. */
  void openForUse() {
    if (compressed) {
      open();
      recompress = true;
    }
  }

  /** Compresses a node that was opened for use; returns whether it was. */
  boolean compressAgain() {
    if (!recompress) {
      return false;
    }
    compress();
    return true;
  }
  // end::compress[]
}
