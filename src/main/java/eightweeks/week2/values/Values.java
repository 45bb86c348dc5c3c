package eightweeks.week2.values;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.config.Config;
import eightweeks.week1.extension.Service;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.compact.IntSet;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.object.AdaptiveValue;
import eightweeks.week2.object.Allocator;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.Strings;
import eightweeks.week2.object.Value;
import eightweeks.week2.object.ValueContext;
import eightweeks.week2.siphash.SipHash;
import eightweeks.week2.sortedset.SortedSetValue;
import org.jspecify.annotations.Nullable;

/**
 * Makes values, and views of the values of keys.
 *
 * <p>A view shows the value of a key ({@link AdaptiveValue}): {@code values.hash(entry)}. The view
 * is valid until the key is removed or gets another value, and at most as long as a command runs. A
 * command that fills values keeps one view for all of its keys: {@code view.of(entry)}.
 */
public final class Values extends ValueContext {
  public static final Service<Values> SERVICE = new Service<>("values", Values.class);

  /**
   * @param config where the limits are declared
   * @param hash the hash function with the server's secret
   * @param random for the heights of skip lists and for random elements
   */
  public Values(Config config, SipHash hash, RandomStream random) {
    super(config, hash, random, new Allocator());
  }

  Values(Config config, SipHash hash, RandomStream random, Allocator allocator) {
    super(config, hash, random, allocator);
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

  /** Returns the set of a listpack that has each member once. */
  public SetValue setOf(Listpack members) {
    return SetValue.of(this, members);
  }

  /** Returns the set of the integers of an intset. */
  public SetValue setOf(IntSet members) {
    return SetValue.of(this, members);
  }

  /** Returns the hash of a listpack in which fields and values alternate. */
  public HashValue hashOf(Listpack fieldsAndValues) {
    return HashValue.of(this, fieldsAndValues);
  }

  /** Returns the sorted set of a listpack in which members and scores alternate, in order. */
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

  // ---- Views for commands to keep, which show nothing yet.

  public ListValue listView() {
    return new ListValue(this);
  }

  public SetValue setView() {
    return new SetValue(this);
  }

  public HashValue hashView() {
    return new HashValue(this);
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
      case STRING, MODULE, STREAM -> contentOf(entry);
    };
  }
}
