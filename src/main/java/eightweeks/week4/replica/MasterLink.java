package eightweeks.week4.replica;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.extension.Service;
import eightweeks.week1.listening.Listeners;
import eightweeks.week1.log.Log;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week4.links.LinkTypes;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.replication.ReplicationHistory;
import eightweeks.week4.replication.ReplicationRole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The link of a replica to its master, from the first attempt to the stream of changes.
 *
 * <p>Answers to {@code replication.c: connectWithMaster(), syncWithMaster(),
 * slaveTryPartialResynchronization(), readSyncBulkPayload(), cancelReplicationHandshake()}.
 *
 * <pre>
 *            REPLICAOF host port
 *   NONE ─────────────────────────► CONNECT ◄───────────────────────────────────────────┐
 *    ▲                                 │ the cron connects                              │
 *    │ REPLICAOF NO ONE                ▼                                                │
 *    │ (from everywhere)           CONNECTING                                           │
 *    │                                 │ connected: PING                                │
 *    │                                 ▼                                                │
 *    │                             PING_REPLY                                           │
 *    │                                 │ +PONG: AUTH, REPLCONF …                        │
 *    │                                 ▼                                                │
 *    │                        AUTH_REPLY, PORT_REPLY,                                   │
 *    │                        IP_REPLY, CAPA_REPLY                                      │
 *    │                                 │ PSYNC id offset                                │
 *    │                                 ▼                                                │
 *    │                            PSYNC_REPLY ── -NOMASTERLINK, -LOADING ──────────────►┤
 *    │                  +CONTINUE      │       +FULLRESYNC id offset                    │
 *    │              ┌──────────────────┴──────────┐                                     │
 *    │              │                             ▼                                     │
 *    │              │                         TRANSFER ── the snapshot is not whole ───►┤
 *    │              ▼                             │ loaded                              │
 *    └───────── CONNECTED ◄───────────────────────┘                                     │
 *                   │ the connection is lost, or silent for too long                    │
 *                   └──────────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>Each of these states reads what the master sends in its own way: lines, the bytes of a
 * snapshot, commands. A read may hold the end of one and the beginning of the next, so {@link
 * #take} goes on with the next state until the bytes are used up.
 *
 * <p>Why is a lost link no loss? Id, offset and database stay ({@link #canContinue}). The next
 * PSYNC asks for the first byte that is missing, and the master sends the rest from its backlog. A
 * server that was a master asks in the same way with its own id: if it was demoted by a failover,
 * the new master knows that id as its second one.
 */
public final class MasterLink {
  public static final Service<MasterLink> SERVICE = new Service<>("master link", MasterLink.class);

  /** The states of the class comment. */
  enum State {
    NONE,
    CONNECT,
    CONNECTING,
    PING_REPLY,
    AUTH_REPLY,
    PORT_REPLY,
    IP_REPLY,
    CAPA_REPLY,
    PSYNC_REPLY,
    TRANSFER,
    CONNECTED;

    boolean isHandshake() {
      return ordinal() >= PING_REPLY.ordinal() && ordinal() <= PSYNC_REPLY.ordinal();
    }
  }

  private static final int READ_BYTES = 64 * 1024;
  private static final int MAX_LINE = 1024;
  private static final int ID_LENGTH = 40;

  private final EventLoop loop;
  private final LoopTime time;
  private final Log log;
  private final Listeners listeners;
  private final ReplicationDirectives directives;
  private final ReplicationHistory history;
  private final ReplicationRole role;
  private final LinkTypes.Choice type;
  private final SnapshotLoad load;
  private final MasterStream stream;
  private final byte[] buffer = new byte[READ_BYTES];
  private final StringBuilder line = new StringBuilder();
  private State state = State.NONE;
  private @Nullable Connection connection;
  private @Nullable SnapshotTransfer transfer;

  /** Whether id, offset and database are those of a state of the master's data. */
  private boolean canContinue;

  /** The database that the next command of the stream uses. */
  private int database;

  /** The id and the offset that the master has announced with its snapshot. */
  private String announcedId = "";

  private long announcedOffset;

  /** When the master has sent something, in seconds of the steady time. */
  private long lastIo;

  /** Since when the link is down, in seconds of the steady time; 0 if it was never up. */
  private long downSince;

  private long bytesReceived;
  private @Nullable FailoverListener failover;

  /** Told of the steps of a failover, in which this server hands its role to a replica. */
  public interface FailoverListener {
    /** Returns whether PSYNC is to make the other side a master. */
    boolean isInProgress();

    /** The other side has taken the role. */
    void accepted();

    /** The other side has not taken the role. */
    void rejected(String reason);
  }

  MasterLink(
      ServerBuilder server,
      ReplicationDirectives directives,
      ReplicationHistory history,
      ReplicationRole role,
      SnapshotLoad load,
      MasterStream stream) {
    loop = server.loop();
    time = loop.time();
    log = server.log();
    listeners = server.listeners();
    this.directives = directives;
    this.history = history;
    this.role = role;
    this.load = load;
    this.stream = stream;
    type = server.need(LinkTypes.SERVICE).chosenBy(directives.tls, "tls");
    stream.onLost(this::streamLost);
  }

  public void failover(FailoverListener listener) {
    failover = listener;
  }

  State state() {
    return state;
  }

  // tag::roles[]
  /** Follows a master from now on. The role has been set. */
  public void follow(boolean fromMaster) {
    close();
    if (fromMaster) {
      log.notice(
          "Before turning into a replica, using my own master parameters to synthesize a cached"
              + " master: I may be able to synchronize with the new master with just a partial"
              + " transfer.");
      canContinue = true;
      database = 0;
    }
    state = State.CONNECT;
    connect();
  }

  /** The configuration file names a master: the cron connects when the data are loaded. */
  public void followAtStart() {
    state = State.CONNECT;
  }

  /** The file that was loaded at the start says where its data stand in the master's history. */
  public void continueIn(int selected) {
    canContinue = true;
    database = selected;
  }

  /** Follows no master any more. */
  public void leave() {
    close();
    canContinue = false;
    state = State.NONE;
    downSince = 0;
  }

  // end::roles[]

  private void close() {
    if (state == State.CONNECTED) {
      database = stream.end();
      canContinue = true;
    }
    drop();
    role.linked(false);
  }

  /** Closes the connection, and drops what has come of a snapshot. */
  private void drop() {
    if (transfer != null) {
      transfer.discard();
      transfer = null;
    }
    var closing = connection;
    connection = null;
    line.setLength(0);
    if (closing != null) {
      loop.close(closing);
    }
  }

  // tag::connect[]
  private void connect() {
    var master = role.master();
    if (master == null) {
      return;
    }
    log.notice("Connecting to MASTER " + master.host() + ":" + master.port());
    try {
      var source = directives.sourceAddress;
      var from = source.isSet() ? new Endpoint.Tcp(source.value(), 0) : null;
      var opened = type.type().connect(new Endpoint.Tcp(master.host(), master.port()), from);
      connection = opened;
      state = State.CONNECTING;
      lastIo = time.steadySeconds();
      loop.watch(opened, Channel.WRITABLE, () -> connected(opened));
      log.notice("MASTER <-> REPLICA sync started");
    } catch (IOException e) {
      log.warning("Unable to connect to MASTER: " + e.getMessage());
    }
  }

  private void connected(Connection opened) {
    try {
      if (!opened.finishConnect()) {
        return;
      }
      loop.unwatch(opened, Channel.WRITABLE);
      log.notice("Non blocking connect for SYNC fired the event.");
      loop.watch(opened, Channel.READABLE, () -> readable(opened));
      state = State.PING_REPLY;
      send("PING");
    } catch (IOException e) {
      log.warning("Error condition on socket for SYNC: " + e.getMessage());
      retry();
    }
  }

  // end::connect[]

  private void send(String... words) throws IOException {
    var text = new StringBuilder("*" + words.length + "\r\n");
    for (var word : words) {
      text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    sendRaw(text.toString());
  }

  private void sendRaw(String text) throws IOException {
    var bytes = Ascii.bytes(text);
    var to = connection;
    if (to == null || to.write(bytes, 0, bytes.length) < bytes.length) {
      throw new IOException("the master does not read");
    }
  }

  /** Closes the connection; the cron makes the next one. */
  private void retry() {
    drop();
    state = State.CONNECT;
  }

  // tag::take[]
  private void readable(Connection from) {
    int n;
    try {
      n = from.read(buffer, 0, buffer.length);
    } catch (IOException e) {
      lost(e.getMessage());
      return;
    }
    if (n < 0) {
      lost("connection lost");
      return;
    }
    if (n > 0) {
      lastIo = time.steadySeconds();
      bytesReceived += n;
      take(from, buffer, n);
    }
  }

  /** Takes bytes of the master, each in the state that it is meant for. */
  private void take(Connection from, byte[] bytes, int length) {
    int done = 0;
    while (done < length && connection == from) {
      done +=
          switch (state) {
            case NONE, CONNECT, CONNECTING -> length - done;
            case TRANSFER -> takeSnapshot(from, bytes, done, length);
            case CONNECTED -> stream.take(bytes, done, length - done);
            case PING_REPLY, AUTH_REPLY, PORT_REPLY, IP_REPLY, CAPA_REPLY, PSYNC_REPLY ->
                takeLine(bytes, done, length);
          };
    }
  }

  private int takeLine(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        int end = line.length();
        var reply =
            end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
        line.setLength(0);
        reply(reply);
        return i + 1 - from;
      }
      line.append((char) (bytes[i] & 0xff));
      if (line.length() > MAX_LINE) {
        log.warning("Master did not respond to command during SYNC handshake");
        retry();
        return to - from;
      }
    }
    return to - from;
  }

  // end::take[]

  private void lost(@Nullable String reason) {
    switch (state) {
      case TRANSFER -> log.warning("I/O error trying to sync with MASTER: " + reason);
      case CONNECTED -> {
        streamLost();
        return;
      }
      default -> log.warning("Master did not respond to command during SYNC handshake: " + reason);
    }
    if (failover != null && failover.isInProgress()) {
      failover.rejected("Failover target rejected psync request");
    }
    if (state != State.NONE) {
      retry();
    }
  }

  // tag::handshake[]
  /** A line of the handshake has come. */
  private void reply(String reply) {
    try {
      switch (state) {
        case PING_REPLY -> pingReply(reply);
        case AUTH_REPLY -> {
          if (reply.startsWith("-")) {
            log.warning("Unable to AUTH to MASTER: " + reply);
            retry();
          } else {
            state = State.PORT_REPLY;
          }
        }
        case PORT_REPLY -> {
          warn(reply, "listening-port");
          state = directives.announceIp.isSet() ? State.IP_REPLY : State.CAPA_REPLY;
        }
        case IP_REPLY -> {
          warn(reply, "ip-address");
          state = State.CAPA_REPLY;
        }
        case CAPA_REPLY -> {
          warn(reply, "capa");
          requestSync();
        }
        case PSYNC_REPLY -> {
          if (!reply.isEmpty()) { // an empty line only says that the master is there
            psyncReply(reply);
          }
        }
        default -> throw new IllegalStateException("no reply is expected in " + state);
      }
    } catch (IOException e) {
      log.warning("Sending command to master in replication handshake: " + e.getMessage());
      if (failover != null && failover.isInProgress()) {
        failover.rejected("Write error to failover target");
      }
      retry();
    }
  }

  private void pingReply(String reply) throws IOException {
    boolean goesOn =
        reply.startsWith("+")
            || reply.startsWith("-NOAUTH")
            || reply.startsWith("-NOPERM")
            || reply.startsWith("-ERR operation not permitted");
    if (!goesOn) {
      log.warning("Error reply to PING from master: '" + reply + "'");
      retry();
      return;
    }
    log.notice("Master replied to PING, replication can continue...");
    // tag::introduce[]
    var words = new ArrayList<String>();
    if (directives.masterAuth.isSet()) {
      words.add("AUTH");
      if (directives.masterUser.isSet()) {
        words.add(directives.masterUser.value());
      }
      words.add(directives.masterAuth.value());
      send(words.toArray(String[]::new));
    }
    send("REPLCONF", "listening-port", Integer.toString(port()));
    if (directives.announceIp.isSet()) {
      send("REPLCONF", "ip-address", directives.announceIp.value());
    }
    send("REPLCONF", "capa", "eof", "capa", "psync2");
    state = words.isEmpty() ? State.PORT_REPLY : State.AUTH_REPLY;
    // end::introduce[]
  }

  private int port() {
    if (directives.announcePort.value() != 0) {
      return directives.announcePort.intValue();
    }
    int tls = listeners.port("tls");
    return directives.tls.value() && tls != 0 ? tls : listeners.port("tcp");
  }

  private void warn(String reply, String option) {
    if (reply.startsWith("-")) {
      log.notice("(Non critical) Master does not understand REPLCONF " + option + ": " + reply);
    }
  }

  /** Asks for the first byte that is missing, or for everything. */
  private void requestSync() throws IOException {
    state = State.PSYNC_REPLY;
    var words = new ArrayList<>(List.of("PSYNC", "?", "-1"));
    if (canContinue) {
      words.set(1, history.id());
      words.set(2, Long.toString(history.offset() + 1));
      log.notice(
          "Trying a partial resynchronization (request "
              + words.get(1)
              + ":"
              + words.get(2)
              + ").");
    } else {
      log.notice("Partial resynchronization not possible (no cached master)");
    }
    if (failover != null && failover.isInProgress()) {
      words.add("FAILOVER");
    }
    send(words.toArray(String[]::new));
  }

  private void psyncReply(String reply) throws IOException {
    boolean full = reply.startsWith("+FULLRESYNC");
    boolean continues = reply.startsWith("+CONTINUE");
    if (failover != null && failover.isInProgress()) {
      if (!full && !continues) {
        failover.rejected("Failover target rejected psync request");
        return;
      }
      failover.accepted();
    }
    if (full) {
      fullSync(reply);
    } else if (continues) {
      continueWith(reply);
    } else if (reply.startsWith("-NOMASTERLINK") || reply.startsWith("-LOADING")) {
      log.notice("Master is currently unable to PSYNC but should be in the future: " + reply);
      retry();
    } else {
      if (reply.startsWith("-ERR")) {
        log.notice("Master does not support PSYNC or is in error state (reply: " + reply + ")");
      } else {
        log.warning("Unexpected reply to PSYNC from master: " + reply);
      }
      log.notice("Retrying with SYNC...");
      announcedId = ReplicationHistory.NO_ID;
      announcedOffset = 0;
      sendRaw("SYNC\r\n");
      beginTransfer();
    }
  }

  // end::handshake[]

  private void fullSync(String reply) {
    var words = reply.split(" ");
    announcedId = ReplicationHistory.NO_ID;
    announcedOffset = 0;
    if (words.length == 3 && words[1].length() == ID_LENGTH && words[2].matches("\\d{1,18}")) {
      announcedId = words[1];
      announcedOffset = Long.parseLong(words[2]);
      log.notice("Full resync from master: " + announcedId + ":" + announcedOffset);
    } else {
      log.warning("Master replied with wrong +FULLRESYNC syntax.");
    }
    beginTransfer();
  }

  private void beginTransfer() {
    try {
      transfer = load.begin();
      state = State.TRANSFER;
    } catch (IOException e) {
      log.warning(
          "Opening the temp file needed for MASTER <-> REPLICA synchronization: " + e.getMessage());
      retry();
    }
  }

  // tag::continue[]
  private void continueWith(String reply) {
    log.notice("Successful partial resynchronization with master.");
    var newId = reply.length() == "+CONTINUE ".length() + ID_LENGTH ? reply.substring(10) : "";
    if (!newId.isEmpty() && !newId.equals(history.id())) {
      log.notice("Master replication ID changed to " + newId);
      history.shiftTo(newId);
      load.disconnectReplicas(); // they learn the new id when they come back
    }
    history.keep();
    log.notice("MASTER <-> REPLICA sync: Master accepted a Partial Resynchronization.");
    beginStream();
  }

  private void beginStream() {
    var linked = connection;
    if (linked == null) {
      return;
    }
    stream.begin(linked, database);
    loop.watch(linked, Channel.READABLE, () -> readable(linked));
    state = State.CONNECTED;
    downSince = 0;
    role.linked(true);
  }

  // end::continue[]

  // tag::transfer[]
  private int takeSnapshot(Connection from, byte[] bytes, int start, int end) {
    var receiving = transfer;
    if (receiving == null) {
      throw new IllegalStateException("no transfer is under way");
    }
    int taken;
    try {
      taken = receiving.take(bytes, start, end - start);
    } catch (IOException e) {
      log.warning(String.valueOf(e.getMessage()));
      retry();
      return end - start;
    }
    if (receiving.isComplete()) {
      var rest = Arrays.copyOfRange(bytes, start + taken, end);
      transfer = null;
      loadSnapshot(from, receiving);
      take(from, rest, rest.length); // reads may have used the buffer meanwhile
      return end - start;
    }
    return taken;
  }

  private void loadSnapshot(Connection from, SnapshotTransfer received) {
    loop.unwatch(from, Channel.READABLE); // clients are served while it is loaded
    Integer selected = load.run(received, announcedId, this::forgetHistory);
    if (connection != from) {
      return; // REPLICAOF has come meanwhile
    }
    if (selected == null) {
      retry();
      return;
    }
    database = selected;
    canContinue = true;
    history.adopt(announcedId, announcedOffset);
    beginStream();
    log.notice("MASTER <-> REPLICA sync: Finished with success");
    if (received.hasMark()) {
      stream.acknowledge(); // the master begins its stream when it has this
    }
    load.finished();
  }

  /** The old data are about to go, and with them what could be continued. */
  private void forgetHistory() {
    canContinue = false;
    history.drop();
  }

  // end::transfer[]

  /** The stream has ended: its connection is lost, or was closed by this server. */
  private void streamLost() {
    if (state != State.CONNECTED) {
      return;
    }
    log.notice("Connection with master lost.");
    canContinue = !stream.isBroken();
    if (canContinue) {
      log.notice("Caching the disconnected master state.");
    }
    database = stream.end();
    drop();
    downSince = time.steadySeconds();
    state = State.CONNECT;
    role.linked(false);
    var master = role.master();
    if (master != null) {
      log.notice("Reconnecting to MASTER " + master.host() + ":" + master.port());
      connect();
    }
  }

  // tag::cron[]
  /** Notices a master that is gone, and connects: once a second. */
  public void cron() {
    boolean silent = time.steadySeconds() - lastIo > directives.timeout.value();
    if (silent && (state == State.CONNECTING || state.isHandshake())) {
      log.warning("Timeout connecting to the MASTER...");
      retry();
    } else if (silent && state == State.TRANSFER) {
      log.warning(
          "Timeout receiving bulk data from MASTER... If the problem persists try to set the"
              + " 'repl-timeout' parameter in redis.conf to a larger value.");
      retry();
    } else if (silent && state == State.CONNECTED) {
      log.warning("MASTER timeout: no data nor PING received...");
      streamLost();
    }
    if (state == State.CONNECT) {
      connect();
    }
    if (state == State.CONNECTED) {
      stream.acknowledge();
    }
  }

  // end::cron[]

  /** Returns the facts about the history that a file of the data set has; null for none. */
  public @Nullable Integer selectedDatabase() {
    if (state == State.CONNECTED) {
      return stream.database();
    }
    return canContinue ? database : null;
  }

  // For INFO and ROLE.

  /** Returns the state as ROLE shows it. */
  public String stateText() {
    if (state.isHandshake()) {
      return "handshake";
    }
    return switch (state) {
      case NONE -> "none";
      case CONNECT -> "connect";
      case CONNECTING -> "connecting";
      case TRANSFER -> "sync";
      default -> "connected";
    };
  }

  /** Returns whether there is, or was, a master whose offset is known. */
  boolean hasOffset() {
    return state == State.CONNECTED || canContinue;
  }

  @Nullable SnapshotTransfer transfer() {
    return transfer;
  }

  long lastIo() {
    return lastIo;
  }

  long downSince() {
    return downSince;
  }

  long bytesReceived() {
    return bytesReceived;
  }

  void resetStatistics() {
    bytesReceived = 0;
  }
}
