package eightweeks.week3.keyspace;

import eightweeks.week1.eventloop.LatencyProbe;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.extension.Service;
import eightweeks.week1.startup.Cron;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.ExecutionUnit;

/**
 * Removes keys whose time is over and that nobody asks for (active expiry).
 *
 * <p>Answers to {@code expire.c: activeExpireCycle()}. A cycle looks at some keys with a time to
 * live in each database. Were many of them over, it looks at some more: so the part of keys that
 * are dead and still take memory stays below one in ten, whatever their number.
 *
 * <p>How long may it take? A slow cycle, in the cron, a quarter of the time between two runs. If
 * that was not enough there is more to do, and fast cycles of a millisecond come before the server
 * sleeps. The directive active-expire-effort makes all of this more: keys at a look, time, and what
 * part of dead keys is not put up with.
 *
 * <p>Invariants: a look removes at least one key, or it is the last in its database: so a cycle
 * ends even if the clock stands still. No keys are removed while CLIENT PAUSE holds.
 */
public final class ExpireCycle {
  public static final Service<ExpireCycle> SERVICE =
      new Service<>("expire cycle", ExpireCycle.class);

  /** Keys that are looked at before the cycle decides whether to go on. */
  private static final int KEYS_A_LOOK = 20;

  private static final long FAST_MICROS = 1000;

  /** Hundredths of the time between two runs of the cron. */
  private static final int SLOW_PERCENT = 25;

  /**
   * Hundredths of the keys looked at: with no more dead ones than this, the cycle does not go on.
   */
  private static final int ACCEPTABLE_PERCENT = 10;

  private static final int DATABASES_A_CALL = 16;

  /** The clock is read after so many looks. */
  private static final int LOOKS_BETWEEN_CLOCKS = 16;

  /** The part of a new sample in the running average. */
  private static final double WEIGHT = 0.05;

  private final Keyspace keyspace;
  private final KeyspaceDirectives directives;
  private final KeyspaceStatistics statistics;
  private final LoopTime time;
  private final Cron cron;
  private final LatencyProbe latency;
  private final ExpiryPolicy policy;
  private final ExecutionUnit unit;
  private final ExpireSample sample = new ExpireSample();
  private boolean enabled = true;

  /** The database after the one that was looked at last. */
  private int next;

  private boolean timedOut;
  private long lastFastMicros;

  /** Of the cycle that is running. */
  private long sampled;

  private long expired;
  private int looks;

  ExpireCycle(
      ServerBuilder server,
      Keyspace keyspace,
      KeyspaceDirectives directives,
      KeyspaceStatistics statistics,
      ExpiryPolicy policy) {
    this.keyspace = keyspace;
    this.directives = directives;
    this.statistics = statistics;
    this.policy = policy;
    time = server.loop().time();
    cron = server.cron();
    latency = server.latency();
    unit = server.need(ExecutionUnit.SERVICE);
  }

  /** Turns it on or off (DEBUG SET-ACTIVE-EXPIRE). */
  public void enable(boolean on) {
    enabled = on;
  }

  // tag::cycle[]
  /** A cycle of the cron. */
  void slow() {
    int percent = SLOW_PERCENT + 2 * effort();
    run(Math.max(1, percent * 1_000_000L / cron.hz() / 100));
  }

  /** A cycle before the server sleeps, if the last one has left work behind. */
  void fast() {
    if (!timedOut) {
      return; // as nearly always
    }
    long micros = FAST_MICROS + FAST_MICROS / 4 * effort();
    long now = micros();
    if (now >= lastFastMicros + 2 * micros) {
      lastFastMicros = now;
      run(micros);
    }
  }

  private void run(long mostMicros) {
    if (!enabled || !policy.runsCycle()) {
      return;
    }
    long start = micros();
    int all = keyspace.all().length;
    int databases = timedOut ? all : Math.min(all, DATABASES_A_CALL);
    timedOut = false;
    sampled = 0;
    expired = 0;
    looks = 0;
    for (int i = 0; i < databases && !timedOut; i++) {
      expireIn(keyspace.all()[next++ % all], start, mostMicros);
      next %= all;
    }
    double stale = sampled == 0 ? 0 : (double) expired / sampled;
    statistics.stale = WEIGHT * stale + (1 - WEIGHT) * statistics.stale;
    long took = (micros() - start) * 1000;
    statistics.expireNanos += took;
    latency.took("expire-cycle", took);
  }

  private void expireIn(Database database, long start, long mostMicros) {
    int keysALook = KEYS_A_LOOK + KEYS_A_LOOK / 4 * effort();
    int acceptable = ACCEPTABLE_PERCENT - effort();
    do {
      looks++;
      unit.begin();
      database.expireSome(keysALook, sample);
      unit.endApart();
      sampled += sample.sampled;
      expired += sample.expired;
      if (looks % LOOKS_BETWEEN_CLOCKS == 0 && micros() - start > mostMicros) {
        timedOut = true;
        statistics.expireTimeouts++;
      }
    } while (!timedOut && sample.expired * 100 > acceptable * sample.sampled);
  }

  // end::cycle[]

  /** 0 to 9. */
  private int effort() {
    return directives.expireEffort.intValue() - 1;
  }

  private long micros() {
    return time.clock().nanos() / 1000;
  }
}
