package eightweeks.week1.networking;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.config.Apply;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.ListenException;
import eightweeks.week1.eventloop.Listener;
import eightweeks.week1.log.Log;
import eightweeks.week1.world.Disk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Where the server listens, and how a connection that is accepted becomes a client.
 *
 * <p>Answers to {@code server.c: initListeners()}, {@code listenToPort()} and {@code networking.c:
 * acceptCommonHandler()}, {@code clientAcceptHandler()}.
 */
public final class Listeners {
  /** So many connections are accepted before others have their turn (MAX_ACCEPTS_PER_CALL). */
  private static final int ACCEPTS_PER_EVENT = 1000;

  private static final String TOO_MANY = "-ERR max number of clients reached\r\n";

  /** What a stranger is told by a server that nobody has protected, in Redis's words. */
  private static final String DENIED =
      "-DENIED Redis is running in protected mode because protected "
          + "mode is enabled and no password is set for the default user. "
          + "In this mode connections are only accepted from the loopback interface. "
          + "If you want to connect from external computers to Redis you "
          + "may adopt one of the following solutions: "
          + "1) Just disable protected mode sending the command "
          + "'CONFIG SET protected-mode no' from the loopback interface "
          + "by connecting to Redis from the same host the server is "
          + "running, however MAKE SURE Redis is not publicly accessible "
          + "from internet if you do so. Use CONFIG REWRITE to make this "
          + "change permanent. "
          + "2) Alternatively you can just disable the protected mode by "
          + "editing the Redis configuration file, and setting the protected "
          + "mode option to 'no', and then restarting the server. "
          + "3) If you started the server manually just for testing, restart "
          + "it with the '--protected-mode no' option. "
          + "4) Set up an authentication password for the default user. "
          + "NOTE: You only need to do one of the above things in order for "
          + "the server to start accepting connections from the outside.\r\n";

  /**
   * A kind of TCP listener: plain, or TLS.
   *
   * @param name "tcp" or "tls"
   * @param port the directive that says where; 0 for nowhere
   * @param prepare what must have worked before CONFIG SET opens the port
   * @param wrap what is done to a connection before it is a client's
   */
  public record Kind(
      String name, LongDirective port, Apply prepare, UnaryOperator<Connection> wrap) {}

  private final EventLoop loop;
  private final Clients clients;
  private final NetworkDirectives directives;
  private final Disk disk;
  private final Log log;
  private final List<Kind> kinds = new ArrayList<>();
  private final List<Open> open = new ArrayList<>();

  /** A listener that is open. */
  private record Open(String kind, Listener listener) {}

  public Listeners(
      EventLoop loop, Clients clients, NetworkDirectives directives, Disk disk, Log log) {
    this.loop = loop;
    this.clients = clients;
    this.directives = directives;
    this.disk = disk;
    this.log = log;
    directives.bind.onChange(this::rebind);
    add(new Kind("tcp", directives.port, () -> {}, UnaryOperator.identity()));
  }

  /** Adds a kind of listener. Setting its port moves it. */
  public void add(Kind kind) {
    kinds.add(kind);
    kind.port()
        .onChange(
            () -> {
              kind.prepare().apply();
              reopen(kind);
            });
  }

