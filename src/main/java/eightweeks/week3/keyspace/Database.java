package eightweeks.week3.keyspace;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.resp.Args;
import eightweeks.week2.dict.Dict;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.HeapSize;
import eightweeks.week2.object.Usage;
import eightweeks.week2.object.Values;
import eightweeks.week3.command.Changes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One of the numbered databases: keys and their values.
 *
 * <p>Answers to {@code server.h: redisDb} and {@code db.c: lookupKey()}, {@code dbAdd()}, {@code
 * dbDelete()}, {@code expireIfNeeded()}. A key whose time has come is as good as gone: whoever
 * looks for it finds nothing, and it is removed on the way (lazy expiry); the cron removes those
 * that nobody asks for ({@link #expireSome}).
 */
public final class Database {
  /** How many keys with a time to live a cycle looks at before it decides whether to go on. */
  private static final int SAMPLE = 20;

  /** With more expired keys than one in so many, a cycle goes on. */
  private static final int GO_ON_RATIO = 10;

  private final int number;
  private final Changes changes;
  private final Dict<Entry> entries;
  private final Values values;
  private final Usage usage;
  private final LoopTime time;
  private final KeyspaceStatistics statistics;
  private final RandomStream random;
  private ExpiringEntry[] expiring = new ExpiringEntry[16];
  private int expiringCount;

  Database(
      int number,
      Changes changes,
      Values values,
      Usage usage,
      LoopTime time,
      KeyspaceStatistics statistics,
      RandomStream random) {
    entries = new Dict<>(values.sipHash(), values.resizing());
    this.number = number;
    this.changes = changes;
    this.values = values;
    this.usage = usage;
    this.time = time;
    this.statistics = statistics;
    this.random = random;
  }

  // tag::lookup[]
  /**
   * The entry of the key that word i is, for reading; null if there is none. Counts hit or miss,
   * and notes that the key is used (lookupKeyRead).
   */
  public @Nullable Entry read(Args args, int i) {
    var entry = peek(args, i);
    if (entry != null) {
      usage.touch(entry);
    }
    return entry;
  }

  /**
   * The entry of the key that word i is, for changing it; null if there is none. Notes that the key
   * is used (lookupKeyWrite), and lets a running snapshot have the value as it is: what a command
   * changes afterwards, in place, is not its business any more.
   */
  public @Nullable Entry find(Args args, int i) {
    var entry = find(args.array(i), args.offset(i), args.length(i));
    if (entry != null) {
      entries.beforeChange(entry);
      usage.touch(entry);
    }
    return entry;
  }

  /**
   * The same as {@link #read} for commands that ask about the key and do not use it: its use is not
   * noted (LOOKUP_NOTOUCH).
   */
  public @Nullable Entry peek(Args args, int i) {
    var entry = find(args.array(i), args.offset(i), args.length(i));
    if (entry == null) {
      statistics.misses++;
      changes.missed(number, args, i);
    } else {
      statistics.hits++;
    }
    return entry;
  }

  /** What lies there, even if its time has come; nothing is noted or counted. */
  public @Nullable Entry stored(Args args, int i) {
    return entries.find(args.array(i), args.offset(i), args.length(i));
  }

  private @Nullable Entry find(byte[] bytes, int offset, int length) {
    var entry = entries.find(bytes, offset, length);
    if (entry instanceof ExpiringEntry mortal && mortal.expiresAt() <= time.millis()) {
      if (changes.mayExpire()) {
        expire(mortal);
      }
      return null;
    }
    return entry;
  }

  // end::lookup[]

  private void expire(ExpiringEntry entry) {
    remove(entry);
    changes.expired(number, entry.key(), false);
    statistics.expired++;
  }

  // tag::owning[]
  /**
   * Adds a key that is not there. Key and value, which is on the books already, are owned by the
   * entry from now on.
   */
  public Entry add(byte[] key, Object value) {
    var entry = new Entry(key, value);
    usage.begin(entry);
    entries.add(entry);
    values.blob().book(HeapSize.of(entry));
    changes.added(number, key, entry.type());
    return entry;
  }

  /** Gives a key another value; the old one is released. Its time to live stays (dbSetValue). */
  public void set(Entry entry, Object value) {
    entries.beforeChange(entry);
    var type = entry.type();
    values.release(entry.value());
    entry.value(value);
    changes.removed(number, entry.key(), type);
  }

  /** Removes an entry, and releases its key and its value. */
  public void remove(Entry entry) {
    values.release(detach(entry));
  }

  /**
   * Removes an entry, releases its key, and returns its value, which the caller owns: RENAME and
   * MOVE give it to another key.
   */
  public Object detach(Entry entry) {
    var key = entry.key();
    var type = entry.type();
    entries.remove(key, 0, key.length);
    if (entry instanceof ExpiringEntry mortal) {
      forget(mortal);
    }
    values.blob().book(-HeapSize.of(entry));
    var value = entry.value();
    changes.removed(number, key, type);
    return value;
  }

  private void release(Entry entry) {
    values.release(entry.value());
    values.blob().book(-HeapSize.of(entry));
  }

  // end::owning[]

  /**
   * Gives a key a time to live, or takes it away.
   *
   * @param at milliseconds since 1970, or {@link ExpiringEntry#NEVER}
   * @return the entry that the key has now: another one if it had no time to live before, or has
   *     none any more
   */
  public Entry expireAt(Entry entry, long at) {
    if (entry instanceof ExpiringEntry mortal) {
      if (at == ExpiringEntry.NEVER) {
        forget(mortal);
        return exchange(mortal, new Entry(mortal.key(), mortal.value()));
      }
      entries.beforeChange(mortal);
      mortal.expiresAt(at);
    } else if (at != ExpiringEntry.NEVER) {
      var mortal = new ExpiringEntry(entry.key(), entry.value(), at);
      remember(mortal);
      return exchange(entry, mortal);
    }
    return entry;
  }

  /** Puts an entry with the same key and value into the place of another one. */
  private Entry exchange(Entry entry, Entry by) {
    entries.replace(entry, by);
    by.usageFrom(entry);
    values.blob().book(HeapSize.of(by) - HeapSize.of(entry));
    return by;
  }

  private void remember(ExpiringEntry entry) {
    if (expiringCount == expiring.length) {
      expiring = Arrays.copyOf(expiring, 2 * expiringCount);
    }
    entry.slot = expiringCount;
    expiring[expiringCount++] = entry;
  }

  /** Takes an entry out of the vector; the last one moves to its place. */
  private void forget(ExpiringEntry entry) {
    var last = expiring[--expiringCount];
    expiring[entry.slot] = last;
    last.slot = entry.slot;
    Arrays.fill(expiring, expiringCount, expiringCount + 1, null);
  }

  /**
   * Looks at keys with a time to live by chance and removes those whose time has come, as long as
   * there are many of them.
   *
   * @param most how many keys may be looked at
   * @return how many were looked at
   */
  int expireSome(int most) {
    int looked = 0;
    int expired = SAMPLE;
    while (looked < most && expiringCount > 0 && expired * GO_ON_RATIO >= SAMPLE) {
      expired = 0;
      for (int i = 0; i < SAMPLE && expiringCount > 0; i++, looked++) {
        var entry = expiring[random.nextInt(expiringCount)];
        if (entry.expiresAt() <= time.millis()) {
          expire(entry);
          expired++;
        }
      }
    }
    return looked;
  }

  /** Moves some buckets to the new table, if the dict is growing. */
  void rehashSome(int buckets) {
    entries.rehash(buckets);
  }

  /** Removes all keys and drops them at once; what they have on the books is the caller's. */
  int clear() {
    int keys = entries.size();
    entries.clear();
    expiring = new ExpiringEntry[16];
    expiringCount = 0;
    return keys;
  }

  /** How many keys there are, those included whose time has come and that nobody has asked for. */
  public int size() {
    return entries.size();
  }

  /** Takes all keys and values off the books; {@link #clear} is to follow. */
  void releaseAll() {
    entries.forEach(this::release);
  }

  /** What DEBUG HTSTATS says of the dict of keys. */
  String statistics(boolean full) {
    return entries.statistics(full);
  }

  /** How many keys have a time to live. */
  public int expiringSize() {
    return expiringCount;
  }
}
