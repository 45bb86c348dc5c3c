package eightweeks.week5.memory;

import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientFacet;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.resp.Query;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds up the memory of all clients: query buffers, replies that wait, transactions, subscriptions.
 *
 * <p>Answers to {@code server.c: updateClientMemoryUsage()} and {@code
 * clientsCronTrackClientsMemUsage()}. To ask every client each time would cost ten thousand clients
 * too much. So each client's share is remembered, and only the clients that were active in a turn
 * of the loop are asked again at its end. Inside a turn, a query that has grown and a reply that
 * has grown change the sum at once, since a single command can reply hundreds of megabytes.
 *
 * <p>Invariant: the sums are those of the shares of all connected clients.
 */
public final class ClientsMemory
    implements ClientFacet, Clients.ReplyListener, Clients.ReadListener {
  private static final int TYPES = ClientType.values().length;

  private final Clients clients;
  private final int slot;
  private final long[] sums = new long[TYPES];
  private final List<Client> active = new ArrayList<>();

  /** The share of one client. */
  private static final class Share {
    private long bytes;

    /** What does not change inside a turn: all but the query and the reply. */
    private long rest;

    private int type;
    private boolean active;

    /** The client is about to be closed: its memory is as good as free. */
    private boolean gone;
  }

  ClientsMemory(Clients clients) {
    this.clients = clients;
    slot = clients.facet(this);
    clients.creations().add(this::created);
    clients.reads().add(this);
    clients.replies().add(this);
  }

  private void created(Client client) {
    if (client.connection() != null) {
      var share = new Share();
      client.facet(slot, share);
      ask(client, share);
    }
  }

  /** Returns the bytes of all clients. */
  public long total() {
    long total = 0;
    for (long sum : sums) {
      total += sum;
    }
    return total;
  }

  /** Returns the bytes of the clients of a type. */
  public long of(ClientType type) {
    return sums[type.ordinal()];
  }

  /** Returns the bytes of one client, as they were counted last; 0 for one that is being closed. */
  public long of(Client client) {
    return client.facet(slot) instanceof Share share ? share.bytes : 0;
  }

  @Override
  public void read(Client client, Query query) {
    if (client.facet(slot) instanceof Share share) {
      activate(client, share);
      grown(client, share);
    }
  }

  @Override
  public void replyGrew(Client client) {
    if (client.facet(slot) instanceof Share share) {
      activate(client, share);
      grown(client, share);
    }
  }

  private void activate(Client client, Share share) {
    if (!share.active) {
      share.active = true;
      active.add(client);
    }
  }

  /** Counts the query and the reply, which are the parts that grow inside a turn. */
  private void grown(Client client, Share share) {
    var query = client.query();
    long queryBytes = query == null ? 0 : query.memory();
    set(share, share.rest + queryBytes + client.reply().size());
  }

  /** Counts everything. */
  private void ask(Client client, Share share) {
    var query = client.query();
    long queryBytes = query == null ? 0 : query.memory();
    long all = clients.memory(client);
    share.rest = all - queryBytes - client.reply().memory();
    if (share.type != client.type.ordinal()) {
      sums[share.type] -= share.bytes;
      share.type = client.type.ordinal();
      sums[share.type] += share.bytes;
    }
    set(share, all);
  }

  private void set(Share share, long bytes) {
    if (!share.gone) {
      sums[share.type] += bytes - share.bytes;
      share.bytes = bytes;
    }
  }

  /** Asks the clients that were active in this turn; those that hold no buffers become idle. */
  void endOfTurn() {
    int kept = 0;
    for (int i = 0; i < active.size(); i++) {
      var client = active.get(i);
      if (client.facet(slot) instanceof Share share) {
        ask(client, share);
        if (client.query() == null && client.reply().isEmpty()) {
          share.active = false;
        } else {
          active.set(kept++, client);
        }
      }
    }
    while (active.size() > kept) {
      active.removeLast();
    }
  }

  /** Counts a client again, with the buffers whose changes are not signalled. */
  public void recount(Client client) {
    if (client.facet(slot) instanceof Share share) {
      ask(client, share);
    }
  }

  /** Gives back the share of a client that is going to be closed. */
  public void forget(Client client) {
    if (client.facet(slot) instanceof Share share) {
      set(share, 0);
      share.gone = true;
    }
  }

  @Override
  public void closed(Client client) {
    forget(client);
    client.facet(slot, null);
  }
}
