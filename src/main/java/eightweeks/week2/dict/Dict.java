package eightweeks.week2.dict;

import eightweeks.week2.memory.ObjectSize;
import eightweeks.week2.siphash.SipHash;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of nodes: the keyspace, sorted sets and others. Sets and hashes use {@link
 * BareDict}.
 *
 * <p>Answers to {@code dict.c}: {@code dictFind()}, {@code dictAdd()}, {@code dictDelete()}, {@code
 * dictUnlink()}. {@link HashTable} has the algorithms; here are the methods whose elements are
 * nodes.
 *
 * @param <N> the class of the elements
 */
public final class Dict<N extends Node> extends HashTable<N> {
  /** A dict with its own rules for growing. */
  public Dict(SipHash hash) {
    this(hash, new Resizing());
  }

  /** A dict with rules for growing that it shares with others. */
  public Dict(SipHash hash, Resizing resizing) {
    this(hash, resizing, ObjectSize.UNACCOUNTED);
  }

  /**
   * A dict that is part of the data set.
   *
   * @param accounting gets each change of {@link #memory}, in bytes
   */
  public Dict(SipHash hash, Resizing resizing, LongConsumer accounting) {
    super(hash, resizing, accounting, false, false);
  }

  /** Returns the element whose key is a range of bytes, or null. */
  public @Nullable N find(byte[] bytes, int offset, int length) {
    return find(hashOf(bytes, offset, length), bytes, offset, length);
  }

  /** Returns the element of a key whose hash is known, or null. */
  @SuppressWarnings("unchecked") // only N are added
  public @Nullable N find(int hashed, byte[] bytes, int offset, int length) {
    return (N) findLink(hashed, bytes, offset, length);
  }

  /** Returns the element of a key, or null. */
  public @Nullable N find(byte[] key) {
    return find(key, 0, key.length);
  }

  /** Adds an element. Its key must not be in the dict. */
  public void add(N node) {
    insert(hashOfKey(node.key()), node);
  }

  /** Adds an element whose key has this hash and is not in the dict. */
  public void add(int hashed, N node) {
    insert(hashed, node);
  }

  /** Removes and returns the element of a key; null if there is none. */
  public @Nullable N remove(byte[] bytes, int offset, int length) {
    int hashed = hashOf(bytes, offset, length);
    var node = find(hashed, bytes, offset, length);
    if (node != null) {
      unlink(hashed, node);
    }
    return node;
  }

  /**
   * Removes an element that was found before.
   *
   * @throws IllegalArgumentException if it is not there
   */
  public void remove(int hashed, N node) {
    unlink(hashed, node);
  }

  /**
   * Removes an element that is in the dict.
   *
   * @throws IllegalArgumentException if it is not there
   */
  public void remove(N node) {
    unlink(hashOfKey(node.key()), node);
  }

  /**
   * Replaces an element by another one with the same key.
   *
   * @throws IllegalArgumentException if {@code old} is not there
   */
  public void replace(N old, N by) {
    substitute(hashOfKey(old.key()), old, by);
    by.next = old.next;
    old.next = null;
  }

  /** Lets a running capture take an element. Callers call this before they change its content. */
  public void beforeChange(N node) {
    if (capture != null) {
      capture.beforeChange(hashOfKey(node.key()));
    }
  }
}
