package eightweeks.week1.dispatch;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command with subcommands: CLIENT LIST, CLIENT KILL. The dispatcher runs the subcommand; later
 * weeks add some of their own. Answers to {@code server.h: redisCommand.subcommands_dict}.
 *
 * <p>Every container answers HELP, from the syntax and description lines that its subcommands were
 * added with.
 */
public class ContainerCommand extends Command {
  private final CommandTable subcommands = new CommandTable();

  /** The lines that HELP shows, by subcommand. */
  private final Map<Command, List<String>> help = new LinkedHashMap<>();

  /** Where this container is registered; null before that, and after it was removed. */
  @Nullable CommandRegistry registry;

  /**
   * @param helpSpec the declaration of the subcommand HELP, whose version and flags differ from
   *     container to container
   */
  public ContainerCommand(CommandSpec spec, CommandSpec helpSpec) {
    super(spec);
    var helpCommand = new Help(helpSpec, help.values());
    helpCommand.isInside(spec.name());
    subcommands.add(helpCommand);
  }

  /**
   * Adds a subcommand, before or after the container itself was added to a server.
   *
   * @param helpLines the lines of HELP: its syntax, then indented lines on what it does
   * @throws IllegalStateException if the name is taken
   */
  public final ContainerCommand add(Command subcommand, String... helpLines) {
    subcommand.isInside(fullName());
    subcommands.add(subcommand);
    help.put(subcommand, List.of(helpLines));
    if (registry != null) {
      registry.added(subcommand);
    }
    return this;
  }

  /** Removes the subcommand of a name; returns whether there was one. */
  public final boolean remove(String name) {
    var subcommand = subcommands.remove(name);
    if (subcommand == null) {
      return false;
    }
    help.remove(subcommand);
    if (registry != null) {
      registry.removed(subcommand);
    }
    return true;
  }

  /** Returns whether it also does something by itself, without a subcommand, as COMMAND does. */
  protected boolean runsAlone() {
    return false;
  }

  final @Nullable Command find(Args args) {
    return subcommands.find(args.array(1), args.offset(1), args.length(1));
  }

  /** Returns the subcommand of that name, or null. */
  public final @Nullable Command find(String name) {
    return subcommands.find(name);
  }

  /** Returns the subcommands, in the order in which they were added. */
  public final List<Command> subcommands() {
    return subcommands.all();
  }

  @Override
  public void run(Client client, Args args) {
    throw new IllegalStateException("the dispatcher runs a subcommand of " + fullName());
  }

  /** HELP of a container (answers to {@code networking.c: addReplyHelp()}). */
  private static final class Help extends Command {
    private final Collection<List<String>> help;

    Help(CommandSpec spec, Collection<List<String>> help) {
      super(spec);
      this.help = help;
    }

    @Override
    public void run(Client client, Args args) {
      String container = args.text(0).toUpperCase(Locale.ROOT);
      var reply = client.reply();
      reply.array(help.stream().mapToLong(List::size).sum() + 3);
      reply.simple(container + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
      help.forEach(lines -> lines.forEach(reply::simple));
      reply.simple("HELP");
      reply.simple("    Print this help.");
    }
  }
}
