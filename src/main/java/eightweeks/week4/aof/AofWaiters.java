package eightweeks.week4.aof;

import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientFacet;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.blocking.BlockType;
import eightweeks.week3.blocking.Blocking;
import eightweeks.week3.command.ExecutionUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The clients that wait until their writes are synced.
 *
 * <p>Answers to {@code replication.c: processClientsWaitingReplicas()} and to the field {@code
 * woff} of a client: how far the log was when its last write was in it.
 */
final class AofWaiters implements ClientFacet {
  private static final CommandError DISABLED =
      new CommandError(
          "ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.");

  private final EventLoop loop;
  private final Blocking blocking;
  private final int slot;

  /** The clients that wait, in the order of their commands. */
  private final Map<Client, Waiting> waiting = new LinkedHashMap<>();

  private @Nullable Aof aof;
  private boolean posted;

  /** How far the log was after the last write of a client. */
  private static final class LastWrite {
    private long offset;
  }

  private record Waiting(Client client, long offset, int local, long replicas) {}

  AofWaiters(ServerBuilder server) {
    loop = server.loop();
    blocking = server.need(Blocking.SERVICE);
    slot = server.clients().facet(this);
    server.need(ExecutionUnit.SERVICE).propagationListeners().add(this::propagated);
  }

  void aof(Aof served) {
    aof = served;
  }

  private Aof aof() {
    if (aof == null) {
      throw new IllegalStateException("not installed yet");
    }
    return aof;
  }

  private void propagated(Client client) {
    if (client.facet(slot) instanceof LastWrite last) {
      last.offset = aof().file().offset();
      return;
    }
    var first = new LastWrite();
    first.offset = aof().file().offset();
    client.facet(slot, first);
  }

  private long lastWrite(Client client) {
    return client.facet(slot) instanceof LastWrite last ? last.offset : 0;
  }

  /**
   * Replies when enough servers have synced the client's writes.
   *
   * @param timeout the argument that has the milliseconds to wait, 0 for no limit
   */
  void waitFor(Client client, Args args, int local, long replicas, int timeout) {
    aof().replicaSyncs().check();
    long deadline = blocking.deadlineMillis(args, timeout);
    if (local > 0 && !aof().isEnabled()) {
      throw DISABLED;
    }
    var wanted = new Waiting(client, lastWrite(client), local, replicas);
    if (isServed(wanted) || !blocking.allowed(client)) {
      reply(client.reply(), wanted);
      return;
    }
    waiting.put(client, wanted);
    if (replicas > 0) {
      aof().replicaSyncs().request();
    }
    blocking.until(
        client, args, BlockType.WAITAOF, deadline, reply -> reply(reply, wanted), waiting::remove);
  }

  private boolean isServed(Waiting wanted) {
    return synced(wanted) >= wanted.local
        && (wanted.replicas == 0 || aof().replicaSyncs().count(wanted.client) >= wanted.replicas);
  }

  private int synced(Waiting wanted) {
    return aof().offsetSynced() >= wanted.offset ? 1 : 0;
  }

  private void reply(Reply reply, Waiting wanted) {
    reply.array(2);
    reply.integer(synced(wanted));
    reply.integer(aof().replicaSyncs().count(wanted.client));
  }

  /** Called when more bytes are synced, or appendonly was switched off. */
  void changed() {
    if (!waiting.isEmpty() && !posted) {
      posted = true;
      loop.post(this::serve); // not in the middle of the phase that syncs
    }
  }

  private void serve() {
    posted = false;
    for (var wanted : List.copyOf(waiting.values())) {
      if (wanted.local > 0 && !aof().isEnabled()) {
        blocking.fail(wanted.client, DISABLED.text());
      } else if (isServed(wanted)) {
        blocking.unblock(wanted.client, reply -> reply(reply, wanted));
      }
    }
  }
}
