package eightweeks.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One of the two servers, with the clients that talk to it and one more that watches. */
final class Side implements AutoCloseable {
  private final int port;
  private final int timeoutMillis;
  private final Wire control;
  private final Map<String, String> defaults = new TreeMap<>();
  private final List<Wire> clients = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();

  Side(int port, int timeoutMillis) throws IOException {
    this.port = port;
    this.timeoutMillis = timeoutMillis;
    control = new Wire(port, timeoutMillis);
    for (var limit : Values.limits()) {
      var found = control.call("CONFIG", "GET", limit).elements();
      if (!found.isEmpty()) {
        defaults.put(limit, found.get(1).text());
      }
    }
  }

  /** Returns the version that it says to have. */
  String version() throws IOException {
    var text = control.call("INFO", "server").text();
    return text.replaceAll("(?s).*redis_version:([0-9.]+).*", "$1");
  }

  /** New clients, empty databases, limits as they were at the beginning. */
  void reset() throws IOException {
    for (var client : clients) {
      client.close();
    }
    clients.clear();
    ids.clear();
    settle(); // it has seen that they are gone
    control.call("FLUSHALL");
    for (var entry : defaults.entrySet()) {
      control.call("CONFIG", "SET", entry.getKey(), entry.getValue());
    }
    for (int i = 0; i < Duel.CLIENTS; i++) {
      var client = new Wire(port, timeoutMillis);
      clients.add(client);
      ids.add(client.call("CLIENT", "ID").text());
    }
  }

  Wire control() {
    return control;
  }

  Wire client(int number) {
    return clients.get(number);
  }

  String id(int client) {
    return ids.get(client);
  }

  void send(int client, List<String> words) throws IOException {
    var own = new ArrayList<>(words);
    own.replaceAll(this::withId);
    clients.get(client).send(own);
  }

  private String withId(String word) {
    for (int i = 0; i < ids.size(); i++) {
      if (word.equals("@id" + i + "@")) {
        return ids.get(i);
      }
    }
    return word;
  }

  /**
   * Waits until everything that was sent before is done and everything that it sent has arrived.
   *
   * <p>The first PING is answered in a turn of its loop that has also read what was sent before,
   * the second in a later turn than the one that wrote the replies.
   */
  void settle() throws IOException {
    control.call("PING");
    control.call("PING");
  }

  @Override
  public void close() throws IOException {
    for (var client : clients) {
      client.close();
    }
    control.close();
  }
}
