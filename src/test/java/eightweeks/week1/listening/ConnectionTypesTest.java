package eightweeks.week1.listening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.Week1;
import eightweeks.week1.config.BoolDirective;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week4.Week4;
import eightweeks.week4.links.LinkTypes;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A connection type that a later week, or a module, plugs in: here one that inverts all bits. */
final class ConnectionTypesTest {
  private static String inverted(String text) {
    var chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) (~chars[i] & 0xff);
    }
    return new String(chars);
  }

  /** A connection of that type, around a socket. */
  private static final class Inverted extends Connection {
    private final EventLoop loop;
    private final Connection socket;

    Inverted(EventLoop loop, Connection socket) {
      this.loop = loop;
      this.socket = socket;
    }

    @Override
    public void interest(int mask) {
      loop.unwatch(socket, socket.mask() & ~mask);
      if ((mask & READABLE) != 0) {
        loop.watch(socket, READABLE, () -> loop.ready(this, READABLE));
      }
      if ((mask & WRITABLE) != 0) {
        loop.watch(socket, WRITABLE, () -> loop.ready(this, WRITABLE));
      }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int n = socket.read(into, offset, length);
      for (int i = 0; i < n; i++) {
        into[offset + i] = (byte) ~into[offset + i];
      }
      return n;
    }

    @Override
    public int write(byte[] from, int offset, int length) throws IOException {
      var bytes = new byte[length];
      for (int i = 0; i < length; i++) {
        bytes[i] = (byte) ~from[offset + i];
      }
      return socket.write(bytes, 0, length);
    }

    @Override
    public boolean finishConnect() throws IOException {
      return socket.finishConnect();
    }

    @Override
    public Endpoint remote() {
      return socket.remote();
    }

    @Override
    public Endpoint local() {
      return socket.local();
    }

    @Override
    public void noDelay(boolean on) throws IOException {
      socket.noDelay(on);
    }

    @Override
    public void keepAlive(int seconds) throws IOException {
      socket.keepAlive(seconds);
    }

    @Override
    public void close() {
      loop.close(socket);
    }

    @Override
    public boolean isOpen() {
      return socket.isOpen();
    }
  }

  private record InvertedType(EventLoop loop) implements ConnectionType {
    @Override
    public String name() {
      return "inverted";
    }

    @Override
    public Connection accept(Connection socket) {
      return new Inverted(loop, socket);
    }

    @Override
    public Connection connect(Endpoint to, @Nullable Endpoint from) throws IOException {
      return new Inverted(loop, loop.transport().connect(to, from));
    }
  }

  /** The feature of the later week. */
  private static final class InvertedFeature implements Feature {
    @Override
    public void install(ServerBuilder server) {
      var type = new InvertedType(server.loop());
      LongDirective port = server.config().integer("inverted-port", 0);
      server.listeners().types().add(type.name(), type);
      server.listeners().add(type, port);
    }
  }

  /** A feature of the week before, which connects to servers. */
  @SuppressWarnings("NullAway.Init") // install() sets the fields
  private static final class Linked implements Feature {
    private LinkTypes.Choice type;
    private BoolDirective directive;

    @Override
    public void install(ServerBuilder server) {
      directive = server.config().bool("inverted-links", false);
      type = server.need(LinkTypes.SERVICE).chosenBy(directive, "inverted");
    }
  }

  private final TestWorld world = new TestWorld();

  @Test
  void typeOfALaterWeek_servesClientsAtItsPort() {
    var server =
        TestServer.in(world)
            .features(Week1.features())
            .with(new InvertedFeature())
            .options("--inverted-port", "7000")
            .start();
    assertThat(server.parts().listeners().openTypes()).containsExactly("tcp", "inverted");
    var client = server.connect(new Endpoint.Tcp("127.0.0.1", 7000), "127.0.0.1");
    client.send(inverted("PING\r\n"));
    assertThat(client.received()).isEqualTo(inverted("+PONG\r\n"));
    assertThat(server.connect().call("PING")).isEqualTo("+PONG\r\n");
    assertThat(server.info("listener1")).isEqualTo("name=inverted,bind=*,bind=::*,port=7000");
  }

  @Test
  void choiceByADirective_findsATypeThatIsAddedLater() throws Exception {
    var linked = new Linked();
    var server =
        TestServer.in(world)
            .features(Week4.features())
            .with(linked)
            .with(new InvertedFeature())
            .start();
    var client = server.connect();
    assertThat(linked.type.type().name()).isEqualTo("tcp");
    assertThat(client.call("CONFIG", "SET", "inverted-links", "yes")).isEqualTo("+OK\r\n");
    assertThat(linked.type.type().name()).isEqualTo("inverted");
    assertThat(server.parts().need(LinkTypes.SERVICE).isChosen("inverted")).isTrue();
  }

  @Test
  void choiceOfATypeThatIsNotInstalled_isRefused() {
    var linked = new Linked();
    var server = TestServer.in(world).features(Week4.features()).with(linked).start();
    assertThat(server.connect().call("CONFIG", "SET", "inverted-links", "yes"))
        .contains("connections of the type 'inverted' are not installed");
    assertThat(linked.directive.value()).isFalse();
    linked.directive.set(true); // as a configuration file sets it
    assertThatThrownBy(() -> linked.type.type())
        .isInstanceOf(IOException.class)
        .hasMessage("connections of the type 'inverted' are not installed");
  }

  @Test
  void plainTypes_connectThroughTheTransport() throws Exception {
    var server = TestServer.in(world).features(Week4.features()).start();
    var loop = server.parts().loop();
    var tcp = Objects.requireNonNull(server.parts().listeners().types().find("tcp"));
    var connection = tcp.connect(new Endpoint.Tcp("127.0.0.1", 6379), null);
    loop.watch(connection, Channel.WRITABLE, () -> loop.unwatch(connection, Channel.WRITABLE));
    server.runFor(1);
    assertThat(connection.finishConnect()).isTrue();
    assertThat(server.parts().clients().count()).isEqualTo(1);
  }
}
