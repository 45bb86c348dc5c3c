package eightweeks.harness;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.QuotedWords;
import java.io.IOException;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Conversations of several clients with a server on a real socket, ours or another one, to compare
 * everything that each of them is sent, asked for or not.
 *
 * <pre>
 * a SUBSCRIBE c | b PUBLISH c hello | a PING
 * </pre>
 *
 * <p>The letter in front of a command is the client that says it; one that has not said anything
 * yet is connected, and sends a PING first. The server has seen everything that one client has said
 * before another one speaks.
 */
public final class RoundTable {
  private static final int TIMEOUT_MILLIS = 20_000;

  private RoundTable() {}

  /**
   * What every client of a conversation was sent, up to its end; a line for each.
   *
   * @param tidy takes out of what a client was sent what is never the same
   */
  public static String talk(int port, String conversation, UnaryOperator<String> tidy)
      throws IOException {
    Map<Character, Socket> clients = new LinkedHashMap<>();
    var heard = new StringBuilder();
    try (var other = connect(port)) {
      char speaker = ' ';
      for (var turn : conversation.split(" \\| ", -1)) {
        if (turn.charAt(0) != speaker && !clients.isEmpty()) {
          waitUntilSeen(other);
        }
        speaker = turn.charAt(0);
        var client = clients.get(speaker);
        if (client == null) {
          client = connect(port);
          clients.put(speaker, client);
        }
        var words = Objects.requireNonNull(QuotedWords.split(turn.substring(2)), turn);
        send(client, Resp.query(words));
      }
      if (clients.size() > 1) { // what is said alone is answered before the end
        waitUntilSeen(other);
      }
      for (var entry : clients.entrySet()) {
        heard
            .append(entry.getKey())
            .append(": ")
            .append(tidy.apply(rest(entry.getValue())).replace("\r\n", "\\n"))
            .append('\n');
      }
      send(other, Resp.query("FLUSHALL"));
      other.getInputStream().readNBytes("+OK\r\n".length());
    } finally {
      for (var client : clients.values()) {
        client.close();
      }
    }
    return heard.toString();
  }

  private static Socket connect(int port) throws IOException {
    var client = new Socket("127.0.0.1", port);
    client.setSoTimeout(TIMEOUT_MILLIS);
    ping(client); // the server knows it now
    return client;
  }

  private static void ping(Socket client) throws IOException {
    send(client, Resp.query("PING"));
    client.getInputStream().readNBytes("+PONG\r\n".length());
  }

  /**
   * Waits until the server has seen what all clients have sent: it may read this one first in a
   * turn, but not twice. No monitor is shown a command of operators.
   */
  private static void waitUntilSeen(Socket other) throws IOException {
    for (int turn = 0; turn < 2; turn++) {
      send(other, Resp.query("CLIENT", "NO-EVICT", "off"));
      other.getInputStream().readNBytes("+OK\r\n".length());
    }
  }

  private static void send(Socket client, String query) throws IOException {
    client.getOutputStream().write(Ascii.bytes(query));
  }

  /** Everything that a client was sent: it hangs up, and the server does so too. */
  private static String rest(Socket client) throws IOException {
    client.shutdownOutput();
    return Ascii.text(client.getInputStream().readAllBytes());
  }
}
