package eightweeks.week3.rates;

import eightweeks.week1.dispatch.CommandStatistics;
import eightweeks.week1.eventloop.LoopStatistics;
import eightweeks.week1.info.Info;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.startup.Cron;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.doubles.FixedDecimals;
import java.util.Arrays;
import java.util.List;

/**
 * How busy the server is: commands, bytes and turns per second, the largest buffers of the last
 * seconds, and the longest turn since the last CONFIG RESETSTAT.
 *
 * <p>Answers to {@code server.c: serverCron()} (the samples), {@code
 * clientsCronTrackExpansiveClients()}, {@code genRedisInfoString()}.
 */
final class RecentLoad {
  private static final double KIB = 1024;

  /** The number of seconds for which the largest buffers are remembered. */
  private static final int SECONDS = 8;

  private final Clients clients;
  private final Cron cron;
  private final LoopStatistics loop;
  private final CommandStatistics commands;
  private final Rate commandRate;
  private final Rate input;
  private final Rate output;
  private final Rate turns;
  private final Rate awake;
  private final List<Rate> rates;

  /** The largest buffers of each second; a second's place is used again 8 seconds later. */
  private final long[] maxInputBuffers = new long[SECONDS];

  private final long[] maxOutputBuffers = new long[SECONDS];
  private long commandsAtTurn;
  private long maxCommandsInATurn;

  RecentLoad(ServerBuilder server) {
    clients = server.clients();
    cron = server.cron();
    loop = server.loop().statistics();
    commands = server.dispatcher().statistics();
    commandRate = new Rate(commands::commandsRun);
    input = new Rate(clients.statistics()::bytesRead);
    output = new Rate(clients.statistics()::bytesWritten);
    turns = new Rate(loop::turns);
    awake = new Rate(loop::awakeMicros);
    rates = List.of(commandRate, input, output, turns, awake);
  }

  void turnEnds() {
    long run = commands.commandsRun();
    maxCommandsInATurn = Math.max(maxCommandsInATurn, run - commandsAtTurn);
    commandsAtTurn = run;
  }

  void reset() {
    rates.forEach(Rate::reset);
    cron.resetStatistics();
    commandsAtTurn = commands.commandsRun();
    maxCommandsInATurn = 0;
  }

  void sample() {
    long now = clients.time().nanos();
    for (var rate : rates) {
      rate.sample(now);
    }
    int second = (int) (clients.time().steadySeconds() % SECONDS);
    int next = (second + 1) % SECONDS;
    maxInputBuffers[next] = 0;
    maxOutputBuffers[next] = 0;
    for (var client : clients.all()) {
      maxInputBuffers[second] = Math.max(maxInputBuffers[second], inputBuffer(client));
      maxOutputBuffers[second] = Math.max(maxOutputBuffers[second], outputBuffer(client));
    }
  }

  private static long inputBuffer(Client client) {
    var query = client.query();
    return query == null ? 0 : query.memory();
  }

  /** Returns what waits beyond the first chunk, which is the fixed buffer in C. */
  private static long outputBuffer(Client client) {
    return client.reply().isLong() ? client.reply().size() : 0;
  }

  private static long max(long[] values) {
    return Arrays.stream(values).max().orElse(0);
  }

  void clients(Info.Writer info) {
    info.field("client_recent_max_input_buffer", max(maxInputBuffers))
        .field("client_recent_max_output_buffer", max(maxOutputBuffers));
  }

  void stats(Info.Writer info) {
    double cycles = turns.perSecond();
    info.field("instantaneous_ops_per_sec", Math.round(commandRate.perSecond()))
        .field("instantaneous_input_kbps", FixedDecimals.text(input.perSecond() / KIB))
        .field("instantaneous_output_kbps", FixedDecimals.text(output.perSecond() / KIB))
        .field("instantaneous_eventloop_cycles_per_sec", Math.round(cycles))
        .field(
            "instantaneous_eventloop_duration_usec",
            cycles == 0 ? 0 : Math.round(awake.perSecond() / cycles));
  }

  void debug(Info.Writer info) {
    info.field("eventloop_duration_cron_sum", cron.busyMicros())
        .field("eventloop_duration_max", loop.longestMicros())
        .field("eventloop_cmd_per_cycle_max", maxCommandsInATurn);
  }
}
