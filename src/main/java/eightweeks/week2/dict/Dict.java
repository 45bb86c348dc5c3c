package eightweeks.week2.dict;

import eightweeks.week2.memory.ObjectSize;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of nodes: the keyspace, hashes and sorted sets. It grows without ever stopping the
 * server.
 *
 * <p>Answers to {@code dict.c}: {@code dictFind()}, {@code dictAdd()}, {@code dictDelete()}, {@code
 * dictUnlink()}. What it does is in {@link HashTable}; here it is said in terms of nodes.
 *
 * @param <N> the class of the elements
 */
public final class Dict<N extends Node> extends HashTable<N> {
  /** A dict with rules of its own for growing. */
  public Dict(SipHash hash) {
    this(hash, new Resizing());
  }

  /** A dict with rules for growing that it shares with others. */
  public Dict(SipHash hash, Resizing resizing) {
    this(hash, resizing, ObjectSize.UNBOOKED);
  }

  /**
   * A dict that is part of the data set.
   *
   * @param books told of every byte that its tables take and give back, from the first table on
   */
  public Dict(SipHash hash, Resizing resizing, LongConsumer books) {
    super(hash, resizing, books, false, false);
  }

  /** The element whose key is spelled by a range of bytes, or null. */
  public @Nullable N find(byte[] bytes, int offset, int length) {
    return find(hashOf(bytes, offset, length), bytes, offset, length);
  }

  /** The element of that key, whose hash is known, or null. */
  @SuppressWarnings("unchecked") // only N are added
  public @Nullable N find(int hashed, byte[] bytes, int offset, int length) {
    return (N) findLink(hashed, bytes, offset, length);
  }

  /** The element of that key, or null. */
  public @Nullable N find(byte[] key) {
    return find(key, 0, key.length);
  }

  /** Adds an element whose key is not there. */
  public void add(N node) {
    insert(hashOfKey(node.key()), node);
  }

  /** Adds an element whose key has that hash and is not there. */
  public void add(int hashed, N node) {
    insert(hashed, node);
  }

  /** Takes the element of a key out and returns it; null if there is none. */
  public @Nullable N remove(byte[] bytes, int offset, int length) {
    int hashed = hashOf(bytes, offset, length);
    var node = find(hashed, bytes, offset, length);
    if (node != null) {
      unlink(hashed, node);
    }
    return node;
  }

  /**
   * Takes an element out that was found before.
   *
   * @throws IllegalArgumentException if it is not there
   */
  public void remove(int hashed, N node) {
    unlink(hashed, node);
  }

  /**
   * Takes an element out that is in the dict.
   *
   * @throws IllegalArgumentException if it is not there
   */
  public void remove(N node) {
    unlink(hashOfKey(node.key()), node);
  }

  /**
   * Puts an element in the place of another one that has the same key.
   *
   * @throws IllegalArgumentException if the other one is not there
   */
  public void replace(N old, N by) {
    substitute(hashOfKey(old.key()), old, by);
    by.next = old.next;
    old.next = null;
  }

  /** To be called before anything in an element changes that a snapshot shows. */
  public void beforeChange(N node) {
    if (capture != null) {
      capture.beforeChange(hashOfKey(node.key()));
    }
  }
}
