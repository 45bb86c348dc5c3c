package eightweeks.tocome;

import static eightweeks.week1.config.Flag.DEBUG;
import static eightweeks.week1.config.Flag.DENY_LOADING;
import static eightweeks.week1.config.Flag.HIDDEN;
import static eightweeks.week1.config.Flag.IMMUTABLE;
import static eightweeks.week1.config.Flag.PROTECTED;
import static eightweeks.week1.config.Flag.SENSITIVE;
import static eightweeks.week1.config.Flag.VOLATILE;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.config.Config;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week3.command.DoubleReader;
import eightweeks.week3.snapshots.SaveDirective;
import eightweeks.week3.snapshots.SignalDirectives;
import eightweeks.week5.clients.OutputLimits;
import eightweeks.week5.clients.OutputLimitsDirective;
import java.util.List;
import java.util.function.Consumer;

/**
 * The directives of weeks that are not there: not written yet, or not installed.
 *
 * <p>A configuration file for Redis must load whatever weeks are installed, and {@code CONFIG GET
 * *} must show what a client expects. So the server knows these names, checks their values, keeps
 * and rewrites them. It does nothing with them, and says so to who sets one.
 *
 * <p>They are installed last and only where a name is missing. A week that is written takes over by
 * declaring its directives where it needs them; the lines here remain for a server that runs
 * without that week. A line is what the week itself will write, less the names of its enums.
 */
public final class DirectivesToCome {
  private static final long KB = 1024;
  private static final long MB = 1024 * KB;
  private static final long MAX_INT = Integer.MAX_VALUE;
  private static final long MAX_LONG = Long.MAX_VALUE;

  private DirectivesToCome() {}

  /** Adds every directive that no installed week has declared. */
  public static void addTo(Config config) {
    DirectivesWithoutEffect.addTo(config);
    addWeek(config, 3, DirectivesToCome::week3);
    addWeek(config, 4, DirectivesToCome::week4);
    addWeek(config, 5, DirectivesToCome::week5Cluster);
    addWeek(config, 5, DirectivesToCome::week5);
    addWeek(config, 6, DirectivesToCome::week6);
    addWeek(config, 7, DirectivesToCome::week7);
  }

  private static void addWeek(Config config, int week, Consumer<Config> declarations) {
    var plan = new Config();
    declarations.accept(plan);
    var belongs = "belongs to week " + week + ", which is not installed";
    for (var directive : plan.directives()) {
      if (config.find(directive.name()) == null) {
        config.add(directive).withoutEffect(belongs + ": it has no effect");
      }
    }
    // What stands in files only asks for something at once: there is no value to be kept.
    for (var planned : plan.inFile()) {
      var name = planned.name();
      if (config.inFile(name) == null) {
        config.inFile(
            name,
            planned.minValues(),
            planned.maxValues(),
            words -> {
              planned.directive().read(words);
              throw new DirectiveException("directive '" + name + "' " + belongs);
            });
      }
    }
  }

