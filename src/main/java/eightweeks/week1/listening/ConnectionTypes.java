package eightweeks.week1.listening;

import eightweeks.week1.config.BoolDirective;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.Transport;
import eightweeks.week1.extension.Registry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The types of connections that this server can make and accept.
 *
 * <p>Answers to {@code connection.c: connTypeRegister()}, {@code connectionByType()}.
 */
public final class ConnectionTypes {
  private final Registry<ConnectionType> types = new Registry<>("connection type");
  private final List<Choice> choices = new ArrayList<>();

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

  /**
   * Returns the choice of a type by a directive, such as tls-replication. The type may be added
   * later than the choice is made.
   *
   * @param directive takes {@code name} when it is yes, and "tcp" when it is no
   */
  public Choice chosenBy(BoolDirective directive, String name) {
    var choice = new Choice(directive, name);
    directive.onChange(choice::prepare);
    choices.add(choice);
    return choice;
  }

  /** Returns whether a directive asks for the type of that name, apart from a port. */
  public boolean isChosen(String name) {
    return choices.stream().anyMatch(choice -> choice.name().equals(name));
  }

  /** The type of connection that a subsystem makes to other servers: replication, cluster. */
  public final class Choice {
    private final BoolDirective directive;
    private final String name;

    private Choice(BoolDirective directive, String name) {
      this.directive = directive;
      this.name = name;
    }

    private String name() {
      return directive.value() ? name : "tcp";
    }

    private void prepare() throws DirectiveException {
      var type = find(name());
      if (type == null) {
        throw new DirectiveException("connections of the type '" + name() + "' are not installed");
      }
      type.prepare();
    }

    /**
     * Returns the type that the directive asks for now.
     *
     * @throws IOException if no installed week has it
     */
    public ConnectionType type() throws IOException {
      var type = find(name());
      if (type == null) {
        throw new IOException("connections of the type '" + name() + "' are not installed");
      }
      return type;
    }
  }
}
