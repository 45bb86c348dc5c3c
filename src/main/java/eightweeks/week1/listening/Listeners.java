package eightweeks.week1.listening;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.Listener;
import eightweeks.week1.eventloop.Transport;
import eightweeks.week1.extension.Registry;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.networking.NetworkDirectives;
import eightweeks.week1.world.Disk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ports and sockets on which the server listens. An accepted connection becomes a client here.
 *
 * <p>Answers to {@code server.c: initListeners()}, {@code listenToPort()} and {@code networking.c:
 * acceptCommonHandler()}, {@code clientAcceptHandler()}.
 */
public final class Listeners {
  /** Maximum number of connections accepted in one event (MAX_ACCEPTS_PER_CALL). */
  private static final int MAX_ACCEPTS_PER_EVENT = 1000;

  private static final String TOO_MANY = "-ERR max number of clients reached\r\n";

  /** The reply to a client that protected mode denies. */
  private static final String DENIED =
      "-DENIED Redis is running in protected mode because protected mode is enabled and no "
          + "password is set for the default user. In this mode connections are only accepted "
          + "from the loopback interface. If you want to connect from external computers to Redis "
          + "you may adopt one of the following solutions: 1) Just disable protected mode sending "
          + "the command 'CONFIG SET protected-mode no' from the loopback interface by connecting "
          + "to Redis from the same host the server is running, however MAKE SURE Redis is not "
          + "publicly accessible from internet if you do so. Use CONFIG REWRITE to make this "
          + "change permanent. 2) Alternatively you can just disable the protected mode by "
          + "editing the Redis configuration file, and setting the protected mode option to 'no', "
          + "and then restarting the server. 3) If you started the server manually just for "
          + "testing, restart it with the '--protected-mode no' option. 4) Set up an "
          + "authentication password for the default user. NOTE: You only need to do one of the "
          + "above things in order for the server to start accepting connections from the "
          + "outside.\r\n";

  /** A type that adds nothing to the sockets of the transport. */
  private record Plain(String name, Transport transport) implements ConnectionType {
    @Override
    public Connection accept(Connection socket) {
      return socket;
    }

    @Override
    public Connection connect(Endpoint to, @Nullable Endpoint from) throws IOException {
      return transport.connect(to, from);
    }
  }

  /** A type of connections and the directive that has its port; 0 for none. */
  private record Port(ConnectionType type, LongDirective number) {}

  /** A listener that is open. */
  private record Open(ConnectionType type, Listener listener) {}

  private final EventLoop loop;
  private final Clients clients;
  private final NetworkDirectives directives;
  private final Disk disk;
  private final Log log;
  private final Registry<ConnectionType> types = new Registry<>("connection type");
  private final BindAddresses bindAddresses;
  private final List<Port> ports = new ArrayList<>();
  private final List<Open> open = new ArrayList<>();

  public Listeners(
      EventLoop loop, Clients clients, NetworkDirectives directives, Disk disk, Log log) {
    this.loop = loop;
    this.clients = clients;
    this.directives = directives;
    this.disk = disk;
    this.log = log;
    types.add("tcp", new Plain("tcp", loop.transport()));
    types.add("unix", new Plain("unix", loop.transport()));
    bindAddresses = new BindAddresses(loop.transport(), directives, log);
    directives.bind.onChange(this::rebind);
    add(type("tcp"), directives.port);
  }

  private ConnectionType type(String name) {
    return Objects.requireNonNull(types.find(name));
  }

  /** Returns the types of connections that this server can accept and open, by name. */
  public Registry<ConnectionType> types() {
    return types;
  }

  public BindAddresses bindAddresses() {
    return bindAddresses;
  }

  /**
   * Accepts clients at a port.
   *
   * @param type the type of their connections
   * @param number the directive for the port; 0 for none. Setting it moves the port.
   */
  public void add(ConnectionType type, LongDirective number) {
    var port = new Port(type, number);
    ports.add(port);
    number.onChange(
        () -> {
          type.prepare();
          reopen(port);
        });
  }

  /**
   * Opens all ports and the unix socket of the configuration.
   *
   * @return whether that succeeded; if not, the log says why and no listener is open
   */
  public boolean openAll() {
    try {
      for (var port : ports) {
        open(port);
      }
      openUnix();
    } catch (IOException e) {
      closeAll();
      return false;
    }
    if (open.isEmpty()) {
      log.warning("Configured to not listen anywhere, exiting.");
      return false;
    }
    return true;
  }

  private void open(Port port) throws IOException {
    int number = port.number().intValue();
    if (number != 0) {
      for (var listener : bindAddresses.listen(number, port.type().name())) {
        watch(port.type(), listener);
      }
    }
  }

  private void openUnix() throws IOException {
    var path = directives.unixSocket.path();
    if (path == null) {
      return;
    }
    String file = disk.absolute(path);
    try {
      disk.delete(file); // a server that was killed may have left it
      watch(
          type("unix"),
          loop.transport().listen(new Endpoint.Unix(file), directives.tcpBacklog.intValue()));
      int mode = directives.unixSocketPerm.intValue();
      if (mode != 0) {
        disk.permissions(file, mode);
      }
    } catch (IOException e) {
      log.warning("Failed opening Unix socket: bind: " + e.getMessage());
      throw e;
    }
  }

