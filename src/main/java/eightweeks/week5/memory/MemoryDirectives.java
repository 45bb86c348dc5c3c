package eightweeks.week5.memory;

import eightweeks.week1.config.BoolDirective;
import eightweeks.week1.config.Config;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.config.LongDirective;

/**
 * The directives about memory.
 *
 * <p>Two groups of them are about what a collector does anyway:
 *
 * <ul>
 *   <li><b>lazyfree-</b>. Redis frees the value of a large key in another thread, because freeing a
 *       million elements takes a second. Here a command only removes the reference, and the threads
 *       of the collector find the memory later, whatever the directive says. So DEL is as fast as
 *       UNLINK. What -expire, -eviction and -server-del still decide is which of the two is
 *       propagated: a replica may be a Redis, where it matters. The other two decide nothing.
 *   <li><b>active-defrag-</b>. Redis moves values to free pages that are nearly empty. A collector
 *       that copies does that with every collection. Redis built without its own jemalloc refuses
 *       to turn the directive on, and so does this server.
 * </ul>
 */
final class MemoryDirectives {
  private static final String NO_DEFRAG =
      "Active defragmentation cannot be enabled: it requires a Redis server compiled with a"
          + " modified Jemalloc like the one shipped by default with the Redis source distribution";
  private static final String LAZY_ANYWAY =
      "has no effect: the threads of the collector free memory";
  private static final long DEFRAG_IGNORED_BYTES = 100L << 20;
  private static final int MAX_DEFRAG_PERCENT = 1000;

  /** The limit in bytes, an unsigned number; 0 for none. */
  final LongDirective maxMemory;

  final LongDirective samples;
  final LongDirective tenacity;

  /** The limit of all clients in bytes, or minus a percentage of maxmemory; 0 for none. */
  final LongDirective maxMemoryClients;

  final BoolDirective lazyEviction;

  MemoryDirectives(Config config) {
    maxMemory = config.memory("maxmemory", 0).unsigned();
    samples = config.integer("maxmemory-samples", 5).range(1, Integer.MAX_VALUE);
    tenacity = config.integer("maxmemory-eviction-tenacity", 10).range(0, 100);
    maxMemoryClients = config.memory("maxmemory-clients", 0).orPercent(100);
    lazyEviction = config.bool("lazyfree-lazy-eviction", false);
    config.bool("lazyfree-lazy-expire", false);
    config.bool("lazyfree-lazy-server-del", false);
    config.bool("lazyfree-lazy-user-del", false).withoutEffect(LAZY_ANYWAY);
    config.bool("lazyfree-lazy-user-flush", false).withoutEffect(LAZY_ANYWAY);
    defragmentation(config);
  }

  private static void defragmentation(Config config) {
    config
        .bool("activedefrag", false)
        .check(
            on -> {
              if (on) {
                throw new DirectiveException(NO_DEFRAG);
              }
            });
    config.memory("active-defrag-ignore-bytes", DEFRAG_IGNORED_BYTES).range(1, Long.MAX_VALUE);
    config.integer("active-defrag-threshold-lower", 10).range(0, MAX_DEFRAG_PERCENT);
    config.integer("active-defrag-threshold-upper", 100).range(0, MAX_DEFRAG_PERCENT);
    config.integer("active-defrag-cycle-min", 1).range(1, 99);
    config.integer("active-defrag-cycle-max", 25).range(1, 99);
    config.integer("active-defrag-max-scan-fields", 1000).range(1, Long.MAX_VALUE);
    config.bool("jemalloc-bg-thread", true).withoutEffect(LAZY_ANYWAY);
  }

  /** Returns the limit of the memory of clients in bytes; 0 for none (getClientEvictionLimit). */
  long clientsLimit() {
    long clients = maxMemoryClients.value();
    if (clients == 0) {
      return 0;
    }
    long limit = Long.MAX_VALUE;
    if (clients > 0) {
      limit = clients;
    } else if (maxMemory.value() != 0) {
      limit = (long) (unsigned(maxMemory.value()) * -clients / 100);
    }
    return Math.max(limit, MIN_CLIENTS_LIMIT);
  }

  /** With less than this no client could talk to the server. */
  private static final long MIN_CLIENTS_LIMIT = 128 * 1024;

  private static double unsigned(long value) {
    return value >= 0 ? value : Long.MAX_VALUE;
  }
}
