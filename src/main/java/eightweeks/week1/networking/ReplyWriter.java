package eightweeks.week1.networking;

import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.log.Log;
import eightweeks.week1.log.LogLevel;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Writes replies just before the loop sleeps, usually with one system call for each client.
 *
 * <p>Answers to {@code networking.c: handleClientsWithPendingWrites()}, {@code writeToClient()},
 * {@code sendReplyToClient()}. Only a client that does not take all bytes at once costs an event:
 * its connection is watched until the rest has been written.
 */
final class ReplyWriter {
  /** Maximum number of bytes for one client before the next one (NET_MAX_WRITES_PER_EVENT). */
  private static final long MAX_PER_EVENT = 64 * 1024;

  private final Clients clients;
  private final EventLoop loop;
  private final Log log;
  private final IoContext io;
  private Client[] pending = new Client[64];
  private int count;
  private BooleanSupplier barrier = () -> false;

  ReplyWriter(Clients clients, EventLoop loop, Log log, IoContext io) {
    this.clients = clients;
    this.io = io;
    this.loop = loop;
    this.log = log;
  }

  /**
   * Sets the condition under which a client that has not taken all of its reply is written before
   * it is read. So the reply to a new command is not written in the same turn.
   */
  void barrier(BooleanSupplier condition) {
    barrier = condition;
  }

  /** Adds a client that has a reply to be written. */
  void pending(Client client) {
    if (count == pending.length) {
      pending = Arrays.copyOf(pending, 2 * count);
    }
    pending[count++] = client;
  }

  // tag::pending[]
  /** Writes the replies of all clients that have one: the phase WRITE_REPLIES. */
  void writePending() {
    int all = count;
    count = 0;
    for (int i = 0; i < all; i++) {
      var client = pending[i];
      if (client.has(Client.EXECUTING)) {
        pending[count++] = client; // the loop turns inside its command: the reply is incomplete
        continue;
      }
      client.unset(Client.PENDING_WRITE);
      var connection = client.connection();
      if (connection == null
          || client.has(Client.CLOSE_ASAP)
          || (connection.mask() & Channel.WRITABLE) != 0) {
        continue; // closed, or the handler of WRITABLE writes the rest
      }
      try {
        write(client, connection);
        if (!client.reply().isEmpty() && !client.has(Client.CLOSE_ASAP)) {
          int first = barrier.getAsBoolean() ? Channel.BARRIER : 0;
          loop.watch(connection, Channel.WRITABLE | first, () -> writable(client, connection));
        }
      } catch (RuntimeException | Error e) {
        loop.failed(e, connection); // so that the other clients still get their replies
      }
    }
    Arrays.fill(pending, count, all, null);
  }

  // end::pending[]

  // tag::room[]
  /** Handles WRITABLE of a connection that did not take all of its reply. */
  private void writable(Client client, Connection connection) {
    if (client.has(Client.EXECUTING)) {
      return; // the loop turns inside its command: the reply is incomplete
    }
    write(client, connection);
    if (client.reply().isEmpty()) {
      loop.unwatch(connection, Channel.WRITABLE);
    }
  }

  // end::room[]

  private void write(Client client, Connection connection) {
    try {
      writeReply(client, connection, io);
    } catch (IOException e) {
      if (log.isOn(LogLevel.VERBOSE)) {
        log.verbose("Error writing to client: " + e.getMessage());
      }
      clients.closeLater(client);
      return;
    }
    if (client.reply().isEmpty() && client.has(Client.CLOSE_AFTER_REPLY)) {
      clients.closeLater(client);
    }
  }

  /**
   * Writes what the connection takes now, and changes nothing but the client. On any thread, with
   * the context of that thread. The caller closes the client if it must be closed.
   *
   * @throws IOException if the connection is broken
   */
  static void writeReply(Client client, Connection connection, IoContext io) throws IOException {
    var reply = client.reply();
    long total = 0;
    try {
      while (!reply.isEmpty()) {
        int ranges = reply.ranges(io.arrays, io.offsets, io.lengths, MAX_PER_EVENT - total);
        long wanted = 0;
        for (int i = 0; i < ranges; i++) {
          wanted += io.lengths[i];
        }
        long written =
            ranges == 1
                ? connection.write(io.arrays[0], io.offsets[0], io.lengths[0])
                : ranges == 0 ? 0 : connection.write(io.arrays, io.offsets, io.lengths, ranges);
        reply.written(written, io.chunks);
        io.writes++;
        total += written;
        if (written < wanted || total >= MAX_PER_EVENT) {
          break;
        }
      }
    } finally {
      if (total > 0) {
        io.bytesWritten += total;
        client.lastInteractionMillis = io.time().steadyMillis();
      }
    }
  }
}
