package eightweeks.week2.object;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.config.Config;
import eightweeks.week1.config.EnumDirective;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.extension.Service;

/**
 * How recently, or how often, keys are used: 24 bits in each {@link Entry}.
 *
 * <p>Answers to {@code evict.c}: {@code getLRUClock()}, {@code estimateObjectIdleTime()}, {@code
 * LFULogIncr()}, {@code LFUDecrAndReturn()}; {@code db.c: updateLFU()}; {@code object.c:
 * objectSetLRUOrLFU()}.
 *
 * <p>Which of the two the bits mean follows from maxmemory-policy:
 *
 * <pre>
 *  23                                0       23                    8 7             0
 * +-----------------------------------+     +-----------------------+---------------+
 * | seconds, the low 24 bits          |     | minutes, low 16 bits  | how often     |
 * +-----------------------------------+     +-----------------------+---------------+
 *   when it was used last (LRU)               when it was used last   (LFU)
 * </pre>
 *
 * <p>How can eight bits count millions of uses? The count is a logarithm. The higher it is, the
 * less likely a use adds one to it: with a log factor of 10, a hundred uses make about 10, a
 * million about 255. And it falls: by one for every decay time that passes without a use. A new key
 * begins at 5, so that it is not the first to go before anybody could use it.
 *
 * <p>When the policy is changed while the server runs, the bits of keys that are there mean nothing
 * until they are used again; Redis says the same in its error texts.
 */
public final class LruLfu {
  public static final Service<LruLfu> SERVICE = new Service<>("usage of keys", LruLfu.class);

  /** The bits of the LRU clock: seconds, which come round after half a year. */
  private static final int CLOCK_MASK = (1 << 24) - 1;

  private static final int MINUTES_MASK = (1 << 16) - 1;
  private static final int COUNT_BITS = 8;

  /** The most that is counted. */
  private static final int MAX = 255;

  /** The count of a new key (LFU_INIT_VAL). */
  private static final int INITIAL = 5;

  public final EnumDirective<EvictionPolicy> policy;
  final LongDirective logFactor;
  final LongDirective decayTime;
  private final LoopTime time;
  private final RandomStream random;
  private int clock;

  public LruLfu(Config config, LoopTime time, RandomStream random) {
    policy = config.choice("maxmemory-policy", EvictionPolicy.NOEVICTION);
    logFactor = config.integer("lfu-log-factor", 10);
    decayTime = config.integer("lfu-decay-time", 1);
    this.time = time;
    this.random = random;
    tick();
  }

  /**
   * Returns whether the eviction needs the bits of each key (MAXMEMORY_FLAG_NO_SHARED_INTEGERS).
   *
   * @param maxMemory the limit in bytes; 0 means no limit, so that there is no eviction
   */
  boolean isNeeded(long maxMemory) {
    return maxMemory != 0 && (policy.value().isLru() || policy.value().isLfu());
  }

  /** Reads the LRU clock; the cron does so: a look at a field is all that a GET pays for. */
  public void tick() {
    clock = (int) time.seconds() & CLOCK_MASK;
  }

  // tag::touch[]
  /** Notes that a new key is there. */
  public void begin(Entry entry) {
    entry.usage(policy.value().isLfu() ? minutes() << COUNT_BITS | INITIAL : clock);
  }

  /** Notes that a key is used. */
  public void touch(Entry entry) {
    if (policy.value().isLfu()) {
      int count = increased(frequency(entry));
      entry.usage(minutes() << COUNT_BITS | count);
    } else if (entry.usage() != clock) {
      // Most keys that are read often have been read in this second: then nothing is written, and
      // no line of the cache is to be written back.
      entry.usage(clock);
    }
  }

  // end::touch[]

  // tag::lfu[]
  /** One more, by chance: the larger the count, the less likely (LFULogIncr). */
  private int increased(int count) {
    if (count == MAX) {
      return count;
    }
    double weight = Math.max(count - INITIAL, 0) * (double) logFactor.value() + 1;
    return random.nextDouble() < 1 / weight ? count + 1 : count;
  }

  /** How often a key is used, on the logarithmic scale, as of now (LFUDecrAndReturn). */
  public int frequency(Entry entry) {
    int count = entry.usage() & MAX;
    long decay = decayTime.value();
    if (decay == 0) {
      return count;
    }
    int since = entry.usage() >>> COUNT_BITS;
    int now = minutes();
    // Behind its own past, the clock has come round. (Redis leaves the step itself out.)
    int passed = now >= since ? now - since : MINUTES_MASK - since + now;
    return (int) Math.max(count - passed / decay, 0);
  }

  private int minutes() {
    return (int) (time.seconds() / 60) & MINUTES_MASK;
  }

  // end::lfu[]

  /** Milliseconds since a key was used last, in steps of a second (estimateObjectIdleTime). */
  public long idleMillis(Entry entry) {
    long last = entry.usage();
    long seconds = clock >= last ? clock - last : clock + (CLOCK_MASK - last);
    return seconds * 1000;
  }

  /** The bits of a key, as DEBUG OBJECT shows them. */
  public int bits(Entry entry) {
    return entry.usage();
  }

  /**
   * Says how long a key has not been used, for RESTORE; nothing happens under an LFU policy.
   *
   * @param idleSeconds at least 0
   */
  public void idle(Entry entry, long idleSeconds) {
    if (!policy.value().isLfu()) {
      entry.usage((int) (clock - idleSeconds));
    }
  }

  /**
   * Says how often a key is used, for RESTORE; nothing happens under another policy than LFU.
   *
   * @param count 0 to 255
   */
  public void frequency(Entry entry, int count) {
    if (policy.value().isLfu()) {
      entry.usage(minutes() << COUNT_BITS | count);
    }
  }
}
