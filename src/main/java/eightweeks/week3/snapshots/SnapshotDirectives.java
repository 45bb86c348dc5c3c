package eightweeks.week3.snapshots;

import eightweeks.week1.config.BoolDirective;
import eightweeks.week1.config.Config;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.config.EnumDirective;
import eightweeks.week1.config.Flag;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.config.StringDirective;

/**
 * The directives about RDB files.
 *
 * <p>Answers to {@code config.c} and the fields of {@code server.h: redisServer} of the same names.
 */
final class SnapshotDirectives {
  private static final long LOADING_INTERVAL = 2 << 20;
  private static final long LEAST_INTERVAL = 1024;

  final SaveDirective savePoints;
  final StringDirective fileName;
  final BoolDirective compression;
  final BoolDirective checksum;
  final EnumDirective<SanitizePayload> sanitizePayload;

  /** Whether writes are rejected after a save in the background has failed. */
  final BoolDirective stopWrites;

  final BoolDirective incrementalSync;
  final LongDirective keySaveDelay;
  final LongDirective keyLoadDelay;

  /** While a file is loaded, clients are served each time after this number of bytes. */
  final LongDirective loadingInterval;

  /** Whether payloads may have wrong checksums (DEBUG SET-SKIP-CHECKSUM-VALIDATION). */
  boolean skipsChecksums;

  SnapshotDirectives(Config config) {
    savePoints = config.add(new SaveDirective());
    fileName =
        config
            .string("dbfilename", "dump.rdb")
            .check(SnapshotDirectives::requireName)
            .flags(Flag.PROTECTED);
    compression = config.bool("rdbcompression", true);
    checksum = config.bool("rdbchecksum", true).flags(Flag.IMMUTABLE);
    stopWrites = config.bool("stop-writes-on-bgsave-error", true);
    incrementalSync = config.bool("rdb-save-incremental-fsync", true);
    keySaveDelay = delay(config, "rdb-key-save-delay");
    keyLoadDelay = delay(config, "key-load-delay");
    loadingInterval =
        config
            .integer("loading-process-events-interval-bytes", LOADING_INTERVAL)
            .range(LEAST_INTERVAL, Integer.MAX_VALUE)
            .flags(Flag.HIDDEN);
    sanitizePayload = config.choice("sanitize-dump-payload", SanitizePayload.NO);
  }

  /** Declares a delay in microseconds per key, for tests: see {@link DebugDelay}. */
  private static LongDirective delay(Config config, String name) {
    return config.integer(name, 0).range(Integer.MIN_VALUE, Integer.MAX_VALUE).flags(Flag.HIDDEN);
  }

  /** Returns the path of the file, relative to the working directory; empty if it is not set. */
  String path() {
    var path = fileName.path();
    return path == null ? "" : path;
  }

  private static void requireName(String name) throws DirectiveException {
    if (name.contains("/") || name.contains("\\")) {
      throw new DirectiveException("dbfilename can't be a path, just a filename");
    }
  }
}
