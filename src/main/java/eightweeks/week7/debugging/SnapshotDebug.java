package eightweeks.week7.debugging;

import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.loading.Loading;
import eightweeks.week3.snapshots.Snapshots;
import eightweeks.week4.aof.Aof;
import eightweeks.week4.replication.ReplicationHistory;
import java.io.IOException;
import java.util.Arrays;

/**
 * DEBUG RELOAD, LOADAOF, AOF-FLUSH-SLEEP, SET-SKIP-CHECKSUM-VALIDATION, REPLICATE and
 * CHANGE-REPL-ID.
 *
 * <p>Answers to {@code debug.c: debugCommand()}.
 */
final class SnapshotDebug {
  private static final CommandError NOT_SAVED = new CommandError("ERR");
  private static final CommandError NOT_LOADED =
      new CommandError("ERR Error trying to load the RDB dump, check server logs.");
  private static final CommandError UNKNOWN_OPTION =
      new CommandError("ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.");

  private static final CommandError AOF_NOT_LOADED =
      new CommandError("ERR Error trying to load the AOF files, check server logs.");

  private final Snapshots snapshots;
  private final Aof aof;
  private final Keyspace keyspace;
  private final Loading loading;
  private final Log log;

  private SnapshotDebug(Snapshots snapshots, Aof aof, Keyspace keyspace, Loading loading, Log log) {
    this.snapshots = snapshots;
    this.aof = aof;
    this.keyspace = keyspace;
    this.loading = loading;
    this.log = log;
  }

  static void addTo(ServerBuilder server) {
    var ours =
        new SnapshotDebug(
            server.need(Snapshots.SERVICE),
            server.need(Aof.SERVICE),
            server.need(Keyspace.SERVICE),
            server.need(Loading.SERVICE),
            server.log());
    var debug = server.need(DebugCommand.SERVICE);
    debug.add(
        "reload",
        ours::reload,
        "RELOAD [option ...]",
        "    Save the RDB on disk and reload it back to memory. Valid <option> values:",
        "    * MERGE: conflicting keys will be loaded from RDB.",
        "    * NOFLUSH: the existing database will not be removed before load, but",
        "      conflicting keys will generate an exception and kill the server.",
        "    * NOSAVE: the database will be loaded from an existing RDB file.",
        "    Examples:",
        "    * DEBUG RELOAD: verify that the server is able to persist, flush and reload",
        "      the database.",
        "    * DEBUG RELOAD NOSAVE: replace the current database with the contents of an",
        "      existing RDB file.",
        "    * DEBUG RELOAD NOSAVE NOFLUSH MERGE: add the contents of an existing RDB",
        "      file to the database.");
    debug.add(
        "loadaof",
        ours::loadAof,
        "LOADAOF",
        "    Flush the AOF buffers on disk and reload the AOF in memory.");
    var history = server.need(ReplicationHistory.SERVICE);
    debug.add(
        "replicate",
        (client, args) -> replicate(history, client, args),
        "REPLICATE <string>",
        "    Replicates the provided string to replicas, allowing data divergence.");
    debug.add(
        "change-repl-id",
        (client, _) -> {
          server.log().warning("Changing replication IDs after receiving change-repl-id");
          history.changeId();
          history.clearSecondId();
          client.reply().ok();
        },
        "CHANGE-REPL-ID",
        "    Change the replication IDs of the instance.",
        "    Dangerous: should be used only for testing the replication subsystem.");
    debug.add(
        "aof-flush-sleep",
        ours::aofFlushSleep,
        "AOF-FLUSH-SLEEP <microsec>",
        "    Server will sleep before flushing the AOF, this is used for testing.");
    debug.add(
        "set-skip-checksum-validation",
        ours::skipChecksums,
        "SET-SKIP-CHECKSUM-VALIDATION <0|1>",
        "    Enables or disables checksum checks for RDB files and RESTORE's payload.");
  }

  private void reload(Client client, Args args) {
    var duplicates = Snapshots.Duplicates.REFUSED;
    boolean flush = true;
    boolean save = true;
    for (int i = 2; i < args.count(); i++) {
      if (args.is(i, "merge")) {
        duplicates = Snapshots.Duplicates.REPLACED;
      } else if (args.is(i, "noflush")) {
        flush = false;
      } else if (args.is(i, "nosave")) {
        save = false;
      } else {
        throw UNKNOWN_OPTION;
      }
    }
    if (loading.isUnderWay()) {
      throw NOT_LOADED; // a load serves clients in between
    }
    if (save && !snapshots.save()) {
      throw NOT_SAVED;
    }
    if (flush) {
      keyspace.clearAll();
    }
    load(duplicates, flush);
    log.warning("DB reloaded by DEBUG RELOAD");
    client.reply().ok();
  }

  private void load(Snapshots.Duplicates duplicates, boolean flushed) {
    try {
      if (!snapshots.load(duplicates)) {
        throw NOT_LOADED;
      }
    } catch (IOException e) {
      log.warning("DEBUG RELOAD: " + e.getMessage());
      if (flushed) {
        keyspace.clearAll(); // half a data set must not look like a whole one
      }
      throw NOT_LOADED;
    }
  }

  private void loadAof(Client client, Args args) {
    if (args.count() != 2) {
      throw DebugCommand.unknown(args);
    }
    if (loading.isUnderWay() || !aof.reload()) {
      throw AOF_NOT_LOADED;
    }
    log.warning("Append Only File loaded by DEBUG LOADAOF");
    client.reply().ok();
  }

  private void aofFlushSleep(Client client, Args args) {
    if (args.count() != 3) {
      throw DebugCommand.unknown(args);
    }
    aof.flushSleep(args.integer(2));
    client.reply().ok();
  }

  private void skipChecksums(Client client, Args args) {
    if (args.count() != 3) {
      throw DebugCommand.unknown(args);
    }
    snapshots.skipChecksums(!args.is(2, "0"));
    client.reply().ok();
  }

  /** Writes a command into the stream without running it, so that the data sets may differ. */
  private static void replicate(ReplicationHistory history, Client client, Args args) {
    if (args.count() < 3) {
      throw DebugCommand.unknown(args);
    }
    var words = new String[args.count() - 2];
    Arrays.setAll(words, i -> args.text(i + 2));
    if (history.isFed()) {
      history.command(words);
    }
    client.reply().ok();
  }
}
