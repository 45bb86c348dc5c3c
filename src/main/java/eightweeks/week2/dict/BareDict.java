package eightweeks.week2.dict;

import eightweeks.week2.bytes.FieldRecord;
import eightweeks.week2.memory.ObjectSize;
import eightweeks.week2.siphash.SipHash;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash table whose elements are bare byte arrays: members of a set, or field and value of a hash
 * in one array ({@link FieldRecord}).
 *
 * <p>Answers to {@code dict.h: dictType.no_value} with {@code keys_are_odd}. An element costs its
 * array and a reference. Only elements that share a bucket need a {@link Node}, and one of them
 * does not. So a member of 16 bytes costs about 42 bytes instead of 52.
 *
 * <p>A key in the dict never changes. The value in a {@link FieldRecord} may: its owner calls
 * {@link #beforeChange} before.
 */
public final class BareDict extends HashTable<byte[]> {
  private BareDict(SipHash hash, Resizing resizing, LongConsumer accounting, boolean fields) {
    super(hash, resizing, accounting, true, fields);
  }

  /** Returns a dict whose elements are keys, with its own rules for growing. */
  public static BareDict ofMembers(SipHash hash) {
    return ofMembers(hash, new Resizing(), ObjectSize.UNACCOUNTED);
  }

  /**
   * Returns a dict whose elements are keys.
   *
   * @param accounting gets each change of {@link #memory}, in bytes
   */
  public static BareDict ofMembers(SipHash hash, Resizing resizing, LongConsumer accounting) {
    return new BareDict(hash, resizing, accounting, false);
  }

  /** Returns a dict whose elements are {@link FieldRecord}s, with its own rules for growing. */
  public static BareDict ofFields(SipHash hash) {
    return ofFields(hash, new Resizing(), ObjectSize.UNACCOUNTED);
  }

  /**
   * Returns a dict whose elements are {@link FieldRecord}s, found by their fields.
   *
   * @param accounting gets each change of {@link #memory}, in bytes
   */
  public static BareDict ofFields(SipHash hash, Resizing resizing, LongConsumer accounting) {
    return new BareDict(hash, resizing, accounting, true);
  }

  /** Returns whether there is an element whose key is a range of bytes. */
  public boolean contains(byte[] bytes, int offset, int length) {
    return findLink(hashOf(bytes, offset, length), bytes, offset, length) != null;
  }

  /** Returns the element whose key is a range of bytes, or null. The caller must not change it. */
  public byte @Nullable [] find(byte[] bytes, int offset, int length) {
    return find(hashOf(bytes, offset, length), bytes, offset, length);
  }

  /** Returns the element of a key whose hash is known, or null. */
  public byte @Nullable [] find(int hashed, byte[] bytes, int offset, int length) {
    var link = findLink(hashed, bytes, offset, length);
    return link == null ? null : Chain.keyOf(link);
  }

  /** Adds an element whose key is not there. The dict owns the array from now on. */
  public void add(byte[] element) {
    insert(hashOfKey(element), element);
  }

  /** Adds an element whose key is not there and has this hash. */
  public void add(int hashed, byte[] element) {
    insert(hashed, element);
  }

  /** Adds a copy of a range as a member, unless it is there; returns whether it is new. */
  public boolean addIfAbsent(byte[] bytes, int offset, int length) {
    int hashed = hashOf(bytes, offset, length);
    if (findLink(hashed, bytes, offset, length) != null) {
      return false;
    }
    insert(hashed, Arrays.copyOfRange(bytes, offset, offset + length));
    return true;
  }

  /** Adds an element unless its key, which has this hash, is there; returns whether it is new. */
  public boolean addIfAbsent(int hashed, byte[] element) {
    if (findLink(hashed, element, keyOffset(element), keyLength(element)) != null) {
      return false;
    }
    insert(hashed, element);
    return true;
  }

  /**
   * Adds an element, or replaces the one with the same key.
   *
   * @return the replaced one, or null
   */
  public byte @Nullable [] put(byte[] element) {
    return put(hashOfKey(element), element);
  }

  /**
   * Adds an element whose key has this hash, or replaces the one with the same key.
   *
   * @return the replaced one, or null
   */
  public byte @Nullable [] put(int hashed, byte[] element) {
    var link = findLink(hashed, element, keyOffset(element), keyLength(element));
    if (link == null) {
      insert(hashed, element);
      return null;
    }
    substitute(hashed, link, link instanceof Node node ? new Node(element, node.next) : element);
    return Chain.keyOf(link);
  }

  /** Removes and returns the element of a key; null if there is none. */
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
