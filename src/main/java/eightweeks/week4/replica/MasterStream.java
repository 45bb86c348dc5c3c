package eightweeks.week4.replica;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.connection.Authentication;
import eightweeks.week1.dispatch.Dispatcher;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientDescription;
import eightweeks.week1.networking.ClientFacet;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.networking.User;
import eightweeks.week1.resp.ProtocolLimits;
import eightweeks.week1.resp.Query;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.keyspace.PipelineKeys;
import eightweeks.week4.replication.ReplicationHistory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stream of the master: each command as a client of its own, the master, that sees expired
 * keys and gets no replies.
 *
 * <p>Answers to {@code replication.c: replicationCreateMasterClient()}, {@code
 * replicationSendAck()}, and the part of {@code networking.c: commandProcessed()} about masters.
 *
 * <p>The bytes of each command that has run are passed on to this server's own replicas, as they
 * have come. Only then does the offset move: it says what is in the data set, not what has arrived.
 * A transaction is passed on as a whole, when its EXEC has run; a link that breaks in its middle
 * continues at its MULTI.
 */
final class MasterStream implements ClientFacet {
  private static final int KEPT = 64 * 1024;

  /** A master's arguments have been accepted by the master, so proto-max-bulk-len says nothing. */
  private static final ProtocolLimits LIMITS = ProtocolLimits.of(Integer.MAX_VALUE - 64);

  private final Clients clients;
  private final Dispatcher dispatcher;
  private final ReplicationHistory history;
  private final Log log;
  private final SyncedOffset synced;
  private final PipelineKeys keys;
  private Runnable onLost = () -> {};
  private @Nullable Client client;
  private Query query = new Query();

  /** The bytes that have come and were not passed on yet. */
  private byte[] received = new byte[KEPT];

  private int end;

  /** How many of them the query has. */
  private int fed;

  /** Where the next command begins in what was received; those before have run. */
  private int ran;

  /** Where the command begins that is parsed, or will be. */
  private int begun;

  /** Whether something has come that no master sends: the stream cannot be continued. */
  private boolean broken;

  /** The keys of the commands in front of this index were prefetched. */
  private int prefetched;

  /** Whether the command that has run last has not come to its end: its client was blocked. */
  private boolean waits;

  private boolean running;
  private boolean acknowledges;

  /**
   * @param synced knows up to which offset the stream is safe on this server's disk
   */
  MasterStream(ServerBuilder server, ReplicationHistory history, SyncedOffset synced) {
    clients = server.clients();
    dispatcher = server.dispatcher();
    log = server.log();
    keys = server.need(PipelineKeys.SERVICE);
    this.history = history;
    this.synced = synced;
    clients.facet(this);
  }

  /** Sets what is called when the master's client was closed. */
  void onLost(Runnable listener) {
    onLost = listener;
  }

  /** Begins: the bytes that come next are commands. */
  void begin(Connection from, int database) {
    var master = clients.add(from);
    master.set(ClientFlags.MASTER);
    master.set(Client.AUTHENTICATED);
    master.set(ClientFlags.MUST_OBEY);
    master.set(Client.REPLY_OFF);
    master.set(Client.NO_TIMEOUT);
    master.type = ClientType.MASTER;
    Authentication.user(master, User.SUPERUSER);
    master.gates = 0;
    master.database = database;
    client = master;
    query = new Query();
    end = 0;
    fed = 0;
    ran = 0;
    begun = 0;
    broken = false;
    prefetched = 0;
    waits = false;
    synced.reset();
  }

  /** Returns the client that runs the master's commands; null without a link. */
  @Nullable Client client() {
    return client;
  }

  /** Returns the database that the stream has selected. */
  int database() {
    return client == null ? 0 : client.database;
  }

  /** Returns whether the link ends because of bytes that no master sends. */
  boolean isBroken() {
    return broken;
  }

  /** Ends the link; returns the database that the stream has selected. */
  int end() {
    var ending = client;
    if (ending == null) {
      return 0;
    }
    int database = ending.has(ClientFlags.MULTI) ? selectedBefore : ending.database;
    client = null;
    clients.close(ending);
    return database;
  }

  /** The database before the transaction that has not come to its end. */
  private int selectedBefore;

  // tag::take[]
  /** Takes bytes of the stream, and runs the commands that are complete. */
  int take(byte[] bytes, int from, int length) {
    if (received.length - end < length) {
      received = Arrays.copyOf(received, Math.max(2 * received.length, end + length));
    }
    System.arraycopy(bytes, from, received, end, length);
    end += length;
    run();
    return length;
  }

