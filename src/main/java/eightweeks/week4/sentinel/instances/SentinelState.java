package eightweeks.week4.sentinel.instances;

import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.log.Log;
import eightweeks.week1.world.OperatingSystem;
import java.time.Instant;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * What a Sentinel knows and is configured with, apart from its masters.
 *
 * <p>Answers to {@code sentinel.c: sentinelState}.
 */
public final class SentinelState {
  /** The step at which SENTINEL SIMULATE-FAILURE makes the Sentinel crash. */
  public enum Crash {
    AFTER_ELECTION,
    AFTER_PROMOTION
  }

  private final LoopTime time;
  private final Addresses addresses;
  private final Periods periods = new Periods();
  private final Instances instances;

  /** The id of this Sentinel, forty hexadecimal digits; empty until it has one. */
  public String id = "";

  /** The newest epoch that was seen: every attempt of a failover begins a new one. */
  public long currentEpoch;

  /** Whether something is wrong with the time, and since when: then nothing is decided. */
  public boolean tilt;

  public long tiltSince;

  /** The address and port that others are told; null and 0 for those that this one has. */
  public @Nullable String announceIp;

  public int announcePort;

  public boolean deniesScriptChanges = true;

  /** The user and password with which this Sentinel authenticates at other Sentinels. */
  public @Nullable String authUser;

  public @Nullable String authPass;

  public final EnumSet<Crash> crashes = EnumSet.noneOf(Crash.class);

  public SentinelState(LoopTime time, OperatingSystem system, Log log) {
    this.time = time;
    addresses = new Addresses(system, log);
    instances = new Instances(this);
  }

  /** Returns the milliseconds of the steady time: for all that is measured. */
  public long now() {
    return time.steadyMillis();
  }

  /** Returns the milliseconds since 1970: only to notice that the machine's clock was set. */
  public long wallNow() {
    return time.millis();
  }

  /** Returns what the machine's clock shows at a moment of the steady time: for the log. */
  public Instant wallTime(long moment) {
    return Instant.ofEpochMilli(wallNow() + moment - now());
  }

  public Addresses addresses() {
    return addresses;
  }

  public Periods periods() {
    return periods;
  }

  /** Returns a period in milliseconds. */
  public long period(Periods.Period which) {
    return periods.of(which);
  }

  public Instances instances() {
    return instances;
  }
}