  /** Keys, their types, snapshots. */
  private static void week3(Config week) {
    week.add(new SaveDirective());
    new SignalDirectives(week);
    week.string("dbfilename", "dump.rdb").check(DirectivesToCome::fileName).flags(PROTECTED);
    week.bool("rdbchecksum", true).flags(IMMUTABLE);
    week.bool("rdbcompression", true);
    week.bool("stop-writes-on-bgsave-error", true);
    week.bool("rdb-save-incremental-fsync", true);
    week.choice("sanitize-dump-payload", "no", "no", "yes", "clients").flags(DEBUG);
    week.integer("rdb-key-save-delay", 0).range(Integer.MIN_VALUE, MAX_INT).flags(HIDDEN);
    week.integer("key-load-delay", 0).range(Integer.MIN_VALUE, MAX_INT).flags(HIDDEN);
    week.integer("loading-process-events-interval-bytes", 2 * MB)
        .range(1024, MAX_INT)
        .flags(HIDDEN);

    week.bool("activerehashing", true);
    week.integer("active-expire-effort", 1).range(1, 10);
    week.string("notify-keyspace-events", "").check(DirectivesToCome::eventClasses);
    week.string("locale-collate", "");

    week.integer("list-max-listpack-size", -2)
        .range(Integer.MIN_VALUE, MAX_INT)
        .alias("list-max-ziplist-size");
    week.integer("list-compress-depth", 0).flags(DEBUG);
    week.integer("set-max-intset-entries", 512).range(0, MAX_LONG);
    week.integer("set-max-listpack-entries", 128).range(0, MAX_LONG);
    week.integer("set-max-listpack-value", 64).range(0, MAX_LONG);
    week.integer("hash-max-listpack-entries", 512)
        .range(0, MAX_LONG)
        .alias("hash-max-ziplist-entries");
    week.memory("hash-max-listpack-value", 64).alias("hash-max-ziplist-value");
    week.integer("zset-max-listpack-entries", 128)
        .range(0, MAX_LONG)
        .alias("zset-max-ziplist-entries");
    week.memory("zset-max-listpack-value", 64).alias("zset-max-ziplist-value");
    week.memory("hll-sparse-max-bytes", 3000);
  }

  /** The append-only file and replication. */
  private static void week4(Config week) {
    week.bool("appendonly", false).flags(DENY_LOADING);
    week.string("appendfilename", "appendonly.aof")
        .check(name -> nonEmptyFileName("appendfilename", "filename", name))
        .flags(IMMUTABLE);
    week.string("appenddirname", "appendonlydir")
        .check(name -> nonEmptyFileName("appenddirname", "dirname", name))
        .flags(IMMUTABLE);
    week.choice("appendfsync", "everysec", "everysec", "always", "no");
    week.bool("no-appendfsync-on-rewrite", false);
    week.integer("auto-aof-rewrite-percentage", 100);
    week.memory("auto-aof-rewrite-min-size", 64 * MB);
    week.bool("aof-load-truncated", true);
    week.bool("aof-use-rdb-preamble", true);
    week.bool("aof-timestamp-enabled", false);
    week.bool("aof-rewrite-incremental-fsync", true);
    week.bool("aof-disable-auto-gc", false).flags(HIDDEN);

    week.words("replicaof").check(DirectivesToCome::master).flags(IMMUTABLE).alias("slaveof");
    week.string("masteruser", null).flags(SENSITIVE);
    week.string("masterauth", null).flags(SENSITIVE);
    week.bool("replica-serve-stale-data", true).alias("slave-serve-stale-data");
    week.bool("replica-read-only", true).flags(DEBUG).alias("slave-read-only");
    week.bool("replica-lazy-flush", false).alias("slave-lazy-flush");
    week.bool("replica-ignore-maxmemory", true).alias("slave-ignore-maxmemory");
    week.bool("replica-ignore-disk-write-errors", false);
    week.bool("replica-announced", true);
    week.string("replica-announce-ip", null).alias("slave-announce-ip");
    week.integer("replica-announce-port", 0).range(0, 65535).alias("slave-announce-port");
    week.integer("replica-priority", 100).alias("slave-priority");
    week.integer("min-replicas-to-write", 0).alias("min-slaves-to-write");
    week.integer("min-replicas-max-lag", 10).alias("min-slaves-max-lag");
    week.memory("repl-backlog-size", MB).range(1, MAX_LONG);
    week.integer("repl-backlog-ttl", 3600).range(0, MAX_LONG);
    week.integer("repl-timeout", 60).range(1, MAX_INT);
    week.integer("repl-ping-replica-period", 10).range(1, MAX_INT).alias("repl-ping-slave-period");
    week.bool("repl-disable-tcp-nodelay", false);
    week.bool("repl-diskless-sync", true).flags(DEBUG);
    week.integer("repl-diskless-sync-delay", 5);
    week.integer("repl-diskless-sync-max-replicas", 0);
    week.choice("repl-diskless-load", "disabled", "disabled", "on-empty-db", "swapdb")
        .flags(DEBUG, DENY_LOADING);
    week.bool("rdb-del-sync-files", false);
    week.choice("propagation-error-behavior", "ignore", "ignore", "panic", "panic-on-replicas");
    week.string("bind-source-addr", null);
    week.integer("shutdown-timeout", 10); // seconds to wait for replicas
    week.bool("tls-replication", false);
    week.string("tls-client-cert-file", null).flags(VOLATILE);
    week.string("tls-client-key-file", null).flags(VOLATILE);
    week.string("tls-client-key-file-pass", null);

    week.inFile(
        "sentinel",
        0,
        Integer.MAX_VALUE,
        words -> refuse(!words.isEmpty(), "sentinel directive while not in sentinel mode"));
  }

