package eightweeks.week3.keyspace;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.resp.Args;
import eightweeks.week2.dict.Dict;
import eightweeks.week2.dict.SipHash;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
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

  private final Dict<Entry> entries;
  private final LoopTime time;
  private final KeyspaceStatistics statistics;
  private final RandomStream random;
  private ExpiringEntry[] expiring = new ExpiringEntry[16];
  private int expiringCount;

  Database(SipHash hash, LoopTime time, KeyspaceStatistics statistics, RandomStream random) {
    entries = new Dict<>(hash);
    this.time = time;
    this.statistics = statistics;
    this.random = random;
  }

  /**
   * The entry of the key that word i is, for reading; null if there is none. Counts hit or miss.
   */
  public @Nullable Entry read(Args args, int i) {
    var entry = find(args.array(i), args.offset(i), args.length(i));
    if (entry == null) {
      statistics.misses++;
    } else {
      statistics.hits++;
    }
    return entry;
  }

  /** The entry of the key that word i is, for changing it; null if there is none. */
  public @Nullable Entry find(Args args, int i) {
    return find(args.array(i), args.offset(i), args.length(i));
  }

  private @Nullable Entry find(byte[] bytes, int offset, int length) {
    var entry = entries.find(bytes, offset, length);
    if (entry instanceof ExpiringEntry mortal && mortal.expiresAt() <= time.millis()) {
      expire(mortal);
      return null;
    }
    return entry;
  }

  private void expire(ExpiringEntry entry) {
    remove(entry);
    statistics.expired++;
  }

  /** Adds a key that is not there. */
  public void add(byte[] key, Object value) {
    entries.add(new Entry(key, value));
  }

  /** Removes an entry. */
  public void remove(Entry entry) {
    var key = entry.key();
    entries.remove(key, 0, key.length);
    if (entry instanceof ExpiringEntry mortal) {
      forget(mortal);
    }
  }

  /**
   * Gives a key a time to live, or takes it away.
   *
   * @param at milliseconds since 1970, or {@link ExpiringEntry#NEVER}
   */
  public void expireAt(Entry entry, long at) {
    if (entry instanceof ExpiringEntry mortal) {
      if (at == ExpiringEntry.NEVER) {
        forget(mortal);
        entries.replace(mortal, new Entry(mortal.key(), mortal.value()));
      } else {
        mortal.expiresAt(at);
      }
    } else if (at != ExpiringEntry.NEVER) {
      var mortal = new ExpiringEntry(entry.key(), entry.value(), at);
      entries.replace(entry, mortal);
      remember(mortal);
    }
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

  /** Removes all keys; returns how many there were. */
  public int clear() {
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

  /** How many keys have a time to live. */
  public int expiringSize() {
    return expiringCount;
  }
}
