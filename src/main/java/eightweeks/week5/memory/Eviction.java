package eightweeks.week5.memory;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.TimeEvents;
import eightweeks.week1.eventloop.TimeHandler;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.extension.Service;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.EvictionPolicy;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.LruLfu;
import eightweeks.week3.command.ExecutionUnit;
import eightweeks.week3.keyspace.Database;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.latency.LatencyProbe;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Evicts keys until the memory used is below the limit.
 *
 * <p>Answers to {@code evict.c: performEvictions()}, {@code evictionTimeProc()}, {@code
 * evictionTimeLimitUs()}. It runs before each command, so there is memory when the command needs
 * it. The policy decides which keys: the one with the best score of the {@link EvictionPool}, or a
 * random one.
 *
 * <p>What if there is too much to evict? CONFIG SET maxmemory may ask for gigabytes. The directive
 * maxmemory-eviction-tenacity limits the time, by default to half a millisecond. Then the command
 * runs, though the limit is exceeded, and a timer goes on evicting between the turns of the loop.
 *
 * <p>Each eviction is an execution unit: replicas get a DEL of their own for each key, before the
 * command for which it freed memory.
 */
public final class Eviction {
  public static final Service<Eviction> SERVICE = new Service<>("eviction", Eviction.class);

  /** How an attempt has ended. */
  enum Result {
    /** The limit is not exceeded, or this server does not evict. */
    OK,
    /** The limit is exceeded; a timer goes on. */
    RUNNING,
    /** The limit is exceeded, and there is nothing to evict. */
    FAIL
  }

  /** After this number of keys the clock is read. */
  private static final int KEYS_BETWEEN_LOOKS_AT_CLOCK = 16;

  private static final int MICROS_PER_TENACITY = 50;
  private static final int LINEAR_TENACITY = 10;
  private static final double TENACITY_GROWTH = 1.15;
  private static final int ENDLESS_TENACITY = 100;
  private static final int MAX_FREQUENCY = 255;

  private final EventLoop loop;
  private final Keyspace keyspace;
  private final LruLfu lruLfu;
  private final ExecutionUnit unit;
  private final LatencyProbe latency;
  private final MemoryDirectives directives;
  private final MemoryLimit limit;
  private final EvictionStatistics statistics;
  private final RandomStream random;
  private final Hook<BooleanSupplier> obstacles = new Hook<>(BooleanSupplier[]::new);
  private final EvictionPool pool = new EvictionPool();
  private Entry[] sample = new Entry[0];

  /** The database from which a random policy takes the next key. */
  private int nextDatabase;

  private TimeEvents.@Nullable Timer timer;

  /** What an eviction works on. */
  record Parts(
      EventLoop loop,
      Keyspace keyspace,
      LruLfu lruLfu,
      ExecutionUnit unit,
      LatencyProbe latency,
      RandomStream random) {}

  Eviction(
      Parts parts, MemoryDirectives directives, MemoryLimit limit, EvictionStatistics statistics) {
    loop = parts.loop;
    keyspace = parts.keyspace;
    lruLfu = parts.lruLfu;
    unit = parts.unit;
    latency = parts.latency;
    random = parts.random;
    this.directives = directives;
    this.limit = limit;
    this.statistics = statistics;
  }

  /** Adds a reason for which nothing is evicted: a replica leaves it to its master (week 4). */
  public void unless(BooleanSupplier obstacle) {
    obstacles.add(obstacle);
  }

  EvictionPool pool() {
    return pool;
  }

  // tag::perform[]
  /** Evicts keys while the limit is exceeded and time is left. */
  Result perform() {
    if (!isAllowed()) {
      return Result.OK;
    }
    var result = Result.OK;
    if (limit.isExceeded()) {
      boolean evicts = limit.isConfigured() && lruLfu.policy.value() != EvictionPolicy.NOEVICTION;
      result = evicts ? evict() : Result.FAIL;
    }
    statistics.ended(result != Result.OK, loop.time().clock().nanos());
    return result;
  }

  private boolean isAllowed() {
    for (var obstacle : obstacles.listeners()) {
      if (obstacle.getAsBoolean()) {
        return false;
      }
    }
    return true;
  }

