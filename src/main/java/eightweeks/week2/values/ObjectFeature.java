package eightweeks.week2.values;

import eightweeks.week1.config.Config;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.info.Info;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.memory.HumanBytes;
import eightweeks.week2.object.Allocator;
import eightweeks.week2.object.LruLfu;
import eightweeks.week2.siphash.SipHash;

/** Adds {@link Values} and {@link LruLfu} to a server, with their directives. */
public final class ObjectFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var entropy = server.world().entropy();
    var hash = new SipHash(entropy.seed(), entropy.seed());
    var allocator = new Allocator(server.clients().lentArrays());
    var values = new Values(server.config(), hash, server.random("values"), allocator);
    var lruLfu = new LruLfu(server.config(), server.loop().time(), server.random("usage"));
    server.provide(Values.SERVICE, values);
    server.provide(LruLfu.SERVICE, lruLfu);
    server.onStart(lruLfu::tick);
    // Start steps run after all features are installed, so the fields of week 5 come before these.
    server.onStart(
        () ->
            server
                .info()
                .add(Info.Section.MEMORY, info -> memory(info, values.allocator().total())));
    server.onStart(() -> shareIntegers(values, lruLfu, server.config()));
    server.cron().every(0, lruLfu::tick);
  }

  /** Shares small integers unless the eviction (week 5) needs each key's LRU or LFU bits. */
  private static void shareIntegers(Values values, LruLfu lruLfu, Config config) {
    if (config.find("maxmemory") instanceof LongDirective limit) {
      values.strings().shareIntegersWhen(() -> !lruLfu.isNeeded(limit.value()));
    }
  }

  /** Adds the memory of the data set to INFO, unless week 5 has written this whole section. */
  private static void memory(Info.Writer info, long bytes) {
    if (!info.has("used_memory")) {
      info.field("used_memory", bytes).field("used_memory_human", HumanBytes.text(bytes));
    }
  }
}
