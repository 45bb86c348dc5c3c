package eightweeks.week3.strings;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Large values, which a reply refers to until it has been written: it shows them as they were. */
final class LargeValueTest {
  private static final int LENGTH = 300_000;
  private static final String OLD = "o".repeat(LENGTH);
  private static final String NEW = "n".repeat(LENGTH);

  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  private static String query(String... words) {
    var query = new StringBuilder("*" + words.length + "\r\n");
    for (var word : words) {
      query.append("$" + word.length() + "\r\n" + word + "\r\n");
    }
    return query.toString();
  }

  private static String bulk(String text) {
    return "$" + text.length() + "\r\n" + text + "\r\n";
  }

  /** One pipeline: the replies are written after all commands have run. */
  @ParameterizedTest
  @CsvSource({
    "SET k {new}",
    "SETRANGE k 0 x",
    "SETRANGE k 299999 xyz",
    "APPEND k x",
    "SETBIT k 0 1",
    "BITFIELD k SET u8 0 1",
    "GETSET k {new}",
    "MSET k {new}",
    "DEL k",
    "RENAME k other",
    "EXPIRE k 1000",
  })
  void reply_showsTheValueAsItWas(String command) {
    for (int i = 0; i < 2; i++) { // first the array alone, then a string that was changed in place
      client.call("SET", "k", OLD);
      if (i == 1) {
        client.call("SETRANGE", "k", "0", "o");
      }
      client.send(query("GET", "k") + query(command.replace("{new}", NEW).split(" ")));
      server.runFor(100);
      assertThat(client.received().startsWith(bulk(OLD))).as("round %s", i).isTrue();
    }
  }

  @Test
  void valuesThatReplaceEachOther_areThoseThatWereSent() {
    for (int i = 0; i < 20; i++) {
      var text = String.valueOf((char) ('a' + i)).repeat(LENGTH);
      client.send(query("SET", "k", text) + query("GET", "k") + query("SET", "l", text));
      server.runFor(100);
      assertThat(client.received().equals("+OK\r\n" + bulk(text) + "+OK\r\n")).isTrue();
      assertThat(client.call("GET", "l").equals(bulk(text))).isTrue();
    }
  }

  @Test
  void valueInATransaction_isNotThatOfTheNextCommand() {
    client.call("MULTI");
    client.call("SET", "k", OLD);
    client.call("SET", "k", NEW);
    client.call("GET", "k");
    assertThat(client.call("EXEC").endsWith(bulk(NEW))).isTrue();
    client.call("SET", "l", "x".repeat(LENGTH));
    assertThat(client.call("GET", "k").equals(bulk(NEW))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"LSET l 0 {new}", "LPUSH l x", "LPOP l", "LTRIM l 1 1", "LREM l 0 {old}", "DEL l"})
  void replyOfAList_showsElementsAsTheyWere(String command) {
    client.call("RPUSH", "l", OLD);
    var words = command.replace("{new}", NEW).replace("{old}", OLD).split(" ");
    client.send(query("LRANGE", "l", "0", "-1") + query(words));
    server.runFor(100);
    assertThat(client.received().startsWith("*1\r\n" + bulk(OLD))).isTrue();
  }

  @Test
  void copyOfAList_isChangedByItself() {
    client.call("RPUSH", "l", OLD, "a", "b");
    client.call("COPY", "l", "copy");
    client.call("RPUSH", "l", "c");
    client.call("LSET", "copy", "1", "x");
    assertThat(client.inline("LRANGE l 1 -1")).isEqualTo("*3\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n");
    assertThat(client.inline("LRANGE copy 1 -1")).isEqualTo("*2\r\n$1\r\nx\r\n$1\r\nb\r\n");
    client.call("DEL", "l");
    assertThat(client.call("LINDEX", "copy", "0").equals(bulk(OLD))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"HSET h f {new}", "HSET h f x", "HDEL h f", "HSET h g {new}"})
  void replyOfAHash_showsTheValueAsItWas(String command) {
    client.call("HSET", "h", "f", OLD);
    client.send(query("HGET", "h", "f") + query(command.replace("{new}", NEW).split(" ")));
    server.runFor(100);
    assertThat(client.received().startsWith(bulk(OLD))).isTrue();
  }

  /** The client does not read, so its reply waits while another client changes the value. */
  @Test
  void clientThatDoesNotRead_getsTheValueAsItWas() {
    var slow = server.connect();
    client.call("SET", "k", OLD);
    slow.post(query("GET", "k").repeat(20));
    server.runFor(100);
    client.call("SET", "k", NEW);
    client.call("SETRANGE", "k", "0", "x");
    var received = new StringBuilder();
    for (int i = 0; i < 1000 && received.length() < 20 * bulk(OLD).length(); i++) {
      received.append(slow.received());
      server.runFor(1);
    }
    assertThat(received.toString().equals(bulk(OLD).repeat(20))).isTrue();
    assertThat(client.call("GET", "k").equals(bulk("x" + NEW.substring(1)))).isTrue();
  }
}
