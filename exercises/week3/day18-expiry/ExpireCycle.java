package eightweeks.week3.keyspace;

import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.eventloop.TimeEvents;
import eightweeks.week1.eventloop.TimeHandler;
import eightweeks.week1.extension.Service;
import eightweeks.week1.startup.Cron;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.ExecutionUnit;
import eightweeks.week3.latency.LatencyProbe;
import org.jspecify.annotations.Nullable;

/**
 * Deletes expired keys that are not looked up (active expiry).
 *
 * <p>Answers to {@code expire.c: activeExpireCycle()}. A cycle visits a sample of the keys that
 * expire in each database. If many of the sample have expired, it visits another sample, so that
 * about one in ten of these keys at most are expired and still take memory.
 *
 * <p>How long may a cycle take? A slow cycle, which the cron starts, takes up to a quarter of the
 * time between two runs of the cron. If that was not enough, fast cycles of a millisecond follow,
 * each before the server sleeps. The directive active-expire-effort raises the size of a sample and
 * the time, and lowers the share of expired keys that is accepted.
 *
 * <p>How long does a request wait for a cycle? Redis spends the quarter at once: 25 milliseconds at
 * 10 hz. Here a slow cycle is a series of slices of at most a millisecond, and requests are served
 * between them. So a request waits for a slice and a fast cycle at most, which is two milliseconds
 * with the default effort, however many keys expire.
 *
 * <p>Invariants: each sample but the last of a database deletes at least one key, and a slice
 * visits a limited number of keys, so that it ends even if the clock stands still. {@link
 * ExpiryPolicy} decides whether the cycle runs.
 */
public final class ExpireCycle {
  public static final Service<ExpireCycle> SERVICE =
      new Service<>("expire cycle", ExpireCycle.class);

  /** Keys of a sample, before the effort is added. */
  private static final int KEYS_PER_SAMPLE = 20;

  private static final long FAST_MICROS = 1000;

  /** Maximum duration of a slice of the slow cycle. */
  private static final long MAX_SLICE_MICROS = 1000;

  /** Time from a slice to the next one, in which requests are served. */
  private static final long MILLIS_BETWEEN_SLICES = 1;

  /** A run ends after this number of keys, even if the clock stands still. */
  private static final int MAX_KEYS = 10_000;

  /** Percentage of the time between two runs of the cron that a slow cycle may take. */
  private static final int SLOW_PERCENT = 25;

  /** Percentage of a sample: if no more have expired, the run goes to the next database. */
  private static final int ACCEPTABLE_PERCENT = 10;

  /** Maximum number of databases that a run visits, unless the one before stopped at a limit. */
  private static final int DATABASES_PER_RUN = 16;

  /** Weight of a run in the running average of the share of expired keys. */
  private static final double WEIGHT = 0.05;

  private final EventLoop loop;
  private final Keyspace keyspace;
  private final KeyspaceDirectives directives;
  private final KeyspaceStatistics statistics;
  private final LoopTime time;
  private final Cron cron;
  private final LatencyProbe latency;
  private final ExpiryPolicy policy;
  private final LocalExpiries localExpiries;
  private final ExecutionUnit unit;
  private final ExpireSample sample = new ExpireSample();
  private boolean enabled = true;

  /** Number of the database that is visited next, in this run or the next one. */
  private int next;

  /** Whether the last run stopped at a limit, so that expired keys may be left. */
  private boolean unfinished;

  private long lastFastMicros;

  /** Time that the slow cycle may still take before the cron starts the next one. */
  private long slowMicrosLeft;

  /** The next slice of the slow cycle; null if the cycle has ended. */
  private TimeEvents.@Nullable Timer nextSlice;

  /** Number of keys that this run has visited. */
  private long sampled;

  /** Number of keys that this run has deleted. */
  private long expired;

  ExpireCycle(
      ServerBuilder server,
      Keyspace keyspace,
      KeyspaceDirectives directives,
      KeyspaceStatistics statistics,
      ExpiryPolicy policy,
      LocalExpiries localExpiries) {
    this.keyspace = keyspace;
    this.directives = directives;
    this.statistics = statistics;
    this.policy = policy;
    this.localExpiries = localExpiries;
    loop = server.loop();
    time = loop.time();
    cron = server.cron();
    latency = server.need(LatencyProbe.SERVICE);
    unit = server.need(ExecutionUnit.SERVICE);
  }

