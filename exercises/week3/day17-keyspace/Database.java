package eightweeks.week3.keyspace;

import static eightweeks.week3.keyspace.LookupFlags.NONE;
import static eightweeks.week3.keyspace.LookupFlags.NONOTIFY;
import static eightweeks.week3.keyspace.LookupFlags.NOSTATS;
import static eightweeks.week3.keyspace.LookupFlags.NOTOUCH;
import static eightweeks.week3.keyspace.LookupFlags.WRITE;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.dict.Capture;
import eightweeks.week2.dict.Dict;
import eightweeks.week2.memory.ObjectSize;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.HeapSize;
import eightweeks.week2.object.LruLfu;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.values.Values;
import eightweeks.week3.command.KeyspaceEvents;
import eightweeks.week3.command.Removal;
import eightweeks.week3.latency.LatencyProbe;
import eightweeks.week3.prefetch.Prefetch;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One of the numbered databases: keys and their values.
 *
 * <p>Answers to {@code server.h: redisDb} and {@code db.c: lookupKey()}, {@code dbAdd()}, {@code
 * dbDelete()}, {@code expireIfNeeded()}. A lookup does not find an expired key and deletes it (lazy
 * expiry); {@link ExpireCycle} deletes expired keys that are not looked up. {@link ExpiryPolicy}
 * decides both.
 *
 * <p>Entries that expire are also in a vector, and each knows its index there. The cycle walks from
 * the end of the vector to its start. When an entry is removed, the last one moves to its index. So
 * a walk from the end to the start visits every entry that stays.
 */
public final class Database {
  private static final long REHASH_NANOS = 1_000_000;

  /** Between two looks at the clock: up to 0.1 ms. */
  private static final int BUCKETS_PER_REHASH_STEP = 100;

  /** Ends a rehash when the clock stands still, as in a simulation. */
  private static final int MAX_REHASH_STEPS = 100;

  /** Maximum number of tries of RANDOMKEY before it returns an expired key. */
  private static final int MAX_TRIES = 100;

  /** Minimum length of the vector of entries that expire. */
  private static final int MIN_VECTOR = 16;

  private int number;
  private final KeyspaceEvents events;
  private final Dict<Entry> entries;
  private final Values values;
  private final LruLfu lruLfu;
  private final LoopTime time;
  private final LatencyProbe latency;
  private final KeyspaceDirectives directives;
  private final KeyspaceStatistics statistics;
  private final ExpiryPolicy policy;
  private final LocalExpiries localExpiries;
  private final RandomStream random;
  private ExpiringEntry[] expiringEntries = new ExpiringEntry[MIN_VECTOR];
  private int expiringCount;

  /** Index in the vector of the entry that the cycle visited last. The next one is before it. */
  private int expireCursor;

  final Prefetch prefetch;

  /** Running average of the time to live of keys that expire, in milliseconds. */
  private long averageTtl;

  Database(
      int number,
      KeyspaceEvents events,
      Values values,
      LruLfu lruLfu,
      LoopTime time,
      LatencyProbe latency,
      KeyspaceDirectives directives,
      KeyspaceStatistics statistics,
      ExpiryPolicy policy,
      LocalExpiries localExpiries,
      RandomStream random) {
    entries = new Dict<>(values.sipHash(), values.resizing(), values.allocator()::accountTables);
    prefetch = new Prefetch(entries, values.allocator());
    this.number = number;
    this.events = events;
    this.values = values;
    this.lruLfu = lruLfu;
    this.time = time;
    this.latency = latency;
    this.directives = directives;
    this.statistics = statistics;
    this.policy = policy;
    this.localExpiries = localExpiries;
    this.random = random;
  }

  /**
   * Returns the entry of the key in argument i, for reading it; null if there is none. Counts a hit
   * or a miss, and notes that the key is used (lookupKeyRead).
   */
  public @Nullable Entry lookupRead(Client client, Args args, int i) {
    return lookup(client, args, i, NONE);
  }

  /**
   * Returns the entry of the key in argument i, for changing its value; null if there is none.
   * Notes that the key is used (lookupKeyWrite).
   */
  public @Nullable Entry lookupWrite(Client client, Args args, int i) {
    return lookup(client, args, i, WRITE);
  }

