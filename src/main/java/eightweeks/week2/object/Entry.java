package eightweeks.week2.object;

import eightweeks.week1.resp.CommandError;
import eightweeks.week2.dict.HashTable;
import eightweeks.week2.dict.Node;
import org.jspecify.annotations.Nullable;

/**
 * A key, what it stands for, and when it was used: an element of the keyspace's dict.
 *
 * <p>Answers to {@code server.h: redisObject} and the {@code dictEntry} that leads to it, which
 * here are one object of 24 bytes. Beside the content of the value stand 32 bits:
 *
 * <pre>
 *  31      28 27        24 23                              0
 * +----------+------------+---------------------------------+
 * |   type   |  encoding  | LRU clock, or LFU time and count|   see Usage
 * +----------+------------+---------------------------------+
 * </pre>
 *
 * <p>What a content can be: of a string, a {@code byte[]}, a {@link Long} or a {@link
 * eightweeks.week2.sds.Sds} ({@link Strings}); of a list, set, hash or sorted set that is small, a
 * {@code byte[]} too, a listpack or an intset; of a large one its structure; of the types of later
 * weeks a {@link Value} of their own.
 *
 * <p>Why are type and encoding there? Nothing else tells what the bytes are. A small hash costs its
 * entry, its key and one array, and {@link HashValue}, which knows what to do with it, is a view of
 * the entry that a command makes for itself ({@link AdaptiveValue}). SCAN TYPE and the eviction
 * look at many entries and at few values: they need not go there at all.
 *
 * <p>What about a value that no key has yet: a new list, the result of SUNIONSTORE, a copy? Its
 * content waits in an entry without a key, which is in no dict, and moves when the key is added. An
 * entry whose content has moved, or was removed, has none, and nobody takes that for a value.
 */
public class Entry extends Node {
  private static final int TYPE_SHIFT = 28;
  private static final int ENCODING_SHIFT = 24;
  private static final int ENCODING_MASK = (1 << (TYPE_SHIFT - ENCODING_SHIFT)) - 1;
  private static final int USAGE_MASK = (1 << ENCODING_SHIFT) - 1;

  private static final byte[] NO_KEY = {};

  /** In place of the content that is not there any more: none of the classes of contents. */
  private static final Object GONE = new Object();

  private Object content = GONE;
  private int meta;

  /** An entry that {@link #value(Object)} or {@link #takeOver} is about to fill. */
  Entry(byte[] key) {
    super(key);
  }

  /** Where the content of a value waits that no key has yet. */
  Entry(ValueType type, Encoding encoding, Object content) {
    super(NO_KEY);
    hold(type, encoding, content);
  }

  /**
   * A key with a value, for the keyspace, which does the bookkeeping too.
   *
   * @param key the key, owned by the entry from now on
   * @param value a string or a {@link Value} that no key has: its content moves here
   */
  public static Entry of(byte[] key, Object value) {
    var entry = new Entry(key);
    entry.value(value);
    return entry;
  }

  /** An entry for the same key that does not expire; {@link #takeOver} is to follow. */
  public static Entry inPlaceOf(Entry other) {
    return new Entry(other.key());
  }

  private void hold(ValueType type, Encoding encoding, Object newContent) {
    content = newContent;
    meta = type.ordinal() << TYPE_SHIFT | encoding.ordinal() << ENCODING_SHIFT | usage();
  }

  /**
   * Where the elements of a large set, hash or sorted set are looked for; null if this is anything
   * else, or small.
   */
  public final @Nullable HashTable<?> elements() {
    return switch (content) {
      case ElementTable table -> table.dict;
      case SkipListSortedSet ranking -> ranking.dict;
      default -> null;
    };
  }

  @Override
  protected int read() {
    return super.read() + (content instanceof byte[] bytes ? bytes.length : 0);
  }

  // ---- What it stands for.

  /** The content, as long as there is one. */
  final Object content() {
    assert content != GONE : "the value has moved, or its key was removed";
    return content;
  }

  /** Another content of the same encoding. */
  final void content(Object newContent) {
    content = newContent;
  }

  /** Another content in another encoding. */
  final void content(Encoding encoding, Object newContent) {
    hold(type(), encoding, newContent);
  }

  /**
   * Gives the key another value. For the keyspace, which does the bookkeeping too.
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

  /** Takes the content of another entry over, which has none from then on. */
  final void moveFrom(Entry other) {
    hold(other.type(), other.encoding(), other.content());
    other.content = GONE;
  }

  /**
   * Takes everything over from an entry with the same key: content, age, use. For the keyspace,
   * which gives the key a time to live by that, or takes it away. The other entry is void.
   */
  public final void takeOver(Entry other) {
    moveFrom(other);
    usageFrom(other);
  }

  /** Lets go of the content: the key was removed, and the books know. */
  final void letGo() {
    content = GONE;
  }

  public final ValueType type() {
    return ValueType.byNumber(meta >>> TYPE_SHIFT);
  }

  /** Returns the name of the type as TYPE replies it. A value of a module has its own name. */
  public final String typeName() {
    return content instanceof Value own ? own.typeName() : type().text();
  }

  /** How the value is laid out at the moment. */
  public final Encoding encoding() {
    return Encoding.byNumber(meta >>> ENCODING_SHIFT & ENCODING_MASK);
  }

  /**
   * This entry, if its value has that type.
   *
   * @throws CommandError WRONGTYPE if it has another one
   */
  final Entry having(ValueType type) {
    if (meta >>> TYPE_SHIFT != type.ordinal()) {
      throw CommandError.WRONG_TYPE;
    }
    return this;
  }

  /** Bytes that {@link Allocator} has on its books for key and value, in constant time. */
  public final long accounted() {
    return HeapSize.of(this) + HeapSize.ofContent(content());
  }

  /**
   * Bytes of memory that key and value take (objectComputeSize and more).
   *
   * @param samples see {@link Value#memory}
   */
  public final long memory(long samples) {
    return HeapSize.of(this)
        + (content instanceof Value value ? value.memory(samples) : HeapSize.ofContent(content()));
  }

  // ---- The key.

  /** Shows the key; for whoever does not own the entry. */
  public final void showKey(Element into) {
    into.set(key());
  }

  // ---- When it was used, and how long it lives.

  /** The 24 bits of {@link LruLfu}. */
  final int usage() {
    return meta & USAGE_MASK;
  }

  final void usage(int bits) {
    meta = meta & ~USAGE_MASK | bits & USAGE_MASK;
  }

  /** Gives this entry the age or count of another one: the key was used as often as that one. */
  public final void usageFrom(Entry other) {
    usage(other.usage());
  }

  /**
   * When the key expires, in milliseconds since 1970; {@link ExpiringEntry#NEVER} if it does not.
   */
  public long expiresAt() {
    return ExpiringEntry.NEVER;
  }
}
