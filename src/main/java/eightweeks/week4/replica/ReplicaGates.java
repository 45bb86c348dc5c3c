package eightweeks.week4.replica;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.eventloop.FatalError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.keyspace.ExpiryPolicy;
import eightweeks.week3.snapshots.Snapshots;
import eightweeks.week3.transactions.EffectiveCommands;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.replication.ReplicationRole;

/**
 * What a replica refuses: writes of clients, reads of data that may be old, and to go on without a
 * disk.
 *
 * <p>Answers to the parts of {@code server.c: processCommand()} about replicas.
 */
final class ReplicaGates {
  private static final String READ_ONLY = "READONLY You can't write against a read only replica.";
  private static final String STALE =
      "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.";

  private static final long SECONDS_BETWEEN_WARNINGS = 10;

  private final ServerBuilder server;
  private final ReplicationDirectives directives;
  private final ReplicationRole role;
  private final ExpiryPolicy policy;

  /** When the disk's problem was logged, in seconds of the steady time; 0 for never. */
  private long warned;

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
    server.need(Snapshots.SERVICE).masterListener(this::withoutDisk);
    role.onChange(this::adapt);
    directives.readOnly.onChange(this::adapt);
    directives.servesStaleData.onChange(this::adapt);
  }

  /**
   * A command of the master cannot be written to the disk. The replica cannot refuse it, so it
   * ends, unless {@code replica-ignore-disk-write-errors} allows it to go on.
   */
  private void withoutDisk(Command command) {
    var log = server.log();
    if (!directives.ignoresDiskErrors.value() && !command.spec().name().equals("ping")) {
      log.warning("Replica was unable to write command to disk.");
      throw new FatalError("the replica cannot write to its disk");
    }
    long now = server.loop().time().steadySeconds();
    if (now > warned + SECONDS_BETWEEN_WARNINGS) {
      warned = now;
      log.warning("Replica is applying a command even though it is unable to write to disk.");
    }
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
