package eightweeks.cli.connection;

import eightweeks.cli.environment.CliClock;
import eightweeks.cli.environment.Exit;
import eightweeks.cli.resp.ProtocolException;
import eightweeks.cli.resp.ServerReply;
import java.io.IOException;

/**
 * Sends commands, and connects again once a second while the server cannot be reached: for tools
 * that watch a server for hours.
 *
 * <p>Answers to redis-cli.c: reconnectingRedisCommand().
 */
public final class PatientCaller {
  private static final long PAUSE_MICROS = 1_000_000;

  private final Session session;
  private final CliClock clock;

  public PatientCaller(Session session, CliClock clock) {
    this.session = session;
    this.clock = clock;
  }

  public ServerReply call(String command) {
    int tries = 0;
    while (true) {
      try {
        if (session.isConnected()) {
          ServerReply reply = session.connection().call(command);
          if (tries > 0) {
            session.out.print("\r\u001b[0K");
          }
          return reply;
        }
      } catch (ProtocolException e) {
        session.err.println("Error: " + e.getMessage());
        throw new Exit(1);
      } catch (IOException _) {
        session.disconnect(); // it connects again below, and shows that it does
      }
      tries++;
      session.out.print("\r\u001b[0KReconnecting... ").number(tries).print("\r").flush();
      session.reconnect(true);
      clock.sleepMicros(PAUSE_MICROS);
    }
  }
}
