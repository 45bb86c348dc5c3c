package eightweeks.week2.object;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.config.Config;
import eightweeks.week1.extension.Service;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.compact.PackedThreshold;
import eightweeks.week2.dict.Resizing;
import eightweeks.week2.dict.SipHash;
import org.jspecify.annotations.Nullable;

/**
 * Makes values, shows those that keys have, and holds what all values of a server share: limits,
 * the hash function, chance, the books.
 *
 * <p>The value of a key is shown by a view that is made for it ({@link AdaptiveValue}): {@code
 * values.hash(entry)}. It is valid until the key is removed or has another value, at most as long
 * as a command runs.
 */
public final class Values {
  public static final Service<Values> SERVICE = new Service<>("values", Values.class);

  private final Limits limits;
  private final SipHash hash;
  private final Resizing resizing = new Resizing();
  private final RandomStream random;
  private final PackedThreshold packedThreshold = new PackedThreshold();
  private final Allocator allocator = new Allocator();
  private final Strings strings;

  /**
   * @param config where the limits are declared
   * @param hash with the server's secret
   * @param random for heights of skip lists and elements drawn by chance
   */
  public Values(Config config, SipHash hash, RandomStream random) {
    limits = new Limits(config);
    this.hash = hash;
    this.random = random;
    strings = new Strings(allocator);
  }

  // ---- New values, which no key has yet.

  /** An empty list (createListListpackObject). */
  public ListValue list() {
    return ListValue.create(this);
  }

  /**
   * An empty set, in the encoding that suits its first member and size (setTypeCreate).
   *
   * @param size how many members are about to come
   */
  public SetValue set(byte[] member, int offset, int length, long size) {
    return SetValue.create(this, member, offset, length, size);
  }

  /** An empty set of integers (createIntsetObject). */
  public SetValue intSet() {
    return SetValue.ofIntegers(this);
  }

  /** An empty hash (createHashObject). */
  public HashValue hash() {
    return HashValue.create(this);
  }

  /**
   * An empty sorted set, in the encoding that suits its size (zsetTypeCreate).
   *
   * @param size how many members are about to come
   * @param longest bytes of the longest of them, as far as is known
   */
  public SortedSetValue sortedSet(long size, long longest) {
    return SortedSetValue.create(this, size, longest);
  }

  // ---- What a key has.

  /**
   * The list of a key; null if there is no key.
   *
   * @throws CommandError WRONGTYPE if the key has another type
   */
  public @Nullable ListValue list(@Nullable Entry entry) {
    return entry == null ? null : new ListValue(this, entry);
  }

  /**
   * The set of a key; null if there is no key.
   *
   * @throws CommandError WRONGTYPE if the key has another type
   */
  public @Nullable SetValue set(@Nullable Entry entry) {
    return entry == null ? null : new SetValue(this, entry);
  }

  /**
   * The hash of a key; null if there is no key.
   *
   * @throws CommandError WRONGTYPE if the key has another type
   */
  public @Nullable HashValue hash(@Nullable Entry entry) {
    return entry == null ? null : new HashValue(this, entry);
  }

  /**
   * The sorted set of a key; null if there is no key.
   *
   * @throws CommandError WRONGTYPE if the key has another type
   */
  public @Nullable SortedSetValue sortedSet(@Nullable Entry entry) {
    return entry == null ? null : new SortedSetValue(this, entry);
  }

  /**
   * Returns the value of a key whose type is a class of a later week; null if there is no key.
   *
   * @param type the class, which the caller may use as it is: no view is made
   * @throws CommandError WRONGTYPE if the key has a value of another class
   */
  public static <V extends Value> @Nullable V of(@Nullable Entry entry, Class<V> type) {
    if (entry == null) {
      return null;
    }
    if (!type.isInstance(entry.content())) {
      throw CommandError.WRONG_TYPE;
    }
    return type.cast(entry.content());
  }

  /** What a key has, whatever its type: a string as {@link Strings} knows it, or a value. */
  public Object of(Entry entry) {
    return switch (entry.type()) {
      case LIST -> new ListValue(this, entry);
      case SET -> new SetValue(this, entry);
      case HASH -> new HashValue(this, entry);
      case ZSET -> new SortedSetValue(this, entry);
      case STRING, MODULE, STREAM -> entry.content();
    };
  }

  /** Takes what a key has off the books, because it is removed, or is to have another value. */
  public void releaseValueOf(Entry entry) {
    allocator.account(-HeapSize.ofContent(entry.content()));
    entry.letGo();
  }

  // ---- What no key has.

  /** Takes a value that no key has any more, or never had, off the books. */
  public void release(Object value) {
    if (value instanceof AdaptiveValue view) {
      view.release();
    } else {
      allocator.account(-HeapSize.ofContent(value));
    }
  }

  /** Another value with the same content in the same encoding, for COPY. */
  public Object duplicate(Object value) {
    return value instanceof Value collection ? collection.duplicate() : strings.duplicate(value);
  }

  // ---- What all have in common.

  /** Strings as values. */
  public Strings strings() {
    return strings;
  }

  public Limits limits() {
    return limits;
  }

  /** The hash function with the server's secret. */
  public SipHash sipHash() {
    return hash;
  }

  /** When the server's dicts may grow and shrink. */
  public Resizing resizing() {
    return resizing;
  }

  public RandomStream random() {
    return random;
  }

  /** From which size on an element of a list gets a node of its own. */
  public PackedThreshold packedThreshold() {
    return packedThreshold;
  }

  /** The books. */
  public Allocator allocator() {
    return allocator;
  }
}
