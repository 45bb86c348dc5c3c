package eightweeks.week4.master;

import eightweeks.week1.eventloop.Phase;
import eightweeks.week1.info.Info;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.doubles.FixedDecimals;
import eightweeks.week3.rates.Rate;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.replication.ReplicationHistory;
import eightweeks.week4.replication.ReplicationRole;

/** Puts the side of a master together: its commands, phases, cron and INFO fields. */
public final class MasterSide {
  private static final int SECOND = 1000;
  private static final int SAMPLE_MILLIS = 100;
  private static final double KIB = 1024;

  private final ServerBuilder server;
  private final ReplicationDirectives directives;
  private final ReplicationHistory history;
  private final ReplicationRole role;
  private final Replicas replicas;
  private final FullSync fullSync;
  private final Rate output;

  public MasterSide(
      ServerBuilder server,
      ReplicationDirectives directives,
      ReplicationHistory history,
      ReplicationRole role) {
    this.server = server;
    this.directives = directives;
    this.history = history;
    this.role = role;
    replicas = new Replicas(server, directives, history, role);
    fullSync = new FullSync(server, directives, history, replicas);
    replicas.fullSync(fullSync);
    output = new Rate(replicas::bytesSent);
    server.provide(Replicas.SERVICE, replicas);
  }

  public Replicas replicas() {
    return replicas;
  }

  /**
   * Adds everything to the server.
   *
   * @param acknowledge called when a master has sent REPLCONF GETACK
   */
  public void install(PromotionRequest promotion, Runnable acknowledge) {
    server.command(sync(true, promotion));
    server.command(sync(false, promotion));
    server.command(new SyncCommands.ReplConf(replicas, acknowledge));
    server.loop().at(Phase.REPLICATION, replicas::askForAcknowledgements);
    server.loop().at(Phase.WRITE_REPLIES, replicas::writePending);
    history.onGrowth(replicas::grown);
    server.cron().every(SAMPLE_MILLIS, () -> output.sample(server.loop().time().nanos()));
    server.statisticsResets().add(replicas::resetStatistics);
    server.statisticsResets().add(output::reset);
    server.info().add(Info.Section.REPLICATION, this::tell);
    server.info().add(Info.Section.STATS, replicas::tellStatistics);
    server
        .info()
        .add(
            Info.Section.STATS,
            info ->
                info.field(
                    "instantaneous_output_repl_kbps",
                    FixedDecimals.text(output.perSecond() / KIB)));
  }

  /** Runs the master's work once a second, after that of the replica side. */
  public void cron() {
    replicas.cron();
    fullSync.cron();
  }

  /** Returns the period of {@link #cron} in milliseconds. */
  public static int period() {
    return SECOND;
  }

  private SyncCommands.Sync sync(boolean partial, PromotionRequest promotion) {
    return new SyncCommands.Sync(
        partial, server.log(), replicas, fullSync, directives, history, role, promotion);
  }

  private void tell(Info.Writer info) {
    info.field("role", role.isReplica() ? "slave" : "master");
    role.tell(info);
    replicas.tell(info);
    role.tellFailover(info);
    var buffer = history.buffer();
    info.field("master_replid", history.id())
        .field("master_replid2", history.secondId())
        .field("master_repl_offset", history.offset())
        .field("second_repl_offset", history.secondOffset())
        .field("repl_backlog_active", buffer == null ? 0 : 1)
        .field("repl_backlog_size", directives.backlogSize.value())
        .field("repl_backlog_first_byte_offset", buffer == null ? 0 : buffer.start() + 1)
        .field("repl_backlog_histlen", buffer == null ? 0 : buffer.length());
  }
}
