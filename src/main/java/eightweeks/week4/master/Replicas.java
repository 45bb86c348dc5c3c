package eightweeks.week4.master;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.extension.Service;
import eightweeks.week1.info.Info;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientDescription;
import eightweeks.week1.networking.ClientFacet;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.resp.Reply;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.Pauses;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.replication.ReplicationHistory;
import eightweeks.week4.replication.ReplicationRole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All replicas of this server: what is sent to them, what they acknowledge, when they are gone.
 *
 * <p>Answers to {@code server.slaves}, to the part of {@code replication.c: replicationCron()}
 * about replicas, {@code replicationRequestAckFromSlaves()}, {@code
 * replicationCountAcksByOffset()}, {@code refreshGoodSlavesCount()}.
 *
 * <p>The stream goes out in the phase WRITE_REPLIES, behind FLUSH_AOF: no replica gets a change
 * that a power cut could take from its master, if {@code appendfsync} is {@code always}.
 */
public final class Replicas implements ClientFacet {
  public static final Service<Replicas> SERVICE = new Service<>("replicas", Replicas.class);

  private static final byte[] NEWLINE = {'\n'};

  private final EventLoop loop;
  private final LoopTime time;
  private final Log log;
  private final Clients clients;
  private final ReplicationDirectives directives;
  private final ReplicationHistory history;
  private final ReplicationRole role;
  private final Pauses pauses;
  private final int slot;
  private final List<Replica> all = new ArrayList<>();
  private final Hook<Runnable> acknowledgements = new Hook<>(Runnable[]::new);
  private final Hook<Runnable> changes = new Hook<>(Runnable[]::new);
  private @Nullable FullSync fullSync;

  /** Since when there is no replica, in seconds of the steady time. */
  private long noneSince;

  private long cronRuns;
  private boolean ackWanted;
  private boolean pingsPaused;

  // Statistics.
  long fullSyncs;
  long partialSyncs;
  long refusedPartialSyncs;
  private long bytesSent;

  Replicas(
      ServerBuilder server,
      ReplicationDirectives directives,
      ReplicationHistory history,
      ReplicationRole role) {
    loop = server.loop();
    time = loop.time();
    log = server.log();
    clients = server.clients();
    pauses = server.need(Pauses.SERVICE);
    this.directives = directives;
    this.history = history;
    this.role = role;
    slot = clients.facet(this);
    history.needed(this::lowestNeeded);
  }

  void fullSync(FullSync sync) {
    fullSync = sync;
  }

  // Who is a replica.

  /** Returns what is known of a client, which need not be a replica yet. */
  Replica of(Client client) {
    if (client.facet(slot) instanceof Replica known) {
      return known;
    }
    var replica = new Replica(client);
    client.facet(slot, replica);
    return replica;
  }

  /** Returns the replica that a client is; null if it is none. */
  @Nullable Replica find(Client client) {
    return client.type == ClientType.REPLICA && client.facet(slot) instanceof Replica known
        ? known
        : null;
  }

  List<Replica> all() {
    return all;
  }

  /** Returns the number of replicas. */
  public int count() {
    return all.size();
  }

  /** A client has become a replica. */
  void add(Replica replica) {
    var client = replica.client;
    client.type = ClientType.REPLICA;
    client.set(Client.NO_TIMEOUT);
    client.gates |= Gate.REPLICA_CLIENT.bit();
    replica.lastAck = time.steadySeconds();
    replica.lastWrite = time.steadySeconds();
    all.add(replica);
    changed();
  }

  /** Sends an error to a replica that has got nothing of a snapshot yet, and closes it. */
  void refuse(Replica replica, String error) {
    var client = replica.client;
    client.type = ClientType.NORMAL; // only then it may get replies
    client.gates &= ~Gate.REPLICA_CLIENT.bit();
    remove(replica);
    client.reply().error(error);
    client.closeAfterReply();
  }

  private boolean remove(Replica replica) {
    boolean removed = all.remove(replica);
    if (removed) {
      noneSince = time.steadySeconds();
      history.trim();
      changed();
    }
    return removed;
  }

