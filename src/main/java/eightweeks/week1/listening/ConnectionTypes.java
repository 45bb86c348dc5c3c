package eightweeks.week1.listening;

import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.Transport;
import eightweeks.week1.extension.Registry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The types of connections that this server can make and accept.
 *
 * <p>Answers to {@code connection.c: connTypeRegister()}, {@code connectionByType()}.
 */
public final class ConnectionTypes {
  private final Registry<ConnectionType> types = new Registry<>("connection type");

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

  ConnectionTypes(Transport transport) {
    add(new Plain("tcp", transport));
    add(new Plain("unix", transport));
  }

  /** Adds a type. */
  public void add(ConnectionType type) {
    types.add(type.name(), type);
  }

  /** Returns the type of that name; null if no installed week has it. */
  public @Nullable ConnectionType find(String name) {
    return types.find(name);
  }
}
