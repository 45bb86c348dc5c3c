package eightweeks.week1.networking;

import eightweeks.week1.bytes.QuotedWords;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.log.Log;
import eightweeks.week1.log.LogLevel;
import eightweeks.week1.resp.PipelineKeyScanner;
import eightweeks.week1.resp.ProtocolLimits;
import eightweeks.week1.resp.Query;
import java.io.IOException;

/**
 * Reads what clients send and hands on every complete command.
 *
 * <p>Answers to {@code networking.c: readQueryFromClient()}, {@code processInputBuffer()}, {@code
 * setProtocolError()}. One read a turn and client, then every command in it: that is what makes
 * pipelining fast, and one client with a full pipe cannot keep the others waiting for long.
 */
final class QueryReader {
  private static final int LOGGED_BYTES = 64;

  private final Clients clients;
  private final NetworkSettings settings;
  private final CommandExecutor executor;
  private final Log log;
  private final Hook<PrefetchListener> prefetchListeners = new Hook<>(PrefetchListener[]::new);
  private final PipelineKeyScanner scout = new PipelineKeyScanner();

  QueryReader(Clients clients, NetworkSettings settings, CommandExecutor executor, Log log) {
    this.clients = clients;
    this.settings = settings;
    this.executor = executor;
    this.log = log;
  }

  /** Told of the keys that are about to be used. */
  Hook<PrefetchListener> prefetchListeners() {
    return prefetchListeners;
  }

  /** The connection has bytes for us, or has ended. */
  void readable(Client client) {
    var connection = client.connection();
    if (connection == null || client.has(Client.EXECUTING)) {
      return; // a turn inside one of this client's own commands: its query is in use
    }
    // tag::readable[]
    var query = client.query;
    if (query == null) {
      query = clients.takeQuery();
      client.query = query;
    }
    int bytes;
    try {
      int room = query.prepare();
      bytes = connection.read(query.target(), query.targetOffset(), room);
    } catch (IOException e) {
      log.verbose("Reading from client: " + e.getMessage());
      clients.close(client);
      return;
      // tag::no-memory[]
    } catch (OutOfMemoryError e) {
      // Only the buffer that did not get its memory is in play here: what has been stored is whole,
      // and closing this client gives the memory back.
      log.warning("Closing client: no memory for its query: " + clients.describe(client));
      clients.close(client);
      return;
      // end::no-memory[]
    }
    if (bytes < 0) {
      if (log.isOn(LogLevel.VERBOSE)) {
        log.verbose("Client closed connection " + clients.describe(client));
      }
      clients.close(client);
      return;
    }
    // end::readable[]
    if (bytes > 0) {
      query.filled(bytes);
      client.lastInteractionMillis = clients.time().millis();
      var statistics = clients.statistics();
      statistics.reads++;
      statistics.bytesRead += bytes;
      clients.time().tick(); // reading took its time: the first command's clock starts here
      if (query.size() > settings.queryLimit() || query.isFull()) {
        overLimit(client, query);
        return;
      }
    }
    prefetch(client, query);
    process(client);
  }

  /** If more than one command may have come, lets others know what keys they are about. */
  private void prefetch(Client client, Query query) {
    for (var each : prefetchListeners.listeners()) {
      if (each.isWorthwhile(client)) {
        query.show(scout);
        if (scout.count() > 1) {
          each.expect(client, scout);
        }
      }
    }
  }

  /** Takes the complete commands out of a client's query and runs them. */
  void process(Client client) {
    var query = client.query;
    if (query == null) {
      return;
    }
    // tag::pipeline[]
    while ((client.flags & Client.TAKES_NO_COMMAND) == 0) {
      switch (query.next(limits(client))) {
        case COMMAND -> {
          client.set(Client.EXECUTING);
          try {
            executor.execute(client, query.args());
          } finally {
            client.unset(Client.EXECUTING);
          }
          client.endOfReply();
        }
        case NOTHING -> {}
        case INCOMPLETE -> {
          if (query.isEmpty()) {
            clients.releaseQuery(client);
          }
          return;
        }
        case ERROR -> protocolError(client, query);
      }
    }
    // end::pipeline[]
    if (client.has(Client.CLOSE_AFTER_REPLY)) {
      clients.releaseQuery(client); // whatever else it has sent, or sends until then, is not read
      if (client.reply().isEmpty()) {
        client.closeAsap(); // there is no reply that the closing could come after
      }
    }
  }

  private ProtocolLimits limits(Client client) {
    return client.has(Client.AUTHENTICATED) || !settings.passwordNeeded()
        ? settings.protocolLimits()
        : settings.unauthenticatedLimits();
  }

  /** There is no way to know where the next command would begin: say so, and hang up. */
  private void protocolError(Client client, Query query) {
    client.reply().error("ERR Protocol error: " + query.error());
    if (log.isOn(LogLevel.VERBOSE)) {
      log.verbose(
          "Protocol error (" + query.error() + ") from client: " + clients.describe(client) + ".");
    }
    client.closeAfterReply();
  }

  private void overLimit(Client client, Query query) {
    String description = clients.describe(client);
    var start = new byte[Math.min(LOGGED_BYTES, query.unread())];
    query.peek(start);
    log.warning(
        "Closing client that reached max query buffer length: "
            + description
            + " (qbuf initial bytes: "
            + QuotedWords.quote(start)
            + ")");
    clients.statistics().queryLimitDisconnections++;
    clients.close(client);
  }
}
