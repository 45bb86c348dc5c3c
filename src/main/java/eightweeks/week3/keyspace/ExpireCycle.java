package eightweeks.week3.keyspace;

import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.extension.Service;
import eightweeks.week1.startup.Cron;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.ExecutionUnit;
import eightweeks.week3.latency.LatencyProbe;

/**
 * Deletes expired keys that are not looked up (active expiry).
 *
 * <p>Answers to {@code expire.c: activeExpireCycle()}. A cycle visits a sample of the keys that
 * expire in each database. If many of the sample have expired, it visits another sample, so that
 * fewer than one in ten of these keys are expired and still take memory.
 *
 * <p>How long may a cycle take? A slow cycle, in the cron, takes up to a quarter of the time
 * between two runs of the cron. If that was not enough, fast cycles of a millisecond follow, each
 * before the server sleeps. The directive active-expire-effort raises the size of a sample and the
 * time, and lowers the share of expired keys that is accepted.
 *
 * <p>Invariants: each sample but the last of a database deletes at least one key, so that a cycle
 * ends even if the clock stands still. {@link ExpiryPolicy} decides whether the cycle runs.
 */
public final class ExpireCycle {
  public static final Service<ExpireCycle> SERVICE =
      new Service<>("expire cycle", ExpireCycle.class);

  /** Keys of a sample, before the effort is added. */
  private static final int KEYS_PER_SAMPLE = 20;

  private static final long FAST_MICROS = 1000;

  /** Percentage of the time between two runs of the cron that a slow cycle may take. */
  private static final int SLOW_PERCENT = 25;

  /** Percentage of a sample: if no more have expired, the cycle goes to the next database. */
  private static final int ACCEPTABLE_PERCENT = 10;

  private static final int DATABASES_PER_CYCLE = 16;

  /** Samples between two reads of the clock. */
  private static final int SAMPLES_BETWEEN_CLOCKS = 16;

  /** Weight of a new sample in the running average. */
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

  /** Number of the database that the next cycle visits first. */
  private int next;

  private boolean timedOut;
  private long lastFastMicros;

  /** Keys visited by the cycle that is running. */
  private long sampled;

  private long expired;
  private int samples;

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
    latency = server.need(LatencyProbe.SERVICE);
    unit = server.need(ExecutionUnit.SERVICE);
  }

  /** Turns the cycle on or off (DEBUG SET-ACTIVE-EXPIRE). */
  public void enable(boolean on) {
    enabled = on;
  }

  // tag::cycle[]
  /** Runs the cycle of the cron. */
  void slow() {
    int percent = SLOW_PERCENT + 2 * effort();
    run(Math.max(1, percent * 1_000_000L / cron.hz() / 100));
  }

  /** Runs a cycle before the server sleeps, if the last one did not finish. */
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

  private void run(long maxMicros) {
    if (!enabled || !policy.runsCycle()) {
      return;
    }
    long start = micros();
    int all = keyspace.all().length;
    int databases = timedOut ? all : Math.min(all, DATABASES_PER_CYCLE);
    timedOut = false;
    sampled = 0;
    expired = 0;
    samples = 0;
    for (int i = 0; i < databases && !timedOut; i++) {
      expireIn(keyspace.all()[next++ % all], start, maxMicros);
      next %= all;
    }
    double stale = sampled == 0 ? 0 : (double) expired / sampled;
    statistics.stale = WEIGHT * stale + (1 - WEIGHT) * statistics.stale;
    long took = (micros() - start) * 1000;
    statistics.expireNanos += took;
    latency.took("expire-cycle", took);
  }

  private void expireIn(Database database, long start, long maxMicros) {
    int keysPerSample = KEYS_PER_SAMPLE + KEYS_PER_SAMPLE / 4 * effort();
    int acceptable = ACCEPTABLE_PERCENT - effort();
    do {
      samples++;
      unit.begin();
      database.expireSome(keysPerSample, sample);
      unit.endApart();
      sampled += sample.sampled;
      expired += sample.expired;
      if (samples % SAMPLES_BETWEEN_CLOCKS == 0 && micros() - start > maxMicros) {
        timedOut = true;
        statistics.expireTimeouts++;
      }
    } while (!timedOut && sample.expired * 100 > acceptable * sample.sampled);
  }

  // end::cycle[]

  /** Returns 0 to 9. */
  private int effort() {
    return directives.expireEffort.intValue() - 1;
  }

  private long micros() {
    return time.clock().nanos() / 1000;
  }
}
