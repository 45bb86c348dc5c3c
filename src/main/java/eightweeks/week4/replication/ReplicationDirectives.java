package eightweeks.week4.replication;

import static eightweeks.week1.config.Flag.DENY_LOADING;
import static eightweeks.week1.config.Flag.IMMUTABLE;
import static eightweeks.week1.config.Flag.SENSITIVE;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.config.BoolDirective;
import eightweeks.week1.config.Config;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.config.EnumDirective;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.config.StringDirective;
import eightweeks.week1.config.WordsDirective;
import eightweeks.week1.extension.Service;
import java.util.List;

/**
 * The directives about replication.
 *
 * <p>Answers to {@code config.c} and the fields {@code repl_*} and {@code slave_*} of {@code
 * server.h: redisServer}.
 */
public final class ReplicationDirectives {
  public static final Service<ReplicationDirectives> SERVICE =
      new Service<>("replication directives", ReplicationDirectives.class);

  private static final long MEGABYTE = 1 << 20;
  private static final int MAX_PORT = 65535;

  /** How a replica loads the data set that its master sends. */
  public enum DisklessLoad {
    /** From a file, after it has arrived. */
    DISABLED,
    /** From memory, if the replica has no keys; otherwise from a file. */
    ON_EMPTY_DB,
    /** From memory into other databases, which replace the old ones when all has arrived. */
    SWAPDB
  }

  /** What a server does when a command of its master, or of its append-only file, fails. */
  public enum OnError {
    IGNORE,
    PANIC,
    PANIC_ON_REPLICAS
  }

  /** The master of this server, "host port"; empty for none. */
  public final WordsDirective master;

  public final StringDirective masterUser;
  public final StringDirective masterAuth;

  /** Whether a replica without its master replies to reads, with data that may be old. */
  public final BoolDirective servesStaleData;

  public final BoolDirective readOnly;

  public final BoolDirective ignoresMaxMemory;

  /** Whether a replica continues when it cannot write its append-only file. */
  public final BoolDirective ignoresDiskErrors;

  /** Whether Sentinel tells clients of this replica. */
  public final BoolDirective announced;

  public final StringDirective announceIp;
  public final LongDirective announcePort;

  /** Sentinel promotes the replica with the lowest number; never one with 0. */
  public final LongDirective priority;

  /** Writes are refused if fewer replicas follow; 0 for no such limit. */
  public final LongDirective minReplicas;

  /** A replica follows if its last acknowledgement is at most this old, in seconds. */
  public final LongDirective maxLag;

  public final LongDirective backlogSize;

  /** Seconds without a replica after which a master frees the backlog; 0 for never. */
  public final LongDirective backlogTtl;

  /** Seconds of silence after which the other side counts as gone. */
  public final LongDirective timeout;

  /** Seconds between two PINGs to the replicas. */
  public final LongDirective pingPeriod;

  public final BoolDirective disablesNoDelay;

  /** Whether a full synchronization is sent without a file. */
  public final BoolDirective diskless;

  /** Seconds for which a diskless synchronization waits for more replicas. */
  public final LongDirective disklessDelay;

  /** The number of replicas for which it does not wait any longer; 0 for no such number. */
  public final LongDirective disklessMaxReplicas;

  public final EnumDirective<DisklessLoad> disklessLoad;

  /** Whether files for synchronization are deleted if the server does not save otherwise. */
  public final BoolDirective deletesSyncFiles;

  public final EnumDirective<OnError> onError;

  /** The local address of connections to the master. */
  public final StringDirective sourceAddress;

  /** Seconds for which a shutdown waits for replicas. */
  public final LongDirective shutdownTimeout;

  public final BoolDirective tls;

  public ReplicationDirectives(Config config) {
    master =
        config
            .words("replicaof")
            .check(ReplicationDirectives::checkMaster)
            .flags(IMMUTABLE)
            .alias("slaveof");
    masterUser = config.string("masteruser", null).flags(SENSITIVE);
    masterAuth = config.string("masterauth", null).flags(SENSITIVE);
    servesStaleData = config.bool("replica-serve-stale-data", true).alias("slave-serve-stale-data");
    readOnly = config.bool("replica-read-only", true).alias("slave-read-only");
    config
        .bool("replica-lazy-flush", false)
        .alias("slave-lazy-flush")
        .withoutEffect("has no effect: the threads of the collector free memory");
    ignoresMaxMemory =
        config.bool("replica-ignore-maxmemory", true).alias("slave-ignore-maxmemory");
    ignoresDiskErrors = config.bool("replica-ignore-disk-write-errors", false);
    announced = config.bool("replica-announced", true);
    announceIp = config.string("replica-announce-ip", null).alias("slave-announce-ip");
    announcePort =
        config.integer("replica-announce-port", 0).range(0, MAX_PORT).alias("slave-announce-port");
    priority = config.integer("replica-priority", 100).alias("slave-priority");
    minReplicas = config.integer("min-replicas-to-write", 0).alias("min-slaves-to-write");
    maxLag = config.integer("min-replicas-max-lag", 10).alias("min-slaves-max-lag");
    backlogSize = config.memory("repl-backlog-size", MEGABYTE).range(1, Long.MAX_VALUE);
    backlogTtl = config.integer("repl-backlog-ttl", 3600).range(0, Long.MAX_VALUE);
    timeout = config.integer("repl-timeout", 60).range(1, Integer.MAX_VALUE);
    pingPeriod =
        config
            .integer("repl-ping-replica-period", 10)
            .range(1, Integer.MAX_VALUE)
            .alias("repl-ping-slave-period");
    disablesNoDelay = config.bool("repl-disable-tcp-nodelay", false);
    diskless = config.bool("repl-diskless-sync", true);
    disklessDelay = config.integer("repl-diskless-sync-delay", 5);
    disklessMaxReplicas = config.integer("repl-diskless-sync-max-replicas", 0);
    disklessLoad = config.choice("repl-diskless-load", DisklessLoad.DISABLED).flags(DENY_LOADING);
    deletesSyncFiles = config.bool("rdb-del-sync-files", false);
    onError = config.choice("propagation-error-behavior", OnError.IGNORE);
    sourceAddress = config.string("bind-source-addr", null);
    shutdownTimeout = config.integer("shutdown-timeout", 10);
    tls = config.bool("tls-replication", false);
  }

  private static void checkMaster(List<String> words) throws DirectiveException {
    if (words.isEmpty()) {
      return;
    }
    if (words.size() != 2) {
      throw new DirectiveException("wrong number of arguments");
    }
    var port = Ascii.bytes(words.get(1));
    long number = Numbers.parse(port, 0, port.length);
    if (!isNoOne(words) && (number < 0 || number > MAX_PORT)) {
      throw new DirectiveException("Invalid master port");
    }
  }

  /** Returns whether the words are "no one": this server has no master. */
  public static boolean isNoOne(List<String> words) {
    return words.get(0).equalsIgnoreCase("no") && words.get(1).equalsIgnoreCase("one");
  }
}
