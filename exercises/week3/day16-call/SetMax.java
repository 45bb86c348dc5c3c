package eightweeks.week3.setmax;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.Strings;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.keyspace.CommandContext;

/**
 * A command that Redis does not have: {@code SETMAX key number} sets a key to a number, unless the
 * key has that number or a greater one already.
 *
 * <p>The reply is the number that the key has afterwards. A key that is not there is set. A value
 * that is no integer is an error, as for INCR, and so is a value that is no string. The time to
 * live stays. A SETMAX that changes nothing is no change: it is not propagated, and no WATCH
 * notices it.
 */
public final class SetMax implements Feature {
  @Override
  public void install(ServerBuilder server) {
    server.command(new SetMaxCommand(new CommandContext(server)));
  }

  /** SETMAX key number. */
  private static final class SetMaxCommand extends Command {
    private final CommandContext context;

    /**
     * Declares the command: its {@link Group}, {@link Category}, {@link CommandFlag}s and {@link
     * KeySpec}.
     */
    SetMaxCommand(CommandContext context) {
      // Day 16. To do, first: what COMMAND DOCS and the gates have to know. SETMAX has the group,
      // the category, the flags and the keys of INCRBY (src/main/java/eightweeks/week3/strings,
      // Counters.java and, for the group, StringsFeature.java), and a summary of its own. If the
      // server does not know which argument is the key, it cannot run SETMAX in a cluster.
      super(CommandSpec.of("setmax", 3));
      this.context = context;
    }

    /** Compares with {@link Strings#number}; a change is an {@link EventClass#STRING} event. */
    @Override
    public void run(Client client, Args args) {
      // Day 16. To do, second, some fifteen lines: read the number, look the key up, compare,
      // store,
      // reply, and say what was modified. INCRBY in Counters.java does nearly the same; the page
      // has
      // its calls as you need them here.
      client.reply().error("ERR SETMAX is still to be written");
    }
  }
}
