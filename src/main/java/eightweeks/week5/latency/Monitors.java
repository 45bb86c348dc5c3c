package eightweeks.week5.latency;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.QuotedWords;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientDescription;
import eightweeks.week1.networking.ClientFacet;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.transactions.EffectiveCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The clients that have sent MONITOR: each gets a line for every command.
 *
 * <pre>
 * 1339518083.107412 [0 127.0.0.1:60866] "keys" "*"
 * </pre>
 *
 * <p>Answers to {@code server.c: monitorCommand()}, {@code replication.c:
 * replicationFeedMonitors()}. The line comes when the command has run, so it shows the database
 * that a SELECT chose, and EXEC stands behind the commands in it. Commands of operators are not
 * shown, nor those that are flagged skip_monitor; secrets are {@code "(redacted)"}.
 *
 * <p>Like a replica, a monitor must not use the keyspace. For output buffer limits and CLIENT LIST
 * TYPE it is a normal client.
 *
 * <p>What differs from Redis: a monitor that sends commands itself gets the lines about them behind
 * the whole reply. Redis puts those of commands inside EXEC between the elements of EXEC's reply,
 * where no client can tell them from the elements.
 */
final class Monitors implements ClientFacet {
  private static final int MICROS_PER_SECOND = 1_000_000;

  /** The flags of clients that get no lines. */
  private static final long DEAF =
      Client.REPLY_OFF | Client.REPLY_SKIP | Client.CLOSE_AFTER_REPLY | Client.CLOSE_ASAP;

  private static final String REDACTED = " \"(redacted)\"";

  private final LoopTime time;
  private final List<Client> monitors = new ArrayList<>();

  Monitors(ServerBuilder server) {
    time = server.loop().time();
    server.clients().facet(this);
    installGate(server, server.need(EffectiveCommands.SERVICE));
  }

  /**
   * Installs the check that rejects commands with keys from replicas and monitors. It is in this
   * class until week 4 has replicas. It rejects every client for which the gate is shut.
   */
  private static void installGate(ServerBuilder server, EffectiveCommands effective) {
    server
        .gates()
        .install(
            Gate.REPLICA_CLIENT,
            _ -> true,
            (client, command, _) -> {
              if (!effective.any(client, command, CommandFlag.READONLY)
                  && !effective.any(client, command, CommandFlag.WRITE)
                  && !effective.any(client, command, CommandFlag.MAY_REPLICATE)) {
                return true;
              }
              var error = "ERR Replica can't interact with the keyspace";
              server.dispatcher().reject(client, command, error);
              return false;
            });
  }

  void add(Client client) {
    monitors.add(client);
    client.set(Client.NO_TIMEOUT);
    client.gates |= Gate.REPLICA_CLIENT.bit();
  }

  boolean has(Client client) {
    return !monitors.isEmpty() && monitors.contains(client);
  }

  // tag::feed[]
  /** Shows a command to all monitors. */
  void feed(Client client, Command command, Args args) {
    if (monitors.isEmpty() // as nearly always
        || command.is(CommandFlag.SKIP_MONITOR)
        || command.is(CommandFlag.ADMIN)) {
      return;
    }
    var line = Ascii.bytes(line(client, args));
    for (var monitor : monitors) {
      if (!monitor.has(DEAF)) {
        monitor.pushReply().bytes(line);
      }
    }
  }

  // end::feed[]

  private String line(Client client, Args args) {
    long micros = time.microsNow();
    var line = new StringBuilder("+");
    line.append(
        String.format(
            Locale.ROOT, "%d.%06d", micros / MICROS_PER_SECOND, micros % MICROS_PER_SECOND));
    line.append(" [").append(client.database).append(' ').append(source(client)).append(']');
    for (int i = 0; i < args.count(); i++) {
      if (args.isRedacted(i)) {
        line.append(REDACTED);
      } else {
        line.append(' ').append(QuotedWords.quote(args.array(i), args.offset(i), args.length(i)));
      }
    }
    return line.append("\r\n").toString();
  }

  /** Returns the origin of a command. */
  private static String source(Client client) {
    if (client.has(ClientFlags.SCRIPT)) {
      return "lua";
    }
    return client.local() instanceof Endpoint.Unix socket
        ? "unix:" + socket.path()
        : client.remote().toString();
  }

  @Override
  public void closed(Client client) {
    if (has(client)) {
      monitors.remove(client);
    }
  }

  @Override
  public void reset(Client client) {
    if (has(client)) {
      monitors.remove(client);
      client.unset(Client.NO_TIMEOUT);
      client.gates &= ~Gate.REPLICA_CLIENT.bit();
    }
  }

  @Override
  public void describe(Client client, ClientDescription description) {
    if (has(client)) {
      description.flag('O');
    }
  }
}
