package eightweeks.week3.lists;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import java.util.ArrayList;
import java.util.List;

/** A server and a client, for tests of lists: {@code assertThat(desk.elements("l"))...}. */
final class ListDesk {
  final TestServer server;
  final TestClient client;

  private ListDesk(String... options) {
    server = TestServer.start(options);
    client = server.connect();
  }

  static ListDesk open() {
    return new ListDesk();
  }

  /** With lists that are listpacks up to a number of elements, and nodes of that number beyond. */
  static ListDesk withNodesOf(int elements) {
    return new ListDesk("--list-max-listpack-size", "" + elements);
  }

  /** Makes a list of words. */
  void make(String key, String elements) {
    client.call("DEL", key);
    assertThat(client.inline("RPUSH " + key + " " + elements)).startsWith(":");
  }

  /** Returns the elements of a list, with blanks between them. */
  String elements(String key) {
    return String.join(" ", bulks(client.call("LRANGE", key, "0", "-1")));
  }

  String encoding(String key) {
    return client.text("OBJECT", "ENCODING", key);
  }

  /** Returns the reply to a command on one line. */
  String say(String line) {
    return flat(client.inline(line));
  }

  /** Returns a reply on one line, its line breaks as blanks. */
  static String flat(String reply) {
    return reply.trim().replace("\r\n", " ");
  }

  /** Returns a client that waits. */
  TestClient waiting(String command) {
    var waiting = server.connect().send(command + "\r\n");
    assertThat(waiting.received()).isEmpty();
    return waiting;
  }

  private static List<String> bulks(String array) {
    assertThat(array).startsWith("*");
    var bulks = new ArrayList<String>();
    int at = array.indexOf("\r\n") + 2;
    while (at < array.length()) {
      int line = array.indexOf("\r\n", at);
      int length = Integer.parseInt(array.substring(at + 1, line));
      bulks.add(array.substring(line + 2, line + 2 + length));
      at = line + 2 + length + 2;
    }
    return bulks;
  }
}