  /** Closes all replicas: they must ask for another history. */
  public void disconnectAll() {
    for (var replica : List.copyOf(all)) {
      replica.client.closeAsap();
    }
  }

  @Override
  public void closed(Client client) {
    if (client.facet(slot) instanceof Replica replica) {
      replica.output.close();
      if (remove(replica)) {
        log.notice("Connection with replica " + replica.name() + " lost.");
        if (fullSync != null) {
          fullSync.gone();
        }
      }
    }
  }

  @Override
  public void describe(Client client, ClientDescription description) {
    if (client.type == ClientType.REPLICA) {
      description.flag('S');
      description.unsent = unsent(client);
    }
  }

  @Override
  public long bytes(Client client) {
    var replica = find(client);
    return replica == null ? 0 : replica.output.ownBytes();
  }

  /** Returns the bytes that wait to be sent to a client because it is a replica. */
  public long unsent(Client client) {
    var replica = find(client);
    if (replica == null) {
      return 0;
    }
    long stream = Math.max(0, history.offset() - replica.output.sent());
    return stream + replica.output.ownBytes();
  }

  /** Returns the bytes of the stream that stay in memory in any case. */
  public long backlogSize() {
    return directives.backlogSize.value();
  }

  private long lowestNeeded() {
    long lowest = Long.MAX_VALUE;
    for (int i = 0; i < all.size(); i++) {
      lowest = Math.min(lowest, all.get(i).output.sent());
    }
    return lowest;
  }

  /** Adds a listener that is called when replicas have come, gone, or come online. */
  public void onChange(Runnable listener) {
    changes.add(listener);
  }

  void changed() {
    for (var listener : changes.listeners()) {
      listener.run();
    }
  }

  /** Closes replicas that a command has replied to: bytes outside the stream would break it. */
  private void closeRepliedTo() {
    for (int i = 0; i < all.size(); i++) {
      var client = all.get(i).client;
      if (!client.reply().isEmpty() && !client.has(Client.CLOSE_ASAP)) {
        log.warning(
            "Replica generated a reply to command '"
                + client.lastCommand()
                + "', disconnecting it: "
                + clients.describeForLog(client));
        client.closeAsap();
      }
    }
  }

  // tag::write[]
  /** Sends what waits: the phase WRITE_REPLIES. */
  void writePending() {
    for (int i = 0; i < all.size(); i++) {
      var replica = all.get(i);
      var connection = replica.client.connection();
      if (connection == null
          || replica.client.has(Client.CLOSE_ASAP)
          || (connection.mask() & Channel.WRITABLE) != 0) {
        continue; // gone, or the handler of WRITABLE sends it
      }
      if (replica.output.isPending()) {
        write(replica, connection);
        if (replica.output.isPending() && !replica.client.has(Client.CLOSE_ASAP)) {
          loop.watch(connection, Channel.WRITABLE, () -> writable(replica, connection));
          clients.replyGrew(replica.client);
        }
      }
    }
  }

  private void writable(Replica replica, Connection connection) {
    write(replica, connection);
    if (!replica.output.isPending()) {
      loop.unwatch(connection, Channel.WRITABLE);
    }
  }

  private void write(Replica replica, Connection connection) {
    try {
      long written = replica.output.write(connection);
      bytesSent += written;
      if (written > 0) {
        replica.lastWrite = time.steadySeconds();
        replica.output.settle();
        history.trim();
      }
    } catch (IOException e) {
      log.verbose("Write error sending to replica " + replica.name() + ": " + e.getMessage());
      replica.client.closeAsap();
      return;
    }
    if (replica.output.isSnapshotSent()
        && replica.state != Replica.State.ONLINE
        && fullSync != null) {
      fullSync.sent(replica);
    }
  }

  /** The buffer has a new block: replicas that are too slow are closed. */
  void grown() {
    for (int i = 0; i < all.size(); i++) {
      clients.replyGrew(all.get(i).client);
    }
  }

  // end::write[]

  // Acknowledgements.