  private void watch(ConnectionType type, Listener listener) {
    open.add(new Open(type, listener));
    loop.watch(listener, Channel.READABLE, () -> accept(listener, type));
  }

  private void accept(Listener listener, ConnectionType type) {
    for (int i = 0; i < MAX_ACCEPTS_PER_EVENT; i++) {
      Connection socket;
      try {
        socket = listener.accept();
      } catch (IOException e) {
        log.warning("Accepting client connection: " + e.getMessage());
        return;
      }
      if (socket == null) {
        return;
      }
      try {
        admit(type.accept(socket));
      } catch (RuntimeException | Error e) {
        socket.close(); // it has no client that would close it
        throw e;
      }
    }
  }

  // tag::admit[]
  private void admit(Connection connection) {
    if (clients.count() >= directives.maxClients.value()) {
      refuse(connection, TOO_MANY);
      return;
    }
    try {
      connection.noDelay(true);
      if (directives.tcpKeepalive.value() != 0) {
        connection.keepAlive(directives.tcpKeepalive.intValue());
      }
    } catch (IOException e) {
      // The peer is gone already; reading from it will say so.
      log.verbose("Setting options of a new connection: " + e.getMessage());
    }
    var client = clients.add(connection);
    // end::admit[]
    if (isUnprotected(connection.remote())) {
      // As a reply, because a type with a handshake can write nothing before the handshake.
      clients.statistics().connectionsRejected++;
      client.reply().bytes(Ascii.bytes(DENIED));
      client.closeAfterReply();
      return;
    }
    clients.statistics().connectionsReceived++;
  }

  /** Returns whether protected mode denies a client from that address. */
  private boolean isUnprotected(Endpoint remote) {
    return directives.protectedMode.value()
        && !clients.authenticator().isNeeded()
        && !isLocal(remote);
  }

  /**
   * Writes why a connection is refused, and closes it. The message may get lost: a type with a
   * handshake can write nothing before the handshake.
   */
  private void refuse(Connection connection, String why) {
    clients.statistics().connectionsRejected++;
    var bytes = Ascii.bytes(why);
    try {
      connection.write(bytes, 0, bytes.length);
    } catch (IOException e) {
      log.verbose("Refusing a connection: " + e.getMessage());
    }
    connection.close();
  }

  /** Returns whether an address is on this machine: a unix socket, ::1, 127.*, ::ffff:127.*. */
  public static boolean isLocal(Endpoint remote) {
    return switch (remote) {
      case Endpoint.Unix _ -> true;
      case Endpoint.Tcp tcp ->
          tcp.host().startsWith("127.")
              || tcp.host().equals("::1")
              || tcp.host().equals("0:0:0:0:0:0:0:1")
              || tcp.host().startsWith("::ffff:127.");
    };
  }

  /** Opens the port that CONFIG SET has set, then closes the old one, which stays on failure. */
  private void reopen(Port port) throws DirectiveException {
    var before = open.stream().filter(o -> o.type == port.type()).toList();
    try {
      open(port);
    } catch (IOException e) {
      throw new DirectiveException("Unable to listen on this port. Check server logs.");
    }
    close(before);
  }

  /** Applies CONFIG SET bind. Closes the listeners first, because the ports stay the same. */
  private void rebind() throws DirectiveException {
    if (open.isEmpty()) {
      return; // still starting
    }
    close(open.stream().filter(o -> o.type != type("unix")).toList());
    try {
      for (var port : ports) {
        open(port);
      }
    } catch (IOException e) {
      throw new DirectiveException("Failed to bind to specified addresses.");
    }
  }

  private void close(List<Open> listeners) {
    for (var one : listeners) {
      loop.close(one.listener);
    }
    open.removeAll(listeners);
  }

  /** Closes all listeners and deletes the file of the unix socket. */
  public void closeAll() {
    for (var one : open) {
      loop.close(one.listener);
      if (one.listener.local() instanceof Endpoint.Unix unix) {
        log.notice("Removing the unix socket file.");
        try {
          disk.delete(unix.path());
        } catch (IOException e) {
          log.warning("Removing the unix socket file: " + e.getMessage());
        }
      }
    }
    open.clear();
  }

  /** Returns the names of the types that are open, each once, in order, for the log. */
  public List<String> openTypes() {
    return open.stream().map(o -> o.type.name()).distinct().toList();
  }

  /** Returns the values of INFO's {@code listener0}, {@code listener1} …, one for each type. */
  public List<String> describe() {
    var lines = new ArrayList<String>();
    for (var type : openTypes()) {
      var line = new StringBuilder("name=" + type);
      int port = -1;
      for (var one : open) {
        if (one.type.name().equals(type)) {
          switch (one.listener.local()) {
            case Endpoint.Tcp tcp -> {
              line.append(",bind=").append(tcp.host());
              port = tcp.port();
            }
            case Endpoint.Unix unix -> line.append(",bind=").append(unix.path());
          }
        }
      }
      lines.add(port < 0 ? line.toString() : line + ",port=" + port);
    }
    return lines;
  }

  /** Returns the port of the first listener of a type; 0 if there is none. */
  public int port(String type) {
    for (var one : open) {
      if (one.type.name().equals(type) && one.listener.local() instanceof Endpoint.Tcp tcp) {
        return tcp.port();
      }
    }
    return 0;
  }
}
