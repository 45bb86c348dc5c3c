package eightweeks.week4.roles;

import eightweeks.week1.eventloop.FatalError;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.connection.Greeting;
import eightweeks.week3.loading.Loading;
import eightweeks.week3.snapshots.Snapshots;
import eightweeks.week4.aof.Aof;
import eightweeks.week4.master.MasterSide;
import eightweeks.week4.replica.MasterLink;
import eightweeks.week4.replica.ReplicaSide;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.replication.ReplicationDirectives.OnError;
import eightweeks.week4.replication.ReplicationHistory;
import eightweeks.week4.replication.ReplicationRole;
import eightweeks.week4.safety.WriteSafety;
import java.util.LinkedHashMap;
import java.util.Map;

/** Brings replication: the side of a master and that of a replica. */
public final class ReplicationFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var directives = new ReplicationDirectives(server.config());
    var role = new ReplicationRole();
    var history = new ReplicationHistory(server, directives, role);
    server.provide(ReplicationDirectives.SERVICE, directives);
    server.provide(ReplicationRole.SERVICE, role);
    server.provide(ReplicationHistory.SERVICE, history);
    var master = new MasterSide(server, directives, history, role);
    var replicas = master.replicas();
    var safety = new WriteSafety(server, directives, history, role, replicas);
    var replica = new ReplicaSide(server, directives, history, role, replicas);
    var link = replica.link();
    var change = new RoleChange(server, directives, history, role, replicas, link);
    var failover = new Failover(server, history, role, replicas);
    failover.roleChange(change);
    link.failover(failover);

    server.command(new RoleCommands.ReplicaOf("replicaof", "5.0.0", change, failover));
    server.command(new RoleCommands.ReplicaOf("slaveof", "1.0.0", change, failover));
    server.command(new RoleCommands.Role(role, history, replicas, link));
    server.command(new FailoverCommand(failover, role, replicas));
    role.linkFields(replica::tell);
    role.failoverFields(failover::tell);
    server.need(Greeting.SERVICE).role(() -> role.isReplica() ? "replica" : "master");
    master.install(failover, replica::acknowledge);
    replicas.onAcknowledgement(failover::update);
    replica.install();
    server
        .cron()
        .every(
            MasterSide.period(),
            () -> {
              failover.update();
              link.cron();
              master.cron();
              safety.cron();
            });
    server.clients().errors().add((client, text) -> failed(server.log(), directives, client, text));

    var aof = server.need(Aof.SERVICE);
    aof.endsOnError(() -> directives.onError.value() == OnError.PANIC);
    var snapshots = server.need(Snapshots.SERVICE);
    snapshots.replicationFacts(() -> facts(role, history, link));
    server.onStart(() -> followAtStart(directives, role, link));
    var restart = new RestartedHistory(server, role, history, replicas, link);
    server.onStart(restart::begin);
    server.need(Loading.SERVICE).atStart(_ -> restart.end());
  }

  // tag::restart[]
  /** Returns what a file says about the state of the history that its data are. */
  private static Map<String, String> facts(
      ReplicationRole role, ReplicationHistory history, MasterLink link) {
    var selected =
        role.isReplica()
            ? link.selectedDatabase()
            : history.buffer() == null ? null : (Integer) history.selected();
    if (selected == null) {
      return Map.of();
    }
    var facts = new LinkedHashMap<String, String>();
    facts.put("repl-stream-db", selected.toString());
    facts.put("repl-id", history.id());
    facts.put("repl-offset", Long.toString(history.offset()));
    return facts;
  }

  private static void followAtStart(
      ReplicationDirectives directives, ReplicationRole role, MasterLink link) {
    var words = directives.master.value();
    if (words.size() == 2 && !ReplicationDirectives.isNoOne(words)) {
      role.master(new ReplicationRole.Master(words.get(0), Integer.parseInt(words.get(1))));
      role.linked(false);
      link.followAtStart();
    }
  }

  // end::restart[]

  /**
   * A replica replies an error to its master, or a master to a replica: the data sets may differ
   * from now on. A replica that takes no other writes ends if {@code propagation-error-behavior}
   * asks for it.
   */
  private static void failed(
      Log log, ReplicationDirectives directives, Client client, String text) {
    boolean toMaster = client.type == ClientType.MASTER;
    if (!toMaster && client.type != ClientType.REPLICA) {
      return;
    }
    log.warning(
        "== CRITICAL == This "
            + (toMaster
                ? "replica is sending an error to its master"
                : "master is sending an error to its replica")
            + ": '"
            + text
            + "' after processing the command '"
            + client.lastCommand()
            + "'");
    if (toMaster && directives.readOnly.value() && directives.onError.value() != OnError.IGNORE) {
      log.warning(
          "This replica panicked sending an error to its master after processing the command '"
              + client.lastCommand()
              + "'");
      throw new FatalError("a command of the master has failed: " + text);
    }
  }
}
