package eightweeks.week4.safety;

import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.transactions.EffectiveCommands;
import eightweeks.week4.master.Replicas;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.replication.ReplicationRole;

/**
 * Rejects writes while too few replicas follow: the gate GOOD_REPLICAS.
 *
 * <p>Answers to {@code replication.c: checkGoodReplicasStatus()}. With min-replicas-to-write, a
 * master that a network failure has cut off from its replicas stops to take writes after
 * min-replicas-max-lag seconds: writes that would be lost when a replica is promoted.
 */
final class GoodReplicas {
  private static final String TOO_FEW = "NOREPLICAS Not enough good replicas to write.";

  private final ServerBuilder server;
  private final Replicas replicas;
  private final ReplicationDirectives directives;
  private final ReplicationRole role;

  GoodReplicas(
      ServerBuilder server,
      Replicas replicas,
      ReplicationDirectives directives,
      ReplicationRole role) {
    this.server = server;
    this.replicas = replicas;
    this.directives = directives;
    this.role = role;
    var effective = server.need(EffectiveCommands.SERVICE);
    server
        .gates()
        .install(
            Gate.GOOD_REPLICAS,
            command -> command.is(CommandFlag.WRITE) || command.spec().name().equals("exec"),
            (client, command, _) -> {
              if (!effective.any(client, command, CommandFlag.WRITE)) {
                return true;
              }
              server.dispatcher().reject(client, command, TOO_FEW);
              return false;
            });
    directives.minReplicas.onChange(this::refresh);
    directives.maxLag.onChange(this::refresh);
    server.onStart(this::refresh);
    replicas.onChange(this::refresh);
    role.onChange(this::refresh);
  }

  /** Counts the replicas that follow, and shuts or opens the gate. */
  void refresh() {
    boolean limited =
        !role.isReplica() && directives.minReplicas.value() > 0 && directives.maxLag.value() > 0;
    server
        .gates()
        .shut(Gate.GOOD_REPLICAS, limited && replicas.countGood() < directives.minReplicas.value());
  }
}
