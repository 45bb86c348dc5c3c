package eightweeks.week4.replication;

import eightweeks.harness.TestWorld;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.Listener;
import java.io.IOException;

/** A host at which a replica finds not a master but any bytes. */
final class FakeHost {
  static final String ADDRESS = "10.0.0.9";
  static final int PORT = 6379;

  private final TestWorld world;
  private final Listener listener;

  FakeHost(TestWorld world) throws IOException {
    this.world = world;
    listener = world.network().transport(ADDRESS).listen(new Endpoint.Tcp(ADDRESS, PORT), 100);
  }

  /**
   * Sends bytes to the next replica that connects, and takes what it sends.
   *
   * @param pieces how many bytes arrive at once
   * @return whether one has connected, and has taken all of them
   */
  boolean answer(byte[] bytes, int pieces) throws IOException {
    var replica = listener.accept();
    if (replica == null) {
      return false;
    }
    try {
      for (int at = 0; at < bytes.length; ) {
        int n = replica.write(bytes, at, Math.min(pieces, bytes.length - at));
        if (n == 0) {
          return false; // it does not read any more
        }
        at += n;
        world.simulation().settle();
        take(replica);
      }
      return true;
    } catch (IOException _) {
      return false; // it has hung up
    } finally {
      world.runFor(1500); // the cron of both sides
      replica.close();
      world.simulation().settle();
    }
  }

  private static void take(Connection replica) throws IOException {
    var into = new byte[1000];
    int n;
    do {
      n = replica.read(into, 0, into.length);
    } while (n > 0);
  }
}
