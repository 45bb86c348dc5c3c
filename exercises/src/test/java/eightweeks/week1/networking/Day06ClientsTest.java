package eightweeks.week1.networking;

import eightweeks.study.lesson.Lesson;
import eightweeks.week1.Week1;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.Phase;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.World;
import eightweeks.week7.machine.VirtualOperatingSystem;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryNetwork;
import eightweeks.week7.simulation.MemoryPeer;
import eightweeks.week7.simulation.Simulation;
import eightweeks.week7.simulation.VirtualClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Day 06: whichever way a client goes, nothing of it stays. */
final class Day06ClientsTest {
  private static final String CHAPTER = "weeks/week1/day06-clients.adoc, ";
  private static final String READING = CHAPTER + "\"Reading\"";
  private static final String CLOSING = CHAPTER + "\"Closed\"";
  private static final Endpoint ADDRESS = new Endpoint.Tcp("127.0.0.1", 6379);

  private final VirtualClock clock = new VirtualClock(1_795_364_464_123_456L);
  private final MemoryNetwork network = new MemoryNetwork(clock);
  private final Simulation simulation = new Simulation(clock);
  private final List<Long> toldToFacets = new ArrayList<>();

  @Test
  void clientThatHangsUp_leavesTheTable() throws IOException {
    var server = server();
    var peer = connect();
    peer.close();
    settle();
    Lesson.because(
            "the end of the stream is a client's end, too, and this client was not closed",
            "the client was closed in part: its connection, and not its entry in the table")
        .readAgain(READING)
        .same("clients in the table after one hung up", 0, server.clients().count());
  }

  @Test
  void connectionThatBreaks_leavesTheTable() throws IOException {
    var server = server();
    var peer = connect();
    peer.send("PING\r\n");
    settle();
    peer.reset();
    settle();
    Lesson.because(
            "where reading fails, the connection is closed and its client is not",
            "this client is only marked, and nothing closes it later")
        .readAgain(READING)
        .same("clients in the table after a connection was reset", 0, server.clients().count());
  }

  @Test
  void connectionThatBreaks_isClosedHereToo() throws IOException {
    var server = server();
    var peer = connect();
    var client = server.clients().all().iterator().next();
    peer.reset();
    settle();
    var connection = client.connection();
    Lesson.because(
            "the client was removed from the table, and its socket stays open",
            "the client was not closed at all")
        .readAgain(CLOSING)
        .same("the connection is open", false, connection != null && connection.isOpen());
  }

  @Test
  void connectionThatBreaksInACommand_givesItsBufferBack() throws IOException {
    var server = server();
    var peer = connect();
    var client = server.clients().all().iterator().next();
    peer.send("*2\r\n$4\r\nECHO\r\n$5\r\nhel");
    settle();
    peer.reset();
    settle();
    Lesson.because(
            "closing a client returns its query buffer; something less than closing was done",
            "the buffer is taken again after the client was closed")
        .readAgain(CLOSING)
        .same("the client holds a query buffer", false, client.query() != null);
  }

  @Test
  void everyWayToGo_isToldToTheFacetsOnce() throws IOException {
    var server = server();
    connect().close();
    settle();
    connect().reset();
    settle();
    connect().endOutput();
    settle();
    connect().send("QUIT\r\n");
    settle();
    connect();
    server.clients().all().forEach(server.clients()::closeLater);
    connect().send("PING\r\n");
    settle();
    Lesson.because(
            "one way to end does not close the client: compare the ids, in the order of the ways",
            "a client is closed twice, and its facets are told twice")
        .readAgain(CLOSING)
        .same(
            "ids of the clients whose end the facets were told (of 1 to 5: hung up, reset, end of"
                + " output, QUIT, killed)",
            List.of(1L, 2L, 3L, 4L, 5L),
            toldToFacets);
    Lesson.because(
            "a client that has ended is still in the table",
            "the client that stays was closed as well")
        .readAgain(CLOSING)
        .same("clients in the table", 1, server.clients().count());
  }

  @Test
  void clientThatIsMarkedAndBreaks_isClosedOnce() throws IOException {
    var server = server();
    var peer = connect();
    server
        .loop()
        .at(Phase.AFTER_SLEEP, () -> server.clients().all().forEach(server.clients()::closeLater));
    peer.reset();
    settle();
    Lesson.because(
            "a marked client is closed by its read and then once more in FREE_CLIENTS",
            "neither of the two has closed it")
        .readAgain(CLOSING)
        .same("how often the facets were told of its end", 1, toldToFacets.size());
    Lesson.because(
            "marked or not, its end removes it from the table",
            "it is marked, and nothing closes it later")
        .readAgain(CLOSING)
        .same("clients in the table", 0, server.clients().count());
  }

  @Test
  void refusedClient_wasNeverInTheTable() throws IOException {
    var server = server("--maxclients", "1");
    connect();
    connect().reset();
    settle();
    Lesson.because(
            "the limit is checked before there is a client",
            "a refused connection was put into the table")
        .readAgain(CHAPTER + "\"Accepted\"")
        .same("clients in the table, with maxclients 1", 1, server.clients().count());
  }

  /** Has the server do all that there is to do. */
  private void settle() {
    try {
      simulation.settle();
    } catch (IllegalStateException e) {
      throw Lesson.because(
              "the broken connection is still watched; it is readable for ever, so the loop never"
                  + " sleeps",
              "the client is only marked as one that closes after its reply, and is read again")
          .readAgain(CLOSING)
          .fail("the server's work after a client has gone", "an end", e.getMessage());
    }
  }

  private MemoryPeer connect() throws IOException {
    var peer = network.connect(ADDRESS);
    settle();
    return peer;
  }

  private ServerBuilder server(String... options) {
    try {
      var world =
          new World(
              clock,
              network.transport(),
              new MemoryDisk(),
              Entropy.seeded(1),
              new VirtualOperatingSystem(1));
      var parts = new ServerBuilder(world).install(Week1.features());
      var clients = parts.clients();
      clients.facet(
          new ClientFacet() {
            @Override
            public void closed(Client client) {
              toldToFacets.add(client.id());
            }
          });
      var server = parts.build();
      server.configure(CommandLine.parse(List.of(options)), null);
      server.start();
      simulation.add(server.loop());
      return parts;
    } catch (Exception e) {
      throw new AssertionError("the server does not start", e);
    }
  }
}
