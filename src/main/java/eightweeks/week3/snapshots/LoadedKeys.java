package eightweeks.week3.snapshots;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.log.Log;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.world.OperatingSystem;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.LruLfu;
import eightweeks.week2.values.Values;
import eightweeks.week3.keyspace.Database;
import eightweeks.week3.keyspace.ExpiryPolicy;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.loading.Loading;
import eightweeks.week3.rdb.RdbLoader;
import eightweeks.week3.rdbencoding.RdbException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Adds the keys of a file to the databases.
 *
 * <p>Answers to the second half of the loop of {@code rdb.c: rdbLoadRioWithLoadingCtx()}. A master
 * drops keys that have expired; a replica keeps them until its master deletes them.
 */
final class LoadedKeys implements RdbLoader.Target {
  /** Maximum number of log lines about keys whose value has no elements. */
  private static final int MAX_EMPTY_LOGGED = 10;

  private static final double MEGABYTE = 1 << 20;

  private final Map<String, String> replicationFacts = new HashMap<>();
  private Database[] databases;
  private boolean keepsExpired;
  private final Values values;
  private final LruLfu usage;
  private final Log log;
  private final OperatingSystem system;
  private final Loading loading;
  private final SnapshotStatistics statistics;
  private final FunctionSources functions;
  private final boolean merges;
  private final LongDirective keyDelay;
  private Snapshots.ExpiredKeyListener expired = (_, _) -> {};
  private final long now;
  private long empty;
  private final KeyBatch waiting = new KeyBatch();

  LoadedKeys(
      ServerBuilder server,
      SnapshotStatistics statistics,
      FunctionSources functions,
      Snapshots.Duplicates duplicates,
      LongDirective keyDelay) {
    databases = server.need(Keyspace.SERVICE).all();
    keepsExpired = server.need(ExpiryPolicy.SERVICE).isReplica();
    values = server.need(Values.SERVICE);
    usage = server.need(LruLfu.SERVICE);
    log = server.log();
    system = server.world().system();
    loading = server.need(Loading.SERVICE);
    this.statistics = statistics;
    this.functions = functions;
    merges = duplicates == Snapshots.Duplicates.REPLACED;
    this.keyDelay = keyDelay;
    now = server.loop().time().millis();
    statistics.keysLoaded = 0;
    statistics.keysExpired = 0;
    functions.clear();
  }

  /** Sets the listener that is told of the keys that are dropped because they have expired. */
  LoadedKeys telling(Snapshots.ExpiredKeyListener listener) {
    expired = listener;
    return this;
  }

  /**
   * Keeps keys that have expired: the commands that follow the snapshot in the append-only file may
   * have extended their expiry.
   */
  LoadedKeys withExpired() {
    keepsExpired = true;
    return this;
  }

  /**
   * Sets other databases for the keys of a master, and keeps those that have expired, because the
   * master will delete them.
   */
  LoadedKeys into(Database[] others) {
    databases = others;
    keepsExpired = true;
    return this;
  }

  /** Returns what the file says about replication. */
  Map<String, String> replicationFacts() {
    return replicationFacts;
  }

  @Override
  public int databases() {
    return databases.length;
  }

  @Override
  public void resize(int database, int keys) {
    databases[database].expand(keys);
  }

  @Override
  public void key(byte[] key, Object value, RdbLoader.KeyFacts facts) throws RdbException {
    DebugDelay.afterKey(system, keyDelay.value(), statistics.keysLoaded + waiting.count);
    if (!keepsExpired && facts.expiresAt() != ExpiringEntry.NEVER && facts.expiresAt() < now) {
      values.release(value);
      statistics.keysExpired++;
      expired.expired(facts.database(), key);
      return;
    }
    if (!waiting.takes(facts)) {
      addWaiting();
    }
    waiting.add(key, value, facts);
  }

  // tag::waiting[]
  /** Adds the keys that wait to their database. */
  private void addWaiting() throws RdbException {
    if (waiting.count == 0) {
      return;
    }
    var database = databases[waiting.database];
    waiting.prefetch(database);
    int added = 0;
    try {
      for (; added < waiting.count; added++) {
        addWaiting(database, added);
      }
    } finally {
      dropWaiting(added);
    }
  }

  private void addWaiting(Database database, int i) throws RdbException {
    var key = waiting.keys[i];
    var entry =
        database.load(waiting.hashes[i], key, waiting.values[i], waiting.expiresAt[i], merges);
    if (entry == null) {
      throw new RdbException(
          waiting.ends[i], key, "the key stands twice in database " + waiting.database);
    }
    if (waiting.frequencies[i] != RdbLoader.UNKNOWN) {
      usage.frequency(entry, (int) waiting.frequencies[i]);
    }
    if (waiting.idleSeconds[i] != RdbLoader.UNKNOWN) {
      usage.idle(entry, waiting.idleSeconds[i]);
    }
    statistics.keysLoaded++;
  }

  /** Releases the keys that wait: the load has failed. */
  void drop() {
    dropWaiting(0);
  }

  private void dropWaiting(int from) {
    for (int i = from; i < waiting.count; i++) {
      values.release(waiting.values[i]);
    }
    waiting.clear();
  }

  // end::waiting[]

  @Override
  public void emptyKey(byte[] key) {
    if (empty++ < MAX_EMPTY_LOGGED) {
      log.notice("rdbLoadObject skipping empty key: " + Ascii.text(key));
    }
  }

  @Override
  public void function(byte[] source) {
    functions.add(source);
  }

  @Override
  public void withoutChecksum() {
    log.notice("RDB file was saved with checksum disabled: no check performed.");
  }

  @Override
  public void fact(String name, String value) {
    if (name.startsWith("%")) {
      log.notice("RDB '" + name + "': " + value);
      return;
    }
    switch (name.toLowerCase(Locale.ROOT)) {
      case "redis-ver" -> log.notice("Loading RDB produced by version " + value);
      case "ctime" -> log.notice("RDB age " + Math.max(0, now / 1000 - number(value)) + " seconds");
      case "used-mem" -> usedMemory(number(value));
      case "aof-base" -> logIf(number(value) != 0, "RDB is base AOF");
      case "aof-preamble" -> logIf(number(value) != 0, "RDB has an AOF tail");
      case "repl-stream-db", "repl-id", "repl-offset" ->
          replicationFacts.put(name.toLowerCase(Locale.ROOT), value);
      case "lua", "redis-bits" -> {}
      default -> log.debug("Unrecognized RDB AUX field: '" + name + "'");
    }
  }

  private void usedMemory(long bytes) {
    log.notice(
        String.format(Locale.ROOT, "RDB memory usage when created %.2f Mb", bytes / MEGABYTE));
    loading.usedMemory(bytes);
  }

  private void logIf(boolean condition, String text) {
    if (condition) {
      log.notice(text);
    }
  }

  /**
   * Returns the number that a text is, 0 if it is none. C's {@code strtoll()} would also accept
   * text behind the number.
   */
  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  /** Adds the last keys, and logs how many there were. */
  void done() throws RdbException {
    addWaiting();
    log.notice(
        "Done loading RDB, keys loaded: "
            + statistics.keysLoaded
            + ", keys expired: "
            + statistics.keysExpired
            + (empty > 0 ? ", empty keys skipped: " + empty : "")
            + ".");
  }
}
