package eightweeks.week1.startup;

import eightweeks.week1.config.BoolDirective;
import eightweeks.week1.config.Config;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.networking.Clients;

/**
 * Runs the periodic work of the server: {@code hz} times a second, or with a longer period.
 *
 * <p>Answers to {@code server.c: serverCron()} and {@code run_with_period()}. With dynamic-hz the
 * frequency rises with the number of clients, so that each of them is still looked at often enough.
 */
public final class Cron {
  private static final int MIN_HZ = 1;
  private static final int MAX_HZ = 500;
  private static final int CLIENTS_PER_CALL = 200;

  private final EventLoop loop;
  private final Clients clients;
  private final LongDirective configuredHz;
  private final BoolDirective dynamicHz;
  private final Hook<Part> parts = new Hook<>(Part[]::new);
  private int hz;
  private long loops;
  private long busyNanos;
  private boolean paused;

  /** A part of the cron and its period; 0 means every time. */
  private record Part(long periodMillis, Runnable work) {}

  Cron(EventLoop loop, Config config, Clients clients) {
    this.loop = loop;
    this.clients = clients;
    configuredHz = config.integer("hz", 10);
    dynamicHz = config.bool("dynamic-hz", true);
    config.afterReading(this::adapt);
    configuredHz.onChange(this::adapt);
  }

  /**
   * Adds work that is done once in a period in milliseconds. With 0, or a period shorter than that
   * of the cron, it is done in every run of the cron.
   */
  public void every(long millis, Runnable work) {
    parts.add(new Part(millis, work));
  }

  /** Removes work that was added with {@link #every}; returns whether it was there. */
  public boolean remove(Runnable work) {
    for (var part : parts.listeners()) {
      if (part.work == work) {
        return parts.remove(part);
      }
    }
    return false;
  }

  void start() {
    adapt();
    loop.after(1, this::measuredRun);
  }

  private long measuredRun() {
    var clock = loop.time().clock();
    long start = clock.nanos();
    long next = run();
    busyNanos += clock.nanos() - start;
    return next;
  }

  // tag::run[]
  private long run() {
    adapt();
    if (paused) {
      return 1000 / hz;
    }
    for (var part : parts.listeners()) {
      long runs = part.periodMillis * hz / 1000;
      if (runs <= 1 || loops % runs == 0) {
        run(part);
      }
    }
    loops++;
    return 1000 / hz;
  }

  // end::run[]

  /** Runs a part. If it throws, the other parts run all the same. */
  private void run(Part part) {
    try {
      part.work.run();
    } catch (RuntimeException | Error e) {
      loop.failed(e, null);
    }
  }

  /** Sets whether the cron does nothing: for tests of what happens between its runs. */
  public void pause(boolean pause) {
    paused = pause;
  }

  /** Returns the microseconds that all its runs took since the last reset. */
  public long busyMicros() {
    return busyNanos / 1_000;
  }

  /** Sets {@link #busyMicros} to 0 (CONFIG RESETSTAT). */
  public void resetStatistics() {
    busyNanos = 0;
  }

  private void adapt() {
    configuredHz.set(Math.clamp(configuredHz.value(), MIN_HZ, MAX_HZ));
    hz = configuredHz.intValue();
    if (dynamicHz.value()) {
      while (clients.count() / hz > CLIENTS_PER_CALL && hz < MAX_HZ) {
        hz = Math.min(2 * hz, MAX_HZ);
      }
    }
  }

  /** Returns the number of runs a second at the moment. */
  public int hz() {
    return hz;
  }

  /** Returns the directive hz: the number of runs a second with few clients. */
  public int configuredHz() {
    return configuredHz.intValue();
  }
}
