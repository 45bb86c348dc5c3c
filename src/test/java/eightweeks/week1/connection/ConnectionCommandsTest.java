package eightweeks.week1.connection;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PING, ECHO, SELECT, AUTH, HELLO and RESET, in both protocols. */
final class ConnectionCommandsTest {
  private static final String OK = "+OK\r\n";
  private static final String NOAUTH = "-NOAUTH Authentication required.\r\n";
  private static final String WRONGPASS =
      "-WRONGPASS invalid username-password pair or user is disabled.\r\n";
  private static final String HELLO_NOAUTH =
      "-NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO"
          + " <proto> AUTH <user> <pass> option can be used to authenticate the client and select"
          + " the RESP protocol version at the same time\r\n";

  @ParameterizedTest
  @ValueSource(strings = {"2", "3"})
  void pingEchoAndSelect_areAlikeInBothProtocols(String protocol) {
    var client = TestServer.start().connect();
    client.call("HELLO", protocol);
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
    assertThat(client.call("PING", "hi")).isEqualTo("$2\r\nhi\r\n");
    assertThat(client.call("PING", "a", "b"))
        .isEqualTo("-ERR wrong number of arguments for 'ping' command\r\n");
    assertThat(client.call("ECHO", "")).isEqualTo("$0\r\n\r\n");
    assertThat(client.call("SELECT", "15")).isEqualTo(OK);
    assertThat(client.call("SELECT", "16")).isEqualTo("-ERR DB index is out of range\r\n");
    assertThat(client.call("SELECT", "x"))
        .isEqualTo("-ERR value is not an integer or out of range\r\n");
  }

  @Test
  void hello2_isAnArray() {
    assertThat(TestServer.start().connect().call("HELLO", "2"))
        .isEqualTo(
            "*14\r\n$6\r\nserver\r\n$5\r\nredis\r\n$7\r\nversion\r\n$5\r\n7.2.6\r\n$5\r\nproto\r\n"
                + ":2\r\n$2\r\nid\r\n:1\r\n$4\r\nmode\r\n$10\r\nstandalone\r\n$4\r\nrole\r\n"
                + "$6\r\nmaster\r\n$7\r\nmodules\r\n*0\r\n");
  }

  @Test
  void hello3_isAMapAndSwitchesTheProtocol() {
    var client = TestServer.start().connect();
    assertThat(client.call("HELLO", "3"))
        .isEqualTo(
            "%7\r\n$6\r\nserver\r\n$5\r\nredis\r\n$7\r\nversion\r\n$5\r\n7.2.6\r\n$5\r\nproto\r\n"
                + ":3\r\n$2\r\nid\r\n:1\r\n$4\r\nmode\r\n$10\r\nstandalone\r\n$4\r\nrole\r\n"
                + "$6\r\nmaster\r\n$7\r\nmodules\r\n*0\r\n");
    assertThat(client.call("GET", "nothing")).isEqualTo("_\r\n");
    assertThat(client.call("HELLO")).startsWith("%7\r\n");
    assertThat(client.call("HELLO", "2")).startsWith("*14\r\n");
    assertThat(client.call("GET", "nothing")).isEqualTo("$-1\r\n");
  }

  @Test
  void helloThatFails_changesNothing() {
    var client = TestServer.start().connect();
    assertThat(client.call("HELLO", "4")).isEqualTo("-NOPROTO unsupported protocol version\r\n");
    assertThat(client.call("HELLO", "x"))
        .isEqualTo("-ERR Protocol version is not an integer or out of range\r\n");
    assertThat(client.call("HELLO", "3", "SETNAME"))
        .isEqualTo("-ERR Syntax error in HELLO option 'SETNAME'\r\n");
    assertThat(client.call("HELLO", "3", "SETNAME", "ok", "AUTH", "default"))
        .isEqualTo("-ERR Syntax error in HELLO option 'AUTH'\r\n");
    assertThat(client.call("HELLO", "3", "SETNAME", "a b"))
        .isEqualTo("-ERR Client names cannot contain spaces, newlines or special characters.\r\n");
    assertThat(client.call("HELLO", "3", "AUTH", "nobody", "x", "SETNAME", "ok"))
        .isEqualTo(WRONGPASS);
    assertThat(client.call("CLIENT", "GETNAME")).isEqualTo("$-1\r\n");
  }

