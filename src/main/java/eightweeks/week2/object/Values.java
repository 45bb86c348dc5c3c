package eightweeks.week2.object;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.config.Config;
import eightweeks.week1.extension.Service;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.compact.IntSet;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.dict.Resizing;
import eightweeks.week2.quicklist.PackedThreshold;
import eightweeks.week2.siphash.SipHash;
import org.jspecify.annotations.Nullable;

/**
 * Makes values, shows those of keys, and holds what all values of a server share: limits, the hash
 * function, the random numbers, the allocator.
 *
 * <p>A view shows the value of a key ({@link AdaptiveValue}): {@code values.hash(entry)}. The view
 * is valid until the key is removed or gets another value, and at most as long as a command runs.
 */
public final class Values {
  public static final Service<Values> SERVICE = new Service<>("values", Values.class);

  private final Limits limits;
  private final SipHash hash;
  private final Resizing resizing = new Resizing();
  private final RandomStream random;
  private final PackedThreshold packedThreshold = new PackedThreshold();
  private final Allocator allocator;
  private final Strings strings;

  /**
   * @param config where the limits are declared
   * @param hash the hash function with the server's secret
   * @param random for the heights of skip lists and for random elements
   */
  public Values(Config config, SipHash hash, RandomStream random) {
    this(config, hash, random, new Allocator());
  }

  Values(Config config, SipHash hash, RandomStream random, Allocator allocator) {
    this.allocator = allocator;
    limits = new Limits(config);
    this.hash = hash;
    this.random = random;
    strings = new Strings(allocator);
  }

  // ---- New values, which no key has yet.

  /** Returns an empty list (createListListpackObject). */
  public ListValue list() {
    return ListValue.create(this);
  }

  /**
   * Returns an empty set, in the encoding that suits its first member and size (setTypeCreate).
   *
   * @param size number of members that will be added
   */
  public SetValue set(byte[] member, int offset, int length, long size) {
    return SetValue.create(this, member, offset, length, size);
  }

  /** Returns an empty set of integers (createIntsetObject). */
  public SetValue intSet() {
    return SetValue.ofIntegers(this);
  }

  /** Returns an empty hash (createHashObject). */
  public HashValue hash() {
    return HashValue.create(this);
  }

  /**
   * Returns an empty sorted set, in the encoding that suits its size (zsetTypeCreate).
   *
   * @param size number of members that will be added
   * @param longest bytes of the longest of them, as far as the caller knows
   */
  public SortedSetValue sortedSet(long size, long longest) {
    return SortedSetValue.create(this, size, longest);
  }

  // ---- Values from compact blobs that came from outside and have been validated. The value owns
  // the blob from now on.

  /** Returns an empty list that is a quicklist, whatever its size: nodes are appended to it. */
  public ListValue quicklist() {
    return ListValue.quicklist(this);
  }

  /** Returns a set of members, each of which stands in the listpack once. */
  public SetValue setOf(Listpack members) {
    return SetValue.of(this, members);
  }

  /** Returns a set of integers. */
  public SetValue setOf(IntSet members) {
    return SetValue.of(this, members);
  }

  /** Returns a hash of fields and values that stand in the listpack by turns. */
  public HashValue hashOf(Listpack fieldsAndValues) {
    return HashValue.of(this, fieldsAndValues);
  }

  /** Returns a sorted set of members and scores that stand in the listpack by turns, in order. */
  public SortedSetValue sortedSetOf(Listpack membersAndScores) {
    return SortedSetValue.of(this, membersAndScores);
  }

  // ---- Values of keys.

  /**
   * Returns the list of a key; null if there is no key.
   *
   * @throws CommandError WRONGTYPE if the key has another type
   */
  public @Nullable ListValue list(@Nullable Entry entry) {
    return entry == null ? null : new ListValue(this, entry);
  }

  /**
   * Returns the set of a key; null if there is no key.
   *
   * @throws CommandError WRONGTYPE if the key has another type
   */
  public @Nullable SetValue set(@Nullable Entry entry) {
    return entry == null ? null : new SetValue(this, entry);
  }

  /**
   * Returns the hash of a key; null if there is no key.
   *
   * @throws CommandError WRONGTYPE if the key has another type
   */
  public @Nullable HashValue hash(@Nullable Entry entry) {
    return entry == null ? null : new HashValue(this, entry);
  }

  /**
   * Returns the sorted set of a key; null if there is no key.
   *
   * @throws CommandError WRONGTYPE if the key has another type
   */
  public @Nullable SortedSetValue sortedSet(@Nullable Entry entry) {
    return entry == null ? null : new SortedSetValue(this, entry);
  }

  /**
   * Returns the value of a key whose type is a class of a later week; null if there is no key.
   *
   * @param type the class; the value itself is returned, and not a view
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

  /**
   * Returns the value of a key of any type: a string as {@link Strings} knows it, or a {@link
   * Value}.
   */
  public Object of(Entry entry) {
    return switch (entry.type()) {
      case LIST -> new ListValue(this, entry);
      case SET -> new SetValue(this, entry);
      case HASH -> new HashValue(this, entry);
      case ZSET -> new SortedSetValue(this, entry);
      case STRING, MODULE, STREAM -> entry.content();
    };
  }

  /** Frees the value of a key that is removed or gets another value. */
  public void releaseValueOf(Entry entry) {
    allocator.account(-HeapSize.ofContent(entry.content()));
    entry.clearContent();
  }

  // ---- Values that no key has.

  /** Frees the memory of a value that no key has any more, or never had. */
  public void release(Object value) {
    if (value instanceof AdaptiveValue view) {
      view.release();
    } else {
      allocator.account(-HeapSize.ofContent(value));
    }
  }

  /** Returns a new value with the same content in the same encoding, for COPY. */
  public Object duplicate(Object value) {
    return value instanceof Value collection ? collection.duplicate() : strings.duplicate(value);
  }

  // ---- What all values share.

  /** Returns what makes strings. */
  public Strings strings() {
    return strings;
  }

  public Limits limits() {
    return limits;
  }

  /** Returns the hash function with the server's secret. */
  public SipHash sipHash() {
    return hash;
  }

  /** Returns the rules by which the server's dicts grow and shrink. */
  public Resizing resizing() {
    return resizing;
  }

  public RandomStream random() {
    return random;
  }

  /** Returns the size from which on an element of a list gets a node of its own. */
  public PackedThreshold packedThreshold() {
    return packedThreshold;
  }

  /** Returns the allocator, which accounts the memory of keys and values. */
  public Allocator allocator() {
    return allocator;
  }
}
