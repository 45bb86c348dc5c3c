package eightweeks.week2.object;

import eightweeks.week1.resp.CommandError;
import eightweeks.week2.dict.HashTable;
import eightweeks.week2.dict.Node;
import org.jspecify.annotations.Nullable;

/**
 * A key, its value, and when it was used: an element of the keyspace's dict.
 *
 * <p>Answers to {@code server.h: redisObject} and the {@code dictEntry} that refers to it; here
 * both are one object of 24 bytes. Besides the content of the value it has 32 bits:
 *
 * <pre>
 *  31      28 27        24 23                              0
 * +----------+------------+---------------------------------+
 * |   type   |  encoding  | LRU clock, or LFU time and count|   see LruLfu
 * +----------+------------+---------------------------------+
 * </pre>
 *
 * <p>What can the content be?
 *
 * <ul>
 *   <li>For a string, one of the classes that {@link Strings} names.
 *   <li>For a small list, set, hash or sorted set, a {@code byte[]}: a listpack or an intset.
 *   <li>For a large one, its structure.
 *   <li>For a type of a later week, its {@link Value}.
 * </ul>
 *
 * <p>Why are type and encoding in the entry? The bytes alone do not tell what they are. A small
 * hash costs its entry, its key and one array. {@code HashValue}, which has the operations, is a
 * view of the entry that a command makes when it needs one ({@link AdaptiveValue}). SCAN TYPE and
 * the eviction look at many entries: they need not read the values.
 *
 * <p>What about a value that no key has yet: a new list, the result of SUNIONSTORE, a copy? Its
 * content is in an entry without a key, which is in no dict. The entry gets the key when that is
 * added; if the key has an entry already, or expires, the content moves there. An entry whose
 * content was moved or removed holds a mark instead, so that no code takes it for a value.
 */
public class Entry extends Node {
  private static final int TYPE_SHIFT = 28;
  private static final int ENCODING_SHIFT = 24;
  private static final int ENCODING_MASK = (1 << (TYPE_SHIFT - ENCODING_SHIFT)) - 1;
  private static final int LRU_MASK = (1 << ENCODING_SHIFT) - 1;

  private static final byte[] NO_KEY = {};

  /** The mark in place of a content that was moved or removed; it has no class of a content. */
  private static final Object GONE = new Object();

  // tag::hold[]
  private Object content = GONE;
  private int meta;

  // end::hold[]

  /**
   * An entry without content. The caller calls {@link #value(Object)} or {@link #takeOver} next.
   */
  Entry(byte[] key) {
    super(key);
  }

  /** An entry without a key, for the content of a value that no key has yet. */
  Entry(ValueType type, Encoding encoding, Object content) {
    super(NO_KEY);
    hold(type, encoding, content);
  }

  /**
   * Returns an entry for the keyspace, which does the memory accounting.
   *
   * @param key the key, which the entry owns from now on
   * @param value a string or a {@link Value} that no key has: its content moves here
   */
  public static Entry of(byte[] key, Object value) {
    if (value instanceof AdaptiveValue view) {
      var named = view.named(key);
      if (named != null) {
        return named;
      }
    }
    var entry = new Entry(key);
    entry.value(value);
    return entry;
  }

  /**
   * Returns an entry for the same key that does not expire. The caller calls {@link #takeOver}
   * next.
   */
  public static Entry inPlaceOf(Entry other) {
    return new Entry(other.key());
  }

  /** Gives this entry a key, if it has none; returns whether it had none. */
  final boolean name(byte[] key) {
    boolean isNameless = key() == NO_KEY;
    if (isNameless) {
      key(key);
    }
    return isNameless;
  }

  // tag::hold[]
  private void hold(ValueType type, Encoding encoding, Object newContent) {
    content = newContent;
    meta = type.ordinal() << TYPE_SHIFT | encoding.ordinal() << ENCODING_SHIFT | lruBits();
  }

  // end::hold[]

