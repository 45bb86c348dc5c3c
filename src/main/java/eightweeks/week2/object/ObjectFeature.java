package eightweeks.week2.object;

import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.dict.SipHash;

/** Brings values, {@link Values} and {@link Usage}, with their directives. */
public final class ObjectFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var entropy = server.world().entropy();
    var hash = new SipHash(entropy.seed(), entropy.seed());
    var values = new Values(server.config(), hash, server.random("values"));
    var usage = new Usage(server.config(), server.loop().time(), server.random("usage"));
    server.provide(Values.SERVICE, values);
    server.provide(Usage.SERVICE, usage);
    server.onStart(usage::tick);
    server.cron().every(0, usage::tick);
  }
}
