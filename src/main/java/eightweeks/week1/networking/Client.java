package eightweeks.week1.networking;

import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.resp.Query;
import eightweeks.week1.resp.Reply;
import eightweeks.week1.resp.ReplyBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The server's state of one sender of commands. Most clients have a connection; the client of a
 * script or a module has none.
 *
 * <p>Answers to {@code server.h: client}.
 *
 * <p>When you need more about a client in your week: register a {@link ClientFacet} and keep one
 * object in the slot that it gets ({@link #facet}). A flag of week n, 2 to 7, is one of the eight
 * bits from {@code FIRST_FLAG_OF_WEEK_2 + 8 * (n - 2)}.
 *
 * <p>Invariants: an idle client holds neither a query buffer nor a reply chunk; {@link #gates} has
 * the bit of every check that must run before a command of this client.
 */
public final class Client implements ReplyBuffer.Owner {
  /** Will be closed once the reply has been written. Nothing more is read. */
  public static final long CLOSE_AFTER_REPLY = 1;

  /** Will be closed before the loop sleeps. Nothing more is written. */
  public static final long CLOSE_ASAP = 1 << 1;

  /** Is in the list of clients that have something to write. */
  static final long PENDING_WRITE = 1 << 2;

  /** Came through a unix domain socket. */
  public static final long UNIX_SOCKET = 1 << 3;

  /** A command of this client is running. */
  public static final long EXECUTING = 1 << 4;

  /** CLIENT REPLY OFF: no command is replied to. */
  public static final long REPLY_OFF = 1 << 5;

  /** CLIENT REPLY SKIP: the next command is not replied to. */
  public static final long REPLY_SKIP_NEXT = 1 << 6;

  /** The command that runs now is not replied to. */
  public static final long REPLY_SKIP = 1 << 7;

  /** CLIENT NO-EVICT: is not closed to free memory. */
  public static final long NO_EVICT = 1 << 8;

  /** CLIENT NO-TOUCH: its commands do not change the LRU and LFU of keys. */
  public static final long NO_TOUCH = 1 << 9;

  /** Has authenticated, or did not need to when it connected. */
  public static final long AUTHENTICATED = 1 << 10;

  /** Is blocked: no further command is taken out of its query (from week 3). */
  public static final long BLOCKED = 1 << 11;

  /** Is not closed for being idle, because it mostly receives: a monitor, for example. */
  public static final long NO_TIMEOUT = 1 << 12;

  /** With any of these flags, no further command is taken out of the query. */
  static final long TAKES_NO_COMMAND = CLOSE_AFTER_REPLY | CLOSE_ASAP | BLOCKED | EXECUTING;

  /** The lowest bit that a flag of week 2 may use; those of week 3 begin 8 bits higher. */
  public static final int FIRST_FLAG_OF_WEEK_2 = 16;

  private final long id;
  private final Clients clients;
  private final @Nullable Connection connection;
  private final Reply reply;
  private final Endpoint remote;
  private final Endpoint local;
  private final long createdMillis;
  private @Nullable Object[] facets;

  /** The flags above and those of later weeks, a bit each. */
  public long flags;

  /** The checks that must run before a command of this client, a bit each. */
  public int gates;

  /** The number of the database that commands work on. */
  public int database;

  /** Its type; pub/sub and replication change it. */
  public ClientType type = ClientType.NORMAL;

  /** The user as which its commands run. */
  public User user = User.DEFAULT;

  private String name = "";
  private String lastCommand = "NULL";
  private @Nullable Reply pushes;

  @Nullable Query query;

  /** The result of parsing ahead that {@link QueryReader} has not used yet; null for none. */
  Query.@Nullable Found parsed;

  QueryReader.ReadResult readResult = QueryReader.ReadResult.READ;
  @Nullable String readError;
  boolean closed;
  long lastInteractionMillis;

  Client(
      long id, Clients clients, @Nullable Connection connection, Endpoint remote, Endpoint local) {
    this.id = id;
    this.clients = clients;
    this.connection = connection;
    this.remote = remote;
    this.local = local;
    reply = new Reply(clients.chunks(), this);
    createdMillis = clients.time().steadyMillis();
    lastInteractionMillis = createdMillis;
    facets = new Object[clients.facetSlots()];
  }

  /** Returns its id: unique as long as the server runs, from 1 up. */
  public long id() {
    return id;
  }

  /** Returns the reply to which commands of this client add. */
  public Reply reply() {
    return reply;
  }

  /**
   * Returns the reply for pushes (a message, an invalidation). While a command of the client runs,
   * pushes wait until the reply to the command is complete.
   */
  public Reply pushReply() {
    if (!has(EXECUTING)) {
      return reply;
    }
    if (pushes == null) {
      pushes = new Reply(clients.chunks(), new PushOwner());
    }
    pushes.protocol(reply.protocol());
    return pushes;
  }

  /**
   * Ends the reply to a command: appends the pushes that waited. Calls the reply listeners for a
   * long reply, because they have not seen the length of its last chunk.
   */
  public void endOfReply() {
    if (pushes != null && !pushes.isEmpty()) {
      reply.append(pushes);
    }
    if (reply.isLong()) {
      clients.replyGrew(this);
    }
  }

  public boolean has(long flag) {
    return (flags & flag) != 0;
  }

  public void set(long flag) {
    flags |= flag;
  }

  public void unset(long flag) {
    flags &= ~flag;
  }

  /** Returns what the facet with this slot keeps about the client; null at first. */
  public @Nullable Object facet(int slot) {
    return slot < facets.length ? facets[slot] : null;
  }

  /** Sets what the facet with this slot keeps, also if the facet is newer than the client. */
  public void facet(int slot, @Nullable Object value) {
    if (slot >= facets.length) {
      facets = Arrays.copyOf(facets, clients.facetSlots());
    }
    facets[slot] = value;
  }

  /** Returns its connection; null for a client inside the server. */
  public @Nullable Connection connection() {
    return connection;
  }

  /** Returns the address of the other side. */
  public Endpoint remote() {
    return remote;
  }

  /** Returns the address of this server to which it has connected. */
  public Endpoint local() {
    return local;
  }

  /** Returns the name that CLIENT SETNAME has set; empty for none. */
  public String name() {
    return name;
  }

  public void name(String newName) {
    name = newName;
  }

  /** Returns the full name of its last command: {@code get}, {@code client|list}. */
  public String lastCommand() {
    return lastCommand;
  }

  public void lastCommand(String fullName) {
    lastCommand = fullName;
  }

  public long createdMillis() {
    return createdMillis;
  }

  public long lastInteractionMillis() {
    return lastInteractionMillis;
  }

  /** Returns its query buffer; null if it holds none. */
  public @Nullable Query query() {
    return query;
  }

  /** Closes it after its reply has been written, or before the loop sleeps if there is no reply. */
  public void closeAfterReply() {
    set(CLOSE_AFTER_REPLY);
  }

  /** Closes it before the loop sleeps. Nothing more is written. */
  public void closeAsap() {
    clients.closeLater(this);
  }

  /** Returns what the loop waits for on its connection: {@code r}, {@code w}, both or nothing. */
  public String events() {
    int mask = connection == null ? 0 : connection.mask();
    return ((mask & Channel.READABLE) != 0 ? "r" : "")
        + ((mask & Channel.WRITABLE) != 0 ? "w" : "");
  }

  @Override
  public void replyBegins() {
    clients.pendingWrite(this);
  }

  @Override
  public void replyGrows() {
    clients.replyGrew(this);
  }

  @Override
  public void errorReplied(String text) {
    clients.errorReplied(this, text);
  }

  /** The owner of the pushes: they are not written, but moved into the client's reply. */
  private final class PushOwner implements ReplyBuffer.Owner {
    @Override
    public void replyBegins() {
      // The client becomes pending when the pushes have moved into its reply.
    }

    @Override
    public void replyGrows() {
      clients.replyGrew(Client.this);
    }

    @Override
    public void errorReplied(String text) {
      clients.errorReplied(Client.this, text);
    }
  }
}
