package eightweeks.week1.dispatch;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The gates that are installed, and the masks that tell which of them to ask.
 *
 * <p>For most commands every gate is open, and finding that out costs one AND. Each gate has a bit
 * in three masks, which change rarely: {@link Client#gates} (this client is not authenticated),
 * {@link #server} (a snapshot is being loaded), and the mask of the command (DISK looks at writes).
 * A gate is asked only if its bit is set in the command's mask and in one of the other two.
 */
public final class Gates {
  private static final Gate[] ALL = Gate.values();

  /** A check, and the commands that it looks at. */
  private record Installed(Predicate<Command> looksAt, GateCheck check) {}

  private final @Nullable Installed[] installed = new Installed[ALL.length];
  private final CommandTable commands;
  private int server;

  /**
   * @param registry the commands in it, and those added to it later, get their gate masks
   */
  public Gates(CommandRegistry registry) {
    commands = registry.table();
    registry
        .listeners()
        .add(
            new CommandRegistry.CommandListener() {
              @Override
              public void added(Command command) {
                command.gates = maskOf(command);
              }
            });
  }

  /**
   * Installs the check of a gate.
   *
   * @param looksAt whether the check looks at a command
   * @throws IllegalStateException if the gate has a check already
   */
  public void install(Gate gate, Predicate<Command> looksAt, GateCheck check) {
    if (installed[gate.ordinal()] != null) {
      throw new IllegalStateException("the gate " + gate + " is installed twice");
    }
    installed[gate.ordinal()] = new Installed(looksAt, check);
    commands.forEach(command -> command.gates |= looksAt.test(command) ? gate.bit() : 0);
  }

  /** Shuts a gate for all clients, or opens it. */
  public void shut(Gate gate, boolean shut) {
    server = shut ? server | gate.bit() : server & ~gate.bit();
  }

  /** Returns whether a gate is shut for all clients. */
  public boolean isShut(Gate gate) {
    return (server & gate.bit()) != 0;
  }

  /** Returns the mask of the gates that are shut for all clients. */
  int server() {
    return server;
  }

  /** Returns the mask of the gates that look at a command. */
  private int maskOf(Command command) {
    int mask = 0;
    for (int i = 0; i < installed.length; i++) {
      var gate = installed[i];
      if (gate != null && gate.looksAt.test(command)) {
        mask |= 1 << i;
      }
    }
    return mask;
  }

  /** Asks the gates of a mask in their order; returns whether all let the command pass. */
  // tag::pass[]
  boolean pass(int mask, Client client, Command command, Args args) {
    for (int left = mask; left != 0; left &= left - 1) {
      var gate = installed[Integer.numberOfTrailingZeros(left)];
      if (gate != null && !gate.check.pass(client, command, args)) {
        return false;
      }
    }
    return true;
  }

  // end::pass[]
}