  /**
   * Opens everything that the configuration asks for.
   *
   * @return whether that worked; if not, the log says why and nothing is open
   */
  public boolean openAll() {
    try {
      for (var kind : kinds) {
        open(kind);
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

  private void open(Kind kind) throws IOException {
    int port = kind.port().intValue();
    if (port == 0) {
      return;
    }
    var opened = new ArrayList<Listener>();
    try {
      for (var address : directives.bind.value()) {
        boolean optional = address.startsWith("-");
        String host = optional ? address.substring(1) : address;
        try {
          opened.add(listen(new Endpoint.Tcp(host, port)));
        } catch (ListenException e) {
          log.warning(
              "Warning: Could not create server TCP listening socket "
                  + host
                  + ":"
                  + port
                  + ": "
                  + e.getMessage());
          boolean mayBeMissing =
              optional && e.reason() == ListenException.Reason.NOT_AVAILABLE
                  || e.reason() == ListenException.Reason.UNSUPPORTED;
          if (!mayBeMissing) {
            throw e;
          }
        }
      }
    } catch (IOException e) {
      opened.forEach(loop::close);
      log.warning("Failed listening on port " + port + " (" + kind.name() + "), aborting.");
      throw e;
    }
    for (var listener : opened) {
      watch(kind.name(), listener, kind.wrap());
    }
  }

  private Listener listen(Endpoint at) throws IOException {
    return loop.transport().listen(at, directives.tcpBacklog.intValue());
  }

  private void openUnix() throws IOException {
    var path = directives.unixSocket.path();
    if (path == null) {
      return;
    }
    String file = disk.absolute(path);
    try {
      disk.delete(file); // what a server that was killed has left behind
      var listener = listen(new Endpoint.Unix(file));
      watch("unix", listener, UnaryOperator.identity());
      int mode = directives.unixSocketPerm.intValue();
      if (mode != 0) {
        disk.permissions(file, mode);
      }
    } catch (IOException e) {
      log.warning("Failed opening Unix socket: bind: " + e.getMessage());
      throw e;
    }
  }

  private void watch(String kind, Listener listener, UnaryOperator<Connection> wrap) {
    open.add(new Open(kind, listener));
    loop.watch(listener, Channel.READABLE, () -> accept(listener, wrap));
  }

  private void accept(Listener listener, UnaryOperator<Connection> wrap) {
    for (int i = 0; i < ACCEPTS_PER_EVENT; i++) {
      Connection connection;
      try {
        connection = listener.accept();
      } catch (IOException e) {
        log.warning("Accepting client connection: " + e.getMessage());
        return;
      }
      if (connection == null) {
        return;
      }
      try {
        admit(connection, wrap);
      } catch (RuntimeException | Error e) {
        connection.close(); // no client knows it
        throw e;
      }
    }
  }

  // tag::admit[]
  private void admit(Connection accepted, UnaryOperator<Connection> wrap) {
    var connection = wrap.apply(accepted);
    if (clients.count() >= directives.maxClients.value()) {
      refuse(connection, TOO_MANY);
      return;
    }
    // tag::stranger[]
    boolean stranger =
        directives.protectedMode.value()
            && !directives.passwordNeeded()
            && !isLocal(connection.remote());
    if (stranger && connection == accepted) {
      refuse(connection, DENIED);
      return;
    }
    // end::stranger[]
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
    if (stranger) {
      // The wrapper has to shake hands before anything can be said through it.
      clients.statistics().connectionsRejected++;
      client.reply().bytes(Ascii.bytes(DENIED));
      client.closeAfterReply();
      return;
    }
    clients.statistics().connectionsReceived++;
  }

  /**
   * Says why there will be no conversation. A best effort: the connection is closed in any case. A
   * TLS connection, which has not shaken hands yet, says nothing.
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

  /** Whether somebody is on this machine: a unix socket, 127.0.0.0/8 or ::1. */
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

  /** CONFIG SET port: opens the new port first, so that a failure loses nothing. */
  private void reopen(Kind kind) throws DirectiveException {
    var before = open.stream().filter(o -> o.kind.equals(kind.name())).toList();
    try {
      open(kind);
    } catch (IOException e) {
      throw new DirectiveException("Unable to listen on this port. Check server logs.");
    }
    close(before);
  }

  /** CONFIG SET bind: the ports stay, so what is open must be closed first. */
  private void rebind() throws DirectiveException {
    if (open.isEmpty()) {
      return; // still starting
    }
    close(open.stream().filter(o -> !o.kind.equals("unix")).toList());
    try {
      for (var kind : kinds) {
        open(kind);
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

  /** Stops to listen, and takes the unix socket's file away. */
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

  /** The kinds that are open, each once, in order: what the log says it is ready for. */
  public List<String> kinds() {
    return open.stream().map(Open::kind).distinct().toList();
  }

  /** What INFO shows as {@code listener0}, {@code listener1} … */
  public List<String> describe() {
    var lines = new ArrayList<String>();
    for (var kind : kinds()) {
      var line = new StringBuilder("name=" + kind);
      int port = -1;
      for (var one : open) {
        if (one.kind.equals(kind)) {
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

  /** The port of the first listener of a kind; 0 if there is none. */
  public int port(String kind) {
    for (var one : open) {
      if (one.kind.equals(kind) && one.listener.local() instanceof Endpoint.Tcp tcp) {
        return tcp.port();
      }
    }
    return 0;
  }
}
