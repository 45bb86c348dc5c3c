package eightweeks.week1.dispatch;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The gates that are installed, and which of them are shut for whom.
 *
 * <p>Most commands find every gate open. So that this costs one AND, each gate has a bit, and three
 * words are kept up to date where something changes, which is rare: {@link Client#gates} (this
 * client has not shown a password), {@link #server} (a snapshot is being loaded), and the gates
 * that care about a command at all (DISK cares about writes), which follow from its flags. A gate
 * is asked only where its bit is set in the command's word and in one of the other two.
 */
public final class Gates {
  private static final Gate[] ALL = Gate.values();

  /** A check in its place, and the commands that it looks at. */
  private record Installed(Predicate<Command> caresAbout, GateCheck check) {}

  private final @Nullable Installed[] installed = new Installed[ALL.length];
  private final CommandTable commands;
  private int server;

  /**
   * @param registry whose commands, also those that come later, get their gate masks
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
   * Puts a check in its place.
   *
   * @param caresAbout the commands that it looks at
   */
  public void install(Gate gate, Predicate<Command> caresAbout, GateCheck check) {
    if (installed[gate.ordinal()] != null) {
      throw new IllegalStateException("the gate " + gate + " is installed twice");
    }
    installed[gate.ordinal()] = new Installed(caresAbout, check);
    commands.forEach(command -> command.gates |= caresAbout.test(command) ? gate.bit() : 0);
  }

  /** Shuts a gate for all clients, or opens it again. */
  public void shut(Gate gate, boolean shut) {
    server = shut ? server | gate.bit() : server & ~gate.bit();
  }

  /** The gates that are shut for everybody, a bit each. */
  int server() {
    return server;
  }

  /** The gates that care about a command, a bit each. */
  private int maskOf(Command command) {
    int mask = 0;
    for (int i = 0; i < installed.length; i++) {
      var gate = installed[i];
      if (gate != null && gate.caresAbout.test(command)) {
        mask |= 1 << i;
      }
    }
    return mask;
  }

  /** Asks the gates of a mask, in order; returns whether all let the command pass. */
  boolean pass(int mask, Client client, Command command, Args args) {
    for (int left = mask; left != 0; left &= left - 1) {
      var gate = installed[Integer.numberOfTrailingZeros(left)];
      if (gate != null && !gate.check.pass(client, command, args)) {
        return false;
      }
    }
    return true;
  }
}
