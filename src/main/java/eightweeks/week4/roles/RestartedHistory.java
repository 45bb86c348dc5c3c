package eightweeks.week4.roles;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.Effects;
import eightweeks.week3.keyspace.KeyspaceDirectives;
import eightweeks.week3.snapshots.Snapshots;
import eightweeks.week4.aof.Aof;
import eightweeks.week4.master.Replicas;
import eightweeks.week4.replica.MasterLink;
import eightweeks.week4.replication.ReplicationHistory;
import eightweeks.week4.replication.ReplicationRole;
import java.util.Arrays;

/**
 * Continues the history of the data that are loaded at the start: their file says what state of it
 * they are, and other servers may know it.
 *
 * <p>Answers to {@code server.c: loadDataFromDisk()}, and the part of {@code rdb.c:
 * rdbLoadRioWithLoadingCtx()} with {@code RDBFLAGS_FEED_REPL}.
 *
 * <p>A master leaves out keys that have expired while it was down. Its replicas still have them. So
 * a DEL for each of them is the beginning of what the master adds to the history. If there are more
 * of them than the backlog takes, the replicas need all of the data.
 */
final class RestartedHistory {
  private final Snapshots snapshots;
  private final Aof aof;
  private final KeyspaceDirectives directives;
  private final ReplicationRole role;
  private final ReplicationHistory history;
  private final Replicas replicas;
  private final MasterLink link;

  RestartedHistory(
      ServerBuilder server,
      ReplicationRole role,
      ReplicationHistory history,
      Replicas replicas,
      MasterLink link) {
    snapshots = server.need(Snapshots.SERVICE);
    aof = server.need(Aof.SERVICE);
    directives = server.need(KeyspaceDirectives.SERVICE);
    this.role = role;
    this.history = history;
    this.replicas = replicas;
    this.link = link;
  }

  // tag::restart[]
  /** The data are about to be loaded; the role is set. */
  void begin() {
    if (!role.isReplica()) {
      snapshots.onExpiredKey(this::expired);
    }
  }

  private void expired(int database, byte[] key) {
    history.keep();
    var name = directives.expireCommand();
    var head =
        Ascii.bytes("*2\r\n$" + name.length() + "\r\n" + name + "\r\n$" + key.length + "\r\n");
    var bytes = Arrays.copyOf(head, head.length + key.length + 2);
    System.arraycopy(key, 0, bytes, head.length, key.length);
    bytes[bytes.length - 2] = '\r';
    bytes[bytes.length - 1] = '\n';
    history.effect(database, Effects.REPLICAS, bytes, 0, bytes.length);
  }

  /** The data are loaded. */
  void end() {
    snapshots.onExpiredKey((_, _) -> {});
    var facts = snapshots.loadedFacts();
    var id = facts.getOrDefault("repl-id", "");
    var offset = facts.getOrDefault("repl-offset", "");
    if (aof.isWanted() || id.length() != 40 || !offset.matches("\\d{1,18}")) {
      history.drop(); // a replica cannot continue from the state before the DELs
      return;
    }
    history.restore(id, Long.parseLong(offset), role.isReplica());
    replicas.noneYet();
    var selected = facts.getOrDefault("repl-stream-db", "");
    if (role.isReplica()) {
      link.continueIn(selected.matches("\\d{1,9}") ? Integer.parseInt(selected) : 0);
    }
  }

  // end::restart[]
}