  @Test
  void authWithoutAPassword_tellsSo() {
    var client = TestServer.start().connect();
    assertThat(client.call("AUTH", "x"))
        .isEqualTo(
            "-ERR AUTH <password> called without any password configured for the default user. Are"
                + " you sure your configuration is correct?\r\n");
    assertThat(client.call("AUTH", "default", "anything")).isEqualTo(OK);
    assertThat(client.call("AUTH", "nobody", "anything")).isEqualTo(WRONGPASS);
    assertThat(client.call("AUTH", "a", "b", "c")).isEqualTo("-ERR syntax error\r\n");
  }

  @Test
  void password_opensTheServer() {
    var client = TestServer.start("--requirepass", "secret").connect();
    assertThat(client.call("PING")).isEqualTo(NOAUTH);
    assertThat(client.call("HELLO", "3")).isEqualTo(HELLO_NOAUTH);
    assertThat(client.call("AUTH", "secre")).isEqualTo(WRONGPASS);
    assertThat(client.call("AUTH", "secretsecret")).isEqualTo(WRONGPASS);
    assertThat(client.call("AUTH", "")).isEqualTo(WRONGPASS);
    assertThat(client.call("PING")).isEqualTo(NOAUTH);
    assertThat(client.call("AUTH", "secret")).isEqualTo(OK);
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
    assertThat(client.call("AUTH", "wrong")).isEqualTo(WRONGPASS);
    assertThat(client.call("PING"))
        .as("a wrong password takes nothing away")
        .isEqualTo("+PONG\r\n");
  }

  @Test
  void passwordInHello_opensTheServer() {
    var server = TestServer.start("--requirepass", "secret");
    var client = server.connect();
    assertThat(client.call("HELLO", "3", "AUTH", "default", "wrong")).isEqualTo(WRONGPASS);
    assertThat(client.call("HELLO", "3", "AUTH", "default", "secret", "SETNAME", "me"))
        .startsWith("%7\r\n");
    assertThat(client.call("CLIENT", "GETNAME")).isEqualTo("$2\r\nme\r\n");
  }