  /** The cluster. */
  private static void week5Cluster(Config week) {
    week.bool("cluster-enabled", false).flags(IMMUTABLE);
    week.string("cluster-config-file", "nodes.conf").flags(IMMUTABLE);
    week.integer("cluster-node-timeout", 15000).range(0, MAX_LONG);
    week.integer("cluster-ping-interval", 0).range(0, MAX_LONG).flags(HIDDEN);
    week.integer("cluster-port", 0).range(0, 65535).flags(IMMUTABLE);
    week.integer("cluster-migration-barrier", 1);
    week.bool("cluster-allow-replica-migration", true);
    week.integer("cluster-replica-validity-factor", 10).alias("cluster-slave-validity-factor");
    week.bool("cluster-replica-no-failover", false).alias("cluster-slave-no-failover");
    week.bool("cluster-require-full-coverage", true);
    week.bool("cluster-allow-reads-when-down", false);
    week.bool("cluster-allow-pubsubshard-when-down", true);
    week.memory("cluster-link-sendbuf-limit", 0).unsigned();
    week.string("cluster-announce-ip", null);
    week.string("cluster-announce-hostname", null);
    week.string("cluster-announce-human-nodename", null);
    week.integer("cluster-announce-port", 0).range(0, 65535);
    week.integer("cluster-announce-tls-port", 0).range(0, 65535);
    week.integer("cluster-announce-bus-port", 0).range(0, 65535);
    week.choice("cluster-preferred-endpoint-type", "ip", "ip", "hostname", "unknown-endpoint");
    week.bool("tls-cluster", false);
  }

  /** Memory, latency, threads. */
  private static void week5(Config week) {
    week.add(new OutputLimitsDirective(new OutputLimits()));
    week.memory("maxmemory", 0).unsigned();
    week.choice(
        "maxmemory-policy",
        "noeviction",
        "volatile-lru",
        "volatile-lfu",
        "volatile-random",
        "volatile-ttl",
        "allkeys-lru",
        "allkeys-lfu",
        "allkeys-random",
        "noeviction");
    week.integer("maxmemory-samples", 5).range(1, MAX_INT);
    week.integer("maxmemory-eviction-tenacity", 10).range(0, 100);
    week.memory("maxmemory-clients", 0).orPercent(100);
    week.integer("lfu-log-factor", 10);
    week.integer("lfu-decay-time", 1);
    week.bool("lazyfree-lazy-eviction", false).flags(DEBUG);
    week.bool("lazyfree-lazy-expire", false).flags(DEBUG);
    week.bool("lazyfree-lazy-server-del", false).flags(DEBUG);
    week.bool("lazyfree-lazy-user-del", false).flags(DEBUG);
    week.bool("lazyfree-lazy-user-flush", false).flags(DEBUG);
    week.bool("activedefrag", false).flags(DEBUG);
    week.memory("active-defrag-ignore-bytes", 100 * MB).range(1, MAX_LONG);
    week.integer("active-defrag-threshold-lower", 10).range(0, 1000);
    week.integer("active-defrag-threshold-upper", 100).range(0, 1000);
    week.integer("active-defrag-cycle-min", 1).range(1, 99);
    week.integer("active-defrag-cycle-max", 25).range(1, 99);
    week.integer("active-defrag-max-scan-fields", 1000).range(1, MAX_LONG);
    week.bool("jemalloc-bg-thread", true);
    week.choice("oom-score-adj", "no", "no", "yes", "relative", "absolute");
    week.words("oom-score-adj-values", "0", "200", "800").check(DirectivesToCome::oomScores);

    week.integer("slowlog-log-slower-than", 10000).range(-1, MAX_LONG);
    week.integer("slowlog-max-len", 128).range(0, MAX_LONG);
    week.integer("latency-monitor-threshold", 0).range(0, MAX_LONG);
    week.bool("latency-tracking", true);
    week.words("latency-tracking-info-percentiles", "50", "99", "99.9")
        .check(DirectivesToCome::percentiles);
    week.integer("io-threads", 1).range(1, 128).flags(IMMUTABLE, DEBUG);
    week.bool("io-threads-do-reads", false).flags(IMMUTABLE, DEBUG);
  }

