package eightweeks.week4.roles;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.NO_ASYNC_LOADING;
import static eightweeks.week1.dispatch.CommandFlag.SENTINEL;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week4.master.Replicas;
import eightweeks.week4.replica.MasterLink;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.replication.ReplicationHistory;
import eightweeks.week4.replication.ReplicationRole;
import java.util.List;

/**
 * REPLICAOF, SLAVEOF and ROLE.
 *
 * <p>Answers to {@code replication.c: replicaofCommand(), roleCommand()}.
 */
final class RoleCommands {
  private RoleCommands() {}

  /** REPLICAOF host port, REPLICAOF NO ONE: sets the master of this server. */
  static final class ReplicaOf extends Command {
    private static final CommandError FAILING_OVER =
        new CommandError("ERR REPLICAOF not allowed while failing over.");
    private static final CommandError IS_REPLICA =
        new CommandError("ERR Command is not valid when client is a replica.");
    private static final CommandError BAD_PORT = new CommandError("ERR Invalid master port");
    private static final int MAX_PORT = 65535;

    private final RoleChange change;
    private final Failover failover;

    ReplicaOf(String name, String since, RoleChange change, Failover failover) {
      super(spec(name, since));
      this.change = change;
      this.failover = failover;
    }

    private static CommandSpec spec(String name, String since) {
      return CommandSpec.of(name, 3)
          .group(Group.SERVER)
          .since(since)
          .complexity("O(1)")
          .summary("Makes this server a replica of another one, or a master again.")
          .arguments("args(host-port(host:string port:integer) | no-one(NO:token ONE:token))")
          .flags(NO_ASYNC_LOADING, ADMIN, NOSCRIPT, STALE);
    }

    @Override
    public void run(Client client, Args args) {
      if (failover.isUnderWay()) {
        throw FAILING_OVER;
      }
      if (ReplicationDirectives.isNoOne(List.of(args.text(1), args.text(2)))) {
        change.promote("user request", client);
        client.reply().ok();
        return;
      }
      if (client.type == ClientType.REPLICA) {
        throw IS_REPLICA;
      }
      long port = args.integer(2, BAD_PORT);
      if (port < 0 || port > MAX_PORT) {
        throw BAD_PORT;
      }
      var master = new ReplicationRole.Master(args.text(1), (int) port);
      if (change.follow(master, client)) {
        client.reply().ok();
      } else {
        client.reply().simple("OK Already connected to specified master");
      }
    }
  }

  /** ROLE: tells the role of this server, and about its master or its replicas. */
  static final class Role extends Command {
    private final ReplicationRole role;
    private final ReplicationHistory history;
    private final Replicas replicas;
    private final MasterLink link;

    Role(ReplicationRole role, ReplicationHistory history, Replicas replicas, MasterLink link) {
      super(
          CommandSpec.of("role", 1)
              .group(Group.SERVER)
              .since("2.8.12")
              .complexity("O(1)")
              .summary("Returns the role in replication.")
              .categories(Category.ADMIN, Category.DANGEROUS)
              .flags(NOSCRIPT, LOADING, STALE, FAST, SENTINEL));
      this.role = role;
      this.history = history;
      this.replicas = replicas;
      this.link = link;
    }

    @Override
    public void run(Client client, Args args) {
      var reply = client.reply();
      var master = role.master();
      if (master == null) {
        reply.array(3);
        reply.bulk(Ascii.bytes("master"));
        reply.integer(history.offset());
        replicas.role(reply);
        return;
      }
      reply.array(5);
      reply.bulk(Ascii.bytes("slave"));
      reply.bulk(Ascii.bytes(master.host()));
      reply.integer(master.port());
      reply.bulk(Ascii.bytes(link.stateText()));
      reply.integer(role.isLinked() ? history.offset() : -1);
    }
  }
}