  /** A replica has acknowledged an offset. */
  void acknowledged(Replica replica, long offset, long synced) {
    replica.acknowledged = Math.max(replica.acknowledged, offset);
    replica.synced = Math.max(replica.synced, synced);
    replica.lastAck = time.steadySeconds();
    if (replica.startsOnAck && replica.state == Replica.State.ONLINE) {
      replica.startsOnAck = false;
      replica.output.start();
      log.notice("Synchronization with replica " + replica.name() + " succeeded");
      changed();
    }
    for (var listener : acknowledgements.listeners()) {
      listener.run();
    }
  }

  /** Adds a listener that is called when a replica has acknowledged something. */
  public void onAcknowledgement(Runnable listener) {
    acknowledgements.add(listener);
  }

  /** Returns the number of replicas that have run the stream up to an offset. */
  public int countAcknowledged(long offset) {
    int count = 0;
    for (var replica : all) {
      if (replica.state == Replica.State.ONLINE && replica.acknowledged >= offset) {
        count++;
      }
    }
    return count;
  }

  /** Returns the number of replicas that have synced the stream up to an offset. */
  public int countSynced(long offset) {
    int count = 0;
    for (var replica : all) {
      if (replica.state == Replica.State.ONLINE && replica.synced >= offset) {
        count++;
      }
    }
    return count;
  }

  /** Returns the number of replicas that are online. */
  public int countOnline() {
    return countAcknowledged(Long.MIN_VALUE);
  }

  /** Has the replicas asked for an acknowledgement before the loop sleeps. */
  public void requestAcknowledgements() {
    ackWanted = true;
  }

  /** Asks the replicas, if that is wanted: the phase REPLICATION. */
  void askForAcknowledgements() {
    closeRepliedTo(); // before replies are written
    if (ackWanted && !pauses.isPaused(Pauses.REPLICA)) {
      ackWanted = false;
      if (!role.isReplica() && !all.isEmpty()) {
        history.command("REPLCONF", "GETACK", "*");
      }
    }
  }

  /** Returns the number of replicas whose last acknowledgement is recent enough. */
  public int countGood() {
    int count = 0;
    long now = time.steadySeconds();
    for (var replica : all) {
      if (replica.state == Replica.State.ONLINE
          && now - replica.lastAck <= directives.maxLag.value()) {
        count++;
      }
    }
    return count;
  }

  /** Has no PING written into the stream while a failover waits for its end. */
  public void pausePings(boolean pause) {
    pingsPaused = pause;
  }

  // tag::cron[]
  /** Sends PINGs, closes replicas that are gone, frees the backlog: once a second. */
  void cron() {
    long period = directives.pingPeriod.value();
    if (cronRuns++ % period == 0 && !all.isEmpty() && !role.isReplica() && !pingsPaused) {
      history.command("PING");
    }
    long now = time.steadySeconds();
    for (var replica : List.copyOf(all)) {
      boolean waits =
          replica.state == Replica.State.WAIT_START
              || (replica.state == Replica.State.WAIT_END && !isStreaming());
      if (waits) {
        replica.output.add(NEWLINE); // so that it does not take this server for dead
      }
      closeIfSilent(replica, now);
    }
    long ttl = directives.backlogTtl.value();
    boolean idle = all.isEmpty() && ttl != 0 && !role.isReplica() && history.buffer() != null;
    if (idle && now - noneSince > ttl) {
      history.close();
      log.notice("Replication backlog freed after " + ttl + " seconds without connected replicas.");
    }
  }

  private void closeIfSilent(Replica replica, long now) {
    long limit = directives.timeout.value();
    if (replica.state == Replica.State.ONLINE && !replica.isOld && now - replica.lastAck > limit) {
      log.warning("Disconnecting timedout replica (streaming sync): " + replica.name());
      clients.close(replica.client);
    } else if (replica.state == Replica.State.WAIT_END
        && isStreaming()
        && replica.output.isPending()
        && now - replica.lastWrite > limit) {
      log.warning("Disconnecting timedout replica (full sync): " + replica.name());
      clients.close(replica.client);
    }
  }

