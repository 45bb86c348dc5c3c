package eightweeks.week6.tls;

import eightweeks.Redis;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.config.ConfigFileException;
import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.Server;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.StartupException;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.World;
import eightweeks.week4.Week4;
import eightweeks.week7.machine.VirtualOperatingSystem;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryNetwork;
import eightweeks.week7.simulation.Simulation;
import eightweeks.week7.simulation.VirtualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * A server with TLS and its clients, without sockets, threads or time: all loops turn until nothing
 * is left to do, and then one looks.
 */
final class TlsWorld {
  static final int PORT = 6380;
  static final String SERVER = "127.0.0.1";

  private static final String CERTIFICATES =
      "--tls-cert-file server.crt --tls-key-file server.key --tls-ca-cert-file ca.crt";

  final VirtualClock clock = new VirtualClock(0);
  final MemoryNetwork network;
  final MemoryDisk disk = new MemoryDisk();
  final VirtualOperatingSystem system = new VirtualOperatingSystem(1);
  final Simulation simulation = new Simulation(clock);
  final Server server;

  private TlsWorld(int capacity, String options)
      throws IOException, ConfigFileException, StartupException {
    network = new MemoryNetwork(clock, capacity);
    disk.makeDirectory("/certificates");
    disk.changeDirectory("/certificates");
    Certificates.copyTo(disk);
    disk.replace("garbage.pem", Ascii.bytes("-----BEGIN CERTIFICATE-----\nAAAA\n"));
    server = start(Redis.features(), options);
  }

  private Server start(List<Feature> features, String options)
      throws ConfigFileException, StartupException {
    var world = new World(clock, network.transport(), disk, Entropy.seeded(1), system);
    var built = new ServerBuilder(world).install(features).build();
    built.configure(CommandLine.parse(List.of(options.split(" "))), null);
    built.start();
    simulation.add(built.loop());
    return built;
  }

  /**
   * Starts one more server in this world, which knows the same certificates.
   *
   * @param feature what it has besides the features of all weeks; installed before those of week 6,
   *     as a feature of week 4 is
   */
  Server another(Feature feature, String options) throws Exception {
    var features = new ArrayList<>(Redis.features());
    features.add(Week4.features().size(), feature);
    return start(features, CERTIFICATES + " " + options);
  }

  /** Returns a server with a port for TLS alone. */
  static TlsWorld start(String... options) throws Exception {
    return start(MemoryNetwork.DEFAULT_CAPACITY, options);
  }

  /**
   * Returns a server whose connections hold a number of bytes: small numbers cut records into
   * pieces.
   */
  static TlsWorld start(int capacity, String... options) throws Exception {
    return raw(
        capacity,
        "--port 0 --tls-port " + PORT + " " + CERTIFICATES + " " + String.join(" ", options));
  }

  /** Returns a server with these options alone. */
  static TlsWorld raw(int capacity, String options) throws Exception {
    return new TlsWorld(capacity, options.strip());
  }

  /** What the server has logged. */
  String log() {
    return system.printed();
  }

  TlsClient connect(SSLContext context) throws IOException {
    return connect(context.createSSLEngine(SERVER, PORT), SERVER);
  }

  /** Connects with an engine prepared by the test, from a host. */
  TlsClient connect(SSLEngine engine, String from) throws IOException {
    engine.setUseClientMode(true);
    var loop = new EventLoop(network.transport(from), clock);
    simulation.add(loop);
    var inner = loop.transport().connect(new Endpoint.Tcp(SERVER, PORT), null);
    return new TlsClient(loop, inner, engine);
  }

  /** Returns a client that shows a good certificate and has shaken hands. */
  TlsClient client() throws IOException {
    return connect(Certificates.client("client", "ca"));
  }

  /** A TLS client of the server, or one that tries to be. */
  final class TlsClient {
    final SSLEngine engine;
    final TlsConnection connection;
    private final EventLoop loop;
    private final Connection inner;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<byte[]> toSend = new ArrayList<>();
    private boolean connected;
    private boolean ended;
    private @Nullable IOException failure;

    private TlsClient(EventLoop loop, Connection inner, SSLEngine engine) {
      this.loop = loop;
      this.inner = inner;
      this.engine = engine;
      connection = TlsConnection.connecting(new TlsLoop(loop), inner, engine);
      loop.watch(connection, Channel.WRITABLE, this::writable);
    }

    private void writable() {
      try {
        if (!connected) {
          if (!connection.finishConnect()) {
            return;
          }
          connected = true;
          loop.watch(connection, Channel.READABLE, this::readable);
        }
        while (!toSend.isEmpty()) {
          var bytes = toSend.removeFirst();
          int n = connection.write(bytes, 0, bytes.length);
          if (n < bytes.length) {
            toSend.addFirst(Arrays.copyOfRange(bytes, n, bytes.length));
            return;
          }
        }
        loop.unwatch(connection, Channel.WRITABLE);
      } catch (IOException e) {
        failed(e);
      }
    }

    private void readable() {
      var bytes = new byte[10_000];
      try {
        int n = connection.read(bytes, 0, bytes.length);
        if (n < 0) {
          ended = true;
          loop.close(connection);
        } else {
          received.write(bytes, 0, n);
        }
      } catch (IOException e) {
        failed(e);
      }
    }

    private void failed(IOException e) {
      failure = e;
      loop.close(connection);
    }

    TlsClient send(String text) {
      return send(Ascii.bytes(text));
    }

    TlsClient send(byte[] bytes) {
      toSend.add(bytes);
      loop.watch(connection, Channel.WRITABLE, this::writable);
      return this;
    }

    /** Sends bytes that are no record that the engine has made. */
    void sendRaw(byte[] bytes) throws IOException {
      inner.write(bytes, 0, bytes.length);
    }

    /** Stops to read, until {@link #read}. */
    void stopReading() {
      loop.unwatch(connection, Channel.READABLE);
    }

    void read() {
      loop.watch(connection, Channel.READABLE, this::readable);
    }

    /** Everything that came until all was quiet. */
    byte[] receive() {
      simulation.settle();
      var bytes = received.toByteArray();
      received.reset();
      return bytes;
    }

    String receiveText() {
      return Ascii.text(receive());
    }

    /** What the server replies to an inline command; the failure's text if there is no talking. */
    String ask(String command) {
      send(command + "\r\n");
      var reply = receiveText();
      return failure == null ? reply : String.valueOf(failure.getMessage());
    }

    boolean isConnected() {
      return connected;
    }

    /** The server has said good-bye, and everything before it has been received. */
    boolean hasEnded() {
      return ended;
    }

    @Nullable IOException failure() {
      return failure;
    }

    void close() {
      loop.close(connection);
    }

    /** Returns the name in the certificate that the server has shown. */
    String serverName() throws SSLPeerUnverifiedException {
      return engine.getSession().getPeerPrincipal().getName();
    }

    void shakeHandsAgain() throws SSLException {
      engine.beginHandshake();
    }
  }
}