  /**
   * Returns the entry of the key in argument i; null if there is none, or it has expired and the
   * client does not see it. With WRITE, a running snapshot takes the value first, because the
   * command will change it in place.
   *
   * @param client the client that looks for the key: with CLIENT NO-TOUCH its uses are not noted,
   *     and the link to the master sees expired keys
   * @param flags of {@link LookupFlags}
   */
  public @Nullable Entry lookup(Client client, Args args, int i, int flags) {
    var bytes = args.array(i);
    int offset = args.offset(i);
    int length = args.length(i);
    int hash = entries.hashOf(bytes, offset, length);
    // 1. Find the key's entry by its hash. If there is none, or it has expired for this client:
    //    note the hash in the arguments, for a command that adds the key; call missed(); return
    //    null.
    // 2. For a lookup that writes, let a snapshot take the value. For any other count a hit, unless
    //    the flags say NOSTATS.
    // 3. Note the use of the key, unless the flags say NOTOUCH or the client has sent CLIENT
    //    NO-TOUCH ON.
    // 4. Return the entry.
    return null;
  }

  /** Notifies of a miss and counts it, unless the flags say otherwise. */
  private void missed(Args args, int i, int flags) {
    if ((flags & (WRITE | NONOTIFY)) == 0) {
      events.notifyMiss(number, args, i);
    }
    if ((flags & (WRITE | NOSTATS)) == 0) {
      statistics.misses++;
    }
  }

  /**
   * Returns whether an entry has expired for a client, and deletes it if the policy allows that
   * (expireIfNeeded).
   */
  private boolean isExpired(Client client, Entry entry, int flags) {
    if (!(entry instanceof ExpiringEntry expiring)
        || !policy.isExpired(expiring.expiresAt(), client)) {
      return false; // as nearly always
    }
    if (policy.deletes(flags)) {
      expire(expiring);
    }
    return true;
  }

  /**
   * Returns the entry of a key; null if there is none, or the client does not see it. An expired
   * one is deleted if the policy allows that; nothing is noted or counted.
   */
  public @Nullable Entry lookup(Client client, byte[] key) {
    var entry = entries.find(key);
    return entry == null || isExpired(client, entry, NONE) ? null : entry;
  }

  /**
   * Returns the entry of the key in argument i, for DEL; null if there is none, or if it had
   * expired and was deleted. DEL also finds an expired one that is left to the master, or to the
   * end of a pause.
   */
  public @Nullable Entry lookupDelete(Client client, Args args, int i) {
    var entry = lookupRaw(args, i);
    return entry != null && isExpired(client, entry, NONE) && policy.deletes(NONE) ? null : entry;
  }

  /** Returns the entry of the key in argument i, expired or not; nothing changes. */
  public @Nullable Entry lookupRaw(Args args, int i) {
    return entries.find(args.array(i), args.offset(i), args.length(i));
  }

  /** Returns whether an entry has expired; nothing changes. */
  public boolean isExpired(Entry entry) {
    return entry instanceof ExpiringEntry expiring && policy.isExpired(expiring.expiresAt());
  }

  /**
   * Lets a running snapshot take a value that a command has looked up for reading, before the
   * command changes it.
   */
  public void beforeChange(Entry entry) {
    entries.beforeChange(entry);
  }

  /**
   * Prefetches the keys of a command with several keys ({@link Prefetch}). The command calls it
   * before each lookup; every {@value Prefetch#KEYS} keys it reads the next ones.
   *
   * @param first the argument that is the first key
   * @param step from one key to the next, in arguments
   * @param i the argument that is looked up next
   */
  public void prefetch(Args args, int first, int step, int i) {
    if ((i - first) % (Prefetch.KEYS * step) == 0 && i + step < args.count()) {
      prefetch.keys(args, i, step);
    }
  }

  /**
   * Prefetches keys that will be loaded next.
   *
   * @param hashes gets the hash of each key
   */
  public void prefetch(byte[][] keys, int count, int[] hashes) {
    prefetch.keys(keys, count, hashes);
  }

  /** Prefetches the entries of consecutive buckets, of the first 64 if there are more. */
  public void prefetchBuckets(int first, int count) {
    prefetch.buckets(first, count);
  }

  private void expire(ExpiringEntry entry) {
    long began = latency.begin();
    remove(entry, Removal.EXPIRED);
    latency.end("expire-del", began);
    events.expired(number, entry.key(), directives.expiresLazily());
    statistics.expired++;
  }

  /**
   * Adds the key in argument i, which must not exist. The entry owns key and value from now on; the
   * memory of the value is accounted already. A view of the value is one of the entry from now on.
   *
   * <p>The lookup that missed the key has noted its hash in the arguments, so that it is not
   * computed again.
   */
  public Entry add(Args args, int i, Object value) {
    return add(args, i, value, ExpiringEntry.NEVER);
  }

