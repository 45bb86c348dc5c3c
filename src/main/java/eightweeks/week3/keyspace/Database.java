package eightweeks.week3.keyspace;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.eventloop.LatencyProbe;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.resp.Args;
import eightweeks.week2.dict.Dict;
import eightweeks.week2.memory.ObjectSize;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.HeapSize;
import eightweeks.week2.object.LruLfu;
import eightweeks.week2.object.Values;
import eightweeks.week3.command.KeyspaceEvents;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One of the numbered databases: keys and their values.
 *
 * <p>Answers to {@code server.h: redisDb} and {@code db.c: lookupKey()}, {@code dbAdd()}, {@code
 * dbDelete()}, {@code expireIfNeeded()}. A key whose time has come is as good as gone: whoever
 * looks for it finds nothing, and it is removed on the way (lazy expiry); {@link ExpireCycle}
 * removes those that nobody asks for.
 *
 * <p>All entries with a time to live stand in a vector as well, each knows its place there. A cycle
 * walks down the vector; where an entry is taken out, the last one moves to its place. So a walk
 * from the top to the bottom meets every entry that stays, and knows how many there are.
 */
public final class Database {
  /** Where a key by chance is looked for among keys whose time is over, this often. */
  private static final int MAX_TRIES = 100;

  private int number;
  private final KeyspaceEvents events;
  private final Dict<Entry> entries;
  private final Values values;
  private final LruLfu lruLfu;
  private final LoopTime time;
  private final LatencyProbe latency;
  private final KeyspaceDirectives directives;
  private final KeyspaceStatistics statistics;
  private final RandomStream random;
  private ExpiringEntry[] expiringEntries = new ExpiringEntry[16];
  private int expiringCount;

  /** Where the walk of the cycle stands: the next entry is the one below. */
  private int expireCursor;

  final Prefetch prefetch;

