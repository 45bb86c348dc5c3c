package eightweeks.week4.replica;

import eightweeks.week1.eventloop.Phase;
import eightweeks.week1.info.Info;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.doubles.FixedDecimals;
import eightweeks.week3.rates.Rate;
import eightweeks.week4.aof.Aof;
import eightweeks.week4.master.Replicas;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.replication.ReplicationHistory;
import eightweeks.week4.replication.ReplicationRole;

/** Puts the side of a replica together: the link, its stream, the gates and INFO fields. */
public final class ReplicaSide {
  private static final int SAMPLE_MILLIS = 100;
  private static final double KIB = 1024;

  private final ServerBuilder server;
  private final ReplicationDirectives directives;
  private final ReplicationHistory history;
  private final ReplicationRole role;
  private final MasterStream stream;
  private final MasterLink link;
  private final Rate input;

  public ReplicaSide(
      ServerBuilder server,
      ReplicationDirectives directives,
      ReplicationHistory history,
      ReplicationRole role,
      Replicas replicas) {
    this.server = server;
    this.directives = directives;
    this.history = history;
    this.role = role;
    var load = new SnapshotLoad(server, directives, history, replicas);
    stream = new MasterStream(server, history, new SyncedOffset(server.need(Aof.SERVICE), history));
    link = new MasterLink(server, directives, history, role, load, stream);
    input = new Rate(link::bytesReceived);
    server.provide(MasterLink.SERVICE, link);
  }

  public MasterLink link() {
    return link;
  }

  /** The master has asked for an acknowledgement. */
  public void acknowledge() {
    stream.acknowledgeSoon();
  }

  /** Adds everything to the server. */
  public void install() {
    new ReplicaGates(server, directives, role);
    server.loop().at(Phase.REPLICATION, stream::resume);
    server.cron().every(SAMPLE_MILLIS, () -> input.sample(server.loop().time().nanos()));
    server.statisticsResets().add(link::resetStatistics);
    server.statisticsResets().add(input::reset);
    server
        .info()
        .add(
            Info.Section.STATS,
            info ->
                info.field("total_net_repl_input_bytes", link.bytesReceived())
                    .field(
                        "instantaneous_input_repl_kbps",
                        FixedDecimals.text(input.perSecond() / KIB)));
  }

  /** Writes the fields of INFO about the link, if this server is a replica. */
  public void tell(Info.Writer info) {
    var master = role.master();
    if (master == null) {
      return;
    }
    long now = server.loop().time().steadySeconds();
    boolean linked = role.isLinked();
    long offset = link.hasOffset() ? history.offset() : 1;
    var transfer = link.transfer();
    info.field("master_host", master.host())
        .field("master_port", master.port())
        .field("master_link_status", linked ? "up" : "down")
        .field("master_last_io_seconds_ago", linked ? now - link.lastIo() : -1)
        .field("master_sync_in_progress", transfer == null ? 0 : 1)
        .field("slave_read_repl_offset", offset + stream.unapplied())
        .field("slave_repl_offset", offset);
    if (transfer != null) {
      long size = transfer.size();
      info.field("master_sync_total_bytes", size)
          .field("master_sync_read_bytes", transfer.received())
          .field("master_sync_left_bytes", size - transfer.received())
          .field(
              "master_sync_perc",
              FixedDecimals.text(size <= 0 ? 0 : 100.0 * transfer.received() / size))
          .field("master_sync_last_io_seconds_ago", now - link.lastIo());
    }
    if (!linked) {
      long since = link.downSince();
      info.field("master_link_down_since_seconds", since == 0 ? -1 : now - since);
    }
    info.field("slave_priority", directives.priority.value())
        .field("slave_read_only", directives.readOnly.value() ? 1 : 0)
        .field("replica_announced", directives.announced.value() ? 1 : 0);
  }
}
