package eightweeks.week4.safety;

import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week4.aof.Aof;
import eightweeks.week4.master.Replicas;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.replication.ReplicationHistory;
import eightweeks.week4.replication.ReplicationRole;

/** Adds WAIT, the gate GOOD_REPLICAS and the step of the shutdown to a server. */
public final class WriteSafety {
  private final GoodReplicas good;

  public WriteSafety(
      ServerBuilder server,
      ReplicationDirectives directives,
      ReplicationHistory history,
      ReplicationRole role,
      Replicas replicas) {
    good = new GoodReplicas(server, replicas, directives, role);
    var waiters = new Waiters(server, history, role, replicas);
    server.command(new Waiters.Wait(waiters));
    var aof = server.need(Aof.SERVICE);
    aof.replicaSyncs(waiters);
    replicas.onAcknowledgement(aof::replicasChanged);
    new ShutdownWait(server, directives, role, replicas);
  }

  /** Counts the replicas that follow: once a second. */
  public void cron() {
    good.refresh();
  }
}
