package eightweeks.harness.scenario;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Many seeds of one test, on all cores. A seed belongs to one thread and shares nothing with the
 * others, so that it runs the same way alone. The first seed that fails is shrunk: to fewer
 * clients, then to fewer faults, as long as it fails.
 *
 * <p>System properties, for a test with the name {@code n}: {@code n.seeds} says how many seeds
 * run, {@code n.from} the first one, {@code n.threads} on how many threads; {@code n.seed} is one
 * seed alone, and {@code n.clients} and {@code n.faults} what of it takes place.
 */
public final class Trials {
  private static final int MAX_FAILURES = 5;
  private static final int MAX_RUNS_TO_SHRINK = 150;

  private final String name;
  private final Class<?> test;
  private final int clients;
  private final int faults;
  private final BiConsumer<Trial, Scenario> body;
  private final Map<Trial, Failure> failures = new TreeMap<>(Comparator.comparingLong(Trial::seed));
  private final AtomicLong cpuNanos = new AtomicLong();
  private final AtomicLong virtualMillis = new AtomicLong();
  private final AtomicLong finished = new AtomicLong();

  /** Why a trial has failed, and what had happened. */
  private record Failure(Throwable reason, String story) {}

  /**
   * @param test the class that the command for a replay names
   * @param clients the number of clients of a whole run
   * @param faults the number of faults of a whole run
   * @param body runs a trial, on any thread
   */
  public Trials(
      String name, Class<?> test, int clients, int faults, BiConsumer<Trial, Scenario> body) {
    this.name = name;
    this.test = test;
    this.clients = clients;
    this.faults = faults;
    this.body = body;
  }

  /**
   * Runs all seeds, or the one that is asked for.
   *
   * @param inBuild how many run if no system property says it
   * @throws AssertionError if one fails, with the command that runs it again
   */
  public void run(int inBuild) {
    Long only = Long.getLong(name + ".seed");
    if (only != null) {
      runOne(only(only));
    } else {
      long from = Long.getLong(name + ".from", 0);
      runSeeds(from, from + Long.getLong(name + ".seeds", inBuild));
    }
    if (!failures.isEmpty()) {
      throw report();
    }
  }

  private Trial only(long seed) {
    var trial = Trial.whole(seed, Integer.getInteger(name + ".clients", clients), faults);
    var some = System.getProperty(name + ".faults");
    if (some == null) {
      return trial;
    }
    var numbers = new TreeSet<Integer>();
    if (!some.equals("none")) {
      for (var number : some.split(",")) {
        numbers.add(Integer.parseInt(number));
      }
    }
    return trial.withFaults(numbers);
  }

  private void runSeeds(long from, long end) {
    var next = new AtomicLong(from);
    int count = Integer.getInteger(name + ".threads", Runtime.getRuntime().availableProcessors());
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().name(name + " " + i).start(() -> runSeeds(next, end)));
    }
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void runSeeds(AtomicLong next, long end) {
    while (failureCount() < MAX_FAILURES) {
      long seed = next.getAndIncrement();
      if (seed >= end) {
        return;
      }
      runOne(Trial.whole(seed, clients, faults));
    }
  }

  private synchronized int failureCount() {
    return failures.size();
  }

  private void runOne(Trial trial) {
    long cpu = cpu();
    var failure = failureOf(trial);
    cpuNanos.addAndGet(cpu() - cpu);
    finished.incrementAndGet();
    if (failure != null) {
      synchronized (this) {
        failures.put(trial, failure);
      }
    }
  }

  private @Nullable Failure failureOf(Trial trial) {
    var scenario = new Scenario(trial.seed());
    try {
      body.accept(trial, scenario);
      return null;
    } catch (RuntimeException | Error e) {
      return new Failure(e, scenario.story());
    } finally {
      virtualMillis.addAndGet(scenario.world().clock().nanos() / 1_000_000);
    }
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Returns the smallest trial that still fails, as far as it was found. */
  Trial shrink(Trial trial) {
    int[] runs = {0};
    var smallest = trial;
    for (int some = 0; some < smallest.clients(); some = some == 0 ? 1 : 2 * some) {
      if (fails(smallest.withClients(some), runs)) {
        smallest = smallest.withClients(some);
      }
    }
    // Halves of the faults, quarters, and so on down to single ones, each taken out if it can be.
    for (int size = Math.max(1, smallest.faults().size() / 2); size > 0; size /= 2) {
      for (int start = 0; start < smallest.faults().size(); ) {
        var numbers = new ArrayList<>(smallest.faults());
        numbers.subList(start, Math.min(start + size, numbers.size())).clear();
        var fewer = smallest.withFaults(new TreeSet<>(numbers));
        if (fails(fewer, runs)) {
          smallest = fewer;
        } else {
          start += size;
        }
      }
    }
    return smallest;
  }

  private boolean fails(Trial trial, int[] runs) {
    return runs[0]++ < MAX_RUNS_TO_SHRINK && failureOf(trial) != null;
  }

  private AssertionError report() {
    var first = failures.keySet().iterator().next();
    var text = new StringBuilder();
    failures.forEach(
        (trial, failure) ->
            text.append("seed ")
                .append(trial.seed())
                .append(" fails: ")
                .append(failure.reason)
                .append('\n'));
    text.append("To run one again: ").append(command(first));
    var shrunk = shrink(first);
    var last = failureOf(shrunk);
    if (last == null) {
      throw new IllegalStateException("a seed does not run the same way twice: " + shrunk);
    }
    text.append("\nThe smallest run found of seed ")
        .append(first.seed())
        .append(" that fails: ")
        .append(command(shrunk))
        .append('\n')
        .append(last.reason)
        .append("\nWhat has happened in it:\n")
        .append(last.story);
    return new AssertionError(text.toString(), last.reason);
  }

  private String command(Trial trial) {
    return "mvn test -Dtest=" + test.getSimpleName() + " " + trial.options(name);
  }

  /** Returns how many seeds were run, and how quickly. */
  public String speed(double wallSeconds) {
    double cpuSeconds = cpuNanos.get() / 1e9;
    return String.format(
        Locale.ROOT,
        "%d seeds, %.0f a minute, %.0f a minute of CPU, %.0f times faster than real time on one"
            + " core",
        finished.get(),
        finished.get() * 60 / wallSeconds,
        finished.get() * 60 / cpuSeconds,
        virtualMillis.get() / 1000.0 / cpuSeconds);
  }

  /** Returns the seeds that have failed. */
  List<Long> failed() {
    return failures.keySet().stream().map(Trial::seed).toList();
  }
}
