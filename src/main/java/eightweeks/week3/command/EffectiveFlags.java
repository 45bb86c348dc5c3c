package eightweeks.week3.command;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.extension.Service;
import eightweeks.week1.networking.Client;
import org.jspecify.annotations.Nullable;

/**
 * What a command may do, where that is more than its own flags say: EXEC may do whatever was
 * queued.
 *
 * <p>Answers to the {@code is_write_command} and its like of {@code server.c: processCommand()} and
 * to {@code getCommandFlags()}. For the gates: a replica refuses an EXEC that would write.
 */
public final class EffectiveFlags {
  public static final Service<EffectiveFlags> SERVICE =
      new Service<>("effective flags", EffectiveFlags.class);

  /** The commands inside a command. */
  public interface Inside {
    /** Whether one of them has the flag. */
    boolean any(Client client, CommandFlag flag);

    /** Whether all of them have the flag. */
    boolean all(Client client, CommandFlag flag);
  }

  private @Nullable Command exec;
  private @Nullable Inside queue;

  EffectiveFlags() {}

  /** Says which command runs those that a client has queued. */
  public void exec(Command command, Inside inside) {
    exec = command;
    queue = inside;
  }

  /** Whether the command, or one inside it, has the flag: WRITE, DENYOOM. */
  public boolean any(Client client, Command command, CommandFlag flag) {
    return command.is(flag) || (command == exec && queue != null && queue.any(client, flag));
  }

  /** Whether the command, and all inside it, have the flag: STALE, LOADING. */
  public boolean all(Client client, Command command, CommandFlag flag) {
    return command.is(flag) && (command != exec || queue == null || queue.all(client, flag));
  }
}
