package eightweeks.study.simulate;

import eightweeks.week7.simulation.MemoryPeer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client that writes ten keys a second, one after the other, and notes which of them were
 * acknowledged. It asks a Sentinel for the master, as client libraries do: at its start, and when
 * its connection has ended, brings no reply for a second, or leads to a replica.
 */
final class Writer {
  private static final int PERIOD_MILLIS = 100;
  private static final int LOOK_MILLIS = 1;
  private static final int MAX_SILENCE_MILLIS = 1_000;
  private static final int MAX_WAIT_MILLIS = 300;
  private static final int PORT = 6379;
  private static final int SENTINEL_PORT = 26379;

  private final Failover failover;
  private final String name;
  private final boolean waits;
  private final List<Acknowledged> acknowledged = new ArrayList<>();
  private @Nullable MemoryPeer connection;

  /** The server that the connection leads to; empty for a Sentinel. */
  private String server = "";

  /** The server that has acknowledged the last write. */
  private String lastServer = "";

  private boolean refused;
  private String received = "";
  private String key = "";
  private boolean isWaiting;
  private long sentAt;
  private int sent;
  private int asked;
  private boolean stopped;

  Writer(Failover failover, String name, boolean waits) {
    this.failover = failover;
    this.name = name;
    this.waits = waits;
  }

  /** Returns the acknowledged writes, in their order. */
  List<Acknowledged> acknowledged() {
    return acknowledged;
  }

  /** Begins to write at the next full tenth of a second. */
  void start() {
    failover.after(PERIOD_MILLIS - failover.millis() % PERIOD_MILLIS, this::turn);
  }

  /** Writes nothing more. */
  void stop() {
    stopped = true;
    hangUp();
  }

  private void turn() {
    if (stopped) {
      return;
    }
    try {
      if (connection == null) {
        ask();
      } else if (isWaiting) {
        look(connection);
      } else {
        write();
      }
    } catch (IOException _) {
      hangUp();
    }
    if (isWaiting) {
      failover.after(LOOK_MILLIS, this::turn);
    } else {
      start();
    }
  }

  private void ask() throws IOException {
    server = "";
    asked++;
    open(Failover.names().get(Failover.SIZE + asked % Failover.SIZE), SENTINEL_PORT);
    send("SENTINEL GET-MASTER-ADDR-BY-NAME m\r\n");
  }

  private void open(String to, int port) throws IOException {
    connection = failover.connect(name, to, port);
    received = "";
  }

  private void write() throws IOException {
    sent++;
    key = name.replace("client ", "c") + ":" + sent;
    send("SET " + key + " v\r\n" + (waits ? "WAIT 1 " + MAX_WAIT_MILLIS + "\r\n" : ""));
  }

  private void send(String text) throws IOException {
    if (connection != null) {
      connection.send(text);
    }
    isWaiting = true;
    sentAt = failover.millis();
  }

  private void look(MemoryPeer from) throws IOException {
    received += from.receiveText();
    if (server.isEmpty() ? received.split("\r\n").length == 5 : isWhole()) {
      isWaiting = false;
      var lines = received.split("\r\n");
      received = "";
      if (server.isEmpty()) {
        from.close();
        server = Failover.nameOf(lines[2]);
        open(server, PORT);
      } else {
        take(lines);
      }
    } else if (from.ended() || failover.millis() - sentAt > MAX_SILENCE_MILLIS) {
      hangUp();
    }
  }

  private boolean isWhole() {
    int lines = received.isEmpty() ? 0 : received.split("\r\n").length;
    return received.endsWith("\r\n") && lines == (waits ? 2 : 1);
  }

  private void take(String[] lines) {
    boolean isWritten = lines[0].equals("+OK");
    if (isWritten) {
      int replicas = waits ? Integer.parseInt(lines[1].substring(1)) : 0;
      acknowledged.add(new Acknowledged(name, server, key, failover.millis(), replicas));
    }
    if (isWritten && (refused || !lastServer.equals(server))) {
      failover.tell(name, "its writes are acknowledged by " + server);
      lastServer = server;
      refused = false;
    } else if (lines[0].startsWith("-NOREPLICAS") && !refused) {
      failover.tell(name, "its writes are refused by " + server + ": NOREPLICAS");
      refused = true;
    } else if (lines[0].startsWith("-READONLY")) {
      hangUp();
    }
  }

  private void hangUp() {
    if (connection != null) {
      connection.close();
    }
    connection = null;
    isWaiting = false;
  }
}
