package eightweeks.week4.replica;

import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.keyspace.ExpiryPolicy;
import eightweeks.week3.transactions.EffectiveCommands;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.replication.ReplicationRole;

/**
 * What a replica refuses: writes of clients, and reads of data that may be old.
 *
 * <p>Answers to the parts of {@code server.c: processCommand()} about replicas.
 */
final class ReplicaGates {
  private static final String READ_ONLY = "READONLY You can't write against a read only replica.";
  private static final String STALE =
      "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.";

  private final ServerBuilder server;
  private final ReplicationDirectives directives;
  private final ReplicationRole role;
  private final ExpiryPolicy policy;

  ReplicaGates(ServerBuilder server, ReplicationDirectives directives, ReplicationRole role) {
    this.server = server;
    this.directives = directives;
    this.role = role;
    policy = server.need(ExpiryPolicy.SERVICE);
    var effective = server.need(EffectiveCommands.SERVICE);
    var gates = server.gates();
    gates.install(
        Gate.READ_ONLY_REPLICA,
        command -> command.is(CommandFlag.WRITE) || command.spec().name().equals("exec"),
        (client, command, _) -> {
          if (client.has(ClientFlags.MASTER)
              || !effective.any(client, command, CommandFlag.WRITE)) {
            return true;
          }
          server.dispatcher().reject(client, command, READ_ONLY);
          return false;
        });
    gates.install(
        Gate.STALE_REPLICA,
        _ -> true,
        (client, command, _) -> {
          if (effective.all(client, command, CommandFlag.STALE)) {
            return true;
          }
          server.dispatcher().reject(client, command, STALE);
          return false;
        });
    role.onChange(this::adapt);
    directives.readOnly.onChange(this::adapt);
    directives.servesStaleData.onChange(this::adapt);
  }

  private void adapt() {
    boolean replica = role.isReplica();
    boolean readOnly = directives.readOnly.value();
    var gates = server.gates();
    gates.shut(Gate.READ_ONLY_REPLICA, replica && readOnly);
    gates.shut(
        Gate.STALE_REPLICA, replica && !role.isLinked() && !directives.servesStaleData.value());
    policy.role(
        !replica
            ? ExpiryPolicy.Role.MASTER
            : readOnly ? ExpiryPolicy.Role.READ_ONLY_REPLICA : ExpiryPolicy.Role.WRITABLE_REPLICA);
    server.log().role(replica ? 'S' : 'M');
  }
}
