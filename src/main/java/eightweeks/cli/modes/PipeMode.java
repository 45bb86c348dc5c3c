package eightweeks.cli.modes;

import eightweeks.cli.connection.ServerConnection;
import eightweeks.cli.connection.Session;
import eightweeks.cli.environment.CliClock;
import eightweeks.cli.environment.Exit;
import eightweeks.cli.environment.Output;
import eightweeks.cli.resp.ServerReply;
import eightweeks.cli.text.ByteBuilder;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code --pipe}: sends protocol from standard input to the server as it is, as fast as both can,
 * and counts the replies.
 *
 * <p>Two threads, since both directions must flow: this one reads replies, another sends. How does
 * one know that the last reply is there, without a count of the commands? Behind the data an ECHO
 * of twenty random bytes is sent; its reply is the last.
 *
 * <p>Answers to redis-cli.c: pipeMode().
 */
final class PipeMode {
  private static final int MAGIC_LENGTH = 20;
  private static final int LOOK_MILLIS = 1000;

  private final Session session;
  private final Output out;
  private final InputStream in;
  private final CliClock clock;
  private final byte[] magic = new byte[MAGIC_LENGTH];

  /** Whether all data and the ECHO behind them were sent to the server. */
  private volatile boolean sent;

  private volatile @Nullable String sendFailure;
  private long errors;
  private long replies;
  private volatile long lastReplyMillis;

  PipeMode(Session session, InputStream in, CliClock clock) {
    this.session = session;
    this.out = session.out;
    this.in = in;
    this.clock = clock;
  }

  /** Returns the exit code: 1 if there were errors. */
  int run() {
    new SecureRandom().nextBytes(magic);
    Thread.ofPlatform().daemon().name("pipe-sender").start(this::send);
    lastReplyMillis = clock.millis();
    try {
      readReplies();
    } catch (IOException e) {
      return readFailed(e);
    }
    out.println("errors: " + errors + ", replies: " + replies);
    return errors == 0 ? 0 : 1;
  }

  private void readReplies() throws IOException {
    ServerConnection connection = session.connection();
    while (true) {
      if (!connection.await(LOOK_MILLIS)) {
        failIfNotSent();
        if (timedOut()) {
          session.err.print("No replies for ").number(session.options.pipeTimeoutSeconds);
          session.err.println(" seconds: exiting.").flush();
          errors++;
          return;
        }
        continue;
      }
      ServerReply reply = connection.read();
      lastReplyMillis = clock.millis();
      if (reply instanceof ServerReply.Error error) {
        session.err.println(error.text());
        errors++;
      } else if (reply instanceof ServerReply.Bulk bulk && Arrays.equals(bulk.bytes(), magic)) {
        out.println("Last reply received from server.");
        return;
      }
      replies++;
    }
  }

  private boolean timedOut() {
    long patience = session.options.pipeTimeoutSeconds * 1000L;
    return sent && patience > 0 && clock.millis() - lastReplyMillis > patience;
  }

  private int readFailed(IOException e) {
    failIfNotSent();
    session.err.println(
        e instanceof EOFException
            ? "Error reading replies from server"
            : "Server I/O Error: " + ServerConnection.reason(e));
    return 1;
  }

  private void failIfNotSent() {
    if (sendFailure != null) {
      session.err.println(sendFailure);
      throw new Exit(1);
    }
  }

  /** The sender's thread. */
  private void send() {
    byte[] buffer = new byte[64 * 1024];
    ServerConnection connection = session.connection();
    while (true) {
      int count;
      try {
        count = in.read(buffer);
      } catch (IOException e) {
        sendFailure = "Error reading from stdin: " + e.getMessage();
        return;
      }
      try {
        if (count < 0) {
          // A line end first: should the data end in the middle of something inline, the ECHO is
          // still understood.
          byte[] echo =
              new ByteBuilder()
                  .text("\r\n*2\r\n$4\r\nECHO\r\n$20\r\n")
                  .add(magic)
                  .text("\r\n")
                  .toBytes();
          out.println("All data transferred. Waiting for the last reply...").flush();
          lastReplyMillis = clock.millis();
          sent = true;
          connection.write(echo, echo.length);
          return;
        }
        connection.write(buffer, count);
      } catch (IOException e) {
        sendFailure = "Error writing to the server: " + ServerConnection.reason(e);
        return;
      }
    }
  }
}
