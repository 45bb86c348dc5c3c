package eightweeks.week2.object;

import eightweeks.week1.config.Config;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.info.Info;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.dict.SipHash;

/** Brings values, {@link Values} and {@link LruLfu}, with their directives. */
public final class ObjectFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var entropy = server.world().entropy();
    var hash = new SipHash(entropy.seed(), entropy.seed());
    var values = new Values(server.config(), hash, server.random("values"));
    var usage = new LruLfu(server.config(), server.loop().time(), server.random("usage"));
    server.provide(Values.SERVICE, values);
    server.provide(LruLfu.SERVICE, usage);
    server.info().add(Info.Section.MEMORY, info -> memory(info, values.allocator().total()));
    server.onStart(usage::tick);
    server.onStart(() -> shareIntegers(values, usage, server.config()));
    server.cron().every(0, usage::tick);
  }

  /**
   * The directive maxmemory belongs to the week about memory, or stands in for it without effect.
   */
  private static void shareIntegers(Values values, LruLfu usage, Config config) {
    if (config.find("maxmemory") instanceof LongDirective limit) {
      values.strings().shareIntegersWhen(() -> !usage.isNeeded(limit.value()));
    }
  }

  /** What the data set takes; the rest of the section is for the week about memory. */
  private static void memory(Info.Writer info, long bytes) {
    info.field("used_memory", bytes).field("used_memory_human", human(bytes));
  }

  /** A number of bytes as people like to read it ({@code util.c: bytesToHuman()}). */
  static String human(long bytes) {
    int unit = bytes < 1024 ? 0 : (63 - Long.numberOfLeadingZeros(bytes)) / 10;
    if (unit == 0) {
      return bytes + "B";
    }
    long hundredths = (long) Math.rint(bytes * 100.0 / (1L << 10 * unit));
    return hundredths / 100 + "." + hundredths / 10 % 10 + hundredths % 10 + "BKMGTPE".charAt(unit);
  }
}