  /**
   * Returns the table with the elements of a large set, hash or sorted set; null for other values
   * and small ones.
   */
  public final @Nullable HashTable<?> elements() {
    return content instanceof Structure structure ? structure.elements() : null;
  }

  @Override
  protected int read() {
    return super.read() + (content instanceof byte[] bytes ? bytes.length : 0);
  }

  // ---- The value.

  /** Returns the content, which must be there. */
  final Object content() {
    assert content != GONE : "the value has moved, or its key was removed";
    return content;
  }

  /** Replaces the content by one in the same encoding. */
  final void content(Object newContent) {
    content = newContent;
  }

  /** Replaces the content by one in another encoding. */
  final void content(Encoding encoding, Object newContent) {
    hold(type(), encoding, newContent);
  }

  /**
   * Gives the key another value. The keyspace calls this, and does the memory accounting.
   *
   * @param value a string or a {@link Value} that no key has: its content moves here, and a view of
   *     it is a view of this entry from now on
   */
  public final void value(Object value) {
    if (!(value instanceof Value collection)) {
      hold(ValueType.STRING, Strings.encoding(value), value);
    } else if (collection instanceof AdaptiveValue view) {
      view.moveTo(this);
    } else {
      hold(collection.type(), collection.encoding(), collection);
    }
  }

  /** Moves the content of another entry here. */
  final void moveFrom(Entry other) {
    hold(other.type(), other.encoding(), other.content());
    other.content = GONE;
  }

  /**
   * Moves everything from an entry with the same key here: content and LRU bits. The keyspace does
   * so to set or to remove a time to live. The other entry is void then.
   */
  public final void takeOver(Entry other) {
    moveFrom(other);
    copyLruBits(other);
  }

  /** Removes the content of a key that was removed; the caller has freed its memory. */
  final void clearContent() {
    content = GONE;
  }

  public final ValueType type() {
    return ValueType.byNumber(meta >>> TYPE_SHIFT);
  }

  /** Returns the name of the type that TYPE replies. A value of a module has its own name. */
  public final String typeName() {
    return content instanceof Value own ? own.typeName() : type().text();
  }

  /** Returns the layout of the value at the moment. */
  public final Encoding encoding() {
    return Encoding.byNumber(meta >>> ENCODING_SHIFT & ENCODING_MASK);
  }

  /**
   * Returns this entry, if its value has that type.
   *
   * @throws CommandError WRONGTYPE if it has another one
   */
  public final Entry requireType(ValueType type) {
    if (meta >>> TYPE_SHIFT != type.ordinal()) {
      throw CommandError.WRONG_TYPE;
    }
    return this;
  }

  /** Returns the bytes that the {@link Allocator} accounted to key and value, in constant time. */
  public final long accounted() {
    return HeapSize.of(this) + HeapSize.ofContent(content());
  }

  /**
   * Returns the bytes of memory that key and value take (objectComputeSize and more).
   *
   * @param samples see {@link Value#memory}
   */
  public final long memory(long samples) {
    return HeapSize.of(this)
        + (content instanceof Value value ? value.memory(samples) : HeapSize.ofContent(content()));
  }

  // ---- The key.

  /** Shows the key to code of other weeks, which must not have the array. */
  public final void showKey(Element into) {
    into.set(key());
  }

  // ---- Its use, and its time to live.

  /** Returns the 24 bits of {@link LruLfu}. */
  final int lruBits() {
    return meta & LRU_MASK;
  }

  final void lruBits(int bits) {
    meta = meta & ~LRU_MASK | bits & LRU_MASK;
  }

  /** Gives this entry the LRU or LFU bits of another one. */
  public final void copyLruBits(Entry other) {
    lruBits(other.lruBits());
  }

  /**
   * Returns when the key expires, in milliseconds since 1970; {@link ExpiringEntry#NEVER} if it
   * does not.
   */
  public long expiresAt() {
    return ExpiringEntry.NEVER;
  }
}
