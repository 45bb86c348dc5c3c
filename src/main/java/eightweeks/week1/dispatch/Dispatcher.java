package eightweeks.week1.dispatch;

import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.CommandExecutor;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Executes commands: finds the command for its arguments, checks it, and runs it.
 *
 * <p>Answers to {@code server.c: processCommand()} and {@code call()}. The order is always: find
 * the command, count its arguments, ask the gates that are shut, run it, account its time.
 */
public final class Dispatcher implements CommandExecutor {
  private static final int SHOWN_NAME = 128;
  private static final String NO_MEMORY = "OOM command not allowed when used memory > 'maxmemory'.";
  private static final String CRASHED = "ERR internal error, the log of the server has a report";

  private final CommandRegistry registry = new CommandRegistry();
  private final CommandTable table = registry.table();
  private final Gates gates = new Gates(registry);
  private final CommandStatistics statistics = new CommandStatistics(table);
  private final Hook<Rejection> rejections = new Hook<>(Rejection[]::new);
  private final LoopTime time;
  private @Nullable Consumer<Client> attack;
  private @Nullable CrashListener crashes;
  private Caller caller;

  /** Runs a command that has passed all gates. Week 3 puts its execution unit here. */
  @FunctionalInterface
  public interface Caller {
    void call(Client client, Command command, Args args);
  }

  /** Called when a command is rejected before it runs. EXEC then aborts the transaction. */
  @FunctionalInterface
  public interface Rejection {
    /**
     * @param command null if there is no such command
     * @return whether the listener has replied itself
     */
    boolean rejected(Client client, @Nullable Command command, String error);
  }

  /** Called when a command has thrown something other than a {@link CommandError}. */
  @FunctionalInterface
  public interface CrashListener {
    void crashed(Throwable failure, Client client, Command command, Args args);
  }

  public Dispatcher(LoopTime time) {
    this.time = time;
    caller = this::runCommand;
  }

  @Override
  public void execute(Client client, Args args) {
    long start = beginReply(client);
    dispatch(client, args);
    endReply(client, start);
  }

  /** Writes the reply of a command that blocked its client and ends without another run. */
  public void reply(Client client, Consumer<Reply> content) {
    long start = beginReply(client);
    content.accept(client.reply());
    endReply(client, start);
  }

  /** Returns the size of the reply so far if what is added now must be dropped; otherwise -1. */
  private static long beginReply(Client client) {
    return client.has(Client.REPLY_OFF | Client.REPLY_SKIP) ? client.reply().size() : -1;
  }

  private static void endReply(Client client, long start) {
    if (start >= 0 && client.has(Client.REPLY_OFF | Client.REPLY_SKIP)) {
      client.reply().truncate(start, 0);
    }
    // CLIENT REPLY SKIP hides the reply of the next command only. A command that has blocked its
    // client is not complete.
    if (client.has(Client.REPLY_SKIP | Client.REPLY_SKIP_NEXT) && !client.has(Client.BLOCKED)) {
      boolean next = client.has(Client.REPLY_SKIP_NEXT);
      client.unset(Client.REPLY_SKIP | Client.REPLY_SKIP_NEXT);
      client.set(next ? Client.REPLY_SKIP : 0);
    }
  }

  // tag::dispatch[]
  private void dispatch(Client client, Args args) {
    var command = table.find(args);
    if (command == null) {
      unknown(client, args);
      return;
    }
    client.lastCommand(command.fullName());
    if (!command.takes(args.count()) || lacksSubcommand(command, args)) {
      boolean unknown = command instanceof ContainerCommand && args.count() > 1;
      reject(client, unknown ? null : command, wrongArguments(command, args));
      return;
    }
    // tag::gates[]
    int shut = (client.gates | gates.server()) & command.gates;
    if (shut == 0 || gates.pass(shut, client, command, args)) {
      caller.call(client, command, args);
    }
    // end::gates[]
  }

  // end::dispatch[]

  private static boolean lacksSubcommand(Command command, Args args) {
    return command instanceof ContainerCommand container
        && !(container.runsAlone() && args.count() == 1);
  }

