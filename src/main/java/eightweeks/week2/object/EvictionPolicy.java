package eightweeks.week2.object;

/**
 * Which key goes first when memory is full: the values of {@code maxmemory-policy}, in the order in
 * which Redis lists them.
 *
 * <p>Answers to {@code server.h: MAXMEMORY_VOLATILE_LRU} and its neighbours. It also decides what
 * is noted of a key's use ({@link LruLfu}).
 */
public enum EvictionPolicy {
  VOLATILE_LRU,
  VOLATILE_LFU,
  VOLATILE_RANDOM,
  VOLATILE_TTL,
  ALLKEYS_LRU,
  ALLKEYS_LFU,
  ALLKEYS_RANDOM,
  NOEVICTION;

  /** Whether it goes by how often keys are used, and not by how recently. */
  public boolean isLfu() {
    return this == VOLATILE_LFU || this == ALLKEYS_LFU;
  }

  /** Whether it goes by how recently keys are used. */
  public boolean isLru() {
    return this == VOLATILE_LRU || this == ALLKEYS_LRU;
  }
}