  /** Modules, scripts, streams, access control, tracking. */
  private static void week6(Config week) {
    week.string("aclfile", "").flags(IMMUTABLE);
    week.integer("acllog-max-len", 128).range(0, MAX_LONG);
    week.choice("acl-pubsub-default", "resetchannels", "allchannels", "resetchannels");
    week.choice("enable-module-command", "no", "no", "yes", "local").flags(IMMUTABLE);
    week.integer("busy-reply-threshold", 5000).range(0, MAX_LONG).alias("lua-time-limit");
    week.memory("stream-node-max-bytes", 4 * KB);
    week.integer("stream-node-max-entries", 100).range(0, MAX_LONG);
    week.integer("tracking-table-max-keys", 1000000).range(0, MAX_LONG);
    week.inFile("user", 1, Integer.MAX_VALUE, _ -> {});
    week.inFile("loadmodule", 1, Integer.MAX_VALUE, _ -> {});
  }

  /** Debugging. */
  private static void week7(Config week) {
    week.integer("watchdog-period", 0).flags(HIDDEN);
  }

  // What these directives refuse, besides what their types do.

  private static void refuse(boolean bad, String reason) throws DirectiveException {
    if (bad) {
      throw new DirectiveException(reason);
    }
  }

  private static void fileName(String name) throws DirectiveException {
    refuse(isPath(name), "dbfilename can't be a path, just a filename");
  }

  private static void nonEmptyFileName(String directive, String kind, String name)
      throws DirectiveException {
    refuse(name.isEmpty(), directive + " can't be empty");
    refuse(isPath(name), directive + " can't be a path, just a " + kind);
  }

  private static boolean isPath(String name) {
    return name.contains("/") || name.contains("\\");
  }

  private static void eventClasses(String classes) throws DirectiveException {
    refuse(
        !classes.chars().allMatch(c -> "Ag$lshzxeKEtmdn".indexOf(c) >= 0),
        "Invalid event class character. Use 'Ag$lshzxeKEtmdn'.");
  }

  private static void master(List<String> words) throws DirectiveException {
    refuse(words.size() != 2, "wrong number of arguments");
    boolean none = words.get(0).equalsIgnoreCase("no") && words.get(1).equalsIgnoreCase("one");
    refuse(!none && !isNumber(words.get(1), 0, 65535), "Invalid master port");
  }

  private static void oomScores(List<String> words) throws DirectiveException {
    refuse(words.size() != 3, "wrong number of arguments");
    for (var word : words) {
      refuse(
          !isNumber(word, -2000, 2000),
          "Invalid oom-score-adj-values, elements must be between -2000 and 2000.");
    }
  }

  private static boolean isNumber(String word, long least, long most) {
    var bytes = Ascii.bytes(word);
    long number = Numbers.parse(bytes, 0, bytes.length);
    return number >= least && number <= most;
  }

  private static void percentiles(List<String> words) throws DirectiveException {
    for (var word : words) {
      var bytes = Ascii.bytes(word);
      double percentile = DoubleReader.parse(bytes, 0, bytes.length);
      refuse(Double.isNaN(percentile), "Invalid latency-tracking-info-percentiles parameters");
      refuse(
          percentile < 0 || percentile > 100,
          "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]");
    }
  }
}