  @Test
  void passwordSetLater_isAskedOfNewClientsOnly() {
    var server = TestServer.start();
    var before = server.connect();
    assertThat(before.call("CONFIG", "SET", "requirepass", "x")).isEqualTo(OK);
    assertThat(before.call("PING")).isEqualTo("+PONG\r\n");
    var after = server.connect();
    assertThat(after.call("PING")).isEqualTo(NOAUTH);
    assertThat(before.call("CONFIG", "SET", "requirepass", "")).isEqualTo(OK);
    assertThat(server.connect().call("PING")).isEqualTo("+PONG\r\n");
    assertThat(after.call("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void queryOfAnUnauthenticatedClient_isLimited() {
    var server = TestServer.start("--requirepass", "x");
    var client = server.connect();
    client.send("*11\r\n");
    assertThat(client.received())
        .isEqualTo("-ERR Protocol error: unauthenticated multibulk length\r\n");
    assertThat(client.isClosed()).isTrue();
    var second = server.connect();
    second.send("*2\r\n$4\r\nAUTH\r\n$16385\r\n");
    assertThat(second.received()).isEqualTo("-ERR Protocol error: unauthenticated bulk length\r\n");
    var third = server.connect();
    third.call("AUTH", "x");
    assertThat(third.call("MSET", "a", "1", "b", "2", "c", "3", "d", "4", "e", "x".repeat(20_000)))
        .isEqualTo(OK);
  }

  @Test
  void reset_makesTheConnectionLikeNew() {
    var server = TestServer.start();
    var client = server.connect();
    client.call("HELLO", "3", "SETNAME", "x");
    client.call("SELECT", "5");
    client.call("CLIENT", "NO-EVICT", "on");
    client.send("CLIENT REPLY OFF\r\n");
    assertThat(client.call("RESET")).isEqualTo("+RESET\r\n");
    assertThat(client.call("GET", "nothing")).isEqualTo("$-1\r\n");
    assertThat(client.text("CLIENT", "INFO"))
        .contains(" name= ", " db=0 ", " flags=N ", " resp=2 ");
  }

  @Test
  void reset_asksForThePasswordAgain() {
    var client = TestServer.start("--requirepass", "x").connect();
    client.call("AUTH", "x");
    assertThat(client.call("RESET")).isEqualTo("+RESET\r\n");
    assertThat(client.call("PING")).isEqualTo(NOAUTH);
  }

  @ParameterizedTest
  @CsvSource({
    "SELECT -1, -ERR DB index is out of range",
    "SELECT 2147483647, -ERR DB index is out of range",
    "SELECT 2147483648, -ERR value is out of range",
    "SELECT 99999999999999999999, -ERR value is not an integer or out of range",
    "SELECT 1 2, -ERR wrong number of arguments for 'select' command",
    "ECHO, -ERR wrong number of arguments for 'echo' command",
    "ECHO a b, -ERR wrong number of arguments for 'echo' command",
    "RESET x, -ERR wrong number of arguments for 'reset' command",
    "HELLO 1, -NOPROTO unsupported protocol version",
    "HELLO -3, -NOPROTO unsupported protocol version",
    "HELLO 3 NOSUCH x, -ERR Syntax error in HELLO option 'NOSUCH'"
  })
  void mistakes_getRedissWords(String command, String error) {
    var client = TestServer.start().connect();
    assertThat(client.inline(command)).startsWith(error).endsWith("\r\n");
    assertThat(client.call("GET", "nothing")).as("still RESP2").isEqualTo("$-1\r\n");
  }

  @Test
  void helloOptions_comeInAnyOrder() {
    var client = TestServer.start("--requirepass", "secret").connect();
    assertThat(
            client.call("HELLO", "2", "setname", "me", "auth", "default", "secret", "SETNAME", "I"))
        .startsWith("*14\r\n");
    assertThat(client.call("CLIENT", "GETNAME")).isEqualTo("$1\r\nI\r\n");
  }

  @Test
  void pingOfASubscriber_isAnArray_inResp2Only() {
    var client = TestServer.start().connect();
    client.call("SUBSCRIBE", "channel");
    assertThat(client.call("PING")).isEqualTo("*2\r\n$4\r\npong\r\n$0\r\n\r\n");
    assertThat(client.call("PING", "hi")).isEqualTo("*2\r\n$4\r\npong\r\n$2\r\nhi\r\n");
    client.call("UNSUBSCRIBE");
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
    client.call("HELLO", "3");
    client.call("SUBSCRIBE", "channel");
    assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void reset_endsSubscriptionsAndTransactions() {
    var client = TestServer.start().connect();
    client.call("SUBSCRIBE", "channel");
    assertThat(client.call("RESET")).isEqualTo("+RESET\r\n");
    assertThat(client.call("MULTI")).isEqualTo(OK);
    client.call("SET", "k", "v");
    assertThat(client.call("RESET")).isEqualTo("+RESET\r\n");
    assertThat(client.call("GET", "k")).isEqualTo("$-1\r\n");
    assertThat(client.call("EXEC")).isEqualTo("-ERR EXEC without MULTI\r\n");
  }

  @Test
  void quit_repliesAndCloses_andIgnoresWhatFollows() {
    var client = TestServer.start().connect();
    client.send("QUIT now\r\nPING\r\n");
    assertThat(client.received()).isEqualTo(OK);
    assertThat(client.isClosed()).isTrue();
  }
}
