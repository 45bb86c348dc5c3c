package eightweeks.week4.aoffiles;

import eightweeks.week1.config.BoolDirective;
import eightweeks.week1.config.Config;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.config.EnumDirective;
import eightweeks.week1.config.Flag;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.config.StringDirective;

/**
 * The directives about the append-only file.
 *
 * <p>Answers to {@code config.c} and the fields {@code aof_*} of {@code server.h: redisServer}.
 */
public final class AofDirectives {
  private static final int DEFAULT_GROWTH_PERCENT = 100;
  private static final long DEFAULT_MIN_SIZE = 64 << 20;

  /** When fsync is called. */
  public enum Fsync {
    /** Once a second, on another thread: a power cut loses what was written after the last one. */
    EVERYSEC,
    /** Before replies go out: a power cut loses nothing that was acknowledged. */
    ALWAYS,
    /** Never: the system decides. */
    NO
  }

  public final BoolDirective enabled;
  public final StringDirective fileName;
  final StringDirective folderName;
  public final EnumDirective<Fsync> fsync;

  /** Whether there is no fsync while a snapshot or a rewrite uses the disk. */
  public final BoolDirective noFsyncOnRewrite;

  /** By what part the log must have grown since the last rewrite; 0 for no automatic rewrites. */
  public final LongDirective rewritePercent;

  /** The size below which there are no automatic rewrites, in bytes. */
  public final LongDirective rewriteMinSize;

  /** Whether a log whose end is missing is loaded up to its last complete command. */
  public final BoolDirective loadsTruncated;

  /** Whether a base file has the format of RDB; otherwise it has commands. */
  public final BoolDirective rdbPreamble;

  public final BoolDirective incrementalFsync;
  public final BoolDirective timestamps;

  /** Whether the files of earlier rewrites are kept. */
  public final BoolDirective keepsHistory;

  public AofDirectives(Config config) {
    enabled = config.bool("appendonly", false).flags(Flag.DENY_LOADING);
    fileName = name(config, "appendfilename", "appendonly.aof", "filename");
    folderName = name(config, "appenddirname", "appendonlydir", "dirname");
    fsync = config.choice("appendfsync", Fsync.EVERYSEC);
    noFsyncOnRewrite = config.bool("no-appendfsync-on-rewrite", false);
    rewritePercent =
        config
            .integer("auto-aof-rewrite-percentage", DEFAULT_GROWTH_PERCENT)
            .range(0, Integer.MAX_VALUE);
    rewriteMinSize = config.memory("auto-aof-rewrite-min-size", DEFAULT_MIN_SIZE);
    loadsTruncated = config.bool("aof-load-truncated", true);
    rdbPreamble = config.bool("aof-use-rdb-preamble", true);
    incrementalFsync = config.bool("aof-rewrite-incremental-fsync", true);
    timestamps = config.bool("aof-timestamp-enabled", false);
    keepsHistory = config.bool("aof-disable-auto-gc", false).flags(Flag.HIDDEN);
  }

  private static StringDirective name(Config config, String name, String initial, String kind) {
    return config
        .string(name, initial)
        .check(
            value -> {
              if (value.isEmpty()) {
                throw new DirectiveException(name + " can't be empty");
              }
              if (value.contains("/") || value.contains("\\")) {
                throw new DirectiveException(name + " can't be a path, just a " + kind);
              }
            })
        .flags(Flag.IMMUTABLE);
  }
}
