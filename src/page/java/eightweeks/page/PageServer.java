package eightweeks.page;

import eightweeks.page.server.MemoryServer;
import eightweeks.week1.eventloop.TimeHandler;
import eightweeks.week7.simulation.MemoryPeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The whole server of weeks 1 to 3 in a world of memory: what the console in the page talks to.
 *
 * <p>Nothing of it is made for the page. Event loop, parser, dispatcher and keyspace are those that
 * {@code bin/redis-server} runs; only sockets, files and the clock are in memory, as in a test.
 * Time stands still unless the page lets it pass. Clients are numbered from 0.
 */
public final class PageServer {
  private final MemoryServer memory;
  private final List<MemoryPeer> clients = new ArrayList<>();
  private boolean ended;

  private PageServer(MemoryServer memory) {
    this.memory = memory;
  }

  /**
   * Starts a server.
   *
   * @param micros the time that its clock begins with, in microseconds since 1970
   */
  public static PageServer start(long micros) {
    return new PageServer(
        MemoryServer.start(micros, UnaryOperator.identity(), (parts, clock) -> {}));
  }

  /** Returns whether the server was shut down: nothing listens any more. */
  public boolean hasEnded() {
    return ended;
  }

  /** Sends bytes over the connection of client 0, and returns the reply. */
  public byte[] talk(byte[] request) {
    return talk(0, request);
  }

  /**
   * Sends bytes over the connection of a client, and returns what comes back. A connection that the
   * server has closed is opened anew for the next bytes, as redis-cli does.
   */
  public byte[] talk(int who, byte[] request) {
    try {
      var reply = new ByteArrayOutputStream();
      var client = client(who);
      for (int sent = 0; sent < request.length && !ended; ) {
        sent += client.send(Arrays.copyOfRange(request, sent, request.length));
        settle();
        var bytes = client.receive();
        reply.write(bytes, 0, bytes.length);
      }
      return reply.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what the server has sent to a client since it was asked last. */
  public byte[] receive(int who) {
    try {
      return who < clients.size() ? clients.get(who).receive() : new byte[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Closes the connection, as Ctrl-C does while redis-cli waits. The next bytes go over a new one.
   */
  public void interrupt(int who) {
    if (who < clients.size() && !ended) {
      clients.get(who).close();
      clients.set(who, connect());
      settle();
    }
  }

  /** Lets time pass, and returns what client 0 received in it. */
  public byte[] pass(long millis) {
    letPass(millis);
    return receive(0);
  }

  /** Lets time pass. */
  void letPass(long millis) {
    if (!ended && millis > 0) {
      var loop = memory.parts().loop();
      var over = new boolean[1];
      loop.after(
          millis,
          () -> {
            over[0] = true;
            return TimeHandler.NO_MORE;
          });
      while (!over[0] && !loop.isStopped()) {
        loop.turn(true); // sleeps until the next timer, which moves the clock
      }
      settle();
    }
  }

  private MemoryPeer client(int who) {
    while (clients.size() <= who) {
      clients.add(connect());
    }
    if (clients.get(who).ended() && !ended) {
      clients.set(who, connect());
    }
    return clients.get(who);
  }

  private MemoryPeer connect() {
    try {
      return memory.connect();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Turns the loop until it has nothing left to do at this moment. */
  private void settle() {
    while (memory.parts().loop().turn(false) > 0) {
      // what a turn has begun, the next one ends: replies go out there
    }
    noteEnd();
  }

  private void noteEnd() {
    if (!ended && memory.parts().loop().isStopped()) {
      ended = true;
      memory.server().stop();
    }
  }
}
