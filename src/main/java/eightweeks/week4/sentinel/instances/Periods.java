package eightweeks.week4.sentinel.instances;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The periods and timeouts of a Sentinel in milliseconds. SENTINEL DEBUG sets them, for tests.
 *
 * <p>Answers to {@code sentinel.c: sentinel_info_period} and its neighbours.
 */
public final class Periods {
  /** A period or timeout, with its name in SENTINEL DEBUG. */
  public enum Period {
    /** How often a master or replica is asked for INFO. */
    INFO_PERIOD(10_000),
    /** How often an instance is pinged, at most. */
    PING_PERIOD(1000),
    /** How often another Sentinel is asked whether a master is down. */
    ASK_PERIOD(1000),
    /** How often a hello message is sent. */
    PUBLISH_PERIOD(2000),
    DEFAULT_DOWN_AFTER(30_000),
    DEFAULT_FAILOVER_TIMEOUT(3 * 60 * 1000),
    /** How much time may pass between two turns of the timer before the Sentinel tilts. */
    TILT_TRIGGER(2000),
    TILT_PERIOD(30_000),
    /** How long a replica may take to follow the new master. */
    SLAVE_RECONF_TIMEOUT(10_000),
    /** How old a link must be before it is closed because it is silent. */
    MIN_LINK_RECONNECT_PERIOD(15_000),
    ELECTION_TIMEOUT(10_000),
    SCRIPT_MAX_RUNTIME(60_000),
    SCRIPT_RETRY_DELAY(30_000);

    private final long initial;

    Period(long initial) {
      this.initial = initial;
    }

    /** Returns the name that SENTINEL DEBUG shows: {@code INFO-PERIOD}. */
    public String wireName() {
      return name().replace('_', '-');
    }

    /** Returns the period of a name in any case; null if there is none. */
    public static @Nullable Period find(String name) {
      for (var period : values()) {
        if (period.wireName().equals(name.toUpperCase(Locale.ROOT))) {
          return period;
        }
      }
      return null;
    }
  }

  private final Map<Period, Long> millis = new LinkedHashMap<>();

  Periods() {
    for (var period : Period.values()) {
      millis.put(period, period.initial);
    }
  }

  /** Returns a period in milliseconds. */
  public long of(Period period) {
    return millis.getOrDefault(period, period.initial);
  }

  public void set(Period period, long newMillis) {
    millis.put(period, newMillis);
  }
}
