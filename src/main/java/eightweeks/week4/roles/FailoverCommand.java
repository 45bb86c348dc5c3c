package eightweeks.week4.roles;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week4.master.Replicas;
import eightweeks.week4.replication.ReplicationRole;

/**
 * FAILOVER [TO host port [FORCE]] [ABORT] [TIMEOUT milliseconds].
 *
 * <p>Answers to {@code replication.c: failoverCommand()}.
 */
final class FailoverCommand extends Command {
  private final Failover failover;
  private final ReplicationRole role;
  private final Replicas replicas;

  FailoverCommand(Failover failover, ReplicationRole role, Replicas replicas) {
    super(
        CommandSpec.of("failover", -1)
            .group(Group.SERVER)
            .since("6.2.0")
            .complexity("O(1)")
            .summary("Hands the role of the master over to a replica.")
            .arguments(
                "[target(TO host:string port:integer [force(FORCE:token)])] [abort(ABORT:token)]"
                    + " [TIMEOUT milliseconds:integer]")
            .flags(ADMIN, NOSCRIPT, STALE));
    this.failover = failover;
    this.role = role;
    this.replicas = replicas;
  }

  @Override
  public void run(Client client, Args args) {
    ReplicationRole.Master to = null;
    boolean force = false;
    boolean abort = false;
    long timeout = 0;
    for (int i = 1; i < args.count(); i++) {
      if (args.is(i, "to") && i + 2 < args.count() && to == null) {
        to = new ReplicationRole.Master(args.text(i + 1), (int) args.integer(i + 2));
        i += 2;
      } else if (args.is(i, "timeout") && i + 1 < args.count() && timeout == 0) {
        timeout = args.integer(i + 1);
        if (timeout <= 0) {
          throw new CommandError("ERR FAILOVER timeout must be greater than 0");
        }
        i++;
      } else if (args.is(i, "abort") && args.count() == 2) {
        abort = true;
      } else if (args.is(i, "force") && !force) {
        force = true;
      } else {
        throw CommandError.SYNTAX;
      }
    }
    if (abort) {
      abort(client);
    } else {
      start(client, to, timeout, force);
    }
  }

  private void abort(Client client) {
    if (!failover.isUnderWay()) {
      throw new CommandError("ERR No failover in progress.");
    }
    failover.abort("Failover manually aborted");
    client.reply().ok();
  }

  private void start(
      Client client,
      ReplicationRole.@org.jspecify.annotations.Nullable Master to,
      long timeout,
      boolean force) {
    if (failover.isUnderWay()) {
      throw new CommandError("ERR FAILOVER already in progress.");
    }
    if (role.isReplica()) {
      throw new CommandError("ERR FAILOVER is not valid when server is a replica.");
    }
    if (replicas.count() == 0) {
      throw new CommandError("ERR FAILOVER requires connected replicas.");
    }
    if (force && (timeout == 0 || to == null)) {
      throw new CommandError(
          "ERR FAILOVER with force option requires both a timeout and target HOST and IP.");
    }
    if (to != null && !replicas.isOnline(to.host(), to.port())) {
      throw new CommandError(
          replicas.has(to.host(), to.port())
              ? "ERR FAILOVER target replica is not online."
              : "ERR FAILOVER target HOST and PORT is not a replica.");
    }
    failover.start(to, timeout, force);
    failover.update();
    client.reply().ok();
  }
}
