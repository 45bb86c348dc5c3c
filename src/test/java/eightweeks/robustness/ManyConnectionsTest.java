package eightweeks.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As many clients as a server takes without being told otherwise. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class ManyConnectionsTest {
  /** The default of maxclients. */
  private static final int MAX_CLIENTS = 10_000;

  /** Descriptors that this JVM may need for other things. */
  private static final int SPARE = 500;

  @Test
  void tenThousandClients_areServedAtOnceAndLeaveNothingBehind() throws Exception {
    int count = (int) Math.min(MAX_CLIENTS, descriptorsLeft());
    assumeTrue(count > 100, "the limit of open files is too low here to open connections");
    if (count < MAX_CLIENTS) {
      System.err.println("The limit of open files (ulimit -n) allows " + count + " connections.");
    }
    try (var server = ChildServer.start("--maxclients", Integer.toString(count))) {
      server.ask("PING"); // what the JVM opens once, for its first client, is open now
      int before = server.descriptors();

      var clients = new ArrayList<SocketChannel>();
      try {
        openAll(clients, server.port(), count);
        pingAll(clients);
        assertThat(server.ask("PING")).isEqualTo("-ERR max number of clients reached");
        if (ChildServer.hasProc()) {
          assertThat(server.descriptors()).isGreaterThanOrEqualTo(count);
        }
        pingAll(clients); // the one that was turned away did them no harm
      } finally {
        for (var client : clients) {
          client.close();
        }
      }

      try (var wire = firstThatIsLetIn(server)) {
        Await.until(
            "all clients are gone", () -> wire.ask("INFO", "clients").contains("_clients:1\r"));
        assertThat(wire.ask("PING")).isEqualTo("+PONG");
      }
      Await.until("the descriptors are back", () -> server.descriptors() <= before);
      assertThat(server.info("stats", "rejected_connections")).isPositive();
    }
  }

  private static long descriptorsLeft() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount() - SPARE
        : MAX_CLIENTS;
  }

  private static void openAll(List<SocketChannel> clients, int port, int count) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    for (int i = 0; i < count; i++) {
      clients.add(SocketChannel.open(address));
    }
  }

  private static void pingAll(List<SocketChannel> clients) throws IOException {
    for (var client : clients) {
      client.write(ByteBuffer.wrap(Wire.bytes("PING\r\n")));
    }
    var expected = ByteBuffer.wrap(Wire.bytes("+PONG\r\n"));
    for (var client : clients) {
      var reply = ByteBuffer.allocate(expected.capacity());
      while (reply.hasRemaining()) {
        if (client.read(reply) < 0) {
          throw new EOFException("a client was disconnected");
        }
      }
      assertThat(reply.flip()).isEqualTo(expected);
    }
  }

  private static Wire firstThatIsLetIn(ChildServer server) throws Exception {
    var found = new ArrayList<Wire>();
    Await.until(
        "a place for a client",
        () -> {
          var wire = server.connect();
          if (isLetIn(wire)) {
            return found.add(wire);
          }
          wire.close();
          return false;
        });
    return found.getFirst();
  }

  /** Who is turned away may see a reset instead of the reason: its PING is never read. */
  private static boolean isLetIn(Wire wire) {
    try {
      return wire.ask("PING").equals("+PONG");
    } catch (IOException _) {
      return false;
    }
  }
}