  /**
   * Adds the key in argument i, which must not exist, with an expiry.
   *
   * @param at milliseconds since 1970, or {@link ExpiringEntry#NEVER}
   */
  public Entry add(Args args, int i, Object value, long at) {
    int hash =
        args.isHashNoted(i)
            ? args.notedHash()
            : entries.hashOf(args.array(i), args.offset(i), args.length(i));
    return add(hash, args.take(i), value, at);
  }

  /** Adds a key, which must not exist. The entry owns the array from now on. */
  public Entry add(byte[] key, Object value) {
    return add(entries.hashOf(key, 0, key.length), key, value, ExpiringEntry.NEVER);
  }

  private Entry add(int hash, byte[] key, Object value, long at) {
    var entry = at == ExpiringEntry.NEVER ? Entry.of(key, value) : remember(key, value, at);
    lruLfu.begin(entry);
    entries.add(hash, entry);
    values.allocator().account(HeapSize.of(entry));
    if (entry instanceof ExpiringEntry expiring) {
      localExpiries.note(this, expiring);
    }
    events.added(number, entry.key(), entry.type());
    return entry;
  }

  /**
   * Gives the key in argument i a value, and replaces any old one (setKey).
   *
   * @param old what {@link #lookupWrite} has returned for the key
   * @param at when the key expires, in milliseconds since 1970, or {@link ExpiringEntry#NEVER}
   */
  public void setKey(@Nullable Entry old, Args args, int i, Object value, long at) {
    if (old == null) {
      add(args, i, value, at);
    } else {
      // The expiry comes first: it may replace the entry, and the view of the value must belong to
      // the last one. A listener to the change of the value may even remove the entry.
      set(expireAt(old, at), value);
    }
  }

  /**
   * Gives the key in one argument the string in another argument, and replaces any old value
   * (setKey). A string of the same length is overwritten in place.
   *
   * @param old what {@link #lookupWrite} has returned for the key
   * @param at when the key expires, in milliseconds since 1970, or {@link ExpiringEntry#NEVER}
   */
  public void setString(@Nullable Entry old, Args args, int key, int value, long at) {
    var strings = values.strings();
    if (old == null) {
      add(args, key, strings.take(args, value), at);
      return;
    }
    var entry = expireAt(old, at);
    entries.beforeChange(entry);
    if (strings.overwrite(entry, args, value)) {
      events.removed(number, entry.key(), ValueType.STRING, Removal.OVERWRITTEN);
    } else {
      set(entry, strings.take(args, value));
    }
  }

  /**
   * Adds a key that is being loaded from a file (dbAddRDBLoad). It counts as no change: only the
   * listeners that keep an index of the keys are called.
   *
   * @param hash what {@link #prefetch(byte[][], int, int[])} has computed
   * @param at milliseconds since 1970, or {@link ExpiringEntry#NEVER}
   * @param replaces whether the value of an existing key is replaced
   * @return the new entry; null if the key exists and may not be replaced
   */
  public @Nullable Entry load(int hash, byte[] key, Object value, long at, boolean replaces) {
    var old = entries.find(hash, key, 0, key.length);
    if (old != null) {
      if (!replaces) {
        return null;
      }
      remove(old);
    }
    var entry = at == ExpiringEntry.NEVER ? Entry.of(key, value) : remember(key, value, at);
    lruLfu.begin(entry);
    entries.add(hash, entry);
    values.allocator().account(HeapSize.of(entry));
    events.loaded(number, entry.key(), entry.type());
    return entry;
  }

  /** Ensures capacity for a number of keys that will be loaded. */
  public void expand(int keys) {
    entries.expand(keys);
  }

  /** Gives a key another value; the old one is released. The expiry stays (dbSetValue). */
  public void set(Entry entry, Object value) {
    var type = entry.type();
    replace(entry, value);
    events.removed(number, entry.key(), type, Removal.OVERWRITTEN);
  }

  /**
   * Gives a key a value that the command has made of the old one, which it could not change in
   * place. Listeners are not told that the old one is gone (dbReplaceValue).
   */
  public void replace(Entry entry, Object value) {
    entries.beforeChange(entry);
    values.releaseValueOf(entry);
    entry.value(value);
  }

  /** Removes an entry because a command deletes it, and releases its key and its value. */
  public void remove(Entry entry) {
    remove(entry, Removal.DELETED);
  }

  /** Removes an entry, and releases its key and its value. */
  public void remove(Entry entry, Removal why) {
    unlink(entry);
    values.releaseValueOf(entry);
    events.removed(number, entry.key(), entry.type(), why);
  }

