package eightweeks.week4.safety;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientFacet;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.blocking.BlockType;
import eightweeks.week3.blocking.Blocking;
import eightweeks.week3.command.ExecutionUnit;
import eightweeks.week4.aof.Aof;
import eightweeks.week4.master.Replicas;
import eightweeks.week4.replication.ReplicationHistory;
import eightweeks.week4.replication.ReplicationRole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The clients that wait until replicas have their writes: WAIT, and the part of WAITAOF about
 * replicas.
 *
 * <p>Answers to {@code replication.c: waitCommand(), processClientsWaitingReplicas()} and to the
 * field {@code woff} of a client: how far the stream was when its last write was in it.
 */
final class Waiters implements ClientFacet, Aof.ReplicaSyncs {
  private static final CommandError IS_REPLICA =
      new CommandError(
          "ERR WAIT cannot be used with replica instances. Please also note that since Redis 4.0 if"
              + " a replica is configured to be writable (which is not the default) writes to"
              + " replicas are just local and are not propagated.");
  private static final CommandError IS_REPLICA_AOF =
      new CommandError(
          "ERR WAITAOF cannot be used with replica instances. Please also note that writes to"
              + " replicas are just local and are not propagated.");

  private final EventLoop loop;
  private final Blocking blocking;
  private final ReplicationHistory history;
  private final ReplicationRole role;
  private final Replicas replicas;
  private final int slot;

  /** The clients that wait, in the order of their commands. */
  private final Map<Client, Waiting> waiting = new LinkedHashMap<>();

  private boolean posted;

  /** How far the stream was after the last write of a client. */
  private static final class LastWrite {
    private long offset;
  }

  private record Waiting(Client client, long offset, long count) {}

  Waiters(
      ServerBuilder server, ReplicationHistory history, ReplicationRole role, Replicas replicas) {
    loop = server.loop();
    blocking = server.need(Blocking.SERVICE);
    this.history = history;
    this.role = role;
    this.replicas = replicas;
    slot = server.clients().facet(this);
    server.need(ExecutionUnit.SERVICE).propagationListeners().add(this::propagated);
    replicas.onAcknowledgement(this::changed);
  }

  private void propagated(Client client) {
    if (client.facet(slot) instanceof LastWrite last) {
      last.offset = history.offset();
      return;
    }
    var first = new LastWrite();
    first.offset = history.offset();
    client.facet(slot, first);
  }

  private long lastWrite(Client client) {
    return client.facet(slot) instanceof LastWrite last ? last.offset : 0;
  }

  // tag::wait[]
  /** Replies the number of replicas that have the client's writes, when there are enough. */
  void waitFor(Client client, Args args, long count, int timeout) {
    if (role.isReplica()) {
      throw IS_REPLICA;
    }
    long deadline = blocking.deadlineMillis(args, timeout);
    var wanted = new Waiting(client, lastWrite(client), count);
    int now = replicas.countAcknowledged(wanted.offset);
    if (now >= count || !blocking.allowed(client)) {
      client.reply().integer(now);
      return;
    }
    waiting.put(client, wanted);
    replicas.requestAcknowledgements();
    blocking.until(
        client,
        args,
        BlockType.WAIT,
        deadline,
        reply -> reply.integer(replicas.countAcknowledged(wanted.offset)),
        waiting::remove);
  }

  // end::wait[]

  private void changed() {
    if (!waiting.isEmpty() && !posted) {
      posted = true;
      loop.post(this::serve); // not inside the command of a replica
    }
  }

  private void serve() {
    posted = false;
    for (var wanted : List.copyOf(waiting.values())) {
      int now = replicas.countAcknowledged(wanted.offset);
      if (now >= wanted.count) {
        blocking.unblock(wanted.client, reply -> reply.integer(now));
      }
    }
  }

  @Override
  public void check() {
    if (role.isReplica()) {
      throw IS_REPLICA_AOF;
    }
  }

  @Override
  public int count(Client client) {
    return replicas.countSynced(lastWrite(client));
  }

  @Override
  public void request() {
    replicas.requestAcknowledgements();
  }

  /** WAIT numreplicas timeout. */
  static final class Wait extends Command {
    private final Waiters waiters;

    Wait(Waiters waiters) {
      super(
          CommandSpec.of("wait", 3)
              .group(Group.GENERIC)
              .since("3.0.0")
              .complexity("O(1)")
              .summary("Blocks until replicas have the client's earlier writes.")
              .categories(Category.CONNECTION)
              .tips("request_policy:all_shards", "response_policy:agg_min")
              .arguments("numreplicas:integer timeout:integer"));
      this.waiters = waiters;
    }

    @Override
    public void run(Client client, Args args) {
      waiters.waitFor(client, args, args.integer(1), 2);
    }
  }
}
