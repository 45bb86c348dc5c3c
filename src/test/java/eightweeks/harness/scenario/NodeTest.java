package eightweeks.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NodeTest {
  private static final String KILL = "CLIENT KILL TYPE normal SKIPME yes\r\n";

  /** A Sentinel kills a server's clients when it gives it a role: also one that looks at it. */
  @Test
  void callOfAClientThatIsKilled_isSentByAnotherOne() {
    var node = new Scenario(1).node("server", setup -> setup);
    node.start();
    // The server reads the rest of the command when it has accepted the client of the call.
    node.connect().fragment(KILL.length() / 2).post(KILL);
    assertThat(node.call("PING")).isEqualTo("+PONG\r\n");
    assertThat(node.info("clients", "connected_clients")).isEqualTo("2");
  }
}
