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
 * <p>The meaning of the bits depends on {@code maxmemory-policy}:
 *
 * <pre>
 *  23                                0       23                    8 7             0
 * +-----------------------------------+     +-----------------------+---------------+
 * | seconds, the low 24 bits          |     | minutes, low 16 bits  | counter       |
 * +-----------------------------------+     +-----------------------+---------------+
 *   time of the last use (LRU)                time of the last use    (LFU)
 * </pre>
 *
 * <p>How can eight bits count millions of uses? The counter is logarithmic. The higher it is, the
 * less likely a use adds one to it: with a log factor of 10, a hundred uses make about 10, a
 * million about 255. It also decays: by one for every decay time that passes without a use. A new
 * key begins at 5, so that it is not evicted before a client could use it.
 *
 * <p>When the policy is changed while the server runs, the bits of existing keys have no meaning
 * until the keys are used again. Redis says the same in its error texts.
 */
public final class LruLfu {
  public static final Service<LruLfu> SERVICE = new Service<>("LRU and LFU", LruLfu.class);

  /** The bits of the LRU clock, which counts seconds and begins again after half a year. */
  private static final int CLOCK_MASK = (1 << 24) - 1;

  private static final int MINUTES_MASK = (1 << 16) - 1;
  private static final int COUNT_BITS = 8;

  /** Maximum of the LFU counter. */
  private static final int MAX_COUNT = 255;

  /** LFU counter of a new key (LFU_INIT_VAL). */
  private static final int INITIAL_COUNT = 5;

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
  public boolean isNeeded(long maxMemory) {
    return maxMemory != 0 && (policy.value().isLru() || policy.value().isLfu());
  }

  /** Sets the LRU clock to the time. The cron calls this, so that a GET only reads a field. */
  public void tick() {
    clock = (int) time.steadySeconds() & CLOCK_MASK;
  }

  // tag::touch[]
  /** Sets the bits of a new key. */
  public void begin(Entry entry) {
    entry.lruBits(policy.value().isLfu() ? minutes() << COUNT_BITS | INITIAL_COUNT : clock);
  }

  /** Notes a use of a key. */
  public void touch(Entry entry) {
    if (policy.value().isLfu()) {
      int count = increased(frequency(entry));
      entry.lruBits(minutes() << COUNT_BITS | count);
    } else if (entry.lruBits() != clock) {
      // Keys that are read often were mostly read before in this second. Then nothing is
      // written, so the processor has no cache line to write back.
      entry.lruBits(clock);
    }
  }

  // end::touch[]

  // tag::lfu[]
  /**
   * Returns a counter after one more use. The larger it is, the less likely it grows (LFULogIncr).
   */
  private int increased(int count) {
    if (count == MAX_COUNT) {
      return count;
    }
    double weight = Math.max(count - INITIAL_COUNT, 0) * (double) logFactor.value() + 1;
    return random.nextDouble() < 1 / weight ? count + 1 : count;
  }

  /** Returns the LFU counter of a key, after its decay until now (LFUDecrAndReturn). */
  public int frequency(Entry entry) {
    int count = entry.lruBits() & MAX_COUNT;
    long decay = decayTime.value();
    if (decay == 0) {
      return count;
    }
    int since = entry.lruBits() >>> COUNT_BITS;
    int now = minutes();
    // If the clock shows less than before, it has wrapped. As in Redis, a minute is lost then.
    int passed = now >= since ? now - since : MINUTES_MASK - since + now;
    return (int) Math.max(count - passed / decay, 0);
  }

  private int minutes() {
    return (int) (time.steadySeconds() / 60) & MINUTES_MASK;
  }

  // end::lfu[]

  /**
   * Returns the milliseconds since the last use of a key, in steps of a second
   * (estimateObjectIdleTime).
   */
  public long idleMillis(Entry entry) {
    long last = entry.lruBits();
    long seconds = clock >= last ? clock - last : clock + (CLOCK_MASK - last);
    return seconds * 1000;
  }

  /** Returns the bits of a key, which DEBUG OBJECT shows. */
  public int bits(Entry entry) {
    return entry.lruBits();
  }

  /**
   * Sets how long ago a key was used, for RESTORE. Under an LFU policy it does nothing.
   *
   * @param idleSeconds at least 0
   */
  public void idle(Entry entry, long idleSeconds) {
    if (!policy.value().isLfu()) {
      long last = clock - idleSeconds;
      // Before the clock began again. As idleMillis() does, this leaves the step itself out.
      entry.lruBits((int) (last < 0 ? last + CLOCK_MASK : last));
    }
  }

  /**
   * Sets the LFU counter of a key, for RESTORE. Under a policy that is not LFU it does nothing.
   *
   * @param count 0 to 255
   */
  public void frequency(Entry entry, int count) {
    if (policy.value().isLfu()) {
      entry.lruBits(minutes() << COUNT_BITS | count);
    }
  }
}
