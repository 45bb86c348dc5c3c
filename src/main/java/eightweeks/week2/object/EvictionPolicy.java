package eightweeks.week2.object;

/**
 * The values of {@code maxmemory-policy}, in the order in which Redis lists them. The policy
 * decides which key is evicted first when memory is full.
 *
 * <p>Answers to {@code server.h: MAXMEMORY_VOLATILE_LRU} and its neighbours. The policy also
 * decides what the bits of a key mean ({@link LruLfu}).
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

  /** Returns whether the policy evicts the keys that are used least often. */
  public boolean isLfu() {
    return this == VOLATILE_LFU || this == ALLKEYS_LFU;
  }

  /** Returns whether the policy evicts the keys whose last use is longest ago. */
  public boolean isLru() {
    return this == VOLATILE_LRU || this == ALLKEYS_LRU;
  }
}
