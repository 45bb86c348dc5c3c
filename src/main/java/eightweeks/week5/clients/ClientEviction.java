package eightweeks.week5.clients;

import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.resp.Query;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week5.memory.ClientsMemory;
import eightweeks.week5.memory.EvictionStatistics;
import eightweeks.week5.memory.MemoryLimit;
import eightweeks.week5.memory.UsedMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Closes the clients that use the most memory when all of them together use too much.
 *
 * <p>Answers to {@code networking.c: evictClients()}, {@code server.c: getMemUsageBucket()}. There
 * are two limits:
 *
 * <ul>
 *   <li>The directive maxmemory-clients. It concerns normal clients and subscribers, and spares
 *       those that have asked for CLIENT NO-EVICT on.
 *   <li>The reserve of the heap ({@link MemoryLimit}). It concerns all clients and spares none:
 *       otherwise the server would end, and with it all clients.
 * </ul>
 *
 * <p>Which clients first? Sorting ten thousand clients by their memory for each eviction would take
 * long. So they are put into buckets, each for twice the memory of the one below, and the buckets
 * are emptied from the top. Redis keeps the buckets up to date all the time; here they are made
 * when a limit is exceeded, which is rare.
 */
final class ClientEviction {
  /** A client with less than 32 KiB is in the lowest bucket (CLIENT_MEM_USAGE_BUCKET_MIN_LOG). */
  private static final int MIN_LOG = 15;

  /** A client with 4 GiB or more is in the highest bucket. */
  private static final int MAX_LOG = 33;

  /** Smaller arrays, in bytes, are within the reserve. */
  private static final long LARGE_ARRAY = 1L << 20;

  private final Clients clients;
  private final ClientsMemory memory;
  private final MemoryLimit limit;
  private final EvictionStatistics statistics;
  private final Log log;
  private boolean warned;

  ClientEviction(ServerBuilder server) {
    clients = server.clients();
    memory = server.need(UsedMemory.SERVICE).clients();
    limit = server.need(MemoryLimit.SERVICE);
    statistics = server.need(EvictionStatistics.SERVICE);
    log = server.log();
  }

  /** Closes clients; called between commands. */
  void evict() {
    if (isOverDirective()) {
      evict(true, clients::close);
    }
    if (isOverReserve()) {
      evict(false, clients::close);
    }
  }

  /**
   * Closes clients; called when a query has grown, before a command of it runs. The memory must be
   * free before the next client of this turn is read.
   */
  void queryGrew(Client client, Query query) {
    evict();
    long growth = query.nextArray();
    if (growth > LARGE_ARRAY && !limit.hasRoom(2 * growth) && !client.has(Client.CLOSE_ASAP)) {
      evict(client, clients::close);
    }
  }

  /** Marks clients to be closed before they take the heap's reserve; also inside a command. */
  void keepReserve() {
    if (isOverReserve()) {
      evict(false, clients::closeLater);
    }
  }

  private boolean isOver(boolean byDirective) {
    return byDirective ? isOverDirective() : isOverReserve();
  }

  private boolean isOverDirective() {
    long bytes = limit.ofClients();
    return bytes != 0 && memory.of(ClientType.NORMAL) + memory.of(ClientType.PUBSUB) >= bytes;
  }

  private boolean isOverReserve() {
    // The rest is for garbage: an array that grows leaves its smaller predecessors behind, and a
    // large
    // array takes whole regions of the heap.
    return memory.total() >= limit.leftForClients() / 2;
  }

  // tag::evict[]
  private void evict(boolean byDirective, Consumer<Client> close) {
    var buckets = buckets(byDirective);
    if (!isOver(byDirective)) {
      return; // the memory of clients that are being closed anyway is enough
    }
    for (int i = buckets.size() - 1; i >= 0; i--) {
      for (var client : buckets.get(i)) {
        evict(client, close);
        if (!isOver(byDirective)) {
          warned = false;
          return;
        }
      }
    }
    if (!warned) {
      warned = true; // otherwise the log had this line in each turn of the loop
      log.warning("Over client maxmemory after evicting all evictable clients");
    }
  }

  private void evict(Client client, Consumer<Client> close) {
    log.notice("Evicting client: " + clients.describeForLog(client));
    memory.forget(client);
    statistics.evictedClient();
    close.accept(client);
  }

  /**
   * Returns the clients that may be closed, by the logarithm of their memory. A client that is
   * being closed counts no more from now on.
   */
  private List<List<Client>> buckets(boolean byDirective) {
    List<List<Client>> buckets = new ArrayList<>();
    for (int i = MIN_LOG; i <= MAX_LOG; i++) {
      buckets.add(new ArrayList<>());
    }
    for (var client : clients.all()) {
      if (client.has(Client.CLOSE_ASAP)) {
        memory.forget(client);
      } else if (!byDirective || isEvictable(client)) {
        int log2 = Long.SIZE - Long.numberOfLeadingZeros(memory.of(client));
        buckets.get(Math.clamp(log2, MIN_LOG, MAX_LOG) - MIN_LOG).add(client);
      }
    }
    return buckets;
  }

  // end::evict[]

  private static boolean isEvictable(Client client) {
    return !client.has(Client.NO_EVICT)
        && (client.type == ClientType.NORMAL || client.type == ClientType.PUBSUB);
  }
}