  /** How long the keys that expire have to live, in milliseconds, on a running average. */
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
    this.random = random;
  }

  // tag::lookup[]
  /**
   * The entry of the key that word i is, for reading; null if there is none. Counts hit or miss,
   * and notes that the key is used (lookupKeyRead).
   */
  public @Nullable Entry lookupRead(Args args, int i) {
    var entry = lookupNoTouch(args, i);
    if (entry != null) {
      lruLfu.touch(entry);
    }
    return entry;
  }

  /**
   * The entry of the key that word i is, for changing it; null if there is none. Notes that the key
   * is used (lookupKeyWrite), and lets a running snapshot have the value as it is: what a command
   * changes afterwards, in place, is not its business any more.
   */
  public @Nullable Entry lookupWrite(Args args, int i) {
    var entry = find(args.array(i), args.offset(i), args.length(i));
    if (entry != null) {
      entries.beforeChange(entry);
      lruLfu.touch(entry);
    }
    return entry;
  }

  /**
   * The same as {@link #lookupRead} for commands that ask about the key and do not use it: its use
   * is not noted (LOOKUP_NOTOUCH).
   */
  public @Nullable Entry lookupNoTouch(Args args, int i) {
    var entry = lookupNoNotify(args, i);
    if (entry == null) {
      events.notifyMiss(number, args, i);
    }
    return entry;
  }

  /**
   * The same as {@link #lookupNoTouch} for commands that look at how a value is kept: nobody is
   * told if there is none (LOOKUP_NONOTIFY).
   */
  @Nullable Entry lookupNoNotify(Args args, int i) {
    var entry = find(args.array(i), args.offset(i), args.length(i));
    if (entry == null) {
      statistics.misses++;
    } else {
      statistics.hits++;
    }
    return entry;
  }

  // tag::ahead[]
  /**
   * To be called for each of several keys, words {@code first} and every {@code step} behind it,
   * before it is used: at every so many, reads ahead for the next ones ({@link Prefetch}). Nothing
   * changes by it.
   */
  public void prefetch(Args args, int first, int step, int i) {
    if ((i - first) % (Prefetch.KEYS * step) == 0 && i + step < args.count()) {
      prefetch.keys(args, i, step);
    }
  }

  // end::ahead[]

  /** What lies there, even if its time has come; nothing is noted or counted. */
  public @Nullable Entry lookupRaw(Args args, int i) {
    return entries.find(args.array(i), args.offset(i), args.length(i));
  }

  /** Lets a running snapshot have a value as it is, for who has read it and will change it. */
  public void beforeChange(Entry entry) {
    entries.beforeChange(entry);
  }

  private @Nullable Entry find(byte[] bytes, int offset, int length) {
    var entry = entries.find(bytes, offset, length);
    if (entry instanceof ExpiringEntry expiring && isExpired(expiring)) {
      if (events.mayExpire()) {
        expire(expiring);
      }
      return null;
    }
    return entry;
  }

  /** In its last millisecond a key still lives (keyIsExpired). */
  private boolean isExpired(ExpiringEntry entry) {
    return entry.expiresAt() < time.millis();
  }

  // end::lookup[]

  /** The entry of a key, removed if its time is over; nothing is noted or counted. */
  @Nullable
  public Entry live(byte[] key) {
    return find(key, 0, key.length);
  }

  /** Whether the time of an entry is over. */
  boolean isExpired(Entry entry) {
    return entry instanceof ExpiringEntry expiring && isExpired(expiring);
  }

  private void expire(ExpiringEntry entry) {
    long began = latency.begin();
    remove(entry);
    latency.end("expire-del", began);
    events.expired(number, entry.key(), directives.expiresLazily());
    statistics.expired++;
  }

  // tag::owning[]
  /**
   * Adds a key that is not there. Key and value, which is on the books already, are owned by the
   * entry from now on; a view of the value is one of the entry's.
   */
  public Entry add(byte[] key, Object value) {
    return add(Entry.of(key, value));
  }

  /**
   * Adds a key that is not there, with a time to live.
   *
   * @param at milliseconds since 1970, or {@link ExpiringEntry#NEVER}
   */
  public Entry add(byte[] key, Object value, long at) {
    if (at == ExpiringEntry.NEVER) {
      return add(key, value);
    }
    var expiring = ExpiringEntry.of(key, value, at);
    remember(expiring);
    return add(expiring);
  }

  private Entry add(Entry entry) {
    lruLfu.begin(entry);
    entries.add(entry);
    values.allocator().account(HeapSize.of(entry));
    events.added(number, entry.key(), entry.type());
    return entry;
  }

  /** Gives a key another value; the old one is released. Its time to live stays (dbSetValue). */
  public void set(Entry entry, Object value) {
    var type = entry.type();
    replace(entry, value);
    events.removed(number, entry.key(), type);
  }

  /**
   * The same for a command that has changed the value and could not do it in place: nobody who
   * waits for the old one is told (dbReplaceValue).
   */
  public void replace(Entry entry, Object value) {
    entries.beforeChange(entry);
    values.releaseValueOf(entry);
    entry.value(value);
  }

  /** Removes an entry, and releases its key and its value. */
  public void remove(Entry entry) {
    takeOut(entry);
    values.releaseValueOf(entry);
    events.removed(number, entry.key(), entry.type());
  }

  /**
   * Removes an entry, releases its key, and returns its value, which the caller owns: RENAME and
   * MOVE give it to another key. Nothing is copied.
   */
  public Object detach(Entry entry) {
    takeOut(entry);
    events.removed(number, entry.key(), entry.type());
    return values.of(entry);
  }

  private void takeOut(Entry entry) {
    var key = entry.key();
    entries.remove(key, 0, key.length);
    if (entry instanceof ExpiringEntry expiring) {
      forget(expiring);
    }
    values.allocator().account(-HeapSize.of(entry));
  }

  // end::owning[]

  /**
   * Gives a key a time to live, or takes it away.
   *
   * @param at milliseconds since 1970, or {@link ExpiringEntry#NEVER}
   * @return the entry that the key has now: another one if it had no time to live before, or has
   *     none any more; the given one is void then, and so are the views of its value
   */
  public Entry expireAt(Entry entry, long at) {
    if (entry instanceof ExpiringEntry expiring) {
      if (at == ExpiringEntry.NEVER) {
        forget(expiring);
        return exchange(expiring, Entry.inPlaceOf(expiring));
      }
      entries.beforeChange(expiring);
      expiring.expiresAt(at);
    } else if (at != ExpiringEntry.NEVER) {
      var expiring = ExpiringEntry.inPlaceOf(entry, at);
      remember(expiring);
      return exchange(entry, expiring);
    }
    return entry;
  }

  /** Puts another entry for the same key into the place of one. */
  private Entry exchange(Entry entry, Entry by) {
    entries.replace(entry, by); // here a running snapshot has its last look at the old one
    by.takeOver(entry);
    values.allocator().account(HeapSize.of(by) - HeapSize.of(entry));
    return by;
  }

  private void remember(ExpiringEntry entry) {
    if (expiringCount == expiringEntries.length) {
      exchangeVector(Arrays.copyOf(expiringEntries, 2 * expiringCount));
    }
    entry.slot = expiringCount;
    expiringEntries[expiringCount++] = entry;
  }

  private void exchangeVector(ExpiringEntry[] by) {
    values
        .allocator()
        .accountTables(
            ObjectSize.ofReferences(by.length) - ObjectSize.ofReferences(expiringEntries.length));
    expiringEntries = by;
  }

  /** Takes an entry out of the vector; the last one moves to its place. */
  private void forget(ExpiringEntry entry) {
    var last = expiringEntries[--expiringCount];
    expiringEntries[entry.slot] = last;
    last.slot = entry.slot;
    Arrays.fill(expiringEntries, expiringCount, expiringCount + 1, null);
  }

  // tag::walk[]
  /**
   * Looks at some of the keys with a time to live, from where the last look ended, and removes
   * those whose time is over.
   *
   * @param most how many to look at; each is looked at once if there are not so many
   */
  void expireSome(int most, ExpireSample sample) {
    sample.clear();
    long now = time.millis();
    for (int left = Math.min(most, expiringCount); left > 0 && expiringCount > 0; left--) {
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

  // end::walk[]

  /** How long keys that expire have to live on average, in milliseconds; about. */
  long averageTtl() {
    return averageTtl;
  }

  /**
   * A key by chance; null if there is none (dbRandomKey). Those whose time is over are removed on
   * the way.
   */
  @Nullable Entry random() {
    for (int tries = 0; ; tries++) {
      var entry = entries.fairRandom(random);
      if (!(entry instanceof ExpiringEntry expiring) || !isExpired(expiring)) {
        return entry;
      }
      if (events.mayExpire()) {
        expire(expiring);
      } else if (tries == MAX_TRIES) {
        return entry; // maybe all are over, and none may go
      }
    }
  }

  /** One step of SCAN. */
  long scan(long cursor, Consumer<Entry> sink) {
    return entries.scan(cursor, sink);
  }

  /** All entries, those included whose time is over; nothing may be added or removed meanwhile. */
  public void forEach(Consumer<Entry> sink) {
    entries.forEach(sink);
  }

  /** Makes the table smaller if the keys take but a small part of it. */
  void shrink() {
    entries.resizeIfSparse();
  }

  /** Moves some buckets to the new table, if the dict is growing. */
  void rehashSome(int buckets) {
    entries.rehash(buckets);
  }

  /** Removes all keys and drops them at once; what they have on the books is the caller's. */
  int clear() {
    int keys = entries.size();
    entries.clear();
    exchangeVector(new ExpiringEntry[16]);
    expiringCount = 0;
    averageTtl = 0;
    return keys;
  }

  /** How many keys there are, those included whose time has come and that nobody has asked for. */
  public int size() {
    return entries.size();
  }

  /** Takes all keys and values off the books; {@link #clear} is to follow. */
  void releaseAll() {
    entries.forEach(entry -> values.allocator().account(-entry.accounted()));
  }

  /** What DEBUG HTSTATS says of the dict of keys. */
  public String statistics(boolean full) {
    return entries.statistics(full);
  }

  /** Its number: what SELECT takes. */
  public int number() {
    return number;
  }

  /** Another number, for SWAPDB. */
  void number(int newNumber) {
    number = newNumber;
  }

  /** How many keys have a time to live. */
  public int expiringSize() {
    return expiringCount;
  }
}