  /** Turns the cycle on or off (DEBUG SET-ACTIVE-EXPIRE). */
  public void enable(boolean on) {
    enabled = on;
  }

  /** Starts a slow cycle; the one before ends here if it has not ended yet. Called by the cron. */
  void slow() {
    if (policy.isReplica()) {
      expireLocalKeys();
      return;
    }
    localExpiries.clear(); // if it was a replica
    if (nextSlice != null) {
      loop.cancel(nextSlice);
    }
    startSlowCycle();
  }

  /** Deletes expired keys of a replica's own clients; its master deletes the others. */
  private void expireLocalKeys() {
    if (enabled && policy.runsLocalCycle()) {
      unit.begin();
      localExpiries.expireSome(MAX_KEYS);
      unit.endApart();
    }
  }

  private void startSlowCycle() {
    int percent = SLOW_PERCENT + 2 * effort();
    slowMicrosLeft = Math.max(1, percent * 1_000_000L / cron.hz() / 100);
    slice();
  }

  /** Runs a slice of the slow cycle, and asks for the next one if there is more to do. */
  private long slice() {
    nextSlice = null;
    long start = micros();
    boolean stopped = run(Math.min(slowMicrosLeft, MAX_SLICE_MICROS));
    slowMicrosLeft -= micros() - start;
    if (stopped && slowMicrosLeft > 0) {
      nextSlice = loop.after(MILLIS_BETWEEN_SLICES, this::slice);
    } else if (stopped) {
      statistics.expireTimeouts++;
    }
    return TimeHandler.NO_MORE;
  }

  /** Runs a cycle before the server sleeps, if the last run stopped at a limit. */
  void fast() {
    if (!unfinished) {
      return; // as nearly always
    }
    long micros = FAST_MICROS + FAST_MICROS / 4 * effort();
    long now = micros();
    if (now >= lastFastMicros + 2 * micros) {
      lastFastMicros = now;
      if (run(micros)) {
        statistics.expireTimeouts++;
      }
    }
  }

  /**
   * Runs a slice of the slow cycle, or a fast cycle.
   *
   * @param maxMicros its budget; it ends with the first sample that exceeds it
   * @return whether it stopped at a limit
   */
  private boolean run(long maxMicros) {
    if (!enabled || !policy.runsCycle()) {
      return false;
    }
    long start = micros();
    sampled = 0;
    expired = 0;
    visitDatabases(start + maxMicros);
    double stale = sampled == 0 ? 0 : (double) expired / sampled;
    statistics.stale = WEIGHT * stale + (1 - WEIGHT) * statistics.stale;
    long took = (micros() - start) * 1000;
    statistics.expireNanos += took;
    latency.took("expire-cycle", took);
    return unfinished;
  }

  /**
   * Visits samples of the databases in turn, and sets {@link #unfinished} if it stops at a limit.
   *
   * @param endMicros when the budget is spent
   */
  private void visitDatabases(long endMicros) {
    // 1. Visit up to DATABASES_PER_RUN databases; all of them if the run before is unfinished.
    //    From now on, this run is not unfinished.
    // 2. The first database is the one with the number next; after the last database comes
    //    number 0. Set next before you visit a database: if the budget ends there, the next run
    //    begins with another one.
    // 3. In each database visit a sample. Then the run is unfinished if it has visited MAX_KEYS, or
    //    if the time is past endMicros. An unfinished run ends at once.
    // 4. Visit another sample of the same database while more than acceptablePercent() of the
    //    sample's keys had expired.
  }

  /**
   * Visits a sample of the keys of a database that expire, and deletes those that have expired. Its
   * counts are in {@link #sample} afterwards.
   */
  private void visitSample(Database database) {
    unit.begin();
    database.expireSome(keysPerSample(), sample);
    unit.endApart();
    sampled += sample.sampled;
    expired += sample.expired;
  }

  private int keysPerSample() {
    return KEYS_PER_SAMPLE + KEYS_PER_SAMPLE / 4 * effort();
  }

  private int acceptablePercent() {
    return ACCEPTABLE_PERCENT - effort();
  }

  /** Returns 0 to 9. */
  private int effort() {
    return directives.expireEffort.intValue() - 1;
  }

  private long micros() {
    return time.clock().nanos() / 1000;
  }
}
