package eightweeks.week5.latency;

import eightweeks.week1.eventloop.LoopTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of work that have been slow, each with its series.
 *
 * <p>Answers to {@code server.h: latency_events} and {@code latency.c: latencyResetEvent()}. There
 * is no list of kinds: whatever tells the probe of slow work names it.
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

  /** Seconds since 1970. */
  long now() {
    return time.microsNow() / 1_000_000;
  }

  /** The series of a kind; null if it has not been slow. Case matters. */
  @Nullable LatencySeries find(String event) {
    return events.get(event);
  }

  /** All kinds with their series, in the order in which they were slow for the first time. */
  Map<String, LatencySeries> all() {
    return events;
  }

  /** Forgets a kind, whatever the case of its letters; returns how many it forgot. */
  int reset(String event) {
    int before = events.size();
    events.keySet().removeIf(event::equalsIgnoreCase);
    return before - events.size();
  }

  /** Forgets all; returns how many kinds these were. */
  int reset() {
    int before = events.size();
    events.clear();
    return before;
  }
}
