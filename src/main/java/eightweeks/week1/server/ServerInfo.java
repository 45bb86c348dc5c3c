package eightweeks.week1.server;

import eightweeks.week1.info.Info;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.Version;

/**
 * The INFO fields of week 1: the sections Server, Clients and Stats.
 *
 * <p>Answers to {@code server.c: genRedisInfoString()}.
 */
final class ServerInfo {
  private static final long SECONDS_PER_DAY = 86_400;
  private static final int LRU_BITS = 24;

  private final ServerBuilder server;

  /** The steady time of the start. */
  private final long startedSeconds;

  ServerInfo(ServerBuilder server) {
    this.server = server;
    startedSeconds = server.loop().time().steadySeconds();
  }

  // tag::install[]
  void install() {
    server.info().add(Info.Section.SERVER, this::server);
    server.info().add(Info.Section.CLIENTS, this::clients);
    server.info().add(Info.Section.STATS, this::stats);
  }

  // end::install[]

  private void server(Info.Writer info) {
    var system = server.world().system();
    var time = server.loop().time();
    long uptime = time.steadySeconds() - startedSeconds;
    String file = server.config().file();
    int plainPort = server.listeners().port("tcp");
    info.field("redis_version", Version.REDIS)
        .field("redis_git_sha1", "00000000")
        .field("redis_git_dirty", 0)
        .field("redis_build_id", "0")
        .field("redis_mode", server.mode())
        .field("os", system.describe())
        .field("arch_bits", 64)
        .field("monotonic_clock", "System.nanoTime")
        .field("multiplexing_api", server.world().transport().name())
        .field("atomicvar_api", "java")
        .field("gcc_version", "0.0.0")
        .field("process_id", system.pid())
        .field("process_supervised", "no")
        .field("run_id", server.runId())
        .field("tcp_port", plainPort == 0 ? server.listeners().port("tls") : plainPort)
        .field("server_time_usec", time.micros())
        .field("uptime_in_seconds", uptime)
        .field("uptime_in_days", uptime / SECONDS_PER_DAY)
        .field("hz", server.cron().hz())
        .field("configured_hz", server.cron().configuredHz())
        .field("lru_clock", time.steadySeconds() & (1 << LRU_BITS) - 1)
        .field("executable", system.executable())
        .field("config_file", file == null ? "" : file)
        .field("io_threads_active", 0);
    var listeners = server.listeners().describe();
    for (int i = 0; i < listeners.size(); i++) {
      info.field("listener" + i, listeners.get(i));
    }
  }

  private void clients(Info.Writer info) {
    long blocked =
        server.clients().all().stream().filter(client -> client.has(Client.BLOCKED)).count();
    long replicas =
        server.clients().all().stream().filter(client -> client.type == ClientType.REPLICA).count();
    info.field("connected_clients", server.clients().count() - replicas)
        .field("cluster_connections", 0)
        .field("maxclients", server.network().maxClients.value())
        .field("blocked_clients", blocked);
  }

  private void stats(Info.Writer info) {
    var network = server.clients().statistics();
    var loop = server.loop().statistics();
    info.field("total_connections_received", network.connectionsReceived)
        .field("total_commands_processed", server.dispatcher().statistics().commandsRun())
        .field("total_net_input_bytes", network.bytesRead())
        .field("total_net_output_bytes", network.bytesWritten())
        .field("rejected_connections", network.connectionsRejected)
        .field("total_error_replies", network.errorReplies)
        .field("total_reads_processed", network.reads())
        .field("total_writes_processed", network.writes())
        .field("reply_buffer_shrinks", 0) // replies are in chunks of one size
        .field("reply_buffer_expands", 0)
        .field("client_query_buffer_limit_disconnections", network.queryLimitDisconnections)
        .field("eventloop_cycles", loop.turns())
        .field("eventloop_duration_sum", loop.awakeMicros())
        .field("eventloop_duration_cmd_sum", server.dispatcher().statistics().commandMicros());
  }
}
