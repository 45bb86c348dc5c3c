package eightweeks.week4.links;

import eightweeks.week1.config.BoolDirective;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.extension.Registry;
import eightweeks.week1.extension.Service;
import eightweeks.week1.listening.ConnectionType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which type of connection this server uses to other servers.
 *
 * <p>Answers to {@code replication.c: connTypeOfReplication()}, {@code cluster.c:
 * connTypeOfCluster()}.
 */
public final class LinkTypes {
  public static final Service<LinkTypes> SERVICE = new Service<>("link types", LinkTypes.class);

  private final Registry<ConnectionType> types;
  private final List<Choice> choices = new ArrayList<>();

  LinkTypes(Registry<ConnectionType> types) {
    this.types = types;
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
      var type = types.find(name());
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
      var type = types.find(name());
      if (type == null) {
        throw new IOException("connections of the type '" + name() + "' are not installed");
      }
      return type;
    }
  }
}
