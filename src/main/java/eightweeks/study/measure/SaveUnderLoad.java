package eightweeks.study.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Day 21: a client writes keys by chance while the server saves in the background. A real
 * redis-server forks, this server captures.
 *
 * <p>Where no redis-server is installed, its numbers are those of a recorded run.
 */
final class SaveUnderLoad implements Measurement {
  /** The system property with the path of a redis-server. */
  static final String REDIS = "eightweeks.redis";

  private static final int COUNT = 500_000;
  private static final long QUIET_NANOS = 2_000_000_000;
  private static final long MAX_SAVE_NANOS = 12_000_000_000L;
  private static final long ASK_NANOS = 100_000_000;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MICROS_PER_MILLI = 1e3;
  private static final double MEGA = 1e6;

  /**
   * What a server showed.
   *
   * @param quiet the worst request without a save, in milliseconds
   * @param saving the worst request while it saved
   * @param start how long the command that began the save kept the server
   * @param copied bytes that it says were copied for the save
   * @param before bytes of memory of all its processes before the save; 0 if not known
   * @param most the most of these while it saved
   */
  record Run(double quiet, double saving, double start, long copied, long before, long most) {}

  /** A redis-server 7.2.6 with the default number of keys, on Linux with two cores. */
  static final Run RECORDED = new Run(1.3, 12.6, 2.4, 84_400_000, 96_000_000, 181_000_000);

  @Override
  public int count() {
    return COUNT;
  }

  @Override
  public List<Chart> measure(int count) {
    var program = System.getProperty(REDIS);
    try {
      Run redis = RECORDED;
      if (program != null) {
        try (var server = SavingServer.redis(Path.of(program))) {
          redis = run(server, count);
        }
      }
      try (var server = SavingServer.ours()) {
        return charts(redis, run(server, count), program != null, count);
      }
    } catch (IOException e) {
      return List.of(new Chart("Nothing was measured: " + e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static Run run(SavingServer server, int keys) throws IOException, InterruptedException {
    try (var client = LoadClient.connect(server)) {
      client.fill(keys);
      save(server, client, keys, 0); // the first one loads classes, and no code is compiled yet
      worst(client, keys, QUIET_NANOS);
      long quiet = worst(client, keys, QUIET_NANOS);
      return save(server, client, keys, quiet);
    }
  }

  /**
   * Writes for some time, at most once for each key; returns the nanoseconds of the worst request.
   */
  private static long worst(LoadClient client, int keys, long nanos) throws IOException {
    long worst = 0;
    long end = System.nanoTime() + nanos;
    for (int i = 0; i < keys && System.nanoTime() < end; i++) {
      worst = Math.max(worst, client.set(keys));
    }
    return worst;
  }

  private static Run save(SavingServer server, LoadClient client, int keys, long quiet)
      throws IOException {
    long before = server.memory();
    long most = before;
    long now = System.nanoTime();
    long end = now + MAX_SAVE_NANOS;
    client.call("BGSAVE");
    long worst = System.nanoTime() - now; // this is a request, too
    do {
      long ask = System.nanoTime() + ASK_NANOS;
      do {
        worst = Math.max(worst, client.set(keys));
        now = System.nanoTime();
      } while (now < ask);
      most = Math.max(most, server.memory());
    } while (now < end && client.info("persistence", "rdb_bgsave_in_progress") == 1);
    return new Run(
        quiet / NANOS_PER_MILLI,
        worst / NANOS_PER_MILLI,
        client.info("stats", "latest_fork_usec") / MICROS_PER_MILLI,
        client.info("persistence", "rdb_last_cow_size"),
        before,
        most);
  }

  /** Returns the charts of two runs. */
  static List<Chart> charts(Run redis, Run ours, boolean isMeasured, int keys) {
    var names = new String[] {isMeasured ? "redis-server" : "redis-server (recorded)", "this one"};
    var worst =
        new Chart("The worst request, in milliseconds (%,d keys)".formatted(keys), names)
            .group("without a save", redis.quiet, ours.quiet)
            .group("while it saves", redis.saving, ours.saving)
            .note("A request is one SET, or the BGSAVE itself.");
    var start =
        new Chart("How long the start of the save took, in milliseconds", names)
            .group("fork, or capture", redis.start, ours.start)
            .note("INFO: latest_fork_usec. No client is served meanwhile.");
    var copied =
        new Chart("Copied for the save, in MB", names)
            .group("pages, or keys", redis.copied / MEGA, ours.copied / MEGA)
            .note("INFO: rdb_last_cow_size. Keys wait for the disk; pages stay until the end.");
    var charts = new ArrayList<>(List.of(worst, start, copied));
    if (redis.before > 0 && ours.before > 0) {
      charts.add(
          new Chart("Memory of all its processes, in MB", names)
              .group("before the save", redis.before / MEGA, ours.before / MEGA)
              .group("while it saves", redis.most / MEGA, ours.most / MEGA)
              .note("A page that parent and child share counts once."));
    }
    if (!isMeasured) {
      charts
          .getLast()
          .note(
              "No redis-server is on the PATH: its numbers are those of a recorded run of 7.2.6"
                  + " with"
                  + " %,d keys.".formatted(COUNT));
    }
    return charts;
  }
}