  /** Runs a command without asking the gates, and accounts it. Week 3 sets another caller. */
  public void runCommand(Client client, Command command, Args args) {
    long start = time.nanos();
    long errors = client.reply().errors();
    long replyStart = client.reply().size();
    int deferred = client.reply().deferred();
    try {
      command.run(client, args);
    } catch (CommandError e) {
      client.reply().error(e.text());
    } catch (RuntimeException | Error e) {
      crashed(e, client, command, args, replyStart, deferred);
    }
    long took = time.tick() - start;
    statistics.busy(took);
    statistics.completed(command, took);
    if (client.reply().errors() > errors) {
      statistics.failed(command);
    }
  }

  /**
   * Reports that a command has thrown something unexpected. Its client gets an error instead of
   * what the command had replied, and is closed after it. After an OutOfMemoryError of a command
   * that only reads, or is about connections, the client gets -OOM and stays.
   *
   * @param replyStart the {@link Reply#size} before the command
   * @param deferred the number of {@link Reply#deferred} collections before the command
   * @throws RuntimeException the failure itself, which may be an {@link Error}, if there is no
   *     listener or the server cannot survive it
   */
  public void crashed(
      Throwable failure, Client client, Command command, Args args, long replyStart, int deferred) {
    boolean changesData =
        !command.is(CommandFlag.READONLY) && command.spec().group() != Group.CONNECTION;
    if (failure instanceof OutOfMemoryError && !changesData) {
      // No change is half done, and the memory that the command had taken is garbage now.
      client.reply().truncate(replyStart, deferred);
      client.reply().error(NO_MEMORY);
      return;
    }
    if (crashes == null || !EventLoop.isSurvivable(failure)) {
      EventLoop.rethrow(failure);
      return;
    }
    crashes.crashed(failure, client, command, args);
    client.reply().truncate(replyStart, deferred);
    client.reply().error(CRASHED);
    if (client.connection() != null) {
      client.closeAfterReply();
    }
  }

  /**
   * Rejects a command before it runs.
   *
   * @param error the reply without its leading minus
   */
  public void reject(Client client, @Nullable Command command, String error) {
    if (command != null) {
      statistics.rejected(command);
    }
    for (var listener : rejections.listeners()) {
      if (listener.rejected(client, command, error)) {
        return;
      }
    }
    client.reply().error(error);
  }

  private void unknown(Client client, Args args) {
    if (attack != null && (args.is(0, "host:") || args.is(0, "post"))) {
      // The beginning of an HTTP request: a browser was tricked into sending it to this port.
      attack.accept(client);
      client.closeAsap();
      return;
    }
    var shown = new StringBuilder();
    for (int i = 1; i < args.count() && shown.length() < SHOWN_NAME; i++) {
      String argument = cut(args.text(i), SHOWN_NAME - shown.length());
      shown.append('\'').append(argument).append("' ");
    }
    reject(
        client,
        null,
        "ERR unknown command '"
            + cut(args.text(0), SHOWN_NAME)
            + "', with args beginning with: "
            + shown);
  }

  private static String wrongArguments(Command command, Args args) {
    if (command instanceof ContainerCommand && args.count() > 1) {
      return "ERR unknown subcommand '"
          + cut(args.text(1), SHOWN_NAME)
          + "'. Try "
          + args.text(0).toUpperCase(Locale.ROOT)
          + " HELP.";
    }
    return "ERR wrong number of arguments for '" + command.fullName() + "' command";
  }

  /** Cuts a text at a length and at its first zero byte, where C ends a string. */
  private static String cut(String text, int length) {
    int zero = text.indexOf(0);
    return text.substring(0, Math.min(length, zero < 0 ? text.length() : zero));
  }

  public CommandRegistry registry() {
    return registry;
  }

  public CommandTable table() {
    return table;
  }

  public Gates gates() {
    return gates;
  }

  public Hook<Rejection> rejections() {
    return rejections;
  }

  /** Replaces {@link #runCommand}: from now on the new caller runs every command that may run. */
  public void caller(Caller newCaller) {
    caller = newCaller;
  }

  /**
   * Sets the action for an HTTP request that arrives instead of a command. The client is closed in
   * any case.
   */
  public void onAttack(Consumer<Client> action) {
    attack = action;
  }

  /** Sets the listener that reports crashes of commands; without it they are rethrown. */
  public void onCrash(CrashListener listener) {
    crashes = listener;
  }

  public CommandStatistics statistics() {
    return statistics;
  }
}
