package eightweeks.week2.object;

import eightweeks.week1.config.Config;
import eightweeks.week1.config.LongDirective;

/**
 * The directives that limit the size of compact values, by all their names.
 *
 * <p>Answers to {@code config.c} and the fields of {@code server.h: redisServer} of the same names.
 * A changed limit applies to a value when the value changes next; no value is converted at once.
 */
public final class Limits {
  public final LongDirective listMaxListpackSize;
  public final LongDirective listCompressDepth;
  public final LongDirective setMaxIntsetEntries;
  public final LongDirective setMaxListpackEntries;
  public final LongDirective setMaxListpackValue;
  public final LongDirective hashMaxListpackEntries;
  public final LongDirective hashMaxListpackValue;
  public final LongDirective zsetMaxListpackEntries;
  public final LongDirective zsetMaxListpackValue;

  Limits(Config config) {
    listMaxListpackSize =
        config
            .integer("list-max-listpack-size", -2)
            .range(Integer.MIN_VALUE, Integer.MAX_VALUE)
            .alias("list-max-ziplist-size");
    listCompressDepth = config.integer("list-compress-depth", 0);
    setMaxIntsetEntries = entries(config, "set-max-intset-entries", 512);
    setMaxListpackEntries = entries(config, "set-max-listpack-entries", 128);
    setMaxListpackValue = entries(config, "set-max-listpack-value", 64);
    hashMaxListpackEntries =
        entries(config, "hash-max-listpack-entries", 512).alias("hash-max-ziplist-entries");
    hashMaxListpackValue =
        config.memory("hash-max-listpack-value", 64).alias("hash-max-ziplist-value");
    zsetMaxListpackEntries =
        entries(config, "zset-max-listpack-entries", 128).alias("zset-max-ziplist-entries");
    zsetMaxListpackValue =
        config.memory("zset-max-listpack-value", 64).alias("zset-max-ziplist-value");
  }

  private static LongDirective entries(Config config, String name, long initial) {
    return config.integer(name, initial).range(0, Long.MAX_VALUE);
  }
}