  private Result evict() {
    long cycle = latency.begin();
    var clock = loop.time().clock();
    long end = clock.nanos() + timeLimitNanos();
    var result = Result.OK;
    for (int keys = 1; limit.excess() > 0; keys++) {
      if (!evictOne()) {
        result = Result.FAIL;
        break;
      }
      if (keys % KEYS_BETWEEN_LOOKS_AT_CLOCK == 0 && clock.nanos() > end) {
        continueLater();
        result = Result.RUNNING;
        break;
      }
    }
    latency.end("eviction-cycle", cycle);
    return result;
  }

  // end::perform[]

  private long timeLimitNanos() {
    int tenacity = directives.tenacity.intValue();
    if (tenacity >= ENDLESS_TENACITY) {
      return Long.MAX_VALUE / 2;
    }
    double micros = (double) MICROS_PER_TENACITY * Math.min(tenacity, LINEAR_TENACITY);
    if (tenacity > LINEAR_TENACITY) {
      micros *= Math.pow(TENACITY_GROWTH, tenacity - LINEAR_TENACITY);
    }
    return (long) (micros * 1000);
  }

  /** Goes on in the next turn of the loop, and in each one after it until the limit is kept. */
  void continueLater() {
    if (timer == null) {
      timer = loop.after(0, this::continued);
    }
  }

  private long continued() {
    if (perform() == Result.RUNNING) {
      return 0;
    }
    timer = null;
    return TimeHandler.NO_MORE;
  }

  /** Evicts a key; returns false if there is none to evict. */
  private boolean evictOne() {
    var policy = lruLfu.policy.value();
    boolean onlyExpiring = isVolatile(policy);
    boolean atRandom =
        policy == EvictionPolicy.ALLKEYS_RANDOM || policy == EvictionPolicy.VOLATILE_RANDOM;
    return atRandom ? evictRandom(onlyExpiring) : evictBest(policy, onlyExpiring);
  }

  private static boolean isVolatile(EvictionPolicy policy) {
    return switch (policy) {
      case VOLATILE_LRU, VOLATILE_LFU, VOLATILE_RANDOM, VOLATILE_TTL -> true;
      case ALLKEYS_LRU, ALLKEYS_LFU, ALLKEYS_RANDOM, NOEVICTION -> false;
    };
  }

  /** Takes a key from one database after the other, so that no database loses all of its keys. */
  private boolean evictRandom(boolean onlyExpiring) {
    var all = keyspace.all();
    for (int i = 0; i < all.length; i++) {
      nextDatabase = (nextDatabase + 1) % all.length;
      var entry = all[nextDatabase].randomEntry(onlyExpiring, random);
      if (entry != null) {
        evict(all[nextDatabase], entry);
        return true;
      }
    }
    return false;
  }

  // tag::best[]
  /** Samples all databases, and evicts the best candidate that still exists. */
  private boolean evictBest(EvictionPolicy policy, boolean onlyExpiring) {
    while (true) {
      long keys = 0;
      for (var database : keyspace.all()) {
        keys += sample(database, policy, onlyExpiring);
      }
      if (keys == 0) {
        return false;
      }
      while (pool.count() > 0) {
        var database = keyspace.database(pool.bestDatabase());
        var entry = pool.takeBest();
        if (database.holds(entry) && (!onlyExpiring || entry instanceof ExpiringEntry)) {
          evict(database, entry);
          return true;
        }
      }
    }
  }

  private int sample(Database database, EvictionPolicy policy, boolean onlyExpiring) {
    int keys = onlyExpiring ? database.expiringSize() : database.size();
    if (keys == 0) {
      return 0;
    }
    int wanted = Math.min(directives.samples.intValue(), keys);
    if (sample.length != wanted) {
      sample = new Entry[wanted];
    }
    int count = database.someEntries(onlyExpiring, random, sample);
    for (int i = 0; i < count; i++) {
      pool.offer(score(sample[i], policy), sample[i], database.number());
    }
    return keys;
  }

  /** Returns the higher number for the key that is evicted first. */
  private long score(Entry entry, EvictionPolicy policy) {
    if (policy == EvictionPolicy.VOLATILE_TTL) {
      return Long.MAX_VALUE - entry.expiresAt();
    }
    return policy.isLfu() ? MAX_FREQUENCY - lruLfu.frequency(entry) : lruLfu.idleMillis(entry);
  }

  // end::best[]

  private void evict(Database database, Entry entry) {
    unit.begin();
    long began = latency.begin();
    database.evict(entry, directives.lazyEviction.value());
    latency.end("eviction-del", began);
    statistics.evictedKeys++;
    unit.end();
  }
}
