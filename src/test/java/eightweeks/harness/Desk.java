package eightweeks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.StringJoiner;

/**
 * A server and a client of it, for tests that read like a conversation.
 *
 * <pre>
 * var desk = Desk.open().given("ZADD z 1 a 2.5 b");
 * assertThat(desk.say("ZRANGE z 0 -1 WITHSCORES")).isEqualTo("*[a 1 b 2.5]");
 * assertThat(desk.say("ZCARD z")).isEqualTo(":2");
 * assertThat(desk.say("ZSCORE z x")).isEqualTo("$-1");
 * assertThat(desk.resp3().say("ZSCORE z b")).isEqualTo(",2.5");
 * </pre>
 *
 * <p>A reply keeps the sign of its type. Only bulk strings stand there bare, an empty one as two
 * quotation marks; what an array, a set or a map holds is in brackets behind its sign.
 */
public final class Desk {
  public static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";
  public static final String SYNTAX = "-ERR syntax error";
  public static final String NO_INTEGER = "-ERR value is not an integer or out of range";
  public static final String NO_FLOAT = "-ERR value is not a valid float";

  public final TestServer server;
  public final TestClient client;

  private Desk(String... options) {
    server = TestServer.start(options);
    client = server.connect();
  }

  /** Returns a desk whose server is started with these options. */
  public static Desk open(String... options) {
    return new Desk(options);
  }

  /** Says what comes before: nothing of it may fail. */
  public Desk given(String... lines) {
    for (var line : lines) {
      assertThat(say(line)).as(line).doesNotStartWith("-");
    }
    return this;
  }

  /** From now on replies come in RESP3. */
  public Desk resp3() {
    client.call("HELLO", "3");
    return this;
  }

  /** Returns the reply to a line as typed at a prompt, on one line. */
  public String say(String line) {
    return flat(client.inline(line));
  }

  /** Returns the next reply on one line. */
  public String hear() {
    return flat(client.reply());
  }

  public String encoding(String key) {
    return client.text("OBJECT", "ENCODING", key);
  }

  /** Returns a whole reply on one line. */
  public static String flat(String reply) {
    return new Reader(reply).next();
  }

  /** Takes values off a reply. */
  private static final class Reader {
    private final String reply;
    private int at;

    Reader(String reply) {
      this.reply = reply;
    }

    String next() {
      int end = reply.indexOf("\r\n", at);
      var line = reply.substring(at, end);
      at = end + 2;
      if (line.equals("$-1") || line.equals("*-1")) {
        return line;
      }
      return switch (line.charAt(0)) {
        case '$' -> text(Integer.parseInt(line.substring(1)));
        case '*', '~', '>' -> several(line, Integer.parseInt(line.substring(1)));
        case '%' -> several(line, 2 * Integer.parseInt(line.substring(1)));
        default -> line;
      };
    }

    private String text(int length) {
      var text = reply.substring(at, at + length);
      at += length + 2;
      return length == 0 ? "\"\"" : text;
    }

    private String several(String sign, int count) {
      var all = new StringJoiner(" ", sign.charAt(0) + "[", "]");
      for (int i = 0; i < count; i++) {
        all.add(next());
      }
      return all.toString();
    }
  }
}
