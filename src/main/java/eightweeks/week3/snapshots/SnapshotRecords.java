package eightweeks.week3.snapshots;

import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.Version;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.LruLfu;
import eightweeks.week2.values.Values;
import eightweeks.week3.rdb.DataSetWriter;
import eightweeks.week3.rdb.RdbType;
import eightweeks.week3.rdb.ValueCapture;
import eightweeks.week3.rdbencoding.CapturingWriter;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a file has in front of the keys, and keys as the keyspace has them.
 *
 * <p>Answers to {@code rdb.c: rdbSaveInfoAuxFields(), rdbSaveKeyValuePair()}.
 */
final class SnapshotRecords {
  /** What a file is written for. */
  enum Purpose {
    SNAPSHOT,
    /** To be the base of an append-only file. */
    AOF_BASE,
    /** For a replica that has asked for the functions alone. */
    FUNCTIONS,
    /** For a replica that has asked for neither keys nor functions. */
    NOTHING;

    boolean hasKeys() {
      return this == SNAPSHOT || this == AOF_BASE;
    }
  }

  /** The version of the format that files have. */
  static final int VERSION = RdbType.VERSION_10;

  private static final int BITS = 64;

  private final ServerBuilder server;
  private final Values values;
  private final LruLfu usage;
  private final FunctionSources functions;
  private final Element key = new Element();
  private Supplier<Map<String, String>> replicationFacts = Map::of;

  SnapshotRecords(ServerBuilder server, FunctionSources functions) {
    this.server = server;
    values = server.need(Values.SERVICE);
    usage = server.need(LruLfu.SERVICE);
    this.functions = functions;
  }

  /** Sets the supplier of the facts about replication that are written to files (week 4). */
  void replicationFacts(Supplier<Map<String, String>> facts) {
    replicationFacts = facts;
  }

  // tag::records[]
  /** Writes signature, facts and functions: all that comes before the first database. */
  void writeHeader(DataSetWriter out, Purpose purpose) throws IOException {
    out.begin();
    out.fact("redis-ver", Version.REDIS);
    out.fact("redis-bits", BITS);
    out.fact("ctime", server.loop().time().seconds());
    out.fact("used-mem", values.allocator().total());
    if (purpose != Purpose.AOF_BASE) {
      for (var fact : replicationFacts.get().entrySet()) {
        out.fact(fact.getKey(), fact.getValue());
      }
    }
    out.fact("aof-base", purpose == Purpose.AOF_BASE ? 1 : 0);
    if (purpose != Purpose.NOTHING) {
      for (var source : functions.all()) {
        out.function(source);
      }
    }
  }

  /** Writes a key with its expiry, its idle time or LFU frequency, and its value. */
  void writeEntry(DataSetWriter out, Entry entry) throws IOException {
    writeUse(out, entry);
    out.key(key, values.of(entry));
  }

  /**
   * Begins to capture a key with a large value.
   *
   * @param out writes to {@code writer}
   * @return null if its value is written as a whole
   */
  @Nullable ValueCapture capture(DataSetWriter out, CapturingWriter writer, Entry entry)
      throws IOException {
    writeUse(out, entry);
    return out.capture(key, values.of(entry), writer);
  }

  private void writeUse(DataSetWriter out, Entry entry) throws IOException {
    entry.showKey(key);
    out.expiry(entry.expiresAt());
    if (usage.policy.value().isLru()) {
      out.idle(usage.idleMillis(entry) / 1000);
    } else if (usage.policy.value().isLfu()) {
      out.frequency(usage.frequency(entry));
    }
  }
  // end::records[]
}
