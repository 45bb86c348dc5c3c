package eightweeks.cli.command;

import eightweeks.cli.connection.ServerConnection;
import eightweeks.cli.connection.Session;
import eightweeks.cli.environment.CliClock;
import eightweeks.cli.environment.Exit;
import eightweeks.cli.environment.Output;
import eightweeks.cli.format.OutputMode;
import eightweeks.cli.format.ReplyFormatter;
import eightweeks.cli.help.HelpTopics;
import eightweeks.cli.resp.ServerReply;
import eightweeks.cli.text.ByteBuilder;
import eightweeks.cli.text.Words;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/**
 * Sends a command, shows what comes back, and updates the {@link Session} from it: the selected
 * database, transactions, subscriptions, the protocol.
 *
 * <p>One command may get many replies: MONITOR without end, SUBSCRIBE one for each channel. In
 * cluster mode it may be sent several times, once to each node that says it is elsewhere.
 *
 * <p>Answers to redis-cli.c: issueCommandRepeat(), cliSendCommand(), cliReadReply(),
 * cliPushHandler().
 */
public final class CommandRunner {
  private final Session session;
  private final Output out;
  private final CliClock clock;
  private final ReplyFormatter formatter;
  private final ReplyFormatter verbatim;
  private final ByteBuilder formatted = new ByteBuilder(256);
  private final HelpTopics help;

  /** The user pressed Ctrl-C while the server was streaming; the connection has been closed. */
  private volatile boolean aborted;

  private boolean monitoring;

  public CommandRunner(Session session, CliClock clock) {
    this.session = session;
    this.out = session.out;
    this.clock = clock;
    this.formatter = session.options.formatter();
    this.verbatim = session.options.verbatimFormatter();
    this.help = new HelpTopics(session);
  }

  public HelpTopics help() {
    return help;
  }

  /**
   * Runs a command a number of times, without end if {@code times} is negative. Returns false if
   * the connection failed; the user has been told why.
   */
  public boolean run(List<byte[]> command, long times) {
    byte[] name = command.getFirst();
    if (Words.is(name, "help") || Words.is(name, "?")) {
      help.print(command.subList(1, command.size()));
      return true;
    }
    if (Words.is(name, "sync") || Words.is(name, "psync")) {
      out.println("A replica's stream is not shown by this client: SYNC and PSYNC are not sent.");
      return true;
    }
    do {
      boolean ready = session.redirected ? session.reconnect(false) : session.connect(false);
      session.redirected = false;
      if (!ready && !session.isConnected()) {
        return false;
      }
      if (session.asking && !session.sendAsking()) {
        return false;
      }
      try {
        repeat(command, times);
      } catch (IOException e) {
        return lost(e, Words.is(name, "shutdown"));
      }
    } while (session.redirected);
    return true;
  }

  private void repeat(List<byte[]> command, long times) throws IOException {
    boolean raw = CommandTraits.isVerbatim(command);
    long left = times;
    while (left != 0 && !session.redirected) {
      session.connection().append(command);
      session.connection().flush();
      if (Words.is(command.getFirst(), "monitor")) {
        monitor();
      } else {
        track(command, awaitReply(command, raw));
      }
      long interval = session.options.intervalMicros;
      if (interval > 0 && !session.redirected) {
        clock.sleepMicros(interval);
      }
      left = left < 0 ? left : left - 1;
    }
  }

  private void monitor() throws IOException {
    monitoring = true;
    try {
      while (!receive(false).isError()) {
        // Each reply has been shown.
      }
    } finally {
      monitoring = false;
    }
  }

  /** Waits for the reply to a command; what comes before it (messages, other pushes) is shown. */
  private ServerReply awaitReply(List<byte[]> command, boolean raw) throws IOException {
    byte[] name = command.getFirst();
    boolean subscribing = CommandTraits.isSubscribe(name);
    int confirmations = 0;
    if (subscribing || CommandTraits.isUnsubscribe(name)) {
      confirmations = Math.max(1, command.size() - 1);
      session.pushes = Session.Pushes.DELIVER;
    }
    while (true) {
      ServerReply reply = receive(raw);
      if (!session.subscribed && confirmations == 0) {
        return reply;
      }
      if (isPubsub(reply)) {
        if (confirmations > 0 && confirms(reply, name)) {
          session.subscribed |= subscribing;
          if (--confirmations == 0) {
            return reply;
          }
        }
      } else if (!(reply instanceof ServerReply.Push)) {
        return reply;
      }
    }
  }

  private boolean isPubsub(ServerReply reply) {
    boolean kind =
        session.resp3 ? reply instanceof ServerReply.Push : reply instanceof ServerReply.Array;
    if (!kind
        || !(reply instanceof ServerReply.Aggregate list)
        || list.items().size() < 3
        || !(list.items().getFirst() instanceof ServerReply.Bulk bulk)) {
      return false;
    }
    return bulk.text().endsWith("message") || bulk.text().endsWith("subscribe");
  }

