package eightweeks.week1.dispatch;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A command that is only a name for others: CLIENT LIST, CLIENT KILL. The dispatcher goes on to the
 * subcommand; later weeks add some of their own.
 *
 * <p>Every container answers HELP, from the syntax and description lines that its subcommands were
 * added with.
 */
public class ContainerCommand extends Command {
  private final CommandTable subcommands = new CommandTable();
  private final List<String> help = new ArrayList<>();

  /**
   * @param helpSpec the declaration of the subcommand HELP, whose version and flags differ from
   *     container to container
   */
  public ContainerCommand(CommandSpec spec, CommandSpec helpSpec) {
    super(spec);
    var helpCommand = new Help(helpSpec, help);
    helpCommand.isInside(spec.name());
    subcommands.add(helpCommand);
  }

  /**
   * Adds a subcommand.
   *
   * @param helpLines what HELP shows of it: its syntax, then indented lines on what it does
   */
  public final ContainerCommand add(Command subcommand, String... helpLines) {
    subcommand.isInside(fullName());
    subcommands.add(subcommand);
    help.addAll(List.of(helpLines));
    return this;
  }

  /** Whether it also does something by itself, without a subcommand, as COMMAND does. */
  protected boolean runsAlone() {
    return false;
  }

  final @Nullable Command find(Args args) {
    return subcommands.find(args.array(1), args.offset(1), args.length(1));
  }

  /** The subcommand of that name, or null. */
  public final @Nullable Command find(String name) {
    return subcommands.find(name);
  }

  /** Its subcommands, in the order in which they were added. */
  public final Collection<Command> subcommands() {
    return subcommands.all();
  }

  @Override
  public void run(Client client, Args args) {
    throw new IllegalStateException("the dispatcher runs a subcommand of " + fullName());
  }

  /** HELP of a container (answers to {@code networking.c: addReplyHelp()}). */
  private static final class Help extends Command {
    private final List<String> help;

    Help(CommandSpec spec, List<String> help) {
      super(spec);
      this.help = help;
    }

    @Override
    public void run(Client client, Args args) {
      String container = args.text(0).toUpperCase(Locale.ROOT);
      var reply = client.reply();
      reply.array(help.size() + 3L);
      reply.simple(container + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
      for (var line : help) {
        reply.simple(line);
      }
      reply.simple("HELP");
      reply.simple("    Print this help.");
    }
  }
}
