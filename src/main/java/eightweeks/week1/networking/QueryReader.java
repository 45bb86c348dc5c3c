package eightweeks.week1.networking;

import eightweeks.week1.bytes.QuotedWords;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.log.Log;
import eightweeks.week1.log.LogLevel;
import eightweeks.week1.resp.Query;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what clients send, parses it, and passes every complete command to the executor.
 *
 * <p>Answers to {@code networking.c: readQueryFromClient()}, {@code processInputBuffer()}, {@code
 * processPendingCommandAndInputBuffer()}, {@code setProtocolError()}. In a turn of the loop, a
 * client is read once, and then every complete command runs. So pipelining is fast, and a client
 * with a full pipe cannot keep the others waiting for long.
 *
 * <p>The three steps can be separated. {@link #read} and {@link #parse} touch nothing but the
 * client and an {@link IoContext}, so that another thread can do them ({@link #readAndParse}); the
 * client then holds a parsed command until the loop thread runs it ({@link #process}).
 */
final class QueryReader {
  private static final int LOGGED_BYTES = 64;

  /** Maximum number of bytes of one read, so that the other clients get their turn. */
  private static final int MAX_READ = 64 * 1024;

  /** How a read ended. */
  enum ReadResult {
    /** Bytes arrived, or none were there. */
    READ,
    /** The client has closed its side. */
    END,
    /** The connection is broken. */
    BROKEN,
    /** More waits in the query buffer than is allowed. */
    OVER_LIMIT,
    /** There was no memory for the query buffer. */
    NO_MEMORY
  }

  private final Clients clients;
  private final NetworkDirectives directives;
  private final CommandExecutor executor;
  private final Log log;
  private final IoContext io;
  private final Hook<Clients.ReadListener> readListeners;

  QueryReader(
      Clients clients,
      NetworkDirectives directives,
      CommandExecutor executor,
      Log log,
      IoContext io,
      Hook<Clients.ReadListener> readListeners) {
    this.clients = clients;
    this.directives = directives;
    this.executor = executor;
    this.log = log;
    this.io = io;
    this.readListeners = readListeners;
  }

  /** Handles READABLE: reads, and runs every command that is complete. */
  void readable(Client client) {
    var connection = client.connection();
    if (connection == null || client.has(Client.EXECUTING)) {
      return; // the loop turns inside a command of this client, which uses its query
    }
    client.readResult = read(client, connection, io);
    processRead(client);
  }

  /**
   * Reads what has arrived into the client's query buffer, and runs nothing. On any thread, with
   * the context of that thread.
   */
  private ReadResult read(Client client, Connection connection, IoContext io) {
    // tag::readable[]
    var query = client.query;
    if (query == null) {
      query = io.queries.take();
      client.query = query;
    }
    int bytes;
    try {
      bytes = receive(query, connection);
      // end::readable[]
      if (bytes > 0 && query.awaitsLineEnd()) {
        bytes += Math.max(0, receive(query, connection)); // the line end has usually arrived too
      }
      // tag::readable[]
    } catch (IOException e) {
      client.readError = e.getMessage();
      return ReadResult.BROKEN;
      // tag::no-memory[]
    } catch (OutOfMemoryError _) {
      // Only the buffer that could not grow is affected here: stored data is complete, and closing
      // this client frees its memory.
      return ReadResult.NO_MEMORY;
      // end::no-memory[]
    }
    if (bytes < 0) {
      return ReadResult.END;
    }
    // end::readable[]
    if (bytes > 0) {
      client.lastInteractionMillis = io.time().steadyMillis();
      io.reads++;
      io.bytesRead += bytes;
      if (query.size() > directives.queryLimit() || query.isFull()) {
        return ReadResult.OVER_LIMIT;
      }
    }
    return ReadResult.READ;
  }

  /** Reads into the free space of a query; returns the number of bytes, as the connection does. */
  private static int receive(Query query, Connection connection) throws IOException {
    int room = Math.min(query.prepare(), MAX_READ);
    int bytes = connection.read(query.target(), query.targetOffset(), room);
    if (bytes > 0) {
      query.filled(bytes);
    }
    return bytes;
  }

  /** Closes a client whose query could not be read. */
  private void disconnect(Client client, ReadResult result) {
    switch (result) {
      case END -> {
        if (log.isOn(LogLevel.VERBOSE)) {
          log.verbose("Client closed connection " + clients.describeForLog(client));
        }
        clients.close(client);
      }
      case BROKEN -> {
        log.verbose("Reading from client: " + client.readError);
        clients.close(client);
      }
      case NO_MEMORY -> {
        log.warning("Closing client: no memory for its query: " + clients.describeForLog(client));
        clients.close(client);
      }
      case OVER_LIMIT -> overLimit(client);
      case READ -> throw new IllegalArgumentException("the query could be read");
    }
  }

  /**
   * Reads, and parses the first command without running it: the work of an I/O thread. The loop
   * thread then calls {@link #processRead}.
   */
  void readAndParse(Client client, IoContext io) {
    var connection = client.connection();
    if (connection == null) {
      return;
    }
    client.readResult = read(client, connection, io);
    var query = client.query;
    if (query == null || client.readResult != ReadResult.READ) {
      return;
    }
    if (client.parsed == null && takesCommands(client)) {
      client.parsed = parse(client, query);
    }
  }

  /** Runs on the loop thread what was read, also by {@link #readAndParse}, or closes the client. */
  void processRead(Client client) {
    var result = client.readResult;
    client.readResult = ReadResult.READ;
    if (result == ReadResult.READ) {
      clients.time().tick(); // reading took its time: the first command's clock starts here
      tellListeners(client);
      process(client);
      tellListeners(client); // if a command is incomplete, an array may have been allocated for it
    } else {
      disconnect(client, result);
    }
  }

  private void tellListeners(Client client) {
    var query = client.query;
    if (query != null) {
      for (var listener : readListeners.listeners()) {
        listener.read(client, query);
      }
    }
  }

  /**
   * Runs the command that the client holds, if there is one, and then every complete command of its
   * query.
   */
  void process(Client client) {
    var query = client.query;
    if (query == null) {
      return;
    }
    // tag::pipeline[]
    while (takesCommands(client)) {
      var held = client.parsed;
      client.parsed = null;
      switch (held == null ? parse(client, query) : held) {
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
      clients.releaseQuery(client); // what else it has sent, or sends until then, does not run
      if (client.reply().isEmpty()) {
        client.closeAsap(); // no reply will be written, after which it would be closed
      }
    }
  }

  private static boolean takesCommands(Client client) {
    return (client.flags & Client.TAKES_NO_COMMAND) == 0;
  }

  /** Parses the next command of the query. On any thread. */
  private Query.Found parse(Client client, Query query) {
    try {
      boolean known = client.has(Client.AUTHENTICATED) || !clients.authenticator().isNeeded();
      return query.next(known ? directives.protocolLimits() : directives.unauthenticatedLimits());
    } catch (OutOfMemoryError _) { // as in read(): only this query is affected
      return query.fail("no memory for an argument");
    }
  }

  /** Replies with the error and closes, since it is unknown where the next command begins. */
  private void protocolError(Client client, Query query) {
    client.reply().error("ERR Protocol error: " + query.error());
    if (log.isOn(LogLevel.VERBOSE)) {
      log.verbose(
          "Protocol error (%s) from client: %s. Query buffer during protocol error: %s"
              .formatted(query.errorForLog(), clients.describeForLog(client), start(query)));
    }
    client.closeAfterReply();
  }

  private void overLimit(Client client) {
    log.warning(
        "Closing client that reached max query buffer length: %s (qbuf initial bytes: %s)"
            .formatted(clients.describeForLog(client), start(client.query)));
    clients.statistics().queryLimitDisconnections++;
    clients.close(client);
  }

  /** Returns the first bytes that were not parsed, for the log. */
  private static String start(@Nullable Query query) {
    var start = new byte[query == null ? 0 : Math.min(LOGGED_BYTES, query.unread())];
    if (query != null) {
      query.peek(start);
    }
    return QuotedWords.quote(start);
  }
}
