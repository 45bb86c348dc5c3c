package eightweeks.week6.tls;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.config.BoolDirective;
import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week4.links.LinkTypes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Connections between servers whose type a directive chooses, as replication, the cluster bus and
 * MIGRATE will make them. Their weeks do not know TLS: they know a name of a connection type.
 */
final class TlsBetweenServersTest {
  private static final Endpoint TLS = new Endpoint.Tcp(TlsWorld.SERVER, TlsWorld.PORT);
  private static final Endpoint PLAIN = new Endpoint.Tcp(TlsWorld.SERVER, 6379);

  /** A node in little: it connects to another one and sends PING. */
  @SuppressWarnings("NullAway.Init") // install() and connect() set the fields
  private static final class Node implements Feature {
    private final Endpoint master;
    private EventLoop loop;
    private LinkTypes.Choice type;
    private BoolDirective tls;
    private Connection link;
    private final StringBuilder received = new StringBuilder();
    private @Nullable IOException failure;

    Node(Endpoint master) {
      this.master = master;
    }

    @Override
    public void install(ServerBuilder server) {
      loop = server.loop();
      tls = server.config().bool("tls-cluster", false);
      type = server.need(LinkTypes.SERVICE).chosenBy(tls, "tls");
    }

    void connect() {
      try {
        link = type.type().connect(master, null);
        loop.watch(link, Channel.WRITABLE, this::writable);
      } catch (IOException e) {
        failure = e;
      }
    }

    private void writable() {
      try {
        if (link.finishConnect()) {
          var ping = Ascii.bytes("PING\r\n");
          assertThat(link.write(ping, 0, ping.length)).isEqualTo(ping.length);
          loop.unwatch(link, Channel.WRITABLE);
          loop.watch(link, Channel.READABLE, this::readable);
        }
      } catch (IOException e) {
        failed(e);
      }
    }

    private void readable() {
      var bytes = new byte[100];
      try {
        int n = link.read(bytes, 0, bytes.length);
        if (n < 0) {
          loop.close(link);
        } else {
          received.append(Ascii.text(bytes, 0, n));
        }
      } catch (IOException e) {
        failed(e);
      }
    }

    private void failed(IOException e) {
      failure = e;
      loop.close(link);
    }
  }

  @Test
  void directiveIsYes_connectsThroughTls() throws Exception {
    var world = TlsWorld.start();
    var node = new Node(TLS);
    world.another(node, "--port 7001 --tls-cluster yes");
    node.connect();
    world.simulation.settle();
    assertThat(node.failure).isNull();
    assertThat(node.received).hasToString("+PONG\r\n");
    assertThat(node.link).isInstanceOf(TlsConnection.class);
  }

  @Test
  void directiveIsNo_connectsPlainly() throws Exception {
    var world = TlsWorld.raw(10_000, "--port 6379");
    var node = new Node(PLAIN);
    world.another(node, "--port 7001");
    node.connect();
    world.simulation.settle();
    assertThat(node.received).hasToString("+PONG\r\n");
  }

  @Test
  void directiveChangesWhileTheServerRuns_theNextConnectionHasTheOtherType() throws Exception {
    var world = TlsWorld.start("--port 6379");
    var node = new Node(TLS);
    world.another(node, "--port 7001");
    assertThat(ask(world, 7001, "CONFIG SET tls-cluster yes")).isEqualTo("+OK\r\n");
    node.connect();
    world.simulation.settle();
    assertThat(node.received).hasToString("+PONG\r\n");
    assertThat(ask(world, 7001, "CONFIG SET tls-cluster no")).isEqualTo("+OK\r\n");
    assertThat(node.type.type().name()).isEqualTo("tcp");
  }

  @Test
  void directiveIsSetToYesWithoutAnAuthority_isRefused_andStaysNo() throws Exception {
    // Certificates of servers are checked in any case, so an authority must be known.
    var world = TlsWorld.start();
    var node = new Node(TLS);
    world.another(node, "--port 7001 --tls-auth-clients no --tls-ca-cert-file \"\"");
    assertThat(ask(world, 7001, "CONFIG SET tls-cluster yes"))
        .isEqualTo(
            "-ERR CONFIG SET failed (possibly related to argument 'tls-cluster') - Unable to"
                + " update TLS configuration. Check server logs.\r\n");
    assertThat(node.tls.value()).isFalse();
    assertThat(node.type.type().name()).isEqualTo("tcp");
  }

  @Test
  void serverWithAnotherAuthority_isNotTrusted() throws Exception {
    var world = TlsWorld.start();
    var node = new Node(TLS);
    world.another(
        node, "--port 7001 --tls-cluster yes --tls-ca-cert-file /certificates/other-ca.crt");
    node.connect();
    world.simulation.settle();
    assertThat(node.failure).isNotNull();
    assertThat(node.received).isEmpty();
    assertThat(node.link.isOpen()).isFalse();
  }

  @Test
  void replica_followsItsMasterThroughTls() throws Exception {
    var world = TlsWorld.start("--port 6379");
    ask(world, 6379, "SET before 1");
    world.another(
        new Node(TLS),
        "--port 7001 --tls-replication yes --tls-cluster no --replicaof "
            + TlsWorld.SERVER
            + " "
            + TlsWorld.PORT);
    for (int i = 0; i < 100 && !ask(world, 7001, "ROLE").contains("connected"); i++) {
      world.clock.advanceMillis(100);
      world.simulation.settle();
    }
    ask(world, 6379, "SET after 2");
    world.simulation.settle();
    assertThat(ask(world, 7001, "MGET before after")).isEqualTo("*2\r\n$1\r\n1\r\n$1\r\n2\r\n");
  }

  /** The master knows the authority of client.crt, not that of stranger.crt. */
  @ParameterizedTest
  @CsvSource({
    "true, --tls-client-cert-file client.crt --tls-client-key-file client.key",
    "false, --tls-cluster no"
  })
  void replica_showsItsMasterTheCertificateForClients(boolean links, String options)
      throws Exception {
    var world = TlsWorld.start("--port 6379");
    world.another(
        new Node(TLS),
        "--port 7001 --tls-replication yes --tls-cert-file stranger.crt --tls-key-file stranger.key"
            + " "
            + options
            + " --replicaof "
            + TlsWorld.SERVER
            + " "
            + TlsWorld.PORT);
    for (int i = 0; i < 100; i++) {
      world.clock.advanceMillis(100);
      world.simulation.settle();
    }
    assertThat(ask(world, 7001, "ROLE").contains("connected")).isEqualTo(links);
  }

  private static String ask(TlsWorld world, int port, String command) throws IOException {
    var peer = world.network.connect(new Endpoint.Tcp(TlsWorld.SERVER, port));
    peer.send(command + "\r\n");
    world.simulation.settle();
    return peer.receiveText();
  }
}