  /**
   * Removes an entry, releases its key, and returns its value, which the caller owns: RENAME and
   * MOVE give it to another key. Nothing is copied.
   */
  public Object detach(Entry entry) {
    unlink(entry);
    events.removed(number, entry.key(), entry.type(), Removal.MOVED);
    return values.of(entry);
  }

  private void unlink(Entry entry) {
    entries.remove(entry);
    if (entry instanceof ExpiringEntry expiring) {
      forget(expiring);
    }
    values.allocator().account(-HeapSize.of(entry));
  }

  /**
   * Sets or removes the expiry of a key.
   *
   * @param at milliseconds since 1970, or {@link ExpiringEntry#NEVER}
   * @return the entry that the key has now: another one if it did not expire before, or does not
   *     any more; the given entry is invalid then, and so are the views of its value
   */
  public Entry expireAt(Entry entry, long at) {
    if (entry instanceof ExpiringEntry expiring) {
      if (at == ExpiringEntry.NEVER) {
        forget(expiring);
        return replaceEntry(expiring, Entry.inPlaceOf(expiring));
      }
      entries.beforeChange(expiring);
      expiring.expiresAt(at);
      localExpiries.note(this, expiring);
    } else if (at != ExpiringEntry.NEVER) {
      var expiring = ExpiringEntry.inPlaceOf(entry, at);
      remember(expiring);
      localExpiries.note(this, expiring);
      return replaceEntry(entry, expiring);
    }
    return entry;
  }

  /** Replaces an entry by another one for the same key. */
  private Entry replaceEntry(Entry entry, Entry by) {
    entries.replace(entry, by); // a running snapshot takes the old one first
    by.takeOver(entry);
    values.allocator().account(HeapSize.of(by) - HeapSize.of(entry));
    return by;
  }

  private ExpiringEntry remember(byte[] key, Object value, long at) {
    var entry = ExpiringEntry.of(key, value, at);
    remember(entry);
    return entry;
  }

  private void remember(ExpiringEntry entry) {
    if (expiringCount == expiringEntries.length) {
      replaceVector(Arrays.copyOf(expiringEntries, 2 * expiringCount));
    }
    entry.slot = expiringCount;
    expiringEntries[expiringCount++] = entry;
  }

  private void replaceVector(ExpiringEntry[] by) {
    values
        .allocator()
        .accountTables(
            ObjectSize.ofReferences(by.length) - ObjectSize.ofReferences(expiringEntries.length));
    expiringEntries = by;
  }

  /** Removes an entry from the vector; the last one moves to its index. */
  private void forget(ExpiringEntry entry) {
    var last = expiringEntries[--expiringCount];
    expiringEntries[entry.slot] = last;
    last.slot = entry.slot;
    Arrays.fill(expiringEntries, expiringCount, expiringCount + 1, null);
  }

  /** Deletes an entry if it has expired; returns whether it had. */
  boolean expireIfDue(ExpiringEntry entry) {
    boolean due = entry.expiresAt() < time.millis();
    if (due) {
      expire(entry);
    }
    return due;
  }

  /**
   * Visits some of the entries that expire, starting where the last call ended, and deletes those
   * that have expired.
   *
   * @param max maximum number of entries to visit; none is visited twice
   */
  void expireSome(int max, ExpireSample sample) {
    sample.clear();
    long now = time.millis();
    for (int left = Math.min(max, expiringCount); left > 0 && expiringCount > 0; left--) {
      if (expireCursor <= 0 || expireCursor > expiringCount) {
        expireCursor = expiringCount;
      }
      var entry = expiringEntries[--expireCursor];
      sample.saw(entry.expiresAt() - now);
      if (entry.expiresAt() < now) {
        expire(entry);
        sample.expired++;
      }
    }
    averageTtl = expiringCount == 0 ? 0 : sample.average(averageTtl);
  }

  /** Returns an estimate of the average time to live of keys that expire, in milliseconds. */
  long averageTtl() {
    return averageTtl;
  }

  /**
   * Returns the entry of a random key; null if there is none (dbRandomKey). Expired ones are
   * deleted on the way, or skipped where they may not be deleted.
   */
  public @Nullable Entry random(Client client) {
    int tries = 0;
    while (true) {
      var entry = entries.fairRandom(random);
      if (entry == null || !isExpired(client, entry, NONE)) {
        return entry;
      }
      if (!policy.deletes(NONE) && ++tries == MAX_TRIES) {
        return entry; // perhaps all have expired, and none may be deleted
      }
    }
  }

