package eightweeks.week1.server;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.eventloop.Phase;
import eightweeks.week1.info.Info;
import eightweeks.week1.info.Rate;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.Version;
import eightweeks.week1.world.OperatingSystem.CpuTime;
import java.util.List;

/**
 * The INFO fields of week 1: the sections Server, Clients, Stats, CPU and Debug.
 *
 * <p>Answers to {@code server.c: genRedisInfoString()}.
 */
final class ServerInfo {
  private static final long SAMPLE_MILLIS = 100;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long SECONDS_PER_DAY = 86_400;
  private static final int LRU_BITS = 24;
  private static final double KIB = 1024;

  private final ServerBuilder server;
  private final long startedMicros;
  private final Rate commands;
  private final Rate input;
  private final Rate output;
  private final Rate turns;
  private final Rate awake;
  private long recentInput;
  private long recentOutput;
  private long commandsAtTurn;
  private long maxCommandsInATurn;

  ServerInfo(ServerBuilder server) {
    this.server = server;
    startedMicros = server.loop().time().micros();
    var statistics = server.clients().statistics();
    commands = new Rate(server.dispatcher().statistics()::commandsRun);
    input = new Rate(statistics::bytesRead);
    output = new Rate(statistics::bytesWritten);
    turns = new Rate(server.loop().statistics()::turns);
    awake = new Rate(server.loop().statistics()::awakeMicros);
  }

  // tag::install[]
  void install() {
    server.info().add(Info.Section.SERVER, this::server);
    server.info().add(Info.Section.CLIENTS, this::clients);
    server.info().add(Info.Section.STATS, this::stats);
    server.info().add(Info.Section.CPU, this::cpu);
    server.info().add(Info.Section.DEBUG, this::debug);
    server.cron().every(SAMPLE_MILLIS, this::sample);
    server.loop().at(Phase.EVICT_CLIENTS, this::turnEnds); // not in a turn inside a command
    server.statisticsResets().add(this::reset);
  }

  // end::install[]

  private void turnEnds() {
    long run = server.dispatcher().statistics().commandsRun();
    maxCommandsInATurn = Math.max(maxCommandsInATurn, run - commandsAtTurn);
    commandsAtTurn = run;
  }

  private void reset() {
    List.of(commands, input, output, turns, awake).forEach(Rate::reset);
    server.cron().resetStatistics();
    commandsAtTurn = server.dispatcher().statistics().commandsRun();
    maxCommandsInATurn = 0;
  }

  private void sample() {
    long now = server.loop().time().nanos();
    commands.sample(now);
    input.sample(now);
    output.sample(now);
    turns.sample(now);
    awake.sample(now);
    long mostInput = 0;
    long mostOutput = 0;
    for (var client : server.clients().all()) {
      mostInput = Math.max(mostInput, inputBuffer(client));
      mostOutput = Math.max(mostOutput, client.reply().size());
    }
    recentInput = mostInput;
    recentOutput = mostOutput;
  }

  private static long inputBuffer(Client client) {
    var query = client.query();
    return query == null ? 0 : query.memory();
  }

  private void server(Info.Writer info) {
    var system = server.world().system();
    long micros = server.loop().time().micros();
    long uptime = (micros - startedMicros) / MICROS_PER_SECOND;
    String file = server.config().file();
    int plainPort = server.listeners().port("tcp");
    info.field("redis_version", Version.REDIS)
        .field("redis_git_sha1", "00000000")
        .field("redis_git_dirty", 0)
        .field("redis_build_id", "0")
        .field("redis_mode", "standalone")
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
        .field("server_time_usec", micros)
        .field("uptime_in_seconds", uptime)
        .field("uptime_in_days", uptime / SECONDS_PER_DAY)
        .field("hz", server.cron().hz())
        .field("configured_hz", server.cron().configuredHz())
        .field("lru_clock", micros / MICROS_PER_SECOND & (1 << LRU_BITS) - 1)
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
        .field("client_recent_max_input_buffer", recentInput)
        .field("client_recent_max_output_buffer", recentOutput)
        .field("blocked_clients", blocked);
  }

  private void stats(Info.Writer info) {
    var network = server.clients().statistics();
    var loop = server.loop().statistics();
    info.field("total_connections_received", network.connectionsReceived)
        .field("total_commands_processed", server.dispatcher().statistics().commandsRun())
        .field("instantaneous_ops_per_sec", Math.round(commands.perSecond()))
        .field("total_net_input_bytes", network.bytesRead())
        .field("total_net_output_bytes", network.bytesWritten())
        .decimal("instantaneous_input_kbps", input.perSecond() / KIB)
        .decimal("instantaneous_output_kbps", output.perSecond() / KIB)
        .field("rejected_connections", network.connectionsRejected)
        .field("total_error_replies", network.errorReplies)
        .field("total_reads_processed", network.reads())
        .field("total_writes_processed", network.writes())
        .field("reply_buffer_shrinks", 0) // replies are in chunks of one size
        .field("reply_buffer_expands", 0)
        .field("client_query_buffer_limit_disconnections", network.queryLimitDisconnections)
        .field("eventloop_cycles", loop.turns())
        .field("eventloop_duration_sum", loop.awakeMicros())
        .field("eventloop_duration_cmd_sum", server.dispatcher().statistics().commandMicros())
        .field("instantaneous_eventloop_cycles_per_sec", Math.round(turns.perSecond()))
        .field(
            "instantaneous_eventloop_duration_usec",
            turns.perSecond() == 0 ? 0 : Math.round(awake.perSecond() / turns.perSecond()));
  }

  private void cpu(Info.Writer info) {
    var process = server.world().system().processCpu();
    var main = server.world().system().threadCpu();
    write(info, "", process);
    write(info, "_children", new CpuTime(0, 0));
    write(info, "_main_thread", main);
  }

  private void debug(Info.Writer info) {
    info.field("eventloop_duration_cron_sum", server.cron().busyMicros())
        .field("eventloop_duration_max", server.loop().statistics().longestMicros())
        .field("eventloop_cmd_per_cycle_max", maxCommandsInATurn);
  }

  private static void write(Info.Writer info, String of, CpuTime time) {
    info.field("used_cpu_sys" + of, seconds(time.systemMicros()));
    info.field("used_cpu_user" + of, seconds(time.userMicros()));
  }

  private static String seconds(long micros) {
    return Numbers.fixed((double) micros / MICROS_PER_SECOND, 6);
  }
}
