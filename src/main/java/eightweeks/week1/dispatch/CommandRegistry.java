package eightweeks.week1.dispatch;

import eightweeks.week1.extension.Hook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adds commands to the table and removes them, before and after the server has started.
 *
 * <p>Answers to {@code server.c: populateCommandTable()}, {@code module.c: RM_CreateCommand()},
 * {@code moduleUnregisterCommands()} and {@code acl.c: ACLGetCommandID()}. The weeks add their
 * commands while the server is built; a module adds its own when it is loaded. Both call {@link
 * #add}, and a subcommand that is added to a container of the table comes here too.
 *
 * <p>Invariant: a command in the table has its id, and every listener has been told of it. The
 * gates are the first listener, so no command passes a gate only because it was added late.
 */
public final class CommandRegistry {
  private final CommandTable table = new CommandTable();
  private final Hook<CommandListener> listeners = new Hook<>(CommandListener[]::new);

  /** The id that each full name was given last. */
  private final Map<String, Integer> ids = new HashMap<>();

  /** The registered command of each id; null while the id is free. */
  private final List<@Nullable Command> byId = new ArrayList<>();

  /** Called for each command and subcommand that is added or removed. */
  public interface CommandListener {
    /** The command has its id; it is found from now on. */
    default void added(Command command) {}

    /** The command is not found any more. Its statistics have been reset. */
    default void removed(Command command) {}
  }

  /**
   * Adds a command with its subcommands.
   *
   * @throws IllegalStateException if the name is taken
   */
  public void add(Command command) {
    table.add(command);
    forThisAndSubcommands(command, this::added);
  }

  /** Removes the command of a name with its subcommands; returns whether there was one. */
  public boolean remove(String name) {
    var command = table.remove(name);
    if (command == null) {
      return false;
    }
    forThisAndSubcommands(command, this::removed);
    return true;
  }

  /**
   * Gives a command another name, as the directive rename-command does. The command keeps its id.
   *
   * @param to the new name; an empty name removes the command
   * @return whether there is such a command and the new name is free
   */
  public boolean rename(String from, String to) {
    return to.isEmpty() ? remove(from) : table.rename(from, to);
  }

  /** Gives a command its id, and tells the listeners. */
  void added(Command command) {
    command.registered = true;
    command.id = takeId(command);
    if (command instanceof ContainerCommand container) {
      container.registry = this;
    }
    for (var listener : listeners.listeners()) {
      listener.added(command);
    }
  }

  /** Frees the id of a command, resets its statistics, and tells the listeners. */
  void removed(Command command) {
    command.registered = false;
    byId.set(command.id, null);
    command.resetStatistics();
    if (command instanceof ContainerCommand container) {
      container.registry = null;
    }
    for (var listener : listeners.listeners()) {
      listener.removed(command);
    }
  }

  /**
   * Returns the id for a command. A name gets the id that it had before, so that the permissions of
   * users survive a reload of the module; unless a renamed command still has that id.
   */
  private int takeId(Command command) {
    Integer id = ids.get(command.fullName());
    if (id == null || byId.get(id) != null) {
      id = byId.size();
      byId.add(null);
      ids.put(command.fullName(), id);
    }
    byId.set(id, command);
    return id;
  }

  private static void forThisAndSubcommands(Command command, Consumer<Command> action) {
    action.accept(command);
    if (command instanceof ContainerCommand container) {
      container.subcommands().forEach(action);
    }
  }

  public CommandTable table() {
    return table;
  }

  public Hook<CommandListener> listeners() {
    return listeners;
  }
}