  /** Resumes the stream after the master's client was blocked. */
  void resume() {
    if (client != null && (waits || fed < end)) {
      run();
    }
  }

  private void run() {
    var master = client;
    if (running || master == null) {
      return; // a turn inside a command of this stream
    }
    running = true;
    boolean between = false; // two commands, so that the next byte begins one
    try {
      while (master == client && !master.has(Client.BLOCKED | Client.CLOSE_ASAP)) {
        if (waits) {
          waits = false;
          passOn(master);
        }
        if (between) {
          prefetch(master);
        }
        between = true;
        switch (next()) {
          case COMMAND -> execute(master);
          case NOTHING -> passOn(master);
          case INCOMPLETE -> {
            between = false;
            if (fed == end) {
              return;
            }
            feed();
          }
          case ERROR -> {
            log.warning(
                "Protocol error (%s) from client: %s."
                    .formatted(query.errorForLog(), clients.describeForLog(master)));
            broken = true;
            master.closeAsap();
          }
        }
      }
    } finally {
      running = false;
      dropRun();
      synced.note();
    }
  }

  /** Parses the next command. A master sends no inline commands, except empty lines. */
  private Query.Found next() {
    var found = query.next(LIMITS);
    if (found == Query.Found.COMMAND && received[begun] != '*') {
      log.warning(
          "WARNING: Receiving inline protocol from master, master stream corruption? Closing the"
              + " master connection and discarding the cached master.");
      return query.fail("Master using the inline protocol. Desync?");
    }
    if (found == Query.Found.COMMAND || found == Query.Found.NOTHING) {
      begun = fed - query.unread();
    }
    return found;
  }

  private void prefetch(Client master) {
    int next = fed - query.unread();
    if (next >= prefetched && next < end) {
      prefetched = keys.prefetch(master, received, next, end);
    }
  }

  private void feed() {
    int n = Math.min(query.prepare(), end - fed);
    System.arraycopy(received, fed, query.target(), query.targetOffset(), n);
    query.filled(n);
    fed += n;
  }

  private void execute(Client master) {
    if (!master.has(ClientFlags.MULTI)) {
      selectedBefore = master.database;
    }
    master.set(Client.EXECUTING);
    try {
      dispatcher.execute(master, query.args());
    } finally {
      master.unset(Client.EXECUTING);
    }
    master.endOfReply();
    if (acknowledges) {
      acknowledges = false;
      acknowledge(); // without this command, as it is not counted yet
    }
    if (master.has(Client.BLOCKED)) {
      waits = true;
    } else {
      passOn(master);
    }
  }

  /** Passes on what has run, unless a transaction has not come to its end. */
  private void passOn(Client master) {
    int until = fed - query.unread();
    if (!master.has(ClientFlags.MULTI) && master == client) {
      history.forward(received, ran, until - ran);
      ran = until;
    }
  }

  private void dropRun() {
    if (ran > 0) {
      System.arraycopy(received, ran, received, 0, end - ran);
      end -= ran;
      fed -= ran;
      begun -= ran;
      prefetched = Math.max(0, prefetched - ran);
      ran = 0;
      if (end < KEPT && received.length > 4 * KEPT) {
        received = Arrays.copyOf(received, KEPT);
      }
    }
  }

  // end::take[]

  /** Acknowledges when the command that is running has come to its end. */
  void acknowledgeSoon() {
    acknowledges = true;
  }

  // tag::ack[]
  /** Tells the master what has run, and what is safe on disk. */
  void acknowledge() {
    var master = client;
    if (master == null || master.has(Client.CLOSE_ASAP)) {
      return;
    }
    var offset = Long.toString(history.offset());
    long safe = synced.get();
    var reply = master.reply();
    reply.array(safe < 0 ? 3 : 5);
    reply.bulk(Ascii.bytes("REPLCONF"));
    reply.bulk(Ascii.bytes("ACK"));
    reply.bulk(Ascii.bytes(offset));
    if (safe >= 0) {
      reply.bulk(Ascii.bytes("FACK"));
      reply.bulk(safe);
    }
  }

  // end::ack[]

  /** Returns the number of bytes that have come and are not counted in the offset. */
  long unapplied() {
    return client == null ? 0 : end - ran;
  }

  @Override
  public void closed(Client closed) {
    if (closed == client) {
      onLost.run(); // it was killed; what has run stays
    }
  }

  @Override
  public void describe(Client described, ClientDescription description) {
    if (described.type == ClientType.MASTER) {
      description.flag('M');
    }
  }

  @Override
  public long bytes(Client asked) {
    return asked == client ? received.length : 0;
  }
}
