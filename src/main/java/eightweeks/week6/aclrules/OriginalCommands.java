package eightweeks.week6.aclrules;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.CommandRegistry;
import eightweeks.week1.dispatch.ContainerCommand;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The commands by the names that they have in Redis.
 *
 * <p>Answers to {@code server.h: redisServer.orig_commands}, {@code acl.c: ACLLookupCommand()}.
 * Rules name commands by these names, so that they mean the same whatever {@code rename-command}
 * has done: a renamed command keeps its rules, and so does one that was renamed to nothing.
 */
public final class OriginalCommands {
  private final Map<String, Command> byName = new LinkedHashMap<>();
  private final Runnable changed;

  /**
   * @param changed called when a command was added or removed later, as modules do
   */
  public OriginalCommands(CommandRegistry registry, Runnable changed) {
    this.changed = changed;
    registry.table().forEach(this::note);
    registry
        .listeners()
        .add(
            new CommandRegistry.CommandListener() {
              @Override
              public void added(Command command) {
                note(command);
                OriginalCommands.this.changed.run();
              }

              @Override
              public void removed(Command command) {
                if (command.is(CommandFlag.MODULE)) {
                  byName.remove(command.fullName(), command);
                  OriginalCommands.this.changed.run();
                }
              }
            });
  }

  private void note(Command command) {
    byName.put(command.fullName(), command);
  }

  /** Returns the command of a full name such as {@code client|list} in any case; null if none. */
  public @Nullable Command find(String fullName) {
    return byName.get(fullName.toLowerCase(Locale.ROOT));
  }

  /** Calls the action for every command and subcommand. */
  public void forEach(Consumer<Command> action) {
    byName.values().forEach(action);
  }

  static boolean isSubcommand(Command command) {
    return command.fullName().indexOf('|') >= 0;
  }

  static boolean isContainer(Command command) {
    return command instanceof ContainerCommand;
  }
}