  /**
   * Fills an array with random entries, for the eviction; returns how many there are. Nothing is
   * noted, counted or deleted.
   *
   * @param onlyExpiring whether only keys that expire are asked for
   */
  public int someEntries(boolean onlyExpiring, RandomStream from, Entry[] into) {
    if (!onlyExpiring) {
      return entries.someEntries(from, into);
    }
    int wanted = Math.min(into.length, expiringCount);
    for (int i = 0; i < wanted; i++) {
      into[i] = expiringEntries[from.nextInt(expiringCount)];
    }
    return wanted;
  }

  /** Returns a random entry, as {@link #someEntries} does; null if there is none. */
  public @Nullable Entry randomEntry(boolean onlyExpiring, RandomStream from) {
    if (!onlyExpiring) {
      return entries.fairRandom(from);
    }
    return expiringCount == 0 ? null : expiringEntries[from.nextInt(expiringCount)];
  }

  /** Returns whether an entry is in this database now, and not another one for the same key. */
  public boolean holds(Entry entry) {
    return entries.find(entry.key()) == entry;
  }

  /** Removes an entry to free memory, and propagates the deletion. */
  public void evict(Entry entry, boolean lazily) {
    remove(entry, Removal.EVICTED);
    events.evicted(number, entry.key(), lazily);
  }

  /** Visits some entries and returns the next cursor; 0 at the end (SCAN). */
  public long scan(long cursor, Consumer<Entry> sink) {
    return entries.scan(cursor, sink);
  }

  /** Visits all entries, expired ones included; none may be added or removed meanwhile. */
  public void forEach(Consumer<Entry> sink) {
    entries.forEach(sink);
  }

  /**
   * Begins to capture all keys, values and expiries as they are now, while commands change them.
   *
   * @param sink gets each entry once, in any order; it must not keep it
   */
  public Capture<Entry> capture(Consumer<Entry> sink) {
    return entries.capture(sink);
  }

  /** Shrinks the table and the vector if they are sparse. */
  void shrink() {
    entries.resizeIfSparse();
    if (expiringEntries.length > MIN_VECTOR && expiringCount < expiringEntries.length / 8) {
      int enough = Math.max(MIN_VECTOR, 2 * expiringCount);
      replaceVector(Arrays.copyOf(expiringEntries, enough));
    }
  }

  /**
   * Rehashes for a millisecond, if the dict is rehashing, and returns whether it did ({@code
   * dictRehashMilliseconds()}). Each bucket waits for main memory, so ten thousand would take eight
   * milliseconds in a large table, and every request of that moment would wait as long.
   */
  boolean rehashForAMillisecond() {
    if (!entries.isRehashing()) {
      return false;
    }
    long end = time.clock().nanos() + REHASH_NANOS;
    for (int i = 0; i < MAX_REHASH_STEPS && entries.rehash(BUCKETS_PER_REHASH_STEP); i++) {
      if (time.clock().nanos() >= end) {
        break;
      }
    }
    return true;
  }

  /**
   * Removes all keys and returns how many there were. The caller has released their accounted
   * memory.
   *
   * @param released the number of these bytes; a running snapshot keeps them until it has the keys
   */
  int clear(long released) {
    int keys = entries.size();
    entries.clear(released);
    replaceVector(new ExpiringEntry[MIN_VECTOR]);
    expiringCount = 0;
    averageTtl = 0;
    return keys;
  }

  /** Returns the number of keys, including expired ones that are not deleted yet. */
  public int size() {
    return entries.size();
  }

  /** Releases the accounted memory of all keys and values; the caller clears or drops them then. */
  void releaseAll() {
    entries.forEach(entry -> values.allocator().account(-entry.accounted()));
  }

  /** Returns the bytes of the table, and of entries that do not expire, without keys and values. */
  public long tableMemory() {
    return entries.memory() + HeapSize.ofEntries(size() - expiringCount);
  }

  /** Returns the bytes of the entries of keys that expire, and of the vector of these. */
  public long expiringMemory() {
    return expiringCount == 0
        ? 0
        : ObjectSize.ofReferences(expiringEntries.length) + HeapSize.ofExpiring(expiringCount);
  }

  /** Returns what DEBUG HTSTATS shows of the dict of keys. */
  public String statistics(boolean full) {
    return entries.statistics(full);
  }

  /** Returns the number of this database, which SELECT takes. */
  public int number() {
    return number;
  }

  /** Sets another number, for SWAPDB. */
  void number(int newNumber) {
    number = newNumber;
  }

  /** Returns the number of keys that expire. */
  public int expiringSize() {
    return expiringCount;
  }
}
