package eightweeks.week1.networking;

import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.eventloop.Phase;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.log.Log;
import eightweeks.week1.resp.ChunkPool;
import eightweeks.week1.resp.LentArrays;
import eightweeks.week1.resp.Query;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All clients of a server: creates them, finds them, closes them.
 *
 * <p>Answers to {@code networking.c: createClient()}, {@code freeClient()}, {@code
 * freeClientAsync()}, {@code lookupClientByID()}.
 *
 * <p>Only handlers of the loop call {@link #close}: no code walks over a list of clients then. All
 * other code marks a client with {@link #closeLater}, and the phase FREE_CLIENTS closes it before
 * the loop sleeps.
 */
public final class Clients {
  /** Bytes of a client that holds no buffers, with its connection. */
  private static final int BYTES_OF_CLIENT = 1112;

  private final EventLoop loop;
  private final Log log;
  private final IoContext io;
  private final NetworkStatistics statistics = new NetworkStatistics();
  private final Hook<ReadListener> reads = new Hook<>(ReadListener[]::new);
  private final Hook<ReplyListener> replies = new Hook<>(ReplyListener[]::new);
  private final Hook<ClientFacet> facets = new Hook<>(ClientFacet[]::new);
  private final Hook<CreationListener> creations = new Hook<>(CreationListener[]::new);
  private final Hook<ErrorListener> errors = new Hook<>(ErrorListener[]::new);
  private final Map<Long, Client> byId = new LinkedHashMap<>();

  /** The clients without a connection that were not closed yet. */
  private final Set<Client> internal = new HashSet<>();

  /** The facet of each slot; null while the slot is free. */
  private final List<@Nullable ClientFacet> slots = new ArrayList<>();

  private final QueryReader reader;
  private final ReplyWriter writer;
  private final Queue<Client> toClose = new ArrayDeque<>();
  private Authenticator authenticator;
  private long nextId = 1;

  /** Called for every client that is created, before it runs a command. */
  @FunctionalInterface
  public interface CreationListener {
    void created(Client client);
  }

  /** Called when a client was read, before its commands run, and after that if it has a query. */
  @FunctionalInterface
  public interface ReadListener {
    void read(Client client, Query query);
  }

  /** Called when a reply has grown, for each chunk and at its end, and once a second. */
  @FunctionalInterface
  public interface ReplyListener {
    /**
     * @param client has a connection and is not about to be closed
     */
    void replyGrew(Client client);
  }

  /** Called for every error reply. */
  @FunctionalInterface
  public interface ErrorListener {
    /**
     * @param text the error without its leading minus
     */
    void errorReplied(Client client, String text);
  }

  /**
   * @param executor runs the commands that the clients send
   */
  public Clients(EventLoop loop, Log log, NetworkDirectives directives, CommandExecutor executor) {
    this.loop = loop;
    this.log = log;
    authenticator = Authenticator.ofOnePassword(directives.requirePass);
    io = new IoContext(loop.time());
    statistics.add(io);
    reader = new QueryReader(this, directives, executor, log, io, reads);
    writer = new ReplyWriter(this, loop, log, io);
    loop.at(Phase.WRITE_REPLIES, writer::writePending);
    loop.at(Phase.FREE_CLIENTS, this::closeMarked);
  }

  // tag::birth[]
  /**
   * Sets the condition under which replies wait for the work before the loop sleeps, for example
   * the fsync under {@code appendfsync always} (installClientWriteHandler).
   */
  public void repliesWaitForSleep(BooleanSupplier condition) {
    writer.barrier(condition);
  }

  /** Returns a new client of a connection, which the loop now watches for commands. */
  public Client add(Connection connection) {
    var client = create(connection, connection.remote(), connection.local());
    if (connection.remote() instanceof Endpoint.Unix) {
      client.set(Client.UNIX_SOCKET);
    }
    byId.put(client.id(), client);
    loop.watch(connection, Channel.READABLE, () -> reader.readable(client));
    return client;
  }

  // end::birth[]

  /** Creates a client without a connection, to run commands inside the server. */
  public Client internal() {
    var nowhere = new Endpoint.Tcp("?", 0);
    var client = create(null, nowhere, nowhere);
    internal.add(client);
    return client;
  }

  private Client create(@Nullable Connection connection, Endpoint remote, Endpoint local) {
    var client = new Client(nextId++, this, connection, remote, local);
    for (var listener : creations.listeners()) {
      listener.created(client);
    }
    return client;
  }

  // tag::death[]
  /** Closes a client now. The class comment says which code may call this. */
  public void close(Client client) {
    // tag::executing[]
    if (client.has(Client.EXECUTING)) {
      closeLater(client); // the loop turns inside its command, which still uses its query
      return;
    }
    if (client.closed) {
      return;
    }
    // end::executing[]
    client.closed = true;
    byId.remove(client.id());
    // tag::executing[]
    internal.remove(client);
    // end::executing[]
    client.set(Client.CLOSE_ASAP);
    try {
      for (var facet : facets.listeners()) {
        facet.closed(client);
      }
    } finally {
      var connection = client.connection();
      if (connection != null) {
        loop.close(connection);
      }
      client.reply().seal();
      releaseQuery(client);
    }
  }

  /** Marks a client so that it is closed before the loop sleeps. Nothing more is written to it. */
  public void closeLater(Client client) {
    if (!client.has(Client.CLOSE_ASAP)) {
      client.set(Client.CLOSE_ASAP);
      client.reply().seal();
      toClose.add(client);
    }
  }

  // end::death[]

  private void closeMarked() {
    if (toClose.isEmpty()) {
      return;
    }
    for (int left = toClose.size(); left > 0; left--) {
      var client = toClose.remove();
      if (client.has(Client.EXECUTING)) {
        toClose.add(client); // the loop turns inside its command: closed when that has ended
      } else {
        close(client);
      }
    }
  }

  /** Gives a client's query buffer back, unless a running command uses it. */
  void releaseQuery(Client client) {
    var query = client.query;
    client.query = null;
    client.parsed = null;
    if (query != null && !client.has(Client.EXECUTING)) {
      io.queries.give(query);
    }
  }

  void pendingWrite(Client client) {
    if (!client.has(Client.PENDING_WRITE) && client.connection() != null) {
      client.set(Client.PENDING_WRITE);
      writer.pending(client);
    }
  }

  /** Runs the commands that a client has sent while it was blocked. */
  public void resume(Client client) {
    try {
      reader.process(client);
    } catch (RuntimeException | Error e) {
      loop.failed(e, client.connection()); // so that the other clients still resume
    }
  }

  /** Limits the bytes that are allocated for large arguments before they arrive. */
  public void limitArrays(long bytes) {
    io.queries.limit(bytes);
  }

  // For threads that read and write while the loop thread waits for them (week 5).

  /** Adds the reads and writes of another thread to the statistics. */
  public void addIo(IoContext thread) {
    statistics.add(thread);
  }

  /**
   * Reads what a client has sent, and parses the first command without running it. On any thread,
   * while no other thread uses the client; {@link #runParsed} then runs the command.
   *
   * @param thread the context of the calling thread
   */
  public void readAndParse(Client client, IoContext thread) {
    reader.readAndParse(client, thread);
  }

  /** Runs the command that {@link #readAndParse} has parsed, and the commands behind it. */
  public void runParsed(Client client) {
    reader.processRead(client);
  }

  /**
   * Writes the bytes of the client's reply that its connection takes now. On any thread, while no
   * other thread uses the client.
   *
   * @param thread the context of the calling thread
   * @throws IOException if the connection is broken; the loop thread then closes the client
   */
  public void writeReply(Client client, IoContext thread) throws IOException {
    var connection = client.connection();
    if (connection != null) {
      ReplyWriter.writeReply(client, connection, thread);
    }
  }

  public Authenticator authenticator() {
    return authenticator;
  }

  /** Replaces the authenticator: access control lists bring their own (week 6). */
  public void authenticator(Authenticator other) {
    authenticator = other;
  }

  /** Calls the listeners that check limits, after the bytes to be sent to a client have grown. */
  public void replyGrew(Client client) {
    if (client.connection() != null && !client.has(Client.CLOSE_ASAP)) {
      for (var listener : replies.listeners()) {
        listener.replyGrew(client);
      }
    }
  }

  void errorReplied(Client client, String text) {
    statistics.errorReplies++;
    for (var listener : errors.listeners()) {
      listener.errorReplied(client, text);
    }
  }

  /**
   * Closes clients idle for too long, and checks the replies of the others. Called once a second.
   *
   * @param idleSeconds the limit; 0 for none
   */
  public void cron(long idleSeconds) {
    long now = time().steadyMillis();
    for (var client : List.copyOf(byId.values())) {
      if (idleSeconds > 0
          && client.type == ClientType.NORMAL
          && !client.has(Client.BLOCKED | Client.NO_TIMEOUT)
          && now - client.lastInteractionMillis > idleSeconds * 1000) {
        log.verbose("Closing idle client");
        closeLater(client);
      } else {
        replyGrew(client);
      }
    }
  }

  /**
   * Adds a facet, also while there are clients, because a module may be loaded late. Returns the
   * slot for its object about a client, {@link Client#facet(int)}.
   */
  public int facet(ClientFacet facet) {
    facets.add(facet);
    int free = slots.indexOf(null);
    if (free < 0) {
      slots.add(facet);
      return slots.size() - 1;
    }
    slots.set(free, facet);
    return free;
  }

  /**
   * Removes a facet, as unloading a module does. Its objects about the clients are dropped, so that
   * another facet can get the slot.
   *
   * @return whether it was there
   */
  public boolean removeFacet(ClientFacet facet) {
    int slot = slots.indexOf(facet);
    if (slot < 0) {
      return false;
    }
    facets.remove(facet);
    slots.set(slot, null);
    byId.values().forEach(client -> client.facet(slot, null));
    internal.forEach(client -> client.facet(slot, null));
    return true;
  }

  public Hook<CreationListener> creations() {
    return creations;
  }

  public Hook<ReadListener> reads() {
    return reads;
  }

  public Hook<ReplyListener> replies() {
    return replies;
  }

  public Hook<ErrorListener> errors() {
    return errors;
  }

  ClientFacet[] facets() {
    return facets.listeners();
  }

  int facetSlots() {
    return slots.size();
  }

  /** Resets all facets of a client, for RESET. The caller resets what is not a facet. */
  public void reset(Client client) {
    for (var facet : facets.listeners()) {
      facet.reset(client);
    }
  }

  /** Returns the line of CLIENT LIST for a client. */
  public String describe(Client client) {
    return ClientDescription.of(client, this, Integer.MAX_VALUE);
  }

  /** Returns the line of CLIENT LIST for a client, with only the beginning of long names. */
  public String describeForLog(Client client) {
    return ClientDescription.of(client, this, ClientDescription.MAX_LOGGED);
  }

  /** Returns the bytes of memory that a client uses: buffers, facets, itself. */
  public long memory(Client client) {
    long bytes = BYTES_OF_CLIENT + client.name().length() + client.reply().memory();
    var query = client.query();
    if (query != null) {
      bytes += query.memory();
    }
    for (var facet : facets.listeners()) {
      bytes += facet.bytes(client);
    }
    return bytes;
  }

  /** Returns a view of the connected clients, oldest first. Closing a client changes it. */
  public Collection<Client> all() {
    return byId.values();
  }

  public int count() {
    return byId.size();
  }

  /** Returns the connected client with that id; null if there is none. */
  public @Nullable Client find(long id) {
    return byId.get(id);
  }

  /** Returns the connected client of a channel, or null if the channel is not a client's. */
  public @Nullable Client find(Channel channel) {
    for (var client : byId.values()) {
      if (client.connection() == channel) {
        return client;
      }
    }
    return null;
  }

  /** Returns the stored arrays to which unwritten replies refer. */
  public LentArrays lentArrays() {
    return io.chunks.lent();
  }

  ChunkPool chunks() {
    return io.chunks;
  }

  public NetworkStatistics statistics() {
    return statistics;
  }

  public LoopTime time() {
    return loop.time();
  }
}
