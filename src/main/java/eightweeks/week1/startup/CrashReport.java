package eightweeks.week1.startup;

import eightweeks.week1.bytes.QuotedWords;
import eightweeks.week1.config.BoolDirective;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.Dispatcher;
import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.Clients;
import eightweeks.week1.resp.Args;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is known about an unexpected exception into the log, and closes its client.
 *
 * <p>Answers to {@code debug.c: sigsegvHandler()}, {@code printCrashReport()}, {@code
 * logCurrentClient()}. Redis reports and dies, since after a bad pointer nothing can be trusted. In
 * Java an exception leaves memory whole, so it costs one client and not the server. The marks
 * around a report are those of Redis, because tools look for them.
 *
 * <p>Invariant: a report never throws by itself, in any state of the client.
 */
public final class CrashReport implements EventLoop.FailureListener, Dispatcher.CrashListener {
  private static final int MAX_ARGUMENTS = 32;
  private static final int MAX_ARGUMENT_BYTES = 128;
  private static final int MAX_FRAMES = 60;
  private static final int MAX_CAUSES = 5;

  private final BoolDirective enabled;
  private final EventLoop loop;
  private final Clients clients;
  private final Log log;
  private final Hook<Listener> listeners = new Hook<>(Listener[]::new);

  /** Told of each failure when its report has been written. */
  @FunctionalInterface
  public interface Listener {
    void reported(Throwable failure);
  }

  CrashReport(BoolDirective enabled, EventLoop loop, Clients clients, Log log) {
    this.enabled = enabled;
    this.loop = loop;
    this.clients = clients;
    this.log = log;
  }

  public Hook<Listener> listeners() {
    return listeners;
  }

  /** Reports a command that has crashed; the dispatcher replies to its client. */
  @Override
  public void crashed(Throwable failure, Client client, Command command, Args args) {
    report(failure, client, command, args);
  }

  /** Reports a failure in the loop, and closes the connection whose handler has failed. */
  @Override
  public void failed(Throwable failure, @Nullable Channel channel) {
    var client = channel == null ? null : clients.find(channel);
    report(failure, client, null, null);
    if (client != null) {
      clients.close(client);
    } else if (channel instanceof Connection) {
      loop.close(channel); // it would be ready again in the next turn, and crash again
    }
  }

  private void report(
      Throwable failure, @Nullable Client client, @Nullable Command command, @Nullable Args args) {
    String first = "Redis " + Version.REDIS + " crashed by: " + failure;
    var text = new StringBuilder(first);
    text.append("\nThe loop was at: ").append(loop.activity()).append('\n');
    try {
      if (client != null) {
        text.append("\n------ CURRENT CLIENT INFO ------\n");
        text.append(clients.describeForLog(client)).append('\n');
      }
      if (command != null && args != null) {
        describe(command, args, text);
      }
    } catch (RuntimeException e) {
      text.append("(describing them failed: ").append(e).append(")\n");
    }
    text.append("\n------ STACK TRACE ------\n");
    stack(failure, text);
    if (enabled.value()) {
      log.warning("=== REDIS BUG REPORT START: Cut & paste starting from here ===");
      log.raw(text.toString());
      log.warning("=== REDIS BUG REPORT END. Make sure to include from START to END. ===");
    } else {
      log.warning(first);
    }
    for (var listener : listeners.listeners()) {
      listener.reported(failure);
    }
  }

  private static void describe(Command command, Args args, StringBuilder text) {
    text.append("\n------ CURRENT COMMAND ------\ncmd: ").append(command.fullName());
    text.append("\nargc: ").append(args.count()).append('\n');
    int shown = Math.min(args.count(), MAX_ARGUMENTS);
    for (int i = 0; i < shown; i++) {
      text.append("argv[").append(i).append("]: ");
      text.append(args.isRedacted(i) ? "(redacted)" : argument(args, i)).append('\n');
    }
    if (shown < args.count()) {
      text.append("... ").append(args.count() - shown).append(" more arguments\n");
    }
  }

  private static String argument(Args args, int i) {
    int length = args.length(i);
    int shown = Math.min(length, MAX_ARGUMENT_BYTES);
    int offset = args.offset(i);
    var start = Arrays.copyOfRange(args.array(i), offset, offset + shown);
    String rest = shown < length ? "... (" + (length - shown) + " more bytes)" : "";
    return QuotedWords.quote(start) + rest;
  }

  private static void stack(Throwable failure, StringBuilder text) {
    Throwable now = failure;
    for (int causes = 0; now != null && causes < MAX_CAUSES; causes++) {
      text.append(causes == 0 ? "" : "Caused by: ").append(now).append('\n');
      var frames = now.getStackTrace();
      int shown = Math.min(frames.length, MAX_FRAMES);
      for (int i = 0; i < shown; i++) {
        text.append("    at ").append(frames[i]).append('\n');
      }
      if (shown < frames.length) {
        text.append("    ... ").append(frames.length - shown).append(" more\n");
      }
      now = now.getCause();
    }
  }
}