  private static boolean confirms(ServerReply reply, byte[] name) {
    return reply instanceof ServerReply.Aggregate list
        && list.items().getFirst() instanceof ServerReply.Bulk kind
        && Words.is(name, kind.text());
  }

  /** Updates the session after a command was answered. */
  private void track(List<byte[]> command, ServerReply reply) {
    byte[] name = command.getFirst();
    int size = command.size();
    boolean good = !reply.isError();
    if (Words.is(name, "select") && size == 2 && good) {
      session.selected(Words.leadingInt(Words.text(command.get(1))));
    } else if (Words.is(name, "auth") && (size == 2 || size == 3)) {
      session.select();
    } else if (Words.is(name, "multi") && size == 1 && good) {
      session.beginTransaction();
    } else if (Words.is(name, "exec") && size == 1 && session.inTransaction) {
      session.endTransaction(good && !(reply instanceof ServerReply.Nil));
    } else if (Words.is(name, "discard") && size == 1 && good) {
      session.endTransaction(false);
    } else if (Words.is(name, "reset") && size == 1 && good) {
      session.reset();
    } else if (Words.is(name, "hello") && good) {
      session.resp3 = reply instanceof ServerReply.Map;
    } else if (!session.subscribed
        && session.pushes == Session.Pushes.DELIVER
        && session.options.showPushes) {
      session.pushes = Session.Pushes.SHOW;
    }
  }

  /** Shows one more message while subscribed; returns false if the connection failed. */
  public boolean showMessage() {
    try {
      receive(false);
      return true;
    } catch (IOException e) {
      return lost(e, false);
    }
  }

  /** Reads the next reply and shows it, unless it sends the command elsewhere. */
  private ServerReply receive(boolean raw) throws IOException {
    ServerReply reply = session.connection().read();
    while (reply instanceof ServerReply.Push push && session.pushes != Session.Pushes.DELIVER) {
      if (session.pushes == Session.Pushes.SHOW) {
        show(push);
      }
      reply = session.connection().read();
    }
    if (reply instanceof ServerReply.Error error) {
      String text = error.text();
      if (session.options.cluster && (text.startsWith("MOVED ") || text.startsWith("ASK "))) {
        redirect(text);
        return reply;
      }
      if (!session.interactive && session.options.exitCodeOnError) {
        session.err.println(text);
        throw new Exit(1);
      }
    }
    show(reply, raw ? verbatim : formatter);
    return reply;
  }

  private void show(ServerReply reply, ReplyFormatter as) {
    formatted.cut(0);
    as.format(reply, formatted);
    out.write(formatted).flush();
  }

  private void show(ServerReply.Push push) {
    List<ServerReply> items = push.items();
    boolean invalidation =
        session.options.output == OutputMode.STANDARD
            && items.size() == 2
            && items.getFirst() instanceof ServerReply.Bulk kind
            && kind.text().startsWith("invalidate")
            && items.get(1) instanceof ServerReply.Array;
    if (!invalidation) {
      show(push, formatter);
      return;
    }
    formatted.cut(0);
    formatted.text("-> invalidate: ");
    List<ServerReply> keys =
        items.get(1) instanceof ServerReply.Array array ? array.items() : List.of();
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i) instanceof ServerReply.Bulk key) {
        formatted.text(i == 0 ? "'" : ", '").add(key.bytes()).add('\'');
      }
    }
    out.write(formatted.add('\n')).flush();
  }

  /** {@code MOVED 3999 127.0.0.1:6381}; the host may be empty: then only the port is new. */
  private void redirect(String text) {
    String[] parts = text.split(" ", -1);
    int colon = parts.length < 3 ? -1 : parts[2].lastIndexOf(':');
    if (colon < 0) {
      session.err.println("Unexpected redirection: " + text);
      return;
    }
    if (colon > 0) {
      session.host = parts[2].substring(0, colon);
    }
    session.port = Words.leadingInt(parts[2].substring(colon + 1));
    if (session.interactive) {
      out.println(
          "-> Redirected to slot ["
              + Words.leadingInt(parts[1])
              + "] located at "
              + session.host
              + ":"
              + session.port);
    }
    session.redirected = true;
    session.asking = text.startsWith("ASK ");
  }

  /**
   * Stops a stream of messages (Ctrl-C); returns false if there is none, so that the client may
   * end.
   */
  public boolean abortStream() {
    if (!monitoring && !session.subscribed) {
      return false;
    }
    aborted = true;
    session.connection().close();
    return true;
  }

  /** Returns whether {@link #abortStream} was called since the last call of this method. */
  public boolean wasAborted() {
    boolean was = aborted;
    aborted = false;
    return was;
  }

  private boolean lost(IOException e, boolean expected) {
    if (wasAborted()) {
      return session.reconnect(false);
    }
    if (expected) {
      session.disconnect();
      return true;
    }
    String reason = ServerConnection.reason(e);
    session.err.println("Error: " + reason).flush();
    boolean closed = e instanceof EOFException || e instanceof java.net.SocketException;
    if (session.interactive && closed) {
      session.disconnect();
      return false;
    }
    throw new Exit(1);
  }
}