  // end::cron[]

  private boolean isStreaming() {
    return fullSync != null && fullSync.isStreaming();
  }

  /** Notes that there is no replica from now on: the backlog was made for later ones. */
  public void noneYet() {
    noneSince = time.steadySeconds();
  }

  /** Sends what can be sent at once: the server ends. */
  public void flush() {
    for (var replica : all) {
      var connection = replica.client.connection();
      if (connection != null && replica.state == Replica.State.ONLINE) {
        write(replica, connection);
      }
    }
  }

  // INFO, ROLE.

  void tell(Info.Writer info) {
    info.field("connected_slaves", all.size());
    if (directives.minReplicas.value() > 0 && directives.maxLag.value() > 0) {
      info.field("min_slaves_good_slaves", countGood());
    }
    int number = 0;
    for (var replica : all) {
      var state = replica.stateText();
      if (!state.isEmpty()) {
        long lag =
            replica.state == Replica.State.ONLINE ? time.steadySeconds() - replica.lastAck : 0;
        info.field(
            "slave" + number++,
            "ip="
                + replica.host()
                + ",port="
                + replica.port
                + ",state="
                + state
                + ",offset="
                + replica.acknowledged
                + ",lag="
                + lag);
      }
    }
  }

  void tellStatistics(Info.Writer info) {
    info.field("total_net_repl_output_bytes", bytesSent)
        .field("sync_full", fullSyncs)
        .field("sync_partial_ok", partialSyncs)
        .field("sync_partial_err", refusedPartialSyncs);
  }

  void resetStatistics() {
    fullSyncs = 0;
    partialSyncs = 0;
    refusedPartialSyncs = 0;
    bytesSent = 0;
  }

  /** Returns the number of bytes that were sent to replicas. */
  long bytesSent() {
    return bytesSent;
  }

  /** Replies the part of ROLE about the replicas. */
  public void role(Reply reply) {
    var online = all.stream().filter(replica -> replica.state == Replica.State.ONLINE).toList();
    reply.array(online.size());
    for (var replica : online) {
      reply.array(3);
      reply.bulk(Ascii.bytes(replica.host()));
      reply.bulk(replica.port);
      reply.bulk(replica.acknowledged);
    }
  }

  /** Returns the number of replicas that are online and have not the whole stream. */
  public int countLagging() {
    return countOnline() - countAcknowledged(history.offset());
  }

  /** Writes into the log which replicas have not the whole stream. */
  public void logLagging() {
    for (var replica : all) {
      if (replica.state == Replica.State.ONLINE && replica.acknowledged != history.offset()) {
        log.notice(
            "Lagging replica "
                + replica.name()
                + " reported offset "
                + (history.offset() - replica.acknowledged)
                + " behind master, lag="
                + (time.steadySeconds() - replica.lastAck)
                + ", state="
                + replica.stateText()
                + ".");
      }
    }
  }

  /** Returns whether an online replica of that address has acknowledged an offset. */
  public boolean isAcknowledgedBy(String host, int port, long offset) {
    return all.stream()
        .anyMatch(
            replica ->
                replica.state == Replica.State.ONLINE
                    && replica.host().equals(host)
                    && replica.port == port
                    && replica.acknowledged >= offset);
  }

  /** Returns whether a replica of that address is there, and online. */
  public boolean isOnline(String host, int port) {
    return isAcknowledgedBy(host, port, Long.MIN_VALUE);
  }

  /** Returns whether there is a replica of that address. */
  public boolean has(String host, int port) {
    return all.stream().anyMatch(replica -> replica.host().equals(host) && replica.port == port);
  }

  /** Returns the address of a replica that has acknowledged an offset; null if there is none. */
  public ReplicationRole.@Nullable Master anyAcknowledged(long offset) {
    for (var replica : all) {
      if (replica.state == Replica.State.ONLINE && replica.acknowledged >= offset) {
        return new ReplicationRole.Master(replica.host(), replica.port);
      }
    }
    return null;
  }
}
