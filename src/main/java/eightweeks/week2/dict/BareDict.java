package eightweeks.week2.dict;

import eightweeks.week2.memory.ObjectSize;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of bare byte arrays, each being an element: members of a set, or field and value of
 * a hash fused in one array ({@link FieldRecord}).
 *
 * <p>Answers to {@code dict.h: dictType.no_value} with {@code keys_are_odd}. An element costs its
 * array and a reference; only elements that share a bucket need a {@link Node} (all but one), which
 * makes a member of 16 bytes cost about 42 instead of 52.
 *
 * <p>An array that is in the dict is never written into: a new value is a new array.
 */
public final class BareDict extends HashTable<byte[]> {
  private BareDict(SipHash hash, Resizing resizing, LongConsumer books, boolean fields) {
    super(hash, resizing, books, true, fields);
  }

  /** A dict whose elements are keys, with rules of its own for growing. */
  public static BareDict ofMembers(SipHash hash) {
    return ofMembers(hash, new Resizing(), ObjectSize.UNBOOKED);
  }

  /**
   * A dict whose elements are keys.
   *
   * @param books told of every byte that its tables and chain links take and give back
   */
  public static BareDict ofMembers(SipHash hash, Resizing resizing, LongConsumer books) {
    return new BareDict(hash, resizing, books, false);
  }

  /** A dict whose elements are {@link FieldRecord}s, with rules of its own for growing. */
  public static BareDict ofFields(SipHash hash) {
    return ofFields(hash, new Resizing(), ObjectSize.UNBOOKED);
  }

  /**
   * A dict whose elements are {@link FieldRecord}s, found by their fields.
   *
   * @param books told of every byte that its tables and chain links take and give back
   */
  public static BareDict ofFields(SipHash hash, Resizing resizing, LongConsumer books) {
    return new BareDict(hash, resizing, books, true);
  }

  /** Whether there is an element whose key is spelled by a range of bytes. */
  public boolean contains(byte[] bytes, int offset, int length) {
    return findLink(hashOf(bytes, offset, length), bytes, offset, length) != null;
  }

  /** The element whose key is spelled by a range of bytes, or null. Not to be written into. */
  public byte @Nullable [] find(byte[] bytes, int offset, int length) {
    return find(hashOf(bytes, offset, length), bytes, offset, length);
  }

  /** The element of that key, whose hash is known, or null. */
  public byte @Nullable [] find(int hashed, byte[] bytes, int offset, int length) {
    var link = findLink(hashed, bytes, offset, length);
    return link == null ? null : Chain.keyOf(link);
  }

  /** Adds an element whose key is not there. The array is the dict's from now on. */
  public void add(byte[] element) {
    insert(hashOfKey(element), element);
  }

  /** Adds an element whose key has that hash and is not there. */
  public void add(int hashed, byte[] element) {
    insert(hashed, element);
  }

  /** Adds a copy of a range as a member, unless it is there already; returns whether it was new. */
  public boolean addIfAbsent(byte[] bytes, int offset, int length) {
    int hashed = hashOf(bytes, offset, length);
    if (findLink(hashed, bytes, offset, length) != null) {
      return false;
    }
    insert(hashed, Arrays.copyOfRange(bytes, offset, offset + length));
    return true;
  }

  /**
   * Adds an element, in the place of the one that has the same key if there is one.
   *
   * @return the one that was there before, or null
   */
  public byte @Nullable [] put(byte[] element) {
    int hashed = hashOfKey(element);
    var link = findLink(hashed, element, keyOffset(element), keyLength(element));
    if (link == null) {
      insert(hashed, element);
      return null;
    }
    substitute(hashed, link, link instanceof Node node ? new Node(element, node.next) : element);
    return Chain.keyOf(link);
  }

  /** Takes the element of a key out and returns it; null if there is none. */
  public byte @Nullable [] remove(byte[] bytes, int offset, int length) {
    int hashed = hashOf(bytes, offset, length);
    var link = findLink(hashed, bytes, offset, length);
    if (link == null) {
      return null;
    }
    unlink(hashed, link);
    return Chain.keyOf(link);
  }
}
