package eightweeks.week5.clients;

import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;

/**
 * Logs a line when a client sends HTTP to the server, at most one a minute.
 *
 * <p>Answers to {@code networking.c: securityWarningCommand()}. A web page can have a browser send
 * requests to any address, this server's too; what stands in their body would be taken for
 * commands. The dispatcher closes the connection at the first word of HTTP.
 */
final class AttackWarning {
  private static final long SECONDS_BETWEEN = 60;

  private final LoopTime time;
  private final Log log;
  private long loggedSeconds = -SECONDS_BETWEEN - 1;

  AttackWarning(LoopTime time, Log log) {
    this.time = time;
    this.log = log;
  }

  void warn(Client client) {
    long now = time.steadySeconds();
    if (now - loggedSeconds <= SECONDS_BETWEEN) {
      return;
    }
    loggedSeconds = now;
    String from = client.remote() instanceof Endpoint.Tcp tcp ? " from " + tcp : "";
    log.warning(
        "Possible SECURITY ATTACK detected. It looks like somebody is sending POST or Host: "
            + "commands to Redis. This is likely due to an attacker attempting to use Cross "
            + "Protocol Scripting to compromise your Redis instance. Connection"
            + from
            + " aborted.");
  }
}
