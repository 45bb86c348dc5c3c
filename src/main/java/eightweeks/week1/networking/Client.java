package eightweeks.week1.networking;

import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.resp.Query;
import eightweeks.week1.resp.Reply;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who sends commands: usually the other end of a connection; a script's or a module's
 * client has none.
 *
 * <p>Answers to {@code server.h: client}. What only one subsystem needs to know about a client does
 * not stand here: it is a facet ({@link #facet}), one object in a slot that the subsystem was given
 * at start.
 *
 * <p>Invariants: an idle client holds neither a query buffer nor a reply chunk; {@link #flags} are
 * the constants below and those that later weeks add from bit 16 (a range of eight a week); {@link
 * #gates} has the bit of every check that looks at this client before a command.
 */
public final class Client implements Reply.Owner {
  /** Close once the reply has been written; read nothing more. */
  public static final long CLOSE_AFTER_REPLY = 1;

  /** To be closed before the loop sleeps; write nothing more. */
  public static final long CLOSE_ASAP = 1 << 1;

  /** In the list of those that have something to write. */
  static final long PENDING_WRITE = 1 << 2;

  /** Came through a unix domain socket. */
  public static final long UNIX_SOCKET = 1 << 3;

  /** A command of this client is running. */
  public static final long EXECUTING = 1 << 4;

  /** CLIENT REPLY OFF: nothing is answered. */
  public static final long REPLY_OFF = 1 << 5;

  /** CLIENT REPLY SKIP came: the next command will not be answered. */
  public static final long REPLY_SKIP_NEXT = 1 << 6;

  /** This command is not answered. */
  public static final long REPLY_SKIP = 1 << 7;

  /** CLIENT NO-EVICT: not to be closed to win memory. */
  public static final long NO_EVICT = 1 << 8;

  /** CLIENT NO-TOUCH: reading does not change how recently a key was used. */
  public static final long NO_TOUCH = 1 << 9;

  /** Has shown a password, or needs none. */
  public static final long AUTHENTICATED = 1 << 10;

  /** Waits for something; its query is not looked at (weeks 3 and later set it). */
  public static final long BLOCKED = 1 << 11;

  /** Says little and listens for long, as a monitor does: not closed for being idle. */
  public static final long NO_TIMEOUT = 1 << 12;

  /** Any of these, and no further command is taken out of the query. */
  static final long TAKES_NO_COMMAND = CLOSE_AFTER_REPLY | CLOSE_ASAP | BLOCKED | EXECUTING;

  /** The highest client id that a flag of week n may use starts here: 16 + 8 * (n - 2). */
  public static final int FIRST_FLAG_OF_WEEK_2 = 16;

  private final long id;
  private final Clients clients;
  private final @Nullable Connection connection;
  private final Reply reply;
  private final Endpoint remote;
  private final Endpoint local;
  private final long createdMillis;
  private @Nullable Object[] facets;

  /** The bits above. */
  public long flags;

  /** The checks that look at this client before a command, a bit each. */
  public int gates;

  /** The number of the database that commands work on. */
  public int database;

  /** What it is to the server; pub/sub and replication change it. */
  public ClientType type = ClientType.NORMAL;

  /** The user as which its commands run. */
  public User user = User.DEFAULT;

  private String name = "";
  private String libraryName = "";
  private String libraryVersion = "";
  private String lastCommand = "NULL";
  private @Nullable Reply pushes;

  @Nullable Query query;

  /** What {@link QueryReader} has parsed and not run yet; null for nothing. */
  Query.@Nullable Found parsed;

  QueryReader.ReadResult readResult = QueryReader.ReadResult.READ;
  @Nullable String readError;
  boolean closed;
  long lastInteractionMillis;
  long softLimitSinceMillis;

  Client(
      long id, Clients clients, @Nullable Connection connection, Endpoint remote, Endpoint local) {
    this.id = id;
    this.clients = clients;
    this.connection = connection;
    this.remote = remote;
    this.local = local;
    reply = new Reply(clients.chunks(), this);
    createdMillis = clients.time().millis();
    lastInteractionMillis = createdMillis;
    facets = new Object[clients.facetSlots()];
  }

  /** Unique for the life of the server, from 1 up. */
  public long id() {
    return id;
  }

  /** What this client will be answered. */
  public Reply reply() {
    return reply;
  }

  /**
   * Where to put what the client did not ask for just now (a message, an invalidation): while one
   * of its commands runs that waits until the command's own reply is complete.
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
   * A reply is complete: the pushes that waited go behind it. Limits are compared while it grows by
   * chunks, so the last one has yet to be counted.
   */
  public void endOfReply() {
    if (pushes != null && !pushes.isEmpty()) {
      reply.append(pushes);
    }
    if (reply.isLong()) {
      clients.checkOutputLimit(this);
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

  /** What the subsystem that was given this slot knows about the client; null at first. */
  public @Nullable Object facet(int slot) {
    return slot < facets.length ? facets[slot] : null;
  }

  /** Keeps what a subsystem knows about the client, also if its slot is newer than the client. */
  public void facet(int slot, @Nullable Object value) {
    if (slot >= facets.length) {
      facets = Arrays.copyOf(facets, clients.facetSlots());
    }
    facets[slot] = value;
  }

  /** The connection; null for a client inside the server. */
  public @Nullable Connection connection() {
    return connection;
  }

  /** Where it comes from. */
  public Endpoint remote() {
    return remote;
  }

  /** The address of ours that it came to. */
  public Endpoint local() {
    return local;
  }

  /** The name that CLIENT SETNAME gave it; empty if none. */
  public String name() {
    return name;
  }

  public void name(String newName) {
    name = newName;
  }

  public String libraryName() {
    return libraryName;
  }

  public void libraryName(String newName) {
    libraryName = newName;
  }

  public String libraryVersion() {
    return libraryVersion;
  }

  public void libraryVersion(String version) {
    libraryVersion = version;
  }

  /** The full name of its last command: {@code get}, {@code client|list}. */
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

  /** Returns whether it holds a command that was parsed and has not run yet. */
  public boolean holdsCommand() {
    return parsed == Query.Found.COMMAND;
  }

  /** Its query buffer, if it holds one. */
  public @Nullable Query query() {
    return query;
  }

  /** Has it closed: at once if it is idle, otherwise when its reply so far has been written. */
  public void closeAfterReply() {
    set(CLOSE_AFTER_REPLY);
  }

  /** Has it closed before the loop sleeps, without another byte. */
  public void closeAsap() {
    clients.closeLater(this);
  }

  /** {@code r} and {@code w}: what the loop waits for on its connection. */
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
    clients.checkOutputLimit(this);
  }

  @Override
  public void errorReplied(String text) {
    clients.errorReplied(this, text);
  }

  /** Pushes are not written by themselves: they move into the client's reply. */
  private final class PushOwner implements Reply.Owner {
    @Override
    public void replyBegins() {
      // The reply itself says so when they have moved there.
    }

    @Override
    public void replyGrows() {
      clients.checkOutputLimit(Client.this);
    }

    @Override
    public void errorReplied(String text) {
      clients.errorReplied(Client.this, text);
    }
  }
}
