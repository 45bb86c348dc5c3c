package eightweeks.week5.latency;

import eightweeks.week1.eventloop.LoopTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of work that have been slow, each with its series.
 *
 * <p>Answers to {@code server.h: latency_events} and {@code latency.c: latencyResetEvent()}. There
 * is no list of kinds: the code that reports slow work names the kind.
 */
final class LatencyEvents {
  private final LoopTime time;
  private final Map<String, LatencySeries> events = new LinkedHashMap<>();

  LatencyEvents(LoopTime time) {
    this.time = time;
  }

  void add(String event, long millis) {
    events.computeIfAbsent(event, _ -> new LatencySeries()).add(now(), millis);
  }

  /** Returns the seconds since 1970. */
  long now() {
    return time.microsNow() / 1_000_000;
  }

  /** Returns the series of a kind; null if it has not been slow. Case matters. */
  @Nullable LatencySeries find(String event) {
    return events.get(event);
  }

  /**
   * Returns all kinds with their series, in the order in which they were slow for the first time.
   */
  Map<String, LatencySeries> all() {
    return events;
  }

  /** Removes a kind, in any case; returns how many were removed. */
  int reset(String event) {
    int before = events.size();
    events.keySet().removeIf(event::equalsIgnoreCase);
    return before - events.size();
  }

  /** Removes all kinds; returns how many were removed. */
  int reset() {
    int before = events.size();
    events.clear();
    return before;
  }
}
