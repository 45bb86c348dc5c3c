package eightweeks.week4.roles;

import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.blocking.Blocking;
import eightweeks.week4.aof.Aof;
import eightweeks.week4.master.Replicas;
import eightweeks.week4.replica.MasterLink;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.replication.ReplicationHistory;
import eightweeks.week4.replication.ReplicationRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a master a replica, and a replica a master.
 *
 * <p>Answers to {@code replication.c: replicationSetMaster(), replicationUnsetMaster()} and {@code
 * blocked.c: disconnectAllBlockedClients()}.
 */
final class RoleChange {
  private static final String UNBLOCKED =
      "UNBLOCKED force unblock from blocking operation, instance state changed (master ->"
          + " replica?)";

  private final Log log;
  private final Clients clients;
  private final Blocking blocking;
  private final Aof aof;
  private final ReplicationDirectives directives;
  private final ReplicationHistory history;
  private final ReplicationRole role;
  private final Replicas replicas;
  private final MasterLink link;

  RoleChange(
      ServerBuilder server,
      ReplicationDirectives directives,
      ReplicationHistory history,
      ReplicationRole role,
      Replicas replicas,
      MasterLink link) {
    log = server.log();
    clients = server.clients();
    blocking = server.need(Blocking.SERVICE);
    aof = server.need(Aof.SERVICE);
    this.directives = directives;
    this.history = history;
    this.role = role;
    this.replicas = replicas;
    this.link = link;
  }

  /**
   * Follows a master.
   *
   * @param client who has asked for it; null for this server itself
   * @return false if it is the master already
   */
  boolean follow(ReplicationRole.Master master, @Nullable Client client) {
    var before = role.master();
    if (before != null
        && before.host().equalsIgnoreCase(master.host())
        && before.port() == master.port()) {
      log.notice(
          "REPLICAOF would result into synchronization with the master we are already connected"
              + " with. No operation performed.");
      return false;
    }
    // Their keys are the master's business now.
    for (var each : List.copyOf(clients.all())) {
      blocking.fail(each, UNBLOCKED);
    }
    role.master(master);
    directives.master.set(List.of(master.host(), Integer.toString(master.port())));
    link.follow(before == null);
    log.notice(
        "REPLICAOF "
            + master.host()
            + ":"
            + master.port()
            + " enabled ("
            + (client == null
                ? "failover"
                : "user request from '" + clients.describeForLog(client) + "'")
            + ")");
    return true;
  }

  /**
   * Makes this server a master, if it is a replica.
   *
   * @param reason what the log says
   */
  void promote(String reason, @Nullable Client client) {
    if (!role.isReplica()) {
      return;
    }
    link.leave();
    role.master(null);
    directives.master.set(List.of());
    history.shiftId();
    history.forgetSelected();
    replicas.disconnectAll(); // they come back, learn the new id, and continue
    replicas.noneYet();
    aof.resume(); // a synchronization that has failed may have stopped it
    log.notice(
        "MASTER MODE enabled ("
            + reason
            + (client == null ? "" : " from '" + clients.describeForLog(client) + "'")
            + ")");
  }
}
